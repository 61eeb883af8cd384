/** SQL: the text without its comments. A line that nobody ends is a comment to the end of the text. */
export const withoutComments = (text: string): string => String.raw`btrim(CASE WHEN ${text} ~ $re$--|/\*$re$
        THEN regexp_replace(${text},
          $re$((?:[^"/-]|"(?:[^"]|"")*"|/(?!\*)|-(?!-))*)(--[^\n\r]*|/\*(?:[^*]|\*+[^*/])*\*+/|$)$re$, $re$\1 $re$, 'g')
        ELSE ${text} END, $re$ ;$re$ || chr(9) || chr(10) || chr(13))`;

/**
 * SQL: whether no string and no number is left. Names and parameters have digits of their own, and the size of a type,
 * a column's place and a limit are no values of rows.
 */
export const holdsNoConstant = (text: string): string => String.raw`${text} !~ $re$'|\$(?![0-9])|/\*|\*/|--$re$
        AND regexp_replace(regexp_replace(regexp_replace(${text},
          $re$"(?:[^"]|"")*"|\$[0-9]+$re$, ' ', 'g'),
          $re$\m(?:limit|offset)\s+[0-9]+|\m(?:${sized.join('|')})\s*\(\s*[0-9]+(?:\s*,\s*[0-9]+)?\s*\)|\m(?:order|group)\s+by\s+[0-9]{1,2}(?:\s+(?:asc|desc))?(?:\s*,\s*[0-9]{1,2}(?:\s+(?:asc|desc))?)*(?![0-9.])$re$, ' ', 'gi'),
          $re$[[:alpha:]_][[:alnum:]_$]*$re$, ' ', 'g') !~ '[0-9]'`;

/** Types that are written with a size. */
const sized = [
  ...['numeric', 'decimal', 'dec', 'float', 'bit', 'varbit', 'interval', 'time', 'timetz', 'timestamp', 'timestamptz'],
  ...['varchar', 'char', 'character', 'varying', 'nchar', 'bpchar', 'vector', 'halfvec'],
];

/** What tools ask about the catalog is no query of the application. */
const ofTools = [
  ...['pg_catalog', 'information_schema', 'pg_stat\\w*', 'pg_class', 'pg_attribute', 'pg_namespace', 'pg_type'],
  ...['pg_settings', 'pg_database', 'pg_roles', 'pg_locks', 'pg_index', 'pg_constraint', 'pg_proc', 'pg_description'],
];

/**
 * The statements of pg_stat_statements. They are looked up by a text that is put together here, because the extension
 * may be absent, in any schema and of any version; query_to_xml() is what a single SELECT has for that.
 *
 * Comments go (tracing tools write values into them), and so does every text that is not one of the five statements on
 * rows, or that still holds a constant. A literal's first quote cannot be taken for part of a comment, since all before
 * it has been read as Postgres would: so a text without a quote has no string left. The longest texts are left out.
 */
export const queries = String.raw`watched AS MATERIALIZED (
  SELECT format('%I.%I', n.nspname, c.relname) AS view,
         CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute AS a
           WHERE a.attrelid = c.oid AND a.attname = 'total_exec_time') THEN 'total_exec_time' ELSE 'total_time' END AS took,
         (SELECT format('%I.%I', n.nspname, i.relname) FROM pg_catalog.pg_class AS i
           WHERE i.relnamespace = n.oid AND i.relname = 'pg_stat_statements_info') AS info,
         EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = 'pg_stat_statements.max') AS loaded,
         has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
  FROM pg_catalog.pg_extension AS e
  JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
  JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = e.extname
  WHERE e.extname = 'pg_stat_statements'
),
seen AS MATERIALIZED (
  SELECT CASE WHEN w.loaded AND w.readable THEN convert_from(decode(substring(query_to_xml(format($look$
    WITH raw AS MATERIALIZED (
      SELECT s.query, sum(s.calls) AS calls, sum(s.%2$I) AS ms
      FROM %1$s AS s
      WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND s.query IS NOT NULL
      GROUP BY s.query
    ),
    bare AS MATERIALIZED (
      SELECT ${withoutComments('query')} AS sql, calls, ms
      FROM raw
      WHERE length(query) <= 10000
    ),
    rows AS MATERIALIZED (
      SELECT sql, sum(calls) AS calls, sum(ms) AS ms
      FROM bare
      WHERE sql ~* $re$^[\s(]*(?:select|insert|update|delete|merge|with|values|table)\M$re$
        AND sql !~* $re$\m(?:${ofTools.join('|')})\M$re$
      GROUP BY sql
    ),
    clean AS MATERIALIZED (
      SELECT sql, calls, ms, row_number() OVER (ORDER BY calls DESC, sql) AS by_calls,
             row_number() OVER (ORDER BY ms DESC, sql) AS by_time
      FROM rows
      WHERE ${holdsNoConstant('sql')}
    ),
    kept AS MATERIALIZED (SELECT * FROM clean WHERE by_calls <= 300 OR by_time <= 300),
    since AS MATERIALIZED (
      SELECT greatest(extract(epoch FROM now() - coalesce(%3$s, %4$L::timestamptz)), 1)::numeric AS seconds
    )
    SELECT encode(convert_to(json_build_object(
      'queries', (SELECT json_agg(json_build_object(
          'sql', sql,
          'callsPerSecond', round(calls / seconds, 6),
          'meanMs', CASE WHEN calls > 0 THEN round((ms / calls)::numeric, 3) END
        ) ORDER BY calls DESC, sql) FROM kept, since),
      'share', (SELECT round(sum(k.calls) / nullif((SELECT sum(calls) FROM rows), 0), 4) FROM kept AS k),
      'hidden', (SELECT count(*) FROM raw WHERE query = '<insufficient privilege>')
    )::text, 'UTF8'), 'hex') AS seen
  $look$, w.view, w.took, coalesce('(SELECT stats_reset FROM ' || w.info || ')', 'NULL'), clock.since),
    false, true, '')::text from '<seen>([0-9a-f]+)</seen>'), 'hex'), 'UTF8')::json END AS answer
  FROM clock LEFT JOIN watched AS w ON true
)`;

export const noQueries = `seen AS (SELECT NULL::json AS answer), watched AS (SELECT true AS loaded, true AS readable)`;
