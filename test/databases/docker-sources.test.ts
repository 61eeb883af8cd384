import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
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

const served = async (name: string): Promise<Server> => {
  const request = { settings: {}, signal: new AbortController().signal, progress: () => undefined };
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

    test.each(['shop.dump', 'shop', 'shop.tar'])(
      'is read by the image’s own where this machine has none: %s',
      async (named) => {
        await using server = await served(image);
        const snapshot = dumpAt(named, folder, (path) => Promise.resolve(archiveBy('/nowhere/pg_restore', path)));
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

  const ownName = async (): Promise<string> => {
    const format = '{{.Names}} {{.Label "migration-rehearsal"}}';
    const { stdout } = await run('docker', ['ps', '--filter', 'label=migration-rehearsal', '--format', format]);
    const line = stdout.split('\n').find((one) => one.includes(`"pid":${process.pid},`)) ?? '';
    return line.split(' ')[0] ?? '';
  };
}
