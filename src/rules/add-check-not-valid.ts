import { constraintDef } from './kit/columns.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { chosenName, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-check-not-valid',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A new CHECK reads the whole table while nobody may use it',
  why: 'ADD CONSTRAINT … CHECK looks at every row under an AccessExclusive lock. NOT VALID skips that; VALIDATE CONSTRAINT catches up later while reads and writes go on.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_total_positive check (total > 0);`,
    good: sql`
      alter table orders add constraint orders_total_positive check (total > 0) not valid;
      alter table orders validate constraint orders_total_positive;`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const check = constraintDef(action);
      if (!table || check?.contype !== 'CONSTR_CHECK' || check.skip_validation || check.is_enforced === false)
        return undefined;
      const name = objectName(table.name);
      const constraint = check.conname ? quoteIdentifier(check.conname) : chosenName(table.name, [], 'check');
      const named = check.conname ? action.text : action.text.replace(/^ADD\s+/i, `$&CONSTRAINT ${constraint} `);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while every row is checked: ADD CHECK scans the table under AccessExclusive.`,
        instead: steps(
          `${action.head} ${named} NOT VALID;`,
          nextMigration('reads and writes go on during the scan.'),
          `${action.head} VALIDATE CONSTRAINT ${constraint};`,
        ),
      };
    },
  },
});
