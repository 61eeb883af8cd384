/** What is published of the configuration: figures that decide how long a migration takes, and no free text. */
const settings = [
  'block_size',
  'checkpoint_timeout',
  'data_checksums',
  'default_transaction_isolation',
  'effective_cache_size',
  'effective_io_concurrency',
  'full_page_writes',
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'maintenance_io_concurrency',
  'maintenance_work_mem',
  'max_connections',
  'max_locks_per_transaction',
  'max_parallel_maintenance_workers',
  'max_standby_streaming_delay',
  'max_wal_size',
  'random_page_cost',
  'server_encoding',
  'shared_buffers',
  'statement_timeout',
  'synchronous_commit',
  'TimeZone',
  'transaction_timeout',
  'wal_compression',
  'wal_level',
  'wal_segment_size',
  'work_mem',
];

/** What a role or a database may have of its own. Others are left out: some keep secrets in settings. */
const ofRoles = [
  'default_transaction_isolation',
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'maintenance_work_mem',
  'statement_timeout',
  'transaction_timeout',
  'TimeZone',
  'work_mem',
];

const list = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** The server around the tables: settings, replicas, slots, extensions, the longest transaction. */
export const server = String.raw`settings AS MATERIALIZED (
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
      AND lower(split_part(s.setting, '=', 1)) IN (${list(ofRoles.map((name) => name.toLowerCase()))})
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
)`;
