import {
  refusedColumn,
  refusedConstraint,
  refusedDetach,
  refusedDrop,
  refusedIndex,
  refusedStorage,
  refusedTable,
  type Refusal,
} from './kit/refused.ts';
import { defineRule, sql, type Hit } from './kit/rule.ts';

export const rule = defineRule({
  id: 'unsupported-on-partitioned',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'lock-analysis',
  fails: '0A000',
  since: 13,
  evenOnNewTables: true,
  title: 'Postgres refuses this on a partitioned table',
  why: 'The statement fails. On the partitions it can work: an index built or dropped CONCURRENTLY, a key that leaves out the partition key or takes over an index, a foreign key NOT VALID. From Postgres 18 on the last of them works on the whole as well. DETACH CONCURRENTLY is refused beside a default partition.',
  versions:
    'NOT VALID foreign keys: refused before 18. SET ACCESS METHOD: refused before 17. SET LOGGED and SET UNLOGGED: without effect before 18, refused from then on.',
  examples: {
    given: sql`
      create table events (id bigint not null, at date not null) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create unique index concurrently events_key on events (id, at);`,
    good: sql`
      create unique index events_key on only events (id, at);
      create unique index concurrently events_2026_key on events_2026 (id, at);
      alter index events_key attach partition events_2026_key;`,
  },
  on: {
    IndexStmt: (index, facts) => hits(refusedIndex(index, facts)),
    DropStmt: (drop, facts) => refusedDrop(drop, facts).flatMap(hits),
    CreateStmt: (create) => refusedTable(create).flatMap(hits),
    AT_AddConstraint: (action, facts) => hits(refusedConstraint(action, facts)),
    AT_AddColumn: (action, facts) => hits(refusedColumn(action, facts)),
    AT_DetachPartition: (action, facts) => hits(refusedDetach(action, facts)),
    AT_SetLogged: (action, facts) => hits(refusedStorage(action, facts)),
    AT_SetUnLogged: (action, facts) => hits(refusedStorage(action, facts)),
    AT_SetAccessMethod: (action, facts) => hits(refusedStorage(action, facts)),
  },
});

const hits = (refusal: Refusal | undefined): readonly Hit[] =>
  refusal
    ? [
        {
          objects: [refusal.table],
          says: `This fails (${refusal.sqlstate}): ${refusal.says}.`,
          instead: refusal.instead,
        },
      ]
    : [];
