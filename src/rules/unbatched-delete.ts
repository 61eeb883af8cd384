import { deleteInBatches } from './kit/backfill.ts';
import { defineRule, sql } from './kit/rule.ts';
import { keyed, selectivity } from './kit/selective.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { joinsBatch } from './kit/with-queries.ts';
import { as } from '../sql/nodes.ts';

export const rule = defineRule({
  id: 'unbatched-delete',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'data-volume',
  phase: 'migrate',
  destructive: true,
  since: 13,
  mechanical: true,
  title: 'One DELETE takes all or most rows of a table at once',
  why: 'The rows are gone for good. Until the statement ends each of them stays locked, foreign keys that point at the table are checked row by row, and replicas lag behind the WAL. In batches each row is locked for moments only, and a mistake can be stopped.',
  examples: {
    given: sql`create table sessions (id bigint primary key, ended boolean);`,
    rows: sql`insert into sessions select n, true from generate_series(1, 1000) n;`,
    bad: sql`delete from sessions;`,
    good: sql`delete from sessions where id between 1 and 100;`,
  },
  on: {
    DeleteStmt(remove, facts) {
      const table = existingTable(remove.relation, facts);
      if (!table) return undefined;
      const touched = selectivity(remove.whereClause, keyed(table, facts));
      if (touched === 'few' || joinsBatch(remove.usingClause, facts.statement.node)) return undefined;
      const name = objectName(table.name);
      const own = as('DeleteStmt', facts.statement.node) === remove;
      const rows = remove.whereClause ? 'Every row that matches, which may be most of the table,' : 'Every row';
      return {
        objects: [name],
        says: `${rows} of ${code(name)} is deleted for good, in one statement: other writes to these rows wait until it ends, and it writes WAL for all of them at once.`,
        instead:
          own && !remove.withClause
            ? deleteInBatches(remove, table, facts)
            : `Delete from ${name} in batches of about 10,000 rows by primary key, each committed before the next, outside a transaction.`,
        ...(touched === 'unknown' ? { severity: 'warning' as const } : {}),
      };
    },
  },
});
