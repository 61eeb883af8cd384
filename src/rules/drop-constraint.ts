import { as } from '../sql/nodes.ts';
import { addedTo, alreadyUnique, columnsOf, droppedConstraint, type Dropped } from './kit/constraints.ts';
import { alterationsOf, droppedLater } from './kit/later.ts';
import { conflictLost, loss, wayBack } from './kit/lost-constraint.ts';
import { keepsApart } from './kit/indexed.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { column, objectName, quoteIdentifier } from './kit/tables.ts';

export const rule = defineRule({
  id: 'drop-constraint',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'What this constraint kept out may come in from now on',
  why: 'Running code that relies on it meets rows it was promised never to meet: duplicates, references to nothing, values out of range. The constraint comes back only if every row that came in meanwhile is mended.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int constraint orders_total check (total > 0));`,
    bad: sql`alter table orders drop constraint orders_total;`,
    good: sql`alter table orders drop constraint orders_total, add constraint orders_total check (total >= 0) not valid;`,
  },
  on: {
    AT_DropConstraint(action, facts) {
      const dropped = droppedConstraint(action, facts);
      if (!dropped || isKey(dropped) || stillHeld(dropped, facts) || goesAnyway(dropped, facts)) return undefined;
      const name = objectName(dropped.table.name);
      return {
        objects: [name],
        says: keptApart(dropped, facts) ? conflictLost(dropped) : loss(dropped),
        instead: steps(
          remark('1. Release code that does not rely on it.'),
          remark('2. When no old code runs any more, in a later pull request:'),
          statement(`${action.head} ${action.text}`),
          ...wayBack(action.head, dropped),
        ),
      };
    },
  },
});

/** Said by drop-primary-key; and NOT NULL is no constraint of this kind before Postgres 18. */
const isKey = ({ table, name, constraint }: Dropped): boolean =>
  constraint ? constraint.kind === 'primary-key' || constraint.kind === 'not-null' : name === `${table.name.name}_pkey`;

/** Another constraint, index or NOT NULL keeps the same out, now or before the pull request ends. */
function stillHeld({ table, constraint, name }: Dropped, facts: Facts): boolean {
  const again = addedTo(table, [facts, ...facts.laterOn(table.name.name)]);
  if (again.some(({ conname }) => conname === name)) return true;
  if (!constraint) return false;
  const { kind, columns, provesNotNull, expression, index } = constraint;
  if (again.some((one) => columnsOf(one, kind)?.some((other) => columns.includes(other)))) return true;
  if (kind === 'unique') return alreadyUnique(table, columns, facts, index);
  const onlyProves = provesNotNull.map((one) => `${quoteIdentifier(one)} IS NOT NULL`).join(' AND ') === expression;
  const required = alterationsOf(table.name, [facts]).flatMap(({ subtype, name: set }) =>
    subtype === 'AT_SetNotNull' && set ? [set] : [],
  );
  return (
    kind === 'check' &&
    onlyProves &&
    columns.every((one) => column(table, one)?.notNull === true || required.includes(one))
  );
}

/** A unique index of the pull request tells rows apart that do not differ in case, and so all that differ in nothing. */
const keptApart = ({ table, constraint }: Dropped, facts: Facts): boolean =>
  constraint?.kind === 'unique' &&
  [...facts.earlier, ...facts.later].some(({ statement: { node } }) => {
    const index = as('IndexStmt', node);
    return index?.relation?.relname === table.name.name && keepsApart(index, constraint.columns);
  });

/** With its column, its table or the table it refers to, of which other rules speak. */
function goesAnyway({ table, constraint }: Dropped, facts: Facts): boolean {
  if (droppedLater(table.name, facts)) return true;
  if (constraint?.references && droppedLater(constraint.references.table, facts)) return true;
  return alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]).some(
    ({ subtype, name }) => subtype === 'AT_DropColumn' && constraint?.columns.includes(name ?? '') === true,
  );
}
