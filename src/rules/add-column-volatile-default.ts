import { columnDef, isSerial, own } from './kit/columns.ts';
import { inBatches } from './kit/batches.ts';
import { volatileCall } from './kit/expressions.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { provenAfterwards } from './kit/not-null.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, hasColumn, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, cutDefault, cutNotNull } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-column-volatile-default',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  title: 'A default that differs from row to row rewrites the table',
  why: 'A constant or stable default (also now()) is kept in the catalog. A volatile one must be computed for every row: the table and all its indexes are rewritten under an AccessExclusive lock.',
  versions: 'gen_random_uuid() is built in since Postgres 13.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column token uuid default gen_random_uuid();`,
    good: sql`
      alter table orders add column token uuid;
      alter table orders alter column token set default gen_random_uuid();`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || isSerial(def)) return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const call = volatileCall(own(def, 'CONSTR_DEFAULT')?.raw_expr, facts);
      if (!call) return undefined;
      const name = objectName(table.name);
      const column = quoteIdentifier(def.colname);
      const { rest, expression } = cutDefault(action.text);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: ${code(call)} gives every row a value of its own.`,
        instead: steps(
          `${action.head} ${cutNotNull(rest)};`,
          `${action.head} ALTER COLUMN ${column} SET DEFAULT ${expression};`,
          nextMigration('it fills the rows that are there.'),
          inBatches(table, `UPDATE ${name} SET ${column} = DEFAULT`, `${column} IS NULL`, facts),
          own(def, 'CONSTR_NOTNULL') ? provenAfterwards(action.head, table.name, def.colname) : '',
        ),
      };
    },
  },
});
