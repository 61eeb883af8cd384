import { foreignKeyByPartition } from './kit/by-partition.ts';
import { foreignKeyApart } from './kit/clauses.ts';
import { columnDef, constraintDef, own } from './kit/columns.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { refusedConstraint } from './kit/refused.ts';
import { defineRule, sql, type Action, type Facts, type Hit } from './kit/rule.ts';
import { chosenName, existing, existingTable, names, nameOf, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';
import { readsBeside } from './kit/waits.ts';
import type { Constraint } from '@pgsql/types';

export const rule = defineRule({
  id: 'add-fk-not-valid',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareRowExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A new foreign key checks every row while writes to both tables wait',
  why: 'ADD FOREIGN KEY holds ShareRowExclusive on both tables while every row of the referencing one is looked up. NOT VALID skips that; VALIDATE CONSTRAINT catches up later while reads and writes go on.',
  versions: 'On a partitioned referencing table NOT VALID is refused before Postgres 18.',
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint);`,
    rows: sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_customer foreign key (customer_id) references customers (id);`,
    good: sql`
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const key = constraintDef(action);
      if (key?.contype !== 'CONSTR_FOREIGN' || key.skip_validation || key.is_enforced === false) return undefined;
      if (refusedConstraint(action, facts)) return undefined;
      return hit(action, key, names(key.fk_attrs), facts);
    },
    AT_AddColumn(action, facts) {
      const def = columnDef(action);
      const key = def && own(def, 'CONSTR_FOREIGN');
      // Without any DEFAULT the new column is empty, and Postgres looks at no row; with DEFAULT NULL it does.
      if (!key || !own(def, 'CONSTR_DEFAULT')) return undefined;
      return hit(action, key, [def.colname ?? ''], facts, 'inline');
    },
  },
});

function hit(
  action: Action,
  key: Constraint,
  columns: readonly string[],
  facts: Facts,
  form?: 'inline',
): Hit | undefined {
  const child = existingTable(action.table, facts);
  if (!child || !key.pktable) return undefined;
  const parent = existing(nameOf(key.pktable), facts);
  const tables = [child, ...(parent ? [parent] : [])].map(({ name }) => name);
  const objects = [...new Set(tables.map(objectName))];
  const own = objectName(child.name);
  const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(child.name, columns, 'fkey');
  const named = key.conname ? action.text : action.text.replace(/^ADD\s+/i, `$&CONSTRAINT ${constraint} `);
  return {
    objects,
    says: `Writes to ${listed(objects.map(code))} wait while every row of ${code(own)} is looked up: ADD FOREIGN KEY holds ShareRowExclusive to the end of the check. ${readsBeside(tables, facts)}`,
    instead: form
      ? foreignKeyApart(action, child, columns[0] ?? '')
      : child.kind === 'partitioned-table' && facts.postgres < 18
        ? foreignKeyByPartition(action.head, child, constraint, named.replace(/^.*?\b(?=FOREIGN\s+KEY\b)/is, ''))
        : steps(
            `${action.head} ${named} NOT VALID;`,
            nextMigration('reads and writes go on during the check.'),
            `${action.head} VALIDATE CONSTRAINT ${constraint};`,
          ),
  };
}
