import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DatabaseProvider, Server, ServerRequest, Session } from '../../src/ports/database.ts';

/** A provider as the suite sees it. */
export interface Subject {
  readonly provider: DatabaseProvider;
  readonly major: number;
  /** For url the name of the variable that holds its address. */
  readonly image?: string;
  /** Everything that belongs to servers of one process: folders, processes, containers, networks, databases, roles. */
  readonly traces: (owner: number) => Promise<readonly string[]>;
}

const quiet = (subject: Subject, more: Partial<ServerRequest> = {}): ServerRequest => ({
  major: subject.major,
  ...(subject.image !== undefined && { image: subject.image }),
  settings: {},
  signal: new AbortController().signal,
  progress: () => undefined,
  ...more,
});

export async function start(subject: Subject, more: Partial<ServerRequest> = {}): Promise<Server> {
  const started = await subject.provider.start(quiet(subject, more));
  if (!started.ok) throw new Error(`${started.problem.says} ${started.problem.advice}`);
  return started.value;
}

/** What every provider owes: two logins, a log, and nothing left behind. */
export function conformance(title: string, subject: Subject): void {
  describe(title, () => {
    describe('a running server', () => {
      servesBothLogins(subject);
    });
    describe('its end', () => {
      leavesNothing(subject);
    });
  });
}

function servesBothLogins(subject: Subject): void {
  let server: Server;
  let observer: Session;
  let migrator: Session;

  beforeAll(async () => {
    server = await start(subject, { settings: { work_mem: '5MB' } });
    const maintenance = await server.connect('observer', 'postgres');
    await maintenance.query(`CREATE DATABASE ${server.databaseName('app')} OWNER ${server.roles.migrator}`);
    await maintenance.end();
    observer = await server.connect('observer', 'app');
    migrator = await server.connect('migrator', 'app');
  });
  afterAll(async () => {
    await server.stop();
  });

  test('says what it is and where it comes from', () => {
    expect(server.major).toBe(subject.major);
    expect(server.version).toMatch(new RegExp(`^${subject.major}\\.\\d+$`));
    expect(server.provider).toBe(subject.provider.name);
    expect(server.notes.at(-1)).toMatch(new RegExp(`^${subject.provider.name}: Postgres ${server.version} from `));
  });

  test('the observer is a superuser where nothing is withheld, the migrator owns its database and is in no other role', async () => {
    const rightsOf = async (role: string) => {
      const { rows } = await observer.query<{ rights: string; memberships: number }>(
        `SELECT concat_ws(' ', CASE WHEN rolsuper THEN 'super' END, CASE WHEN rolcreaterole THEN 'createrole' END,
                CASE WHEN rolcreatedb THEN 'createdb' END, CASE WHEN rolreplication THEN 'replication' END,
                CASE WHEN rolbypassrls THEN 'bypassrls' END) AS rights,
                (SELECT count(*) FROM pg_auth_members WHERE member = r.oid) AS memberships
           FROM pg_roles r WHERE rolname = $1`,
        [role],
      );
      return rows[0];
    };
    expect(await rightsOf(server.roles.migrator)).toEqual({ rights: '', memberships: 0 });
    const { rights = '' } = (await rightsOf(server.roles.observer)) ?? {};
    if (server.withheld?.superuser === undefined) expect(rights).toMatch(/^super/);
    else expect(rights).toBe('createrole createdb');
  });

  test('the requested settings are those of both logins, also after RESET ALL', async () => {
    for (const session of [observer, migrator]) {
      await session.run('RESET ALL');
      const { rows } = await session.query(`SELECT current_setting('work_mem') AS memory`);
      expect(rows).toEqual([{ memory: '5MB' }]);
    }
  });

  test('settings keep WAL true where the cluster is ours', async () => {
    if (server.mark !== undefined) return;
    const names = ['autovacuum', 'fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'work_mem'];
    const { rows } = await observer.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name',
      [names],
    );
    expect(rows.map(({ setting }) => setting)).toEqual(['off', 'off', 'on', 'off', 'replica', '5120']);
  });

  test('no sort or hash fills the disk where the cluster is ours', async () => {
    if (server.mark !== undefined) return;
    const { rows } = await migrator.query<{ most: number }>(
      `SELECT setting::int8 AS most FROM pg_settings WHERE name = 'temp_file_limit'`,
    );
    expect(rows[0]?.most).toBeGreaterThanOrEqual(1024 ** 2);
  });

  test('nobody but our two logins gets in where the cluster is ours, and only with a password', async () => {
    if (server.mark !== undefined) return;
    const { rows } = await observer.query<{ users: string[]; method: string }>(
      'SELECT DISTINCT user_name AS users, auth_method AS method FROM pg_hba_file_rules ORDER BY users',
    );
    expect(rows).toEqual([
      { users: [server.roles.migrator], method: 'scram-sha-256' },
      { users: [server.roles.observer], method: 'scram-sha-256' },
    ]);
    const { rows: maintenance } = await observer.query(
      `SELECT has_database_privilege($1, 'template1', 'CONNECT') AS template, has_database_privilege($1, 'postgres', 'CONNECT') AS main`,
      [server.roles.migrator],
    );
    expect(maintenance).toEqual([{ template: false, main: false }]);
  });

  test.each(forbidden)('the migrator may not: %s', async (sql) => {
    const attempt = sql.replaceAll('$observer', server.roles.observer).replaceAll('$pid', `${observer.pid}`);
    expect(await migrator.run(attempt)).toMatchObject({ ok: false, error: { sqlstate: '42501' } });
    expect(await migrator.run('ROLLBACK')).toMatchObject({ ok: true });
  });

  test('RESET ROLE leaves the migrator what it was', async () => {
    await migrator.run('RESET ROLE; RESET SESSION AUTHORIZATION');
    const { rows } = await migrator.query('SELECT current_user AS name, session_user AS login');
    expect(rows).toEqual([{ name: server.roles.migrator, login: server.roles.migrator }]);
  });

  test('log() tells every line written before it, once; nothing where it is withheld', async () => {
    await server.log();
    const several = Array.from({ length: 300 }, (_, index) => `RAISE LOG 'line ${index}, "quoted"\nand äöü €';`);
    await migrator.run(`DO $do$ BEGIN ${several.join(' ')} END $do$`);
    const lines = (await server.log()).lines.filter(({ pid }) => pid === migrator.pid);
    expect(lines).toHaveLength(server.withheld?.log === undefined ? 300 : 0);
    if (server.withheld?.log !== undefined) return;
    expect(lines.at(-1)).toEqual({
      pid: migrator.pid,
      severity: 'LOG',
      message: 'line 299, "quoted"\nand äöü €',
      database: server.databaseName('app'),
    });
    expect((await server.log()).lines).toEqual([]);
  });

  test('a lock wait is in the log', async () => {
    if (server.withheld?.log !== undefined) return;
    await migrator.run('CREATE TABLE waited_for ()');
    await migrator.run('BEGIN; LOCK waited_for');
    const other = await server.connect('migrator', 'app');
    const waiting = other.run('BEGIN; LOCK waited_for; COMMIT');
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { lines } = await server.log();
    await migrator.run('ROLLBACK');
    await waiting;
    await other.end();
    expect(lines.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(new RegExp(`^process ${other.pid} still waiting for AccessExclusiveLock on relation`)),
    );
  });

  test('knows how much disk is free where the disk is ours', async () => {
    const free = await server.freeBytes();
    if (server.mark === undefined) expect(free).toBeGreaterThan(1_000_000);
    else expect(free).toBeUndefined();
  });
}

