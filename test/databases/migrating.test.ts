import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { commandLine } from '../../src/databases/process.ts';
import { allowedEnvironment, runMigrations } from '../../src/databases/migrating.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const run = (command: string, address: string, patienceMs = 10_000) =>
  runMigrations(command, { folder, address, patienceMs, signal: new AbortController().signal });

test('a command knows where its language lies, and nothing else of the job', () => {
  const job = {
    ...{ PATH: '/bin', HOME: '/home/ada', LC_ALL: 'C', NODE_PATH: '/lib', VIRTUAL_ENV: '/venv' },
    ...{ GITHUB_TOKEN: 'a', ACTIONS_RUNTIME_TOKEN: 'b', 'INPUT_GITHUB-TOKEN': 'c', AWS_SECRET_ACCESS_KEY: 'd' },
    ...{ NPM_TOKEN: 'e', BUNDLE_GITHUB__COM: 'f', DATABASE_URL: 'postgres://production' },
  };
  expect(Object.keys(allowedEnvironment(job))).toEqual(['PATH', 'HOME', 'LC_ALL', 'NODE_PATH', 'VIRTUAL_ENV']);
});

test('it finds the database by a whole address and by its parts', async () => {
  const { status } = await run(
    'printf "%s\\n" "$DATABASE_URL" "$PGHOST" "$PGPORT" "$PGUSER" "$PGPASSWORD" "$PGDATABASE" "$PGSSLMODE" > found',
    'postgres://ada:s%2Fcret@db.example:6000/shop?sslmode=require',
  );
  expect(status).toBe(0);
  expect(readFileSync(join(folder, 'found'), 'utf8').trim().split('\n')).toEqual([
    'postgres://ada:s%2Fcret@db.example:6000/shop?sslmode=require',
    ...['db.example', '6000', 'ada', 's/cret', 'shop', 'require'],
  ]);
});

test('a server that listens in a folder only has a door on 127.0.0.1', async () => {
  await run(
    'echo "$DATABASE_URL" > found',
    `postgres://ada:s@localhost/shop?host=${encodeURIComponent(folder)}&port=5433`,
  );
  expect(readFileSync(join(folder, 'found'), 'utf8')).toMatch(
    /^postgres:\/\/ada:s@127\.0\.0\.1:\d+\/shop\?sslmode=disable\n$/,
  );
});

test('at its limit it is ended, and what it left behind too', async () => {
  const address = 'postgres://ada@db.example/shop';
  expect(await run("trap '' TERM; sleep 60 & echo $! > child; sleep 60", address, 300)).toEqual({ status: undefined });
  expect(await run('setsid sleep 60 & echo done', address)).toEqual({ status: 0 });
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  // Ended, and perhaps not yet taken note of by the system.
  expect(await commandLine(child)).toBe('');
});
