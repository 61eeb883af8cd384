import { columns } from './columns.ts';
import { noQueries, queries } from './queries.ts';
import { server } from './server.ts';
import { sizes } from './sizes.ts';
import { tables } from './tables.ts';

export interface ProfileQuestion {
  readonly queries: 'included' | 'left-out';
  /** Only these schemas; empty = all but the system's. */
  readonly schemas: readonly string[];
  /** `schema.table.column`, quoted as Postgres would: only these tell values, namely bounds and common ones. */
  readonly histograms: readonly string[];
}

/** One SELECT for Postgres 13 to 18 whose single value is the profile. Catalogs and statistics only, no user table. */
export function profileSql(question: ProfileQuestion): string {
  const parts = [
    sizes(onlySchemas(question.schemas)),
    columns(histogram(question.histograms)),
    tables,
    server,
    question.queries === 'included' ? queries : noQueries,
    missing(question),
  ];
  return `${head}WITH RECURSIVE\n${parts.join(',\n')}\n${document}`;
}

const head = `-- The production profile of Migration Rehearsal: one SELECT for Postgres 13 to 18, its single value is the document.
-- It reads catalogs and statistics and no table of yours, and waits for nobody's lock. Run it as one whose search_path
-- holds no schema that others can write into: SET search_path = pg_catalog.
`;

const onlySchemas = (schemas: readonly string[]): string =>
  schemas.length === 0 ? '' : `\n    AND n.nspname IN (${schemas.map(literal).join(', ')})`;

const histogram = (wanted: readonly string[]): string =>
  wanted.length === 0
    ? ''
    : `,
           'histogram', CASE WHEN r.name || '.' || quote_ident(s.attname) IN (${wanted.map(literal).join(', ')}) THEN (
             SELECT json_build_object(
               'bounds', h.histogram_bounds::text::text[],
               'common', h.most_common_vals::text::text[],
               'commonShares', h.most_common_freqs)
             FROM pg_catalog.pg_stats AS h
             WHERE h.schemaname = s.schemaname AND h.tablename = s.tablename AND h.attname = s.attname
               AND h.inherited = s.inherited) END`;

/** Also where backslashes are escapes (standard_conforming_strings off). */
const literal = (text: string): string =>
  `${text.includes('\\') ? ' E' : ''}'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** What could not be read, each with the reason: whoever reads the profile shall not take absent for none. */
const missing = ({ queries: asked, histograms }: ProfileQuestion): string => `missing AS (
  SELECT nullif(json_strip_nulls(json_build_object(
    'rows', (SELECT CASE count(*) WHEN 0 THEN NULL WHEN 1 THEN '1 table was never analysed'
        ELSE count(*) || ' tables were never analysed' END
      FROM known WHERE rows IS NULL),
    'columns', (SELECT CASE WHEN count(*) > 0 THEN 'statistics of ' || count(*)
        || CASE count(*) WHEN 1 THEN ' table' ELSE ' tables' END || ' cannot be read by this role' END
      FROM relations AS r JOIN known AS k ON k.oid = r.oid LEFT JOIN columns AS c ON c.oid = r.oid
      WHERE k.rows > 0 AND c.oid IS NULL AND r.relkind <> 'p'
        AND (NOT has_table_privilege(r.oid, 'SELECT') OR row_security_active(r.oid))),
${histograms.length === 0 ? '' : histogramsMissing(histograms)}    'queries', ${asked === 'left-out' ? "'they were left out'" : queriesMissing},
    'longestTransactionMs', (SELECT CASE WHEN NOT readable THEN 'this role lacks pg_read_all_stats' END FROM activity),
    'replicas', (SELECT CASE WHEN NOT readable THEN 'this role lacks pg_read_all_stats' END FROM activity),
    'writesPerSecond', CASE WHEN pg_is_in_recovery() THEN 'a standby counts only its own reads' END
  ))::text, '{}')::json AS list
)`;

const histogramsMissing = (wanted: readonly string[]): string => `    'histograms', (SELECT
        CASE WHEN count(*) < ${wanted.length} THEN 'named ${wanted.length}, of which ' || count(*) || ' can be read' END
      FROM (SELECT DISTINCT schemaname, tablename, attname FROM pg_catalog.pg_stats) AS h WHERE
        quote_ident(h.schemaname) || '.' || quote_ident(h.tablename) || '.' || quote_ident(h.attname) IN (${wanted.map(literal).join(', ')})),
`;

const queriesMissing = `(SELECT CASE
        WHEN w.loaded IS NULL THEN 'the extension pg_stat_statements is not in this database'
        WHEN NOT w.loaded THEN 'pg_stat_statements is not in shared_preload_libraries'
        WHEN NOT w.readable THEN 'this role may not read pg_stat_statements'
        WHEN (seen.answer ->> 'hidden')::int > 0 THEN (seen.answer ->> 'hidden')
          || ' texts of other roles are hidden: this role lacks pg_read_all_stats'
      END FROM seen LEFT JOIN watched AS w ON true)`;

const document = `SELECT json_strip_nulls(json_build_object(
  'schema', 1,
  'postgres', current_setting('server_version_num')::int / 10000,
  'version', split_part(current_setting('server_version'), ' ', 1),
  'takenAt', to_char(clock.taken AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'statsSince', to_char(clock.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'standby', nullif(pg_is_in_recovery(), false),
  'missing', (SELECT list FROM missing),
  'settings', (SELECT list FROM settings),
  'roleSettings', (SELECT list FROM role_settings),
  'extensions', (SELECT list FROM extensions),
  'replicas', (SELECT list FROM replicas),
  'slots', (SELECT list FROM slots),
  'longestTransactionMs', (SELECT longest FROM activity),
  'tables', coalesce((SELECT list FROM tables), '{}'::json),
  'callsShare', (SELECT answer -> 'share' FROM seen),
  'queries', (SELECT answer -> 'queries' FROM seen)
)) AS profile
FROM clock
`;
