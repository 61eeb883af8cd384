import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../src/databases/command.ts';
import { docker } from '../../src/databases/docker/index.ts';
import { dumpAt } from '../../src/databases/dump.ts';
import { archiveBy } from '../../src/databases/pg-restore.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { Server } from '../../src/ports/database.ts';
import type { VolumeSettings } from '../../src/rehearsal/plan.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { base, plan, rehearseOn, unit } from '../rehearsal/plans.ts';
import { startTestServer } from './server.ts';

const run = promisify(execFile);
const image = process.env['MIGRATION_REHEARSAL_DOCKER_IMAGE'];
/** Debian's, installed for the tests. */
const bin = '/usr/lib/postgresql/15/bin';

const made = `
  CREATE SCHEMA shop;
  CREATE TABLE shop.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
  INSERT INTO shop.orders (note) SELECT md5(n::text) || md5((-n)::text) FROM generate_series(1, 70000) n;
  CREATE INDEX orders_note ON shop.orders (note);`;
const asItWas = `DO $$ BEGIN ASSERT (SELECT count(DISTINCT note) = 70000 FROM shop.orders); END $$;`;

async function rehearse(server: Server, up: string, volume: Partial<VolumeSettings>): Promise<RehearsalRun> {
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      baseline: base(
        'CREATE SCHEMA IF NOT EXISTS shop; CREATE TABLE IF NOT EXISTS shop.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);',
      ),
      changed: [unit('0009', up)],
      rollback: 'leave-out',
      rerun: 'leave-out',
      volume: { rows: 0, tables: new Map(), seconds: 30, ...volume },
    }),
    { command: runCommand },
  );
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return rehearsal;
}

const request = { settings: {}, signal: new AbortController().signal, progress: () => undefined };
const served = async (name: string): Promise<Server> => {
  const started = await docker.start({ ...request, image: name });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
};

