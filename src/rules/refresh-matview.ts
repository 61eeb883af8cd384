import type { Relation } from '../sql/model.ts';
import { nextMigration, outsideTransaction, remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { chosenName, existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'refresh-matview',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  mechanical: true,
  title: 'Refreshing a materialized view makes its readers wait for the whole query',
  why: 'REFRESH MATERIALIZED VIEW holds an AccessExclusive lock on the view while its query runs. CONCURRENTLY lets reads go on; it needs a unique index on plain columns, without WHERE, and a view that was filled before.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, customer_id bigint);
      create materialized view totals as select customer_id, count(*) from orders group by 1;
      create unique index totals_customer on totals (customer_id);`,
    rows: sql`
      insert into orders select n, n from generate_series(1, 1000) n;
      refresh materialized view totals;`,
    bad: sql`refresh materialized view totals;`,
    good: sql`refresh materialized view concurrently totals;`,
  },
  on: {
    RefreshMatViewStmt({ relation, concurrent, skipData }, facts) {
      const view = existingTable(relation, facts);
      if (!view || concurrent) return undefined;
      const name = objectName(view.name);
      return {
        objects: [name],
        says: skipData
          ? `Reads of ${code(name)} fail (55000) from here until it is filled again: WITH NO DATA empties it, under AccessExclusive.`
          : `Reads of ${code(name)} wait until its whole query is done: REFRESH MATERIALIZED VIEW holds AccessExclusive on it.`,
        instead: steps(uniqueIndex(view, facts), `REFRESH MATERIALIZED VIEW CONCURRENTLY ${name};`),
      };
    },
  },
});

/** What CONCURRENTLY needs, where the view does not have it. */
function uniqueIndex(view: Relation, facts: Facts): string {
  const fits = facts.catalog
    .indexes(view.name)
    .some(({ unique, partial, hasExpressions }) => unique && !partial && !hasExpressions);
  if (fits) return '';
  const index = `CREATE UNIQUE INDEX CONCURRENTLY ${chosenName(view.name, [], 'key')} ON ${objectName(view.name)} (<columns that tell its rows apart>);`;
  return steps(
    remark('CONCURRENTLY needs a unique index on plain columns, without WHERE:'),
    outsideTransaction(index, facts),
    nextMigration('reads go on while the view is filled.'),
  );
}
