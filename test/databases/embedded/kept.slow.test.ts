import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embedded } from '../../../src/databases/embedded/index.ts';
import { bytesOf } from '../../../src/databases/embedded/shelf-of.ts';
import type { Server } from '../../../src/ports/database.ts';

const before = process.env['RUNNER_TOOL_CACHE'];
let cache: string;
const kept = (): string => join(cache, 'migration-rehearsal', 'prepared');
const entries = async (): Promise<readonly string[]> => (await readdir(kept())).filter((name) => !name.startsWith('.'));

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'migration-rehearsal-kept-'));
  await chmod(cache, 0o755);
  process.env['RUNNER_TOOL_CACHE'] = cache;
});
afterAll(async () => {
  if (before === undefined) delete process.env['RUNNER_TOOL_CACHE'];
  else process.env['RUNNER_TOOL_CACHE'] = before;
  await rm(cache, { recursive: true, force: true });
});

async function start(keep = 'auto', major = 17): Promise<Server> {
  const signal = new AbortController().signal;
  const started = await embedded.start({ major, keep, settings: {}, signal, progress: () => undefined });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
}

async function ask(server: Server, database: string, sql: string): Promise<unknown> {
  await using session = await server.connect('observer', database);
  return (await session.query<{ one: unknown }>(sql)).rows[0]?.one;
}

/** A database with something in it, kept under a key. */
async function keepOne(key: string, keep?: string) {
  await using server = await start(keep);
  await ask(server, 'postgres', 'CREATE DATABASE shop');
  await ask(server, 'shop', 'CREATE TABLE goods AS SELECT g FROM generate_series(1, 5000) g');
  const done = await server.kept?.keep(key, { rows: 5000 });
  return { done, rows: await ask(server, 'shop', 'SELECT count(*) AS one FROM goods') };
}

/** Servers come out of the usual cache, which has them already; what is kept there is taken away again. */
async function inUsualCache(work: () => Promise<void>): Promise<void> {
  if (before === undefined) delete process.env['RUNNER_TOOL_CACHE'];
  else process.env['RUNNER_TOOL_CACHE'] = before;
  try {
    await work();
  } finally {
    process.env['RUNNER_TOOL_CACHE'] = cache;
  }
}

test.each([13, 14, 15, 16, 18])('what one run has kept another goes on with: Postgres %d', async (major) => {
  await inUsualCache(async () => {
    const key = `goods ${major} ${randomUUID()}`;
    {
      await using server = await start('auto', major);
      await ask(server, 'postgres', 'CREATE DATABASE shop');
      await ask(server, 'shop', 'CREATE TABLE goods AS SELECT g FROM generate_series(1, 5000) g');
      expect(await server.kept?.keep(key, { rows: 5000 })).toBe('kept');
      expect(await ask(server, 'shop', 'SELECT count(*) AS one FROM goods')).toBe(5000);
      expect(await ask(server, 'shop', 'UPDATE goods SET g = 0 RETURNING g AS one')).toBe(0);
    }
    await using server = await start('auto', major);
    const taken = await server.kept?.take(key);
    expect(taken).toMatchObject({ facts: { rows: 5000 }, how: expect.stringMatching(/^(copy|reflink)$/) });
    expect(await ask(server, 'shop', 'SELECT sum(g) AS one FROM goods')).toBe(12_502_500);
    await using migrator = await server.connect('migrator', 'postgres').catch(() => server.connect('observer', 'shop'));
    expect(migrator.pid).toBeGreaterThan(0);
    expect(await server.log()).toEqual({ lines: expect.any(Array) });
    expect(await server.kept?.take(key, () => 'outdated')).toBeUndefined();
    expect(await server.kept?.take(key)).toBeUndefined();
  });
});

test('under another key there is nothing, and the server is as it was', async () => {
  await using server = await start();
  await ask(server, 'postgres', 'CREATE DATABASE mine');
  expect(await server.kept?.take('something else')).toBeUndefined();
  expect(await ask(server, 'mine', 'SELECT 1 AS one')).toBe(1);
});

test('one that lacks a byte is thrown away', async () => {
  await keepOne('cut');
  const names = await entries();
  for (const name of names) await truncate(join(kept(), name, 'data', 'PG_VERSION'), 1);
  await using server = await start();
  expect(await server.kept?.take('cut')).toBeUndefined();
  expect(await ask(server, 'postgres', 'SELECT 1 AS one')).toBe(1);
  expect(await entries()).toHaveLength(names.length - 1);
});

test('one whose label cannot be read is thrown away', async () => {
  await keepOne('label');
  for (const name of await entries()) await writeFile(join(kept(), name, 'label.json'), '{ "id": ');
  await using server = await start();
  expect(await server.kept?.take('label')).toBeUndefined();
});

test('the one that was not used for longest makes room', async () => {
  await rm(kept(), { recursive: true, force: true });
  await keepOne('first', '100MB');
  await keepOne('second', '100MB');
  await using server = await start();
  await server.kept?.take('first');
  const third = await keepOne('third', '100MB');
  expect(third).toEqual({ done: 'kept', rows: 5000 });
  expect(await server.kept?.take('second')).toBeUndefined();
  expect(await server.kept?.take('first')).toBeDefined();
});

test('what is larger than all that may be kept is not, and the run goes on', async () => {
  expect(await keepOne('large', '10MB')).toEqual({
    done: { because: 'it is larger than all that may be kept' },
    rows: 5000,
  });
});

test('two runs that keep the same at once leave one whole cluster', async () => {
  await rm(kept(), { recursive: true, force: true });
  const both = await Promise.all([keepOne('same'), keepOne('same')]);
  expect(both.map(({ rows }) => rows)).toEqual([5000, 5000]);
  expect(await readdir(kept())).toHaveLength(1);
  await using server = await start();
  expect(await server.kept?.take('same')).toMatchObject({ facts: { rows: 5000 } });
});

test('what a killed run left half made is swept', async () => {
  const left = join(kept(), '.unfinished-left');
  await mkdir(left, { recursive: true });
  await writeFile(
    join(left, '.owner.json'),
    JSON.stringify({ pid: 2 ** 22 + 1, started: '1', space: await ownSpace() }),
  );
  await using server = await start();
  await server.kept?.take('anything');
  expect(await readdir(kept())).not.toContain('.unfinished-left');
});
const ownSpace = async (): Promise<string> =>
  (await import('../../../src/databases/process.ts')).ourselves().then(({ space }) => space);

test('nothing is kept where nobody asked for it', async () => {
  await using server = await start('0');
  expect(server.kept).toBeUndefined();
});

test.each([
  ['auto', undefined],
  ['0', 0],
  ['5GB', 5 * 1024 ** 3],
  ['500 MB', 500 * 1024 ** 2],
  ['5 gigs', 'unreadable'],
  ['', 'unreadable'],
])('the size %j is %j', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
});
