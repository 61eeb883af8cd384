import { updateInBatches } from './kit/backfill.ts';
import { defineRule, sql } from './kit/rule.ts';
import { keyed, selectivity } from './kit/selective.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { joinsBatch } from './kit/with-queries.ts';
import { as } from '../sql/nodes.ts';

export const rule = defineRule({
  id: 'unbatched-update',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'data-volume',
  phase: 'migrate',
  since: 13,
  mechanical: true,
  title: 'One UPDATE of a whole table locks all its rows at once',
  why: 'Every row stays locked until the statement ends, the table doubles in size, and replicas lag behind the WAL. In batches each row is locked for moments only.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int, paid boolean);`,
    rows: sql`insert into orders select n, n from generate_series(1, 25000) n;`,
    bad: sql`update orders set paid = false;`,
    good: sql`update orders set paid = false where id between 1 and 10000;`,
  },
  on: {
    UpdateStmt(update, facts) {
      const table = existingTable(update.relation, facts);
      if (!table) return undefined;
      const touched = selectivity(update.whereClause, keyed(table, facts));
      if (touched === 'few' || joinsBatch(update.fromClause, facts.statement.node)) return undefined;
      const name = objectName(table.name);
      const own = as('UpdateStmt', facts.statement.node) === update;
      const rows = !update.whereClause ? 'Every row' : 'Every row that matches, which may be most of the table,';
      return {
        objects: [name],
        says: `${rows} of ${code(name)} is rewritten in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.`,
        instead:
          own && !update.withClause
            ? updateInBatches(update, table, facts)
            : `Change ${name} in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.`,
        ...(touched === 'unknown' ? { severity: 'warning' as const } : {}),
      };
    },
  },
});
