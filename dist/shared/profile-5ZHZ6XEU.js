import { createRequire as __createRequire } from 'node:module';
import { dirname as __pathDirname } from 'node:path';
import { fileURLToPath as __fileURLToPath } from 'node:url';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import{print,tell}from"./chunk-DFAQFWWI.js";import{esm_default}from"./chunk-LRMOX4J5.js";import{systemClock}from"./chunk-DBMZUOGC.js";import{normalisedOrNot,
profileAge}from"./chunk-E5XEL23C.js";import"./chunk-PLGO7SHZ.js";import{loadParser}from"./chunk-656ZDTEV.js";import{counted,duration,grouped}from"./chunk-T2HLY4DR.js";
import{parseProfile}from"./chunk-J3AEVONK.js";import{failure,success}from"./chunk-7CUXIEAQ.js";import"./chunk-RP7HDS62.js";import"./chunk-7PVPYRVV.js";import{readFile,writeFile}from"node:fs/promises";var statisticsOf=url=>({async ask(sql){let client=clientFor(url);if(!client.ok)return client;client.value.on("error",()=>{});try{return await client.value.connect(),
valueOf(await client.value.query({text:transaction(sql),rowMode:"array"}))}catch(error){return failure(problemOf(error))}finally{client.value.end().catch(()=>{})}}}),
transaction=sql=>["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY","SET LOCAL statement_timeout = '120s'","SET LOCAL lock_timeout = '2s'","SET LOCAL search_pat\
h = pg_catalog, pg_temp","SET LOCAL jit = off",sql,"COMMIT"].join(`;
`);function clientFor(url){if(!/^postgres(ql)?:\/\//.test(url))return failure(noUrl);try{let config={connectionString:asLibpqReadsIt(url),application_name:"migr\
ation-rehearsal",connectionTimeoutMillis:15e3,types:{getTypeParser:()=>text=>text}};return success(new esm_default.Client(config))}catch{return failure(URL.canParse(
url)&&/[?&]ssl(cert|key|rootcert|mode)=/.test(url)?noCertificate:noUrl)}}var asLibpqReadsIt=url=>/[?&]sslmode=/.test(url)&&!/[?&]uselibpqcompat=/.test(url)?`${url}\
&uselibpqcompat=true`:url;function valueOf(answer){let value=[answer].flat().find(({rows})=>rows.length>0)?.rows[0]?.[0];return typeof value=="string"?success(value):
failure(unexpected("no value"))}var noUrl={code:"bad-usage",says:"The address is not one that Postgres can be reached by.",advice:"It looks like postgres://user\
@host:5432/database?sslmode=require; what is no letter in a password is written %XX."},noCertificate={code:"bad-usage",says:"A certificate that the address asks\
 for cannot be read.",advice:"sslrootcert, sslcert and sslkey name files; sslmode=verify-ca needs sslrootcert."},roleAdvice="docs/profile.md has the SQL of a ro\
le that may read statistics and nothing else.",refusedLogin={says:"The database refused the login.",advice:`Check user, password and TLS (?sslmode=require in th\
e address). ${roleAdvice}`},unreachable={says:"The database does not answer at this address.",advice:"Check host, port and network; where nothing may connect, r\
un what --print-sql prints in your console."},certificate={says:"The certificate of the database could not be verified.",advice:"Name its authority (?sslmode=ve\
rify-full&sslrootcert=FILE in the address), or encrypt only (?sslmode=require)."},known={"28P01":refusedLogin,28e3:refusedLogin,"3D000":{says:"There is no such \
database on this server.",advice:"Correct the name after the last / of the address."},42501:{says:"This role may not read the statistics.",advice:roleAdvice},"5\
5P03":{says:"Somebody holds a lock on a system catalog, so the profile was given up after 2 s.",advice:"Try again later."},57014:{says:"The database took more t\
han 2 minutes for its statistics, so the profile was given up.",advice:"Try again later, or without the queries (--no-queries), or for one --schema at a time."},
"no TLS":{says:"The database does not offer TLS.",advice:"Leave sslmode out of the address, or configure the server."},ENOTFOUND:unreachable,EAI_AGAIN:unreachable,
ECONNREFUSED:unreachable,ECONNRESET:unreachable,EHOSTUNREACH:unreachable,ENETUNREACH:unreachable,ETIMEDOUT:unreachable,ENOENT:unreachable,DEPTH_ZERO_SELF_SIGNED_CERT:certificate,
SELF_SIGNED_CERT_IN_CHAIN:certificate,UNABLE_TO_VERIFY_LEAF_SIGNATURE:certificate,UNABLE_TO_GET_ISSUER_CERT_LOCALLY:certificate,CERT_HAS_EXPIRED:certificate,ERR_TLS_CERT_ALTNAME_INVALID:certificate};
function problemOf(error){let code=codeOf(error),said=known[code];return said===void 0?unexpected(code):{code:"no-database",...said}}function codeOf(error){return typeof error!=
"object"||error===null?"unknown":"code"in error&&typeof error.code=="string"?error.code:error instanceof Error&&error.message.includes("does not support SSL")?"\
no TLS":error instanceof Error&&/timeout|terminated/i.test(error.message)?"ETIMEDOUT":"no code"}var unexpected=code=>({code:"database-lost",says:`The database d\
id not answer the question for its profile (${code}).`,advice:"Run what --print-sql prints in psql: it will say why."});var notable=1.1,most=30;function profileDiff(before,after){let parts=[part("Grown",sized(before,after,({was,now})=>now>was*notable)),part("Shrunk",sized(before,
after,({was,now})=>was>now*notable)),part("New tables",onlyIn(after,before)),part("Gone tables",onlyIn(before,after)),part("New queries",newQueries(before,after))].
filter(text=>text!==""),since=before.takenAt===void 0?"an older profile":new Date(before.takenAt).toISOString().slice(0,10),age=before.takenAt===void 0||after.takenAt===
void 0||after.takenAt<=before.takenAt?"":` (${duration(after.takenAt-before.takenAt)})`,head2=`Production since ${since}${age}`;return parts.length===0?`${head2}\
: nothing notable changed.
`:`${head2}

${parts.join(`
`)}`}function part(title,lines){if(lines.length===0)return"";let more=lines.length>most?[`and ${grouped(lines.length-most)} more`]:[];return`${title}
${[...lines.slice(0,most),...more].map(line=>`  ${line}
`).join("")}`}var sized=(before,after,changed)=>[...after.tables].flatMap(([name,{rows:now}])=>{let was=before.tables.get(name)?.rows;return was===void 0||now===
void 0||!changed({was,now})?[]:[{name,was,now}]}).sort((one,other)=>Math.abs(other.now-other.was)-Math.abs(one.now-one.was)).map(({name,was,now})=>`${name}: ${grouped(
was)} \u2192 ${counted(now,"row")}${change(was,now)}`);function change(was,now){return was===0||now===0?"":now>=3*was?` (${grouped(now/was)} times as many)`:` (${now>
was?"+":"\u2212"}${grouped(Math.abs(now/was-1)*100)} %)`}var onlyIn=({tables:tables2},other)=>[...tables2].filter(([name])=>!other.tables.has(name)).map(([name,
{rows}])=>rows===void 0?name:`${name}: ${counted(rows,"row")}`),newQueries=(before,after)=>{let known2=new Set(before.queries.map(({sql})=>sql));return after.queries.
filter(({sql})=>!known2.has(sql)).map(({sql,callsPerSecond})=>`${oneLine(sql)}${callsPerSecond===void 0?"":` (${callsPerSecond}/s)`}`)},oneLine=sql=>{let text=sql.
replace(/\s+/g," ");return text.length>100?`${text.slice(0,99)}\u2026`:text};var columns=histograms=>String.raw`-- Where the tables' owner lends its statistics (docs/profile.md), their figures; only ever with its rights, not ours.
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
)`;var withoutComments=text=>String.raw`btrim(CASE WHEN ${text} ~ $re$--|/\*$re$
        THEN regexp_replace(${text},
          $re$((?:[^"/-]|"(?:[^"]|"")*"|/(?!\*)|-(?!-))*)(--[^\n\r]*|/\*(?:[^*]|\*+[^*/])*\*+/|$)$re$, $re$\1 $re$, 'g')
        ELSE ${text} END, $re$ ;$re$ || chr(9) || chr(10) || chr(13))`,holdsNoConstant=text=>String.raw`${text} !~ $re$'|\$(?![0-9])|/\*|\*/|--$re$
        AND regexp_replace(regexp_replace(regexp_replace(${text},
          $re$"(?:[^"]|"")*"|\$[0-9]+$re$, ' ', 'g'),
          $re$\m(?:limit|offset)\s+[0-9]+|\m(?:${sized2.join("|")})\s*\(\s*[0-9]+(?:\s*,\s*[0-9]+)?\s*\)|\m(?:order|group)\s+by\s+[0-9]{1,2}(?:\s+(?:asc|desc))?(?:\s*,\s*[0-9]{1,2}(?:\s+(?:asc|desc))?)*(?![0-9.])$re$, ' ', 'gi'),
          $re$[[:alpha:]_][[:alnum:]_$]*$re$, ' ', 'g') !~ '[0-9]'`,sized2=["numeric","decimal","dec","float","bit","varbit","interval","time","timetz","timesta\
mp","timestamptz","varchar","char","character","varying","nchar","bpchar","vector","halfvec"],ofTools=["pg_catalog","information_schema","pg_stat\\w*","pg_class",
"pg_attribute","pg_namespace","pg_type","pg_settings","pg_database","pg_roles","pg_locks","pg_index","pg_constraint","pg_proc","pg_description"],queries=String.
raw`watched AS MATERIALIZED (
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
      SELECT ${withoutComments("query")} AS sql, calls, ms
      FROM raw
      WHERE length(query) <= 10000
    ),
    rows AS MATERIALIZED (
      SELECT sql, sum(calls) AS calls, sum(ms) AS ms
      FROM bare
      WHERE sql ~* $re$^[\s(]*(?:select|insert|update|delete|merge|with|values|table)\M$re$
        AND sql !~* $re$\m(?:${ofTools.join("|")})\M$re$
      GROUP BY sql
    ),
    clean AS MATERIALIZED (
      SELECT sql, calls, ms, row_number() OVER (ORDER BY calls DESC, sql) AS by_calls,
             row_number() OVER (ORDER BY ms DESC, sql) AS by_time
      FROM rows
      WHERE ${holdsNoConstant("sql")}
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
)`,noQueries="seen AS (SELECT NULL::json AS answer), watched AS (SELECT true AS loaded, true AS readable)";var settings=["block_size","checkpoint_timeout","data_checksums","default_transaction_isolation","effective_cache_size","effective_io_concurrency","full_page_wr\
ites","idle_in_transaction_session_timeout","lock_timeout","maintenance_io_concurrency","maintenance_work_mem","max_connections","max_locks_per_transaction","ma\
x_parallel_maintenance_workers","max_standby_streaming_delay","max_wal_size","random_page_cost","server_encoding","shared_buffers","statement_timeout","synchron\
ous_commit","TimeZone","transaction_timeout","wal_compression","wal_level","wal_segment_size","work_mem"],ofRoles=["default_transaction_isolation","idle_in_tran\
saction_session_timeout","lock_timeout","maintenance_work_mem","statement_timeout","transaction_timeout","TimeZone","work_mem"],list=names=>names.map(name=>`'${name}\
'`).join(", "),server=String.raw`settings AS MATERIALIZED (
  -- reset_val: what a new session of this role would have, whatever this one has set.
  SELECT json_object_agg(name, CASE
           WHEN unit IS NULL OR reset_val IN ('0', '-1') THEN reset_val
           WHEN unit ~ '^[0-9]+kB$' THEN (reset_val::bigint * left(unit, -2)::bigint)::text || 'kB'
           ELSE reset_val || unit
         END ORDER BY name) AS list
  FROM pg_catalog.pg_settings
  WHERE name IN (${list(settings)})
),
role_settings AS MATERIALIZED (
  SELECT json_agg(json_build_object('role', o.role, 'database', o.database, 'settings', o.settings)
           ORDER BY o.role, o.database) AS list
  FROM (
    SELECT r.rolname AS role, d.datname AS database,
           json_object_agg(split_part(s.setting, '=', 1), substr(s.setting, strpos(s.setting, '=') + 1)
             ORDER BY split_part(s.setting, '=', 1)) AS settings
    FROM pg_catalog.pg_db_role_setting AS o
    CROSS JOIN unnest(o.setconfig) AS s (setting)
    LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o.setrole
    LEFT JOIN pg_catalog.pg_database AS d ON d.oid = o.setdatabase
    WHERE (o.setdatabase = 0 OR d.datname = current_database())
      AND lower(split_part(s.setting, '=', 1)) IN (${list(ofRoles.map(name=>name.toLowerCase()))})
    GROUP BY r.rolname, d.datname
  ) AS o
),
-- Asked only where somebody follows: not every managed service answers it.
wal AS MATERIALIZED (
  SELECT CASE
           WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
           WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_replication) THEN pg_current_wal_lsn()
           WHEN EXISTS (SELECT FROM pg_catalog.pg_replication_slots) THEN pg_current_wal_lsn()
         END AS at
),
replicas AS MATERIALIZED (
  SELECT json_agg(json_build_object(
           'mode', r.sync_state,
           'lagBytes', greatest(pg_wal_lsn_diff(wal.at, r.replay_lsn), 0),
           'lagMs', round(extract(epoch FROM r.replay_lag)::numeric * 1000)
         ) ORDER BY r.pid) AS list
  FROM pg_catalog.pg_stat_replication AS r CROSS JOIN wal
  WHERE r.state IS DISTINCT FROM 'backup'
),
slots AS MATERIALIZED (
  SELECT json_agg(json_build_object(
           'name', s.slot_name,
           'kind', s.slot_type,
           'active', s.active,
           'lagBytes', greatest(pg_wal_lsn_diff(wal.at, coalesce(s.confirmed_flush_lsn, s.restart_lsn)), 0)
         ) ORDER BY s.slot_name) AS list
  FROM pg_catalog.pg_replication_slots AS s CROSS JOIN wal
  WHERE NOT s.temporary
),
extensions AS MATERIALIZED (
  SELECT json_object_agg(extname, extversion ORDER BY extname) AS list FROM pg_catalog.pg_extension
),
activity AS MATERIALIZED (
  SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS readable,
         (SELECT greatest(round(extract(epoch FROM now() - min(xact_start))::numeric * 1000), 0)
          FROM pg_catalog.pg_stat_activity
          WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
         ) AS longest
)`;var sizes=schemas=>String.raw`-- Since when the counters count; a cluster that was never reset says it with the background writer's.
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
)`;var tables=String.raw`index_lists AS MATERIALIZED (
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
)`;function profileSql(question){let parts=[sizes(onlySchemas(question.schemas)),columns(histogram(question.histograms)),tables,server,question.queries==="included"?
queries:noQueries,missing(question)];return`${head}WITH RECURSIVE
${parts.join(`,
`)}
${document}`}var head=`-- The production profile of Migration Rehearsal: one SELECT for Postgres 13 to 18, its single value is the document.
-- It reads catalogs and statistics and no table of yours, and waits for nobody's lock. Run it as one whose search_path
-- holds no schema that others can write into: SET search_path = pg_catalog.
`,onlySchemas=schemas=>schemas.length===0?"":`
    AND n.nspname IN (${schemas.map(literal).join(", ")})`,histogram=wanted=>wanted.length===0?"":`,
           'histogram', CASE WHEN r.name || '.' || quote_ident(s.attname) IN (${wanted.map(literal).join(", ")}) THEN (
             SELECT json_build_object(
               'bounds', h.histogram_bounds::text::text[],
               'common', h.most_common_vals::text::text[],
               'commonShares', h.most_common_freqs)
             FROM pg_catalog.pg_stats AS h
             WHERE h.schemaname = s.schemaname AND h.tablename = s.tablename AND h.attname = s.attname
               AND h.inherited = s.inherited) END`,literal=text=>`${text.includes("\\")?" E":""}'${text.replaceAll("\\","\\\\").replaceAll("'","''")}'`,missing=({
queries:asked,histograms})=>`missing AS (
  SELECT nullif(json_strip_nulls(json_build_object(
    'rows', (SELECT CASE count(*) WHEN 0 THEN NULL WHEN 1 THEN '1 table was never analysed'
        ELSE count(*) || ' tables were never analysed' END
      FROM known WHERE rows IS NULL),
    'columns', (SELECT CASE WHEN count(*) > 0 THEN 'statistics of ' || count(*)
        || CASE count(*) WHEN 1 THEN ' table' ELSE ' tables' END || ' cannot be read by this role' END
      FROM relations AS r JOIN known AS k ON k.oid = r.oid LEFT JOIN columns AS c ON c.oid = r.oid
      WHERE k.rows > 0 AND c.oid IS NULL AND r.relkind <> 'p'
        AND (NOT has_table_privilege(r.oid, 'SELECT') OR row_security_active(r.oid))),
${histograms.length===0?"":histogramsMissing(histograms)}    'queries', ${asked==="left-out"?"'they were left out'":queriesMissing},
    'longestTransactionMs', (SELECT CASE WHEN NOT readable THEN 'this role lacks pg_read_all_stats' END FROM activity),
    'replicas', (SELECT CASE WHEN NOT readable THEN 'this role lacks pg_read_all_stats' END FROM activity),
    'writesPerSecond', CASE WHEN pg_is_in_recovery() THEN 'a standby counts only its own reads' END
  ))::text, '{}')::json AS list
)`,histogramsMissing=wanted=>`    'histograms', (SELECT
        CASE WHEN count(*) < ${wanted.length} THEN 'named ${wanted.length}, of which ' || count(*) || ' can be read' END
      FROM (SELECT DISTINCT schemaname, tablename, attname FROM pg_catalog.pg_stats) AS h WHERE
        quote_ident(h.schemaname) || '.' || quote_ident(h.tablename) || '.' || quote_ident(h.attname) IN (${wanted.map(literal).join(", ")})),
`,queriesMissing=`(SELECT CASE
        WHEN w.loaded IS NULL THEN 'the extension pg_stat_statements is not in this database'
        WHEN NOT w.loaded THEN 'pg_stat_statements is not in shared_preload_libraries'
        WHEN NOT w.readable THEN 'this role may not read pg_stat_statements'
        WHEN (seen.answer ->> 'hidden')::int > 0 THEN (seen.answer ->> 'hidden')
          || ' texts of other roles are hidden: this role lacks pg_read_all_stats'
      END FROM seen LEFT JOIN watched AS w ON true)`,document=`SELECT json_strip_nulls(json_build_object(
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
`;async function takeProfile(source,question,byHand={}){let answer=await source.ask(profileSql(question));if(!answer.ok)return answer;await loadParser();let document2={
...withoutConstants(JSON.parse(answer.value)),...byHand},text=layOut(document2),profile=parseProfile(text,"the profile");return profile.ok?success({text,profile:profile.
value}):failure({...profile.problem,advice:tellUs})}var tellUs="This is a mistake of Migration Rehearsal: please report it with this sentence.";function withoutConstants(document2){
if(typeof document2!="object"||document2===null)return{};if(!("queries"in document2))return document2;let{queries:queries2}=document2;return Array.isArray(queries2)?
{...document2,queries:queries2.filter(query=>isHarmless(query))}:document2}var isHarmless=query=>typeof query=="object"&&query!==null&&"sql"in query&&typeof query.
sql=="string"&&["clean","unreadable"].includes(normalisedOrNot(query.sql));function layOut(value,depth=0){if(typeof value!="object"||value===null)return JSON.stringify(
value);let[open,close]=Array.isArray(value)?["[","]"]:["{","}"],parts=Array.isArray(value)?value.map(one=>["",one]):Object.entries(value).map(([key,one])=>[`${JSON.
stringify(key)}: `,one]),nested=parts.some(([,one])=>typeof one=="object"&&one!==null);if(parts.length===0||depth>3||depth>1&&!nested){let blank=open==="{"&&parts.
length>0?" ":"";return open+blank+parts.map(([key,one])=>key+layOut(one,depth+1)).join(", ")+blank+close}let indent="  ".repeat(depth),lines=parts.map(([key,one])=>`${indent}\
  ${key}${layOut(one,depth+1)}`);return`${open}
${lines.join(`,
`)}
${indent}${close}${depth===0?`
`:""}`}function profileInWords(profile,clock){let age=profileAge(profile,clock.now()),queries2=profile.queries.length===0?"no queries":counted(profile.queries.length,
"query","queries"),when=age===void 0?"it does not say when it was taken":`taken ${duration(age)} ago`;return`${counted(profile.tables.size,"table")}, ${queries2}\
; ${when}`}async function remarksOnProfile({queries:queries2,missing:missing2,takenAt}){await loadParser();let telling=queries2.filter(({sql})=>["has-constants",
"no-query"].includes(normalisedOrNot(sql)));return[...Object.entries(missing2??{}).map(([what,why])=>`Incomplete: ${what} (${why}).`),...telling.length===0?[]:[
`${counted(telling.length,"query","queries")} may hold values of rows, such as number ${queries2.indexOf(telling[0]??{sql:""})+1}: remove them before you commit\
 the profile.`],...takenAt===void 0?['Without "takenAt" the profile counts as stale and lowers no finding.']:[]]}async function runProfile(options){let wrong=misuse(options);if(wrong!==void 0)return refused(failure(wrong));if(options.printSql===!0)return show(profileSql(questionOf(
options)),options.out);let older=options.diff===void 0?success(void 0):await profileAt(options.diff);return older.ok?options.check===void 0?take(options,older.value):
check(options.check,older.value):refused(older)}async function take(options,older){let url=addressOf(options.databaseUrl??"");if(!url.ok)return refused(url);let kept=older??
await replacedBy(options.out),byHand=kept?.durations===void 0?{}:{durations:kept.durations},taken=await takeProfile(statisticsOf(url.value),questionOf(options),
byHand);if(!taken.ok)return refused(taken);let{text,profile}=taken.value;return process.stderr.write(`${profileInWords(profile,systemClock)}
`),await remark(profile),older!==void 0&&await print(profileDiff(older,profile)),older!==void 0&&options.out===void 0?0:show(text,options.out)}async function replacedBy(out){
let profile=out===void 0?void 0:await profileAt(out);return profile?.ok===!0?profile.value:void 0}async function check(file,older){let profile=await profileAt(file);
return profile.ok?(await print(`${file}: ${profileInWords(profile.value,systemClock)}
`),await remark(profile.value),older!==void 0&&await print(profileDiff(older,profile.value)),0):refused(profile)}var remark=async profile=>{for(let line of await remarksOnProfile(
profile))process.stderr.write(`note: ${line}
`)};async function show(text,out){if(out===void 0)await print(text);else if(!await writeFile(out,text).then(()=>!0,()=>!1))return refused(failure(usage(`${out} \
cannot be written.`,"Check the folder and your rights.")));return 0}async function profileAt(file){let text=await readFile(file,"utf8").catch(()=>{});return text===
void 0?failure(usage(`${file} cannot be read.`,"Check the name and your rights.")):parseProfile(text,file)}function addressOf(given){if(!given.startsWith("env:"))
return success(given);let name=given.slice(4),url=process.env[name];return url===void 0||url===""?failure(usage(`The environment variable ${name} is not set.`,"\
Put the address of the database into it.")):success(url)}var questionOf=({queries:queries2,schema,histograms})=>({queries:queries2?"included":"left-out",schemas:schema??
[],histograms:histograms??[]});function misuse({databaseUrl,printSql,check:check2,diff,postgres}){if([databaseUrl,printSql,check2].filter(one=>one!==void 0).length!==
1)return usage("`profile` does one of three things: --database-url URL, --print-sql or --check FILE.","For example: --database-url env:DATABASE_URL --out .githu\
b/migration-rehearsal.profile.json.");if(printSql&&diff!==void 0)return usage("--diff compares profiles, and --print-sql makes none.","Run the printed SQL, then\
: --check NEW --diff OLD.");if(postgres!==void 0&&!(Number.isInteger(postgres)&&postgres>=13&&postgres<=18))return usage("--postgres takes a major version from \
13 to 18.","Leave it out: the SQL is the same for all of them.")}var usage=(says,advice)=>({code:"bad-usage",says,advice});function refused({problem}){return tell(
problem),2}export{runProfile};