if (image === undefined) {
  test.skip('rows of the team’s own in a container', () => undefined);
} else {
  let folder: string;
  beforeAll(async () => {
    await loadParser();
    folder = await mkdtemp(join(tmpdir(), 'migration-rehearsal-test-container-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe('a snapshot that only pg_restore reads', () => {
    beforeAll(async () => {
      await using production = await startTestServer({ major: 15 });
      await using session = await production.connect('observer', 'postgres');
      await session.query(made);
      for (const [format, name] of [
        ['custom', 'shop.dump'],
        ['directory', 'shop'],
        ['tar', 'shop.tar'],
      ] as const)
        await run(`${bin}/pg_dump`, [
          ...[`--format=${format}`, `--file=${join(folder, name)}`, ...(format === 'tar' ? [] : ['--compress=1'])],
          production.address('observer', 'postgres'),
        ]);
    }, 60_000);

    const none = (path: string) => Promise.resolve(archiveBy('/nowhere/pg_restore', path));
    let server: Server;
    beforeAll(async () => {
      server = await served(image);
    }, 60_000);
    afterAll(() => server.stop());

    test.each(['shop.dump', 'shop', 'shop.tar'])(
      'is read by the image’s own where this machine has none: %s',
      async (named) => {
        const snapshot = dumpAt(named, folder, none);
        const { statements, notes } = await rehearse(server, asItWas, { snapshot, full: true });
        expect(statements.map(({ error }) => error)).toEqual([undefined]);
        expect(notes).toContain(`The snapshot ${named} filled 1 table, which hold 70,000 rows.`);
        const name = await ownName();
        const { stdout } = await run('docker', ['exec', name, 'ls', '/tmp']);
        expect(stdout).not.toContain('migration-rehearsal');
      },
      120_000,
    );
  });

  test('a snapshot that cannot be copied into the container is told apart from one without a pg_restore', async () => {
    await writeFile(join(folder, 'small.dump'), 'PGDMP');
    await using server = await served(image);
    await run('docker', ['rm', '--force', await ownName()]);
    const none = (path: string) => Promise.resolve(archiveBy('/nowhere/pg_restore', path));
    expect(await dumpAt('small.dump', folder, none).open(server.openArchive)).toMatchObject({
      problem: {
        says: 'The snapshot small.dump needs the pg_restore of the image, and could not be copied into its container.',
        advice:
          'See that the disk of the Docker daemon has room for it, or install the postgresql-client of its version in the job.',
      },
    });
  }, 60_000);

  describe('an image that holds the data', () => {
    const names: string[] = [];
    afterAll(() => run('docker', ['image', 'rm', '--force', ...names]));

    /** As a team would build it on the official one. */
    async function built(...lines: readonly string[]): Promise<string> {
      const name = `migration-rehearsal-test-holds-${process.pid}-${names.length}:${image?.split(':').at(-1)}`;
      await writeFile(join(folder, 'shop.sql'), `${made}\n${itsOwn}`);
      await writeFile(join(folder, 'Dockerfile'), [`FROM ${image}`, ...lines].join('\n'));
      await writeFile(join(folder, '.dockerignore'), '*\n!shop.sql\n');
      await run('docker', ['build', '-q', '-t', name, folder], { env: { ...process.env, DOCKER_BUILDKIT: '0' } });
      names.push(name);
      return name;
    }
    /** The entry point fills an empty folder and then starts: here it is told to stop at once. */
    const filled =
      'RUN ["/bin/sh", "-c", "/bin/sh /usr/bin/docker-entrypoint.sh postgres --describe-config > /dev/null 2>&1; true"]';
    const fill = 'COPY shop.sql /docker-entrypoint-initdb.d/10-shop.sql';
    const ofTheirs = 'ENV POSTGRES_PASSWORD=theirs POSTGRES_USER=owner POSTGRES_DB=shop';
    const itsOwn = `CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
      INSERT INTO schema_migrations VALUES (1, false); CREATE ROLE app; ALTER TABLE shop.orders OWNER TO app;
      GRANT SELECT ON shop.orders TO CURRENT_USER;`;

    test.each([
      ['fills a database of its own name when it starts', [ofTheirs, fill], 'shop'],
      ['fills the database that the official image makes', [fill], 'postgres'],
      ['is full already', [ofTheirs, 'ENV PGDATA=/data', fill, filled], 'shop'],
    ] as const)(
      'and %s is where the rehearsal starts',
      async (_, lines, existing) => {
        await using server = await served(await built(...lines));
        const up = `${asItWas} ALTER TABLE shop.orders ADD CHECK (id <> 7);`;
        const { statements, volume, notes } = await rehearse(server, up, { existing, full: true });
        expect(statements.map(({ error }) => error)).toEqual([
          undefined,
          { sqlstate: '23514', says: 'A row does not satisfy a CHECK constraint (table orders).' },
        ]);
        expect(volume.map(({ table, rows, source, productionRows }) => [table, rows, source, productionRows])).toEqual([
          ['shop.orders', 70_000, 'existing', 70_000],
        ]);
        expect(notes).toContain(`The database ${existing} filled 2 tables, which hold 70,001 rows.`);
        await using session = await server.connect('observer', existing);
        expect((await session.query(`SELECT count(*) AS rows FROM shop.orders`)).rows).toEqual([{ rows: 70_000 }]);
        expect(
          (await session.query('SELECT DISTINCT user_name AS users FROM pg_hba_file_rules ORDER BY 1')).rows,
        ).toEqual([{ users: ['rehearsal_migrator'] }, { users: ['rehearsal_observer'] }]);
      },
      120_000,
    );

    test('and fails to fill itself is named with the line, and without a row', async () => {
      const name = await built(ofTheirs, fill, 'COPY shop.sql /docker-entrypoint-initdb.d/20-again.sql');
      expect(await docker.start({ ...request, image: name })).toEqual({
        ok: false,
        problem: {
          code: 'database-start-failed',
          says: `The image ${name} does not fill its database: /docker-entrypoint-initdb.d/20-again.sql:2 fails.`,
          advice:
            'Start it by hand with docker run and see docker logs; what it says is not shown, as it can hold rows.',
        },
      });
    }, 60_000);

    test('and whose superuser nobody knows says what it lacks', async () => {
      const name = await built(ofTheirs, 'ENV PGDATA=/data', filled, 'ENV POSTGRES_USER=somebody');
      expect(await docker.start({ ...request, image: name })).toEqual({
        ok: false,
        problem: {
          code: 'database-start-failed',
          says: `The image ${name} brings its own data, and lets nobody in: its superuser is neither POSTGRES_USER nor postgres, or needs a password also inside the container.`,
          advice: 'Set POSTGRES_USER in the image to its superuser, and let its pg_hba.conf trust local connections.',
        },
      });
    }, 60_000);
  });

  describe('a seed command', () => {
    /** Of the job’s own machine, outside of the container. */
    const seed = {
      command: `${bin}/psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL" -c "INSERT INTO shop.orders (note) VALUES (current_user)"`,
    };
    const up = `ALTER TABLE shop.orders ADD CHECK (note <> 'rehearsal_migrator');`;

    test('reaches the container by its own address: no port is open anywhere', async () => {
      await using server = await served(image);
      expect(server.address('migrator', 'shop')).toMatch(
        /^postgres:\/\/rehearsal_migrator:\w+@\d+\.\d+\.\d+\.\d+:5432\/shop\?sslmode=disable$/,
      );
      expect((await run('docker', ['port', await ownName()])).stdout).toBe('');
      const { statements } = await rehearse(server, up, { seed });
      expect(statements.map(({ error }) => error?.sqlstate)).toEqual(['23514']);
    }, 60_000);

    test('reaches one that is not beside us by its port, which only this machine can', async () => {
      const before = process.env['DOCKER_HOST'];
      const forward = createServer((socket) => socket.pipe(connect('/var/run/docker.sock')).pipe(socket));
      await new Promise<void>((resolve) => forward.listen(0, '127.0.0.1', resolve));
      process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${(forward.address() as AddressInfo).port}`;
      try {
        await using server = await served(image);
        expect(server.address('migrator', 'shop')).toMatch(/@127\.0\.0\.1:\d+\/shop\?sslmode=disable$/);
        const { statements } = await rehearse(server, up, { seed });
        expect(statements.map(({ error }) => error?.sqlstate)).toEqual(['23514']);
      } finally {
        if (before === undefined) delete process.env['DOCKER_HOST'];
        else process.env['DOCKER_HOST'] = before;
        forward.close();
      }
    }, 60_000);
  });

  const ownName = async (): Promise<string> => {
    const format = '{{.Names}} {{.Label "migration-rehearsal"}}';
    const { stdout } = await run('docker', ['ps', '--filter', 'label=migration-rehearsal', '--format', format]);
    const line = stdout.split('\n').find((one) => one.includes(`"pid":${process.pid},`)) ?? '';
    return line.split(' ')[0] ?? '';
  };
}
