import type { StatementRun } from '../domain/rehearsal.ts';

/** The queries of the deploy plan; each of them runs on every supported Postgres, and none of them waits for a lock. */

export const longTransactions = `SELECT pid, usename, state, now() - xact_start AS open_for, left(query, 60) AS query
FROM pg_stat_activity
WHERE xact_start < now() - interval '1 minute' AND pid <> pg_backend_pid()
ORDER BY xact_start;`;

export const laggingReplicas = `SELECT application_name, state, replay_lag,
       pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS behind
FROM pg_stat_replication;`;

export const invalidIndexes = `SELECT indexrelid::regclass AS invalid_index, indrelid::regclass AS on_table
FROM pg_index
WHERE NOT indisvalid;`;

export const waiting = `SELECT pid, now() - query_start AS waits, pg_blocking_pids(pid) AS waits_for, left(query, 60) AS query
FROM pg_stat_activity
WHERE cardinality(pg_blocking_pids(pid)) > 0
ORDER BY query_start;`;

export const after = `SELECT 'invalid index' AS left_over, indexrelid::regclass::text AS object
FROM pg_index
WHERE NOT indisvalid
UNION ALL
SELECT 'unvalidated constraint', conrelid::regclass || ': ' || conname
FROM pg_constraint
WHERE NOT convalidated AND conrelid <> 0;`;

const literal = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Names that are gone are left out rather than refused. */
export const sizesOf = (
  relations: readonly string[],
): string => `SELECT name, pg_size_pretty(pg_total_relation_size(to_regclass(name))) AS size
FROM unnest(ARRAY[${relations.slice(0, 20).map(literal).join(', ')}]) AS name;`;

const progress = [
  {
    view: 'pg_stat_progress_create_index',
    told: /^\s*(create\s+(unique\s+)?index|reindex)\b/i,
    columns: 'phase, blocks_done, blocks_total, tuples_done, tuples_total',
  },
  {
    view: 'pg_stat_progress_cluster',
    told: /^\s*(cluster|vacuum\s*(\(\s*full|full))\b/i,
    columns: 'phase, heap_blks_scanned, heap_blks_total',
  },
] as const;

/** Where Postgres tells how far a statement is: of index builds and of tables written anew by CLUSTER. */
export function progressOf(statements: readonly Pick<StatementRun, 'sql'>[]): string {
  return progress
    .filter(({ told }) => statements.some(({ sql }) => told.test(withoutComments(sql))))
    .map(({ view, columns }) => `SELECT pid, relid::regclass AS of_table, ${columns} FROM ${view};`)
    .join('\n');
}

const withoutComments = (sql: string): string => sql.replace(/^(\s*(--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/))+/, '');