/** None of these may a migration do, on any provider and any major. */
const forbidden: readonly string[] = [
  `CREATE TABLE lines (line text); COPY lines FROM PROGRAM 'id'`,
  `COPY (SELECT 1) TO PROGRAM 'cat'`,
  `COPY (SELECT 1) TO '/tmp/migration-rehearsal-escape'`,
  `SELECT pg_read_file('postgresql.conf')`,
  `SELECT pg_ls_dir('.')`,
  `SELECT lo_import('/etc/passwd')`,
  `ALTER SYSTEM SET work_mem = '1GB'`,
  `CREATE EXTENSION dblink`,
  `SET ROLE $observer`,
  `SET SESSION AUTHORIZATION $observer`,
  `SELECT pg_terminate_backend($pid)`,
  `SELECT pg_cancel_backend($pid)`,
  `CREATE FUNCTION evil() RETURNS int LANGUAGE c AS '/lib/x86_64-linux-gnu/libc.so.6', 'getpid'`,
  `LOAD '/lib/x86_64-linux-gnu/libc.so.6'`,
  `SET session_replication_role = replica`,
  `SET log_min_messages = panic`,
  `SET log_lock_waits = off`,
  `SET temp_file_limit = -1`,
  `ALTER ROLE CURRENT_USER SUPERUSER`,
  `CREATE ROLE helper SUPERUSER`,
  `GRANT pg_read_server_files TO CURRENT_USER`,
  `CREATE DATABASE more`,
  `CREATE FUNCTION noticed() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'; CREATE EVENT TRIGGER noticed ON ddl_command_end EXECUTE FUNCTION noticed()`,
  `SELECT rolpassword FROM pg_authid`,
  `SELECT pg_read_binary_file('/etc/passwd')`,
  `SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/migration-rehearsal-escape')`,
  `GRANT pg_execute_server_program TO CURRENT_USER`,
  `ALTER ROLE $observer PASSWORD 'known'`,
  `ALTER ROLE CURRENT_USER SET session_preload_libraries = 'mine'`,
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_preload_libraries = %L', current_database(), 'mine'); END $$`,
  `CREATE FUNCTION pg_catalog.quote_ident(int) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'`,
  `CREATE CAST (text AS xml) WITH INOUT AS IMPLICIT`,
  `CREATE OPERATOR CLASS mine DEFAULT FOR TYPE point USING btree AS STORAGE point`,
  `CREATE TABLESPACE mine LOCATION '/tmp'`,
  `CREATE SUBSCRIPTION mine CONNECTION 'host=example.org' PUBLICATION theirs WITH (connect = false)`,
  `ALTER EXTENSION plpgsql DROP LANGUAGE plpgsql`,
  `DELETE FROM pg_catalog.pg_event_trigger`,
  `SELECT pg_reload_conf()`,
  `SELECT pg_switch_wal()`,
];

