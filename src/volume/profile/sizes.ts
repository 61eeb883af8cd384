/**
 * Every table with its pages, rows and counters. Nothing here opens a user's table: its catalog rows are read, so that
 * the query neither waits for a migration nor makes one wait.
 */
export const sizes = (
  schemas: string,
): string => String.raw`-- Since when the counters count; a cluster that was never reset says it with the background writer's.
clock AS MATERIALIZED (
  SELECT now() AS taken, since, greatest(extract(epoch FROM now() - since), 1)::numeric AS seconds
  FROM (
    SELECT coalesce(
      (SELECT stats_reset FROM pg_catalog.pg_stat_database WHERE datname = current_database()),
      (SELECT stats_reset FROM pg_catalog.pg_stat_bgwriter),
      pg_postmaster_start_time()
    ) AS since
  ) AS reset
),
relations AS MATERIALIZED (
  SELECT c.oid, c.relkind, c.relname, n.nspname, c.relpages::bigint AS pages, c.reltoastrelid,
         quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
         CASE
           WHEN c.relkind = 'p' THEN CASE WHEN c.reltuples > 0 THEN round(c.reltuples::numeric) END
           WHEN c.reltuples > 0 THEN round(c.reltuples::numeric)
           -- Before 14 a table never analysed has 0 like an empty one.
           WHEN c.reltuples = 0 AND (
             current_setting('server_version_num')::int >= 140000 OR c.relpages > 0
             OR coalesce(s.last_vacuum, s.last_autovacuum, s.last_analyze, s.last_autoanalyze) IS NOT NULL
           ) THEN 0
         END AS rows,
         coalesce(s.seq_scan, 0) + coalesce(s.idx_scan, 0) AS reads,
         coalesce(s.n_tup_ins, 0) + coalesce(s.n_tup_upd, 0) + coalesce(s.n_tup_del, 0) AS writes
  FROM pg_catalog.pg_class AS c
  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_user_tables AS s ON s.relid = c.oid
  WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
    AND left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'${schemas}
),
-- By hand: pg_partition_tree() locks what it lists.
branches (root, leaf) AS (
  SELECT i.inhparent, i.inhrelid
  FROM pg_catalog.pg_inherits AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.inhparent AND c.relkind = 'p'
  UNION ALL
  SELECT b.root, i.inhrelid FROM branches AS b JOIN pg_catalog.pg_inherits AS i ON i.inhparent = b.leaf
),
indexes AS MATERIALIZED (
  SELECT i.indrelid, i.indexrelid, c.relname, c.relpages::bigint AS pages, c.reltuples, c.relkind, m.amname,
         i.indisunique, i.indisprimary, i.indisvalid, i.indpred IS NOT NULL AS partial,
         i.indkey::int2[] AS keys, i.indnkeyatts
  FROM pg_catalog.pg_index AS i
  JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
  JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
  JOIN relations AS r ON r.oid = i.indrelid
),
sizes AS MATERIALIZED (
  SELECT r.oid, r.rows, r.reads, r.writes,
         CASE WHEN r.relkind <> 'p' AND (r.pages > 0 OR r.rows = 0) THEN r.pages + coalesce(t.relpages, 0) END AS heap,
         CASE WHEN r.relkind <> 'p' THEN coalesce(x.pages, 0) END AS index
  FROM relations AS r
  LEFT JOIN pg_catalog.pg_class AS t ON t.oid = r.reltoastrelid
  LEFT JOIN (SELECT indrelid, sum(pages) AS pages FROM indexes GROUP BY indrelid) AS x ON x.indrelid = r.oid
),
-- A partitioned table has what its leaves have together.
totals AS MATERIALIZED (
  SELECT b.root AS oid, sum(s.rows) AS rows, sum(s.heap) AS heap, sum(s.index) AS index, sum(s.reads) AS reads,
         sum(s.writes) AS writes
  FROM branches AS b JOIN relations AS r ON r.oid = b.leaf AND r.relkind <> 'p' JOIN sizes AS s ON s.oid = b.leaf
  GROUP BY b.root
),
known AS MATERIALIZED (
  SELECT s.oid, greatest(t.rows, s.rows) AS rows, coalesce(t.heap, s.heap) AS heap, coalesce(t.index, s.index) AS index,
         coalesce(t.reads, s.reads) AS reads, coalesce(t.writes, s.writes) AS writes
  FROM sizes AS s LEFT JOIN totals AS t ON t.oid = s.oid
)`;
