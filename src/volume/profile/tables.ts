/** Indexes, constraints and partitions by name, and with them the document's `tables`. */
export const tables = String.raw`index_lists AS MATERIALIZED (
  -- Not pg_get_indexdef(): it locks the table of an index on an expression, and waits for who has it.
  SELECT i.indrelid AS oid, json_agg(json_build_object(
           'name', i.relname,
           'method', nullif(i.amname, 'btree'),
           'primary', nullif(i.indisprimary, false),
           'unique', nullif(i.indisunique, false),
           'partial', nullif(i.partial, false),
           'valid', nullif(i.indisvalid, true),
           'columns', (SELECT json_agg(a.attname ORDER BY k.at)
             FROM unnest(i.keys) WITH ORDINALITY AS k (number, at)
             LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
             WHERE k.at <= i.indnkeyatts),
           'rows', CASE WHEN i.partial AND i.relkind = 'i' AND i.reltuples >= 0 THEN round(i.reltuples::numeric) END,
           'bytes', CASE WHEN i.relkind = 'i' THEN i.pages * current_setting('block_size')::bigint END
         ) ORDER BY i.relname) AS list
  FROM indexes AS i
  GROUP BY i.indrelid
),
constraints AS MATERIALIZED (
  SELECT c.conrelid AS oid, json_agg(json_build_object(
           'name', c.conname,
           'kind', CASE c.contype WHEN 'p' THEN 'primary-key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign-key'
                                  WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion' END,
           'columns', (SELECT json_agg(a.attname ORDER BY k.at)
             FROM unnest(c.conkey) WITH ORDINALITY AS k (number, at)
             JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number),
           'references', f.name,
           'validated', nullif(c.convalidated, true)
         ) ORDER BY c.conname) AS list
  FROM pg_catalog.pg_constraint AS c
  JOIN relations AS r ON r.oid = c.conrelid
  LEFT JOIN relations AS f ON f.oid = c.confrelid
  WHERE c.contype IN ('p', 'u', 'f', 'c', 'x')
  GROUP BY c.conrelid
),
partitions AS MATERIALIZED (
  SELECT p.partrelid AS oid,
         json_build_object(
           'by', CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' WHEN 'h' THEN 'hash' END,
           'columns', (SELECT json_agg(a.attname ORDER BY k.at)
             FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS k (number, at)
             LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.partrelid AND a.attnum = k.number AND k.number > 0)
         ) AS scheme
  FROM pg_catalog.pg_partitioned_table AS p
),
parents AS MATERIALIZED (
  SELECT i.inhrelid AS oid, r.name, i.inhparent
  FROM pg_catalog.pg_inherits AS i JOIN relations AS r ON r.oid = i.inhparent
  WHERE i.inhseqno = 1
),
tables AS (
  SELECT json_object_agg(r.name, json_build_object(
           'rows', k.rows,
           'bytes', k.heap * current_setting('block_size')::bigint,
           'indexBytes', k.index * current_setting('block_size')::bigint,
           'readsPerSecond', round(k.reads / clock.seconds, 4),
           'writesPerSecond', CASE WHEN NOT pg_is_in_recovery() THEN round(k.writes / clock.seconds, 4) END,
           'kind', CASE r.relkind WHEN 'm' THEN 'materialized-view' END,
           'partitioned', p.scheme,
           'parent', up.name,
           'shareOfParent', CASE WHEN whole.rows > 0 THEN round(k.rows / whole.rows, 6) END,
           'columns', c.list,
           'indexes', x.list,
           'constraints', n.list
         ) ORDER BY r.name) AS list
  FROM relations AS r
  CROSS JOIN clock
  JOIN known AS k ON k.oid = r.oid
  LEFT JOIN partitions AS p ON p.oid = r.oid
  LEFT JOIN parents AS up ON up.oid = r.oid
  LEFT JOIN totals AS whole ON whole.oid = up.inhparent
  LEFT JOIN columns AS c ON c.oid = r.oid
  LEFT JOIN index_lists AS x ON x.oid = r.oid
  LEFT JOIN constraints AS n ON n.oid = r.oid
)`;