function leavesNothing(subject: Subject): void {
  test('stop leaves no trace, twice is fine, and pending calls fail', async () => {
    const before = await subject.traces(process.pid);
    const server = await start(subject);
    const session = await server.connect('observer', 'postgres');
    const pending = session.run('SELECT pg_sleep(60)');
    expect((await subject.traces(process.pid)).length).toBeGreaterThan(before.length);
    await server.stop();
    await server.stop();
    expect(await pending).toMatchObject({ ok: false, error: { fatal: true } });
    expect(await subject.traces(process.pid)).toEqual(before);
  });

  test('an aborted signal stops it', async () => {
    const before = await subject.traces(process.pid);
    const abort = new AbortController();
    const server = await start(subject, { signal: abort.signal });
    const session = await server.connect('observer', 'postgres');
    abort.abort();
    await server.stop();
    expect(await session.run('SELECT 1')).toMatchObject({ ok: false, error: { sqlstate: '08006', fatal: true } });
    expect(await subject.traces(process.pid)).toEqual(before);
  });

  test('a signal aborted beforehand starts nothing', async () => {
    const before = await subject.traces(process.pid);
    const started = await subject.provider.start(quiet(subject, { signal: AbortSignal.abort() }));
    expect(started).toMatchObject({ ok: false, problem: { code: 'interrupted' } });
    expect(await subject.traces(process.pid)).toEqual(before);
  });

  test('a setting that Postgres does not know is said by name', async () => {
    const before = await subject.traces(process.pid);
    const says = `${subject.provider.name === 'url' ? 'The server' : 'Postgres could not start: it'} does not accept the setting work_memory.`;
    expect(await subject.provider.start(quiet(subject, { settings: { work_memory: '5MB' } }))).toEqual({
      ok: false,
      problem: {
        code: 'bad-configuration',
        says,
        advice: 'Correct it under postgres.settings, or in the production profile.',
      },
    });
    expect(await subject.traces(process.pid)).toEqual(before);
  });

  test('a setting that would run a program or move the server is refused', async () => {
    expect(await subject.provider.start(quiet(subject, { settings: { archive_command: 'id' } }))).toEqual({
      ok: false,
      problem: {
        code: 'bad-configuration',
        says: 'The setting archive_command cannot be chosen for a rehearsal.',
        advice: 'Remove it under postgres.settings.',
      },
    });
  });

  const survives = subject.provider.name === 'url';
  (survives ? test : test.skip)('killed with SIGKILL, the next start sweeps, and never what is in use', async () => {
    await using live = await start(subject);
    const mine = await subject.traces(process.pid);
    const { child } = await hold(subject);
    expect((await subject.traces(child.pid ?? 0)).length).toBeGreaterThan(mine.length);
    child.kill('SIGKILL');
    await tracesInTheEnd(subject, child.pid ?? 0, mine, async () => (await start(subject)).stop());
    expect(await subject.traces(child.pid ?? 0)).toEqual(mine);
    await (await live.connect('migrator', 'postgres')).end();
  });

  (survives ? test.skip : test)('killed with SIGKILL, its server dies with it', async () => {
    const { child } = await hold(subject);
    child.kill('SIGKILL');
    expect(await tracesInTheEnd(subject, child.pid ?? 0)).toEqual([]);
  });

  (survives ? test.skip : test)('killed together with its watchdog, the next start sweeps', async () => {
    const { child } = await hold(subject);
    const watchdogs = await childrenNamed(child.pid ?? 0, 'watchdog');
    expect(watchdogs).toHaveLength(1);
    for (const pid of watchdogs) process.kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await subject.traces(child.pid ?? 0)).not.toEqual([]);
    await (await start(subject)).stop();
    expect(await tracesInTheEnd(subject, child.pid ?? 0)).toEqual([]);
  });
}

export interface Held {
  readonly child: ChildProcess;
  readonly says: unknown;
}

/** A process of its own with a running server. */
export async function hold(
  subject: Subject,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Held> {
  const script = join(process.cwd(), 'test/databases/hold-server.ts');
  const args = ['--import', 'tsx', script, subject.provider.name, `${subject.major}`, subject.image ?? ''];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Jest's own: a child would get that of the process else.
    env: process.env,
    ...options,
  });
  for await (const line of createInterface(child.stdout)) return { child, says: JSON.parse(line) };
  throw new Error('the process said nothing');
}

export async function tracesInTheEnd(
  subject: Subject,
  owner: number,
  allowed: readonly string[] = [],
  again: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const until = Date.now() + 15_000;
  await again();
  let left = await subject.traces(owner);
  while (left.length > allowed.length && Date.now() < until) {
    await again();
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = await subject.traces(owner);
  }
  return left;
}

async function childrenNamed(parent: number, name: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const isChild = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    if (isChild && line.split('\0').includes(name)) found.push(Number(pid));
  }
  return found;
}
