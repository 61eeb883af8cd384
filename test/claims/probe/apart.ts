/** Where reading the SQL cannot tell exactly what the server does. Each is held to what it says here. */
export interface Apart {
  readonly why: string;
  readonly majors?: readonly number[];
  readonly disagreement: readonly string[];
}

export const apart: Readonly<Record<string, Apart>> = {
  'alter table ancestor add column more int': {
    why: 'a child that has the column already ends the way down',
    disagreement: ['public.grand_heir: server none, table AccessExclusiveLock'],
  },
  'alter table outer_list detach partition outer_a': {
    why: 'before 14 a partition without index and trigger is locked less',
    majors: [13],
    disagreement: ['public.outer_a: server ShareUpdateExclusiveLock, table AccessExclusiveLock'],
  },
  'alter table keyed detach partition keyed_1': {
    why: 'as before',
    majors: [13],
    disagreement: ['public.keyed_1: server ShareUpdateExclusiveLock, table AccessExclusiveLock'],
  },
  'drop table points_at_hashed': {
    why: 'before 15 only the partitions of a referenced table are locked, not itself',
    majors: [13, 14],
    disagreement: ['public.hashed: server none, table AccessExclusiveLock'],
  },
  'drop function whim() cascade': {
    why: 'the catalog keeps no defaults of domains: with its function the domain goes, and its columns',
    disagreement: ['public.whimsicals: server AccessExclusiveLock, table none'],
  },
  'drop routine whim cascade': {
    why: 'as before',
    disagreement: ['public.whimsicals: server AccessExclusiveLock, table none'],
  },
  'drop extension btree_gist cascade': {
    why: 'nobody wrote which operator class the index took, and that an extension brought it',
    disagreement: ['public.booked: server AccessExclusiveLock, table none'],
  },
};
