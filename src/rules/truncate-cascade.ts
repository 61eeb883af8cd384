import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { existingTable, objectName, sameName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';
import type { Relation } from '../sql/model.ts';
import { all } from '../sql/nodes.ts';
import type { QualifiedName } from '../sql/qualified-name.ts';

export const rule = defineRule({
  id: 'truncate-cascade',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  since: 13,
  title: 'TRUNCATE … CASCADE empties tables that it does not name',
  why: 'Every table whose foreign keys reach a truncated one is emptied with it, through as many steps as there are, whatever ON DELETE says.',
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key, customer_id bigint references customers);`,
    bad: sql`truncate customers cascade;`,
    good: sql`delete from orders where id in (select id from orders where customer_id is null limit 10000);`,
  },
  on: {
    TruncateStmt(truncate, facts) {
      if (truncate.behavior !== 'DROP_CASCADE') return undefined;
      const named = all('RangeVar', truncate.relations).flatMap((range) => existingTable(range, facts) ?? []);
      if (named.length === 0) return undefined;
      const reached = reachedFrom(named, facts).flatMap((name) => existingTable(name, facts) ?? []);
      const lost = reached.map(({ name }) => objectName(name));
      if (lost.length === 0 && facts.catalog.complete) return undefined;
      const roots = named.map(({ name }) => objectName(name));
      const what = lost.length > 0 ? listed(lost.map(code)) : 'every table that refers to it, directly or not,';
      return {
        objects: lost.length > 0 ? lost : roots,
        says: `All rows of ${what} are lost for good as well: CASCADE follows the foreign keys that lead to ${listed(roots.map(code))}. Reads and writes of these tables wait while TRUNCATE holds AccessExclusive.`,
        instead: steps(
          remark('Name every table that is meant to be emptied; without CASCADE Postgres refuses to empty any other:'),
          statement(`TRUNCATE ${[...roots, ...lost].join(', ')}`),
        ),
      };
    },
  },
});

/** The tables whose foreign keys lead to these, step by step. */
function reachedFrom(tables: readonly Relation[], { catalog }: Facts): readonly QualifiedName[] {
  const reached: QualifiedName[] = tables.map(({ name }) => name);
  // A list that grows while it is walked: what is found leads on.
  for (const from of reached) {
    for (const { table } of catalog.referencing(from)) {
      if (!reached.some((one) => sameName(one, table))) reached.push(table);
    }
  }
  return reached.slice(tables.length);
}
