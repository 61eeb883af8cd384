import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MigrationFile, ToolId } from '../../../src/domain/migration.ts';
import type { Server, Session } from '../../../src/ports/database.ts';
import { appliedIn } from '../../../src/rehearsal/base/applied.ts';
import type { Applied } from '../../../src/rehearsal/base/applied.ts';
import { toolById } from '../../../src/tools/index.ts';
import { units } from '../../../src/tools/units.ts';
import { startTestServer } from '../../databases/server.ts';

let server: Server;
let session: Session;
beforeAll(async () => {
  server = await startTestServer();
  const keeper = await server.connect('observer', 'postgres');
  await keeper.query('CREATE DATABASE journals');
  await keeper.end();
  session = await server.connect('observer', 'journals');
});
afterAll(async () => {
  await session.end();
  await server.stop();
});
beforeEach(async () => {
  const { rows } = await session.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const { name } of rows) await session.query(`DROP SCHEMA ${name} CASCADE`);
  await session.query('CREATE SCHEMA public');
});

/** A file as its tool reads it. */
function read(
  tool: ToolId,
  path: string,
  text: string,
  companions: Readonly<Record<string, string>>,
): readonly MigrationFile[] {
  const reader = toolById(tool);
  const settings = { placeholders: {}, companions: new Map(Object.entries(companions)) };
  const file = { path, text };
  const one = (): readonly MigrationFile[] => {
    const result = reader?.read(file, settings);
    return result?.ok ? [result.value] : [];
  };
  const all = reader?.readAll?.(file, settings);
  return all ? (all.ok ? all.value : []) : one();
}

interface Told {
  readonly tool: ToolId;
  readonly files: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly companions?: Readonly<Record<string, string>>;
  readonly journal: string;
  /** Files that have not run. */
  readonly missing: readonly string[];
  readonly halfway?: readonly string[];
}

const filesOf = ({ tool, files, texts = {}, companions = {} }: Omit<Told, 'journal' | 'missing'>) =>
  files.flatMap((path) => read(tool, path, texts[path] ?? 'SELECT 1;\n', companions));

async function applied(told: Omit<Told, 'missing'>): Promise<Applied | undefined> {
  await session.query(told.journal);
  return await appliedIn(session, units(filesOf(told)));
}

const pathsOf = (found: Applied | undefined) => found?.missing.map(({ up }) => up?.path);

const flywayTable = `CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),
  description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int,
  installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(), execution_time int NOT NULL,
  success boolean NOT NULL);
  INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success) VALUES`;
const prismaTable = `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count int NOT NULL DEFAULT 0);
  INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at) VALUES`;
const gooseTable = `CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint NOT NULL, is_applied boolean NOT NULL,
  tstamp timestamp DEFAULT now()); INSERT INTO goose_db_version (version_id, is_applied) VALUES`;
const golangTable = `CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);
  INSERT INTO schema_migrations VALUES`;
const atlasTable = `CREATE SCHEMA atlas_schema_revisions;
  CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (version varchar PRIMARY KEY, description varchar NOT NULL,
    type bigint NOT NULL DEFAULT 2, applied bigint NOT NULL DEFAULT 0, total bigint NOT NULL DEFAULT 0, executed_at timestamptz NOT NULL DEFAULT now(),
    execution_time bigint NOT NULL DEFAULT 0, error text, error_stmt text, hash varchar NOT NULL DEFAULT '', partial_hashes jsonb,
    operator_version varchar NOT NULL DEFAULT '');
  INSERT INTO atlas_schema_revisions.atlas_schema_revisions (version, description, type, applied, total) VALUES`;
const drizzleTable = `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
  INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES`;
const sqitchTable = `CREATE SCHEMA sqitch; CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, script_hash text, change text NOT NULL,
  project text NOT NULL, note text NOT NULL DEFAULT '', committed_at timestamptz NOT NULL DEFAULT clock_timestamp(), committer_name text NOT NULL,
  committer_email text NOT NULL, planned_at timestamptz NOT NULL, planner_name text NOT NULL, planner_email text NOT NULL);
  INSERT INTO sqitch.changes SELECT c, NULL, name, project, '', now(), '', '', now(), '', '' FROM (VALUES`;
const drizzleJournal = JSON.stringify({
  entries: [
    { idx: 0, tag: '0000_first', when: 1_700_000_000_000, version: '7', breakpoints: true },
    { idx: 1, tag: '0001_second', when: 1_700_000_100_000, version: '7', breakpoints: true },
    { idx: 2, tag: '0002_third', when: 1_700_000_200_000, version: '7', breakpoints: true },
  ],
});
const plan = `%syntax-version=1.0.0\n%project=shop\n
users 2026-01-01T00:00:00Z a <a@example.com> # one
orders 2026-01-02T00:00:00Z a <a@example.com> # two
@v1 2026-01-03T00:00:00Z a <a@example.com> # tag
users [users@v1] 2026-01-04T00:00:00Z a <a@example.com> # again
`;

