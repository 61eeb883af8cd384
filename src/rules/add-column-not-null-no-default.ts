import { columnDef, isNull, isSerial, own } from './kit/columns.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { provenNotNull } from './kit/not-null.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, hasColumn, objectName } from './kit/tables.ts';
import { code, cutDefault, cutNotNull } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-column-not-null-no-default',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  fails: '23502',
  since: 13,
  title: 'A required column without a default fails where rows exist',
  why: 'Existing rows have no value for it, so the statement fails as soon as there is one. On an empty table it succeeds, and every INSERT of the running code that does not name the column fails.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders values (1);`,
    bad: sql`alter table orders add column note text not null;`,
    good: sql`alter table orders add column note text not null default '';`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || isSerial(def)) return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const required = own(def, 'CONSTR_NOTNULL') ?? own(def, 'CONSTR_PRIMARY');
      const value = own(def, 'CONSTR_DEFAULT');
      if (!required || own(def, 'CONSTR_IDENTITY') || own(def, 'CONSTR_GENERATED')) return undefined;
      if (value && !isNull(value.raw_expr)) return undefined;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `This fails if ${code(name)} has any row (23502), and if it has none, every INSERT into ${code(name)} by the running code fails: it does not know the column.`,
        instead: steps(
          `${action.head} ${cutNotNull(cutDefault(action.text).rest)};`,
          nextMigration('once the code writes the column and every row has a value.'),
          provenNotNull(action.head, table.name, def.colname),
        ),
      };
    },
  },
});
