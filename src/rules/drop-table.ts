import { remark, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, nameFrom, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-table',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  since: 13,
  title: 'Dropping a table loses its data and breaks the code that reads it',
  why: 'Every query of the running application on it fails at once, and the rows cannot be brought back but from a backup.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`drop table orders;`,
    good: sql`comment on table orders is 'Unused since release 41; to be dropped after 2027-01-31.';`,
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== 'OBJECT_TABLE') return undefined;
      return (drop.objects ?? []).flatMap((node) => {
        const table = existingTable(nameFrom(node), facts);
        if (!table) return [];
        const name = objectName(table.name);
        return {
          objects: [name],
          says: `All rows of ${code(name)} are lost for good, and queries of the running code on it fail at once.`,
          instead: steps(
            remark('1. Release code that does not use the table, and see in pg_stat_user_tables that nobody reads it:'),
            `SELECT seq_scan, idx_scan, n_tup_ins FROM pg_stat_user_tables WHERE relid = '${name.replaceAll("'", "''")}'::regclass;`,
            remark(`2. Keep a copy of what may be needed, and then, in a later pull request: DROP TABLE ${name};`),
          ),
        };
      });
    },
  },
});
