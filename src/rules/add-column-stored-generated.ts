import { columnDef, own } from './kit/columns.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, hasColumn, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-column-stored-generated',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  versions: 'A VIRTUAL generated column (Postgres 18) costs nothing.',
  title: 'A stored generated column rewrites the table',
  why: 'GENERATED … STORED computes a value for every row that is there: the table and all its indexes are rewritten under an AccessExclusive lock.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add column doubled int generated always as (total * 2) stored;`,
    good: sql`alter table orders add column doubled int;`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (
        !table ||
        !def?.colname ||
        !(
          own(def, 'CONSTR_GENERATED')?.generated_kind !== undefined &&
          own(def, 'CONSTR_GENERATED')?.generated_kind !== 'v'
        )
      )
        return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: every row gets a computed value for ${code(quoteIdentifier(def.colname))}.`,
        instead:
          'Add an ordinary column, let the code or a trigger fill it for new rows, then fill the old rows in batches of 10,000, each committed before the next.',
      };
    },
  },
});
