import type { ReindexStmt } from '@pgsql/types';
import { switchedOn } from '../sql/nodes.ts';
import { outsideTransaction, statement } from './kit/instead.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { existingTable, nameOf, objectName } from './kit/tables.ts';
import { code, inCaseOf, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'reindex-not-concurrent',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'REINDEX makes writes wait, and nearly every read',
  why: 'REINDEX holds a Share lock on the table and AccessExclusive on the index until it is built anew. Planning a query locks every index of its table, so reads wait as well, unless their plan is cached and leaves the index out.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`reindex table orders;`,
    good: sql`reindex table concurrently orders;`,
  },
  on: {
    ReindexStmt(reindex, facts) {
      if (switchedOn(reindex.params, 'concurrently')) return undefined;
      const name = tableOf(reindex, facts);
      if (name === undefined) return undefined;
      return {
        objects: name === '' ? [] : [name],
        says: `Writes to ${name === '' ? 'its table' : code(name)} wait until the indexes are built anew, and nearly every read with them: REINDEX holds Share on the table and AccessExclusive on each index.`,
        instead: outsideTransaction(statement(concurrently(facts.statement.sql)), facts),
      };
    },
  },
});

/** The existing table whose index is built; empty where it is not known, undefined where nobody waits. */
function tableOf({ kind, relation }: ReindexStmt, facts: Facts): string | undefined {
  if (kind === 'REINDEX_OBJECT_TABLE') {
    const table = existingTable(relation, facts);
    return table && objectName(table.name);
  }
  if (kind !== 'REINDEX_OBJECT_INDEX' || !relation) return undefined;
  const index = facts.catalog.index(nameOf(relation));
  if (!index) return facts.catalog.complete ? undefined : '';
  const table = facts.catalog.relation(index.table);
  return table && !table.madeHere ? objectName(table.name) : undefined;
}

const concurrently = (text: string): string =>
  oneLine(text).replace(
    /^(REINDEX\s*(?:\([^)]*\)\s*)?(?:TABLE|INDEX))\b/i,
    (_, head: string) => `${head} ${inCaseOf(head, 'CONCURRENTLY')}`,
  );
