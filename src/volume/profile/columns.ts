/** What ANALYZE found in the columns: figures only. A role sees those of tables that it may read. */
export const columns = (
  histograms: string,
): string => String.raw`-- Where the tables' owner lends its statistics (docs/profile.md), their figures; only ever with its rights, not ours.
lent AS MATERIALIZED (
  SELECT CASE WHEN EXISTS (
    SELECT FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = 'migration_rehearsal' AND p.proname = 'column_statistics' AND p.pronargs = 0 AND p.prosecdef
      AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
  ) THEN convert_from(decode(coalesce(substring(
    query_to_xml($lent$
      SELECT encode(convert_to(json_agg(s)::text, 'UTF8'), 'hex') AS lent
      FROM (
        SELECT schemaname, tablename, attname, inherited, null_frac, avg_width, n_distinct, correlation, most_common_freqs
        FROM migration_rehearsal.column_statistics()
      ) AS s
    $lent$, false, true, '')::text from '<lent>([0-9a-f]+)</lent>'), '5b5d'), 'hex'), 'UTF8')::json END AS list
),
statistics AS MATERIALIZED (
  SELECT DISTINCT ON (schemaname, tablename, attname) *
  FROM (
    SELECT schemaname::text, tablename::text, attname::text, inherited, null_frac, avg_width, n_distinct, correlation,
           most_common_freqs
    FROM pg_catalog.pg_stats
    UNION ALL
    SELECT l.* FROM lent, json_to_recordset(lent.list) AS l (
      schemaname text, tablename text, attname text, inherited boolean, null_frac real, avg_width int, n_distinct real,
      correlation real, most_common_freqs real[]
    )
  ) AS s
  -- A partitioned table has only statistics of its whole tree, another one's own are meant.
  ORDER BY schemaname, tablename, attname, inherited
),
own_columns AS MATERIALIZED (
  SELECT r.oid, json_object_agg(s.attname, json_build_object(
           'nullFraction', s.null_frac::numeric,
           'distinct', nullif(s.n_distinct, 0)::numeric,
           'width', s.avg_width,
           'correlation', s.correlation::numeric,
           -- How often the commonest values come, and never which they are.
           'frequencies', (s.most_common_freqs[1:10])::numeric[]${histograms}
         ) ORDER BY a.attnum) AS list
  FROM statistics AS s
  JOIN relations AS r ON r.nspname = s.schemaname AND r.relname = s.tablename
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attname = s.attname AND NOT a.attisdropped
  GROUP BY r.oid
),
columns AS MATERIALIZED (
  SELECT oid, list FROM own_columns
  UNION ALL
  -- Nobody but people analyses a partitioned table as a whole: its largest partition speaks for it.
  (SELECT DISTINCT ON (b.root) b.root, c.list
   FROM branches AS b JOIN own_columns AS c ON c.oid = b.leaf JOIN relations AS r ON r.oid = b.leaf
   WHERE NOT EXISTS (SELECT FROM own_columns AS o WHERE o.oid = b.root)
   ORDER BY b.root, r.rows DESC NULLS LAST, r.name)
)`;