const told: readonly Told[] = [
  {
    tool: 'golang-migrate',
    files: ['m/9_a.up.sql', 'm/10_b.up.sql', 'm/011_c.up.sql'],
    journal: `${golangTable} (10, false)`,
    missing: ['m/011_c.up.sql'],
  },
  {
    tool: 'golang-migrate',
    files: ['m/20260101093000123_a.up.sql', 'm/20260101093000124_b.up.sql'],
    journal: `${golangTable} (20260101093000123, true)`,
    missing: ['m/20260101093000124_b.up.sql'],
    halfway: ['20260101093000123'],
  },
  {
    tool: 'goose',
    files: ['m/00001_a.sql', 'm/00002_b.sql', 'm/00003_c.sql'],
    texts: Object.fromEntries(
      ['m/00001_a.sql', 'm/00002_b.sql', 'm/00003_c.sql'].map((path) => [path, '-- +goose Up\nSELECT 1;\n']),
    ),
    journal: `${gooseTable} (0, true), (1, true), (2, true), (3, true), (2, false)`,
    missing: ['m/00002_b.sql'],
  },
  {
    tool: 'sql-migrate',
    files: ['m/1_a.sql', 'm/2_b.sql'],
    texts: { 'm/1_a.sql': '-- +migrate Up\nSELECT 1;\n', 'm/2_b.sql': '-- +migrate Up\nSELECT 1;\n' },
    journal: `CREATE TABLE gorp_migrations (id text NOT NULL PRIMARY KEY, applied_at timestamptz);
      INSERT INTO gorp_migrations VALUES ('1_a.sql', now())`,
    missing: ['m/2_b.sql'],
  },
  {
    tool: 'dbmate',
    files: ['db/migrations/20260101_a.sql', 'db/migrations/20260102_b.sql'],
    texts: {
      'db/migrations/20260101_a.sql': '-- migrate:up\nSELECT 1;\n',
      'db/migrations/20260102_b.sql': '-- migrate:up\nSELECT 1;\n',
    },
    // Supabase's own services keep tables of that name as well.
    journal: `CREATE TABLE schema_migrations (version varchar(255) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('20260101');
      CREATE SCHEMA auth; CREATE TABLE auth.schema_migrations (version varchar(255) PRIMARY KEY); INSERT INTO auth.schema_migrations VALUES ('20260102')`,
    missing: ['db/migrations/20260102_b.sql'],
  },
  {
    tool: 'flyway',
    files: [
      'sql/V1__a.sql',
      'sql/V1.1__b.sql',
      'sql/V2__c.sql',
      'sql/V3__d.sql',
      'sql/R__same.sql',
      'sql/R__other.sql',
    ],
    texts: { 'sql/R__same.sql': 'SELECT 1;\r\nSELECT 2;\n', 'sql/R__other.sql': 'SELECT 3;\n' },
    journal: `${flywayTable} (1, '1', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL, 'a', 0, true),
      (2, '1.1', 'b', 'SQL', 'V1.1__b.sql', 1, 'a', 0, true), (3, '2.0', 'c', 'SQL', 'V2__c.sql', 1, 'a', 0, true),
      (4, '2.0', 'c', 'UNDO_SQL', 'U2__c.sql', 1, 'a', 0, true), (5, '3', 'd', 'SQL', 'V3__d.sql', 1, 'a', 0, false),
      (6, NULL, 'same', 'SQL', 'R__same.sql', 'SUM'::int, 'a', 0, true), (7, NULL, 'other', 'SQL', 'R__other.sql', 1, 'a', 0, true)`,
    missing: ['sql/V2__c.sql', 'sql/R__other.sql'],
    halfway: ['V3__d.sql'],
  },
  {
    tool: 'liquibase',
    files: ['src/main/resources/db/log.sql'],
    texts: {
      'src/main/resources/db/log.sql': `--liquibase formatted sql
--changeset ann:1
SELECT 1;
--changeset bob:1
SELECT 2;
--changeset ann:view runOnChange:true
SELECT 3;
`,
    },
    journal: `CREATE TABLE databasechangelog (id varchar(255) NOT NULL, author varchar(255) NOT NULL, filename varchar(255) NOT NULL,
        dateexecuted timestamp NOT NULL, orderexecuted int NOT NULL, exectype varchar(10) NOT NULL, md5sum varchar(35));
      INSERT INTO databasechangelog VALUES ('1', 'ann', 'classpath:db/log.sql', now(), 1, 'EXECUTED', ''),
        ('view', 'ann', 'classpath:db/log.sql', now(), 2, 'EXECUTED', ''), ('1', 'bob', 'other/log.sql', now(), 3, 'EXECUTED', '')`,
    missing: ['src/main/resources/db/log.sql', 'src/main/resources/db/log.sql'],
  },
  {
    tool: 'sqitch',
    files: ['deploy/users@v1.sql', 'deploy/orders.sql', 'deploy/users.sql'],
    companions: { 'sqitch.plan': plan },
    journal: `${sqitchTable} ('1', 'users', 'shop'), ('2', 'orders', 'shop'), ('3', 'users', 'stock')) v (c, name, project)`,
    missing: ['deploy/users.sql'],
  },
  {
    tool: 'prisma',
    files: [
      'prisma/migrations/1_a/migration.sql',
      'prisma/migrations/2_b/migration.sql',
      'prisma/migrations/3_c/migration.sql',
    ],
    journal: `${prismaTable} ('1', '', '1_a', now(), NULL), ('2', '', '2_b', NULL, now()), ('3', '', '3_c', NULL, NULL)`,
    missing: ['prisma/migrations/2_b/migration.sql'],
    halfway: ['3_c'],
  },
  {
    tool: 'drizzle',
    files: ['drizzle/0000_first.sql', 'drizzle/0001_second.sql', 'drizzle/0002_third.sql'],
    companions: { 'drizzle/meta/_journal.json': drizzleJournal },
    journal: `${drizzleTable} ('x', 1700000000000), ('y', 1700000100000)`,
    missing: ['drizzle/0002_third.sql'],
  },
  {
    tool: 'drizzle',
    files: ['drizzle/20260101093000_a/migration.sql', 'drizzle/20260102093000_b/migration.sql'],
    journal: `${drizzleTable} ('x', ${Date.parse('2026-01-01T09:30:00Z')})`,
    missing: ['drizzle/20260102093000_b/migration.sql'],
  },
  {
    tool: 'diesel',
    files: ['migrations/2026-01-01-000000_a/up.sql', 'migrations/2026-01-02-000000-0001_b/up.sql'],
    journal: `CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT now());
      INSERT INTO __diesel_schema_migrations VALUES ('20260101000000')`,
    missing: ['migrations/2026-01-02-000000-0001_b/up.sql'],
  },
  {
    tool: 'sqlx',
    files: ['migrations/0001_a.sql', 'migrations/0002_b.sql', 'migrations/0003_c.sql'],
    journal: `CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text NOT NULL, installed_on timestamptz NOT NULL DEFAULT now(),
        success boolean NOT NULL, checksum bytea NOT NULL, execution_time bigint NOT NULL);
      INSERT INTO _sqlx_migrations VALUES (1, 'a', now(), true, '', 1), (2, 'b', now(), false, '', 1)`,
    missing: ['migrations/0003_c.sql'],
    halfway: ['2'],
  },
  {
    tool: 'atlas',
    files: ['m/1_a.sql', 'm/2_b.sql', 'm/3_c.sql', 'm/4_d.sql'],
    journal: `${atlasTable} ('2', 'baseline', 1, 0, 0), ('3', 'c', 2, 1, 4)`,
    missing: ['m/4_d.sql'],
    halfway: ['3'],
  },
  {
    tool: 'goose',
    files: ['m/1_a.sql', 'm/2_b.sql'],
    texts: { 'm/1_a.sql': '-- +goose Up\nSELECT 1;\n', 'm/2_b.sql': '-- +goose Up\nSELECT 1;\n' },
    // Atlas runs goose's files.
    journal: `${atlasTable} ('1', 'a', 2, 1, 1)`,
    missing: ['m/2_b.sql'],
  },
  {
    tool: 'supabase',
    files: ['supabase/migrations/20260101_a.sql', 'supabase/migrations/20260102_b.sql'],
    journal: `CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY, statements text[], name text);
      INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101', '{}', 'a')`,
    missing: ['supabase/migrations/20260102_b.sql'],
  },
  {
    tool: 'hasura',
    files: ['migrations/shop/1_a/up.sql', 'migrations/shop/2_b/up.sql', 'migrations/shop/3_c/up.sql'],
    journal: `CREATE SCHEMA hdb_catalog; CREATE TABLE hdb_catalog.hdb_version (hasura_uuid uuid NOT NULL DEFAULT gen_random_uuid(), version text NOT NULL,
        upgraded_on timestamptz NOT NULL, cli_state jsonb NOT NULL DEFAULT '{}', console_state jsonb NOT NULL DEFAULT '{}');
      INSERT INTO hdb_catalog.hdb_version (version, upgraded_on, cli_state)
        VALUES ('48', now(), '{"migrations": {"shop": {"1": false, "2": true}, "stock": {"3": false}}}')`,
    missing: ['migrations/shop/3_c/up.sql'],
    halfway: ['2'],
  },
  {
    tool: 'popx',
    files: ['m/20260101000000000000_a.up.sql', 'm/20260102000000000000_b.up.sql', 'm/20260103000000000000_c.up.sql'],
    journal: `CREATE TABLE schema_migration (version varchar(48) NOT NULL, version_self int NOT NULL DEFAULT 0);
      INSERT INTO schema_migration VALUES ('20260101000000'), ('20260102000000000000')`,
    missing: ['m/20260103000000000000_c.up.sql'],
  },
  {
    tool: 'refinery',
    files: ['migrations/V1__a.sql', 'migrations/V2__b.sql'],
    journal: `CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name varchar(255), applied_on varchar(255), checksum varchar(255));
      INSERT INTO refinery_schema_history VALUES (1, 'a', '', '')`,
    missing: ['migrations/V2__b.sql'],
  },
  {
    tool: 'graphile-migrate',
    files: ['migrations/committed/000001.sql', 'migrations/committed/000002-b.sql', 'migrations/committed/000003.sql'],
    journal: `CREATE SCHEMA graphile_migrate; CREATE TABLE graphile_migrate.migrations (hash text PRIMARY KEY,
        previous_hash text REFERENCES graphile_migrate.migrations, filename text NOT NULL, date timestamptz NOT NULL DEFAULT now());
      INSERT INTO graphile_migrate.migrations VALUES ('sha1:1', NULL, '000001.sql'), ('sha1:2', 'sha1:1', '000002-b.sql')`,
    missing: ['migrations/committed/000003.sql'],
  },
  {
    tool: 'node-pg-migrate',
    files: ['migrations/1700000000000_a.sql', 'migrations/1700000000001_b.up.sql', 'migrations/1700000000002_c.sql'],
    journal: `CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
      INSERT INTO pgmigrations (name, run_on) VALUES ('1700000000000_a', now()), ('1700000000001_b', now())`,
    missing: ['migrations/1700000000002_c.sql'],
  },
];

