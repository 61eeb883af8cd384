import { throughNewTable } from './kit/new-table.ts';
import { remark, steps } from './kit/instead.ts';
import { otherPersistence } from './kit/rewrites.ts';
import { defineRule, sql, type Action, type Answer, type Facts } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'set-logged-unlogged',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  title: 'SET LOGGED and SET UNLOGGED write the table anew while nobody may use it',
  why: 'A change of the persistence copies every row and every index under an AccessExclusive lock, and SET LOGGED writes all of it to the WAL. An unlogged table is empty after a crash and on every replica.',
  examples: {
    given: sql`create unlogged table visits (id bigint primary key, page text);`,
    rows: sql`insert into visits select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table visits set logged;`,
    good: sql`create table visits_kept (like visits including all);`,
  },
  on: {
    AT_SetLogged: (action, facts) => changed(action, 'permanent', facts),
    AT_SetUnLogged: (action, facts) => changed(action, 'unlogged', facts),
  },
});

function changed({ table: range }: Action, to: 'permanent' | 'unlogged', facts: Facts): Answer {
  const table = existingTable(range, facts);
  // Of a partitioned one nothing happens before 18, and from then on it is refused.
  if (!table || !otherPersistence(table, to)) return undefined;
  const name = objectName(table.name);
  const logged = to === 'permanent';
  return {
    objects: [name],
    says: `Reads and writes of ${code(name)} wait while the rows and all indexes are written anew: ${logged ? 'SET LOGGED' : 'SET UNLOGGED'} holds AccessExclusive until it is done.${logged ? '' : ' Afterwards a crash leaves the table empty, and replicas have none of its rows.'}`,
    instead: steps(
      logged ? '' : remark('Only for rows that may be lost in a crash:'),
      throughNewTable(table, facts, logged ? {} : { kind: 'UNLOGGED' }),
    ),
  };
}
