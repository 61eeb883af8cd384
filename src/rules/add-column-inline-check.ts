import { cutConstraints } from './kit/clauses.ts';
import { columnDef, own } from './kit/columns.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { chosenName, existingTable, hasColumn, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-column-inline-check',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A column with a CHECK reads the whole table while nobody may use it',
  why: 'The CHECK is tried on every row under the AccessExclusive lock of ADD COLUMN, although all rows hold the same value or none. Added apart and NOT VALID, it is tried later while reads and writes go on.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column total int check (total > 0);`,
    good: sql`
      alter table orders add column total int, add constraint orders_total_check check (total > 0) not valid;
      alter table orders validate constraint orders_total_check;`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname || !own(def, 'CONSTR_CHECK') || own(def, 'CONSTR_ATTR_NOT_ENFORCED'))
        return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const shown = objectName(table.name);
      const { rest, cuts } = cutConstraints(action.text, 'CHECK');
      const column = [def.colname];
      const checks = cuts.map(({ constraint, name }, index) => ({
        constraint,
        name: name ?? chosenName(table.name, column, index === 0 ? 'check' : `check${String(index)}`),
      }));
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait while every row is checked: ADD COLUMN with a CHECK scans the table under AccessExclusive.`,
        instead: steps(
          `${action.head} ${[
            rest,
            ...checks.map(({ name, constraint }) => `ADD CONSTRAINT ${name} ${constraint} NOT VALID`),
          ].join(', ')};`,
          nextMigration('reads and writes go on during the scan.'),
          ...checks.map(({ name }) => `${action.head} VALIDATE CONSTRAINT ${name};`),
        ),
      };
    },
  },
});