describe('the journal of each tool tells what has not run', () => {
  test.each(told)('$tool: $missing', async ({ missing, halfway = [], ...rest }) => {
    const found = await applied({ ...rest, journal: rest.journal.replace("'SUM'::int", `${sumOfLines}`) });
    expect(filesOf(rest).length).toBeGreaterThan(1);
    expect(pathsOf(found)).toEqual(missing);
    expect(found?.halfway).toEqual(halfway);
  });
});

/** Flyway’s checksum of a file is CRC-32 over its lines without their ends: here bit by bit. */
const sumOfLines =
  [...Buffer.from('SELECT 1;SELECT 2;')].reduce((sum, byte) => {
    let crc = sum ^ byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  }, ~0) ^ ~0;

describe('nothing is told', () => {
  const goose = {
    tool: 'goose',
    files: ['m/1_a.sql', 'm/2_b.sql'],
    texts: { 'm/1_a.sql': '-- +goose Up\nSELECT 1;\n', 'm/2_b.sql': '-- +goose Up\nSELECT 1;\n' },
  } as const;

  test.each([
    ['where there is no journal', 'CREATE TABLE orders ()'],
    ['by an empty one', gooseTable.replace(/INSERT.*/s, '')],
    ['by one of another history', `${gooseTable} (0, true), (77, true)`],
    ['by another tool’s table of that name', 'CREATE TABLE goose_db_version (version text)'],
    [
      'where two could be meant',
      `CREATE SCHEMA one; CREATE SCHEMA two; SET search_path = one; ${gooseTable} (1, true);
       SET search_path = two; ${gooseTable} (1, true); RESET search_path`,
    ],
  ])('%s', async (_, journal) => {
    expect(await applied({ ...goose, journal })).toBeUndefined();
  });
});

describe('a migration of the pull request', () => {
  const hasRun = async (told: Omit<Told, 'missing'>, path: string): Promise<boolean | undefined> => {
    const found = await applied(told);
    const [unit] = units(filesOf({ ...told, files: [path] }));
    return unit && found?.hasRun(unit);
  };
  test('is known to have run where each is listed', async () => {
    const listed = {
      tool: 'sqlx',
      files: ['migrations/0001_a.sql'],
      journal: `CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, success boolean NOT NULL);
        INSERT INTO _sqlx_migrations VALUES (1, true), (2, true)`,
    } as const;
    expect(await hasRun(listed, 'migrations/0002_b.sql')).toBe(true);
  });
  test('is not, where the newest alone is kept: it may be older and never have run', async () => {
    const newest = { tool: 'golang-migrate', files: ['m/3_a.up.sql'], journal: `${golangTable} (3, false)` } as const;
    expect(await hasRun(newest, 'm/2_b.up.sql')).toBe(false);
  });
});
