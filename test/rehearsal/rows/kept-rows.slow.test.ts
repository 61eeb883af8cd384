import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { embedded } from '../../../src/databases/embedded/index.ts';
import type { KeptClusters, Server } from '../../../src/ports/database.ts';
import type { RehearsalPlan } from '../../../src/rehearsal/plan.ts';
import { databases } from '../../../src/rehearsal/prepared.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

const before = process.env['RUNNER_TOOL_CACHE'];
let cache: string;

beforeAll(async () => {
  await loadParser();
  cache = await mkdtemp('/tmp/migration-rehearsal-kept-');
  await chmod(cache, 0o755);
  process.env['RUNNER_TOOL_CACHE'] = cache;
});
afterAll(async () => {
  if (before === undefined) delete process.env['RUNNER_TOOL_CACHE'];
  else process.env['RUNNER_TOOL_CACHE'] = before;
  await rm(cache, { recursive: true, force: true });
});

const history = `CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint NOT NULL REFERENCES customers, total int NOT NULL);`;
const addIndex = unit('0002', 'CREATE INDEX orders_total ON orders (total)', 'DROP INDEX orders_total');
const rows = 30_000;

/** On a slow machine, so that a second of ours is a hundred. */
const slow = 100;
interface Given extends Partial<RehearsalPlan> {
  readonly seconds?: number;
}
interface World {
  readonly slowness?: number;
  readonly freeBytes?: Server['freeBytes'];
}

function planOf({ seconds = 3_600, ...given }: Given): RehearsalPlan {
  const limits = { statementMs: 1e9, passMs: 1e9, totalMs: 2e9 };
  const volume = { rows, tables: new Map(), seconds };
  const passes = { rollback: 'leave-out', rerun: 'leave-out' } as const;
  return plan({ baseline: base(history), changed: [addIndex], volume, limits, ...passes, ...given });
}

const start = async (keep: string): Promise<Server> => {
  const signal = new AbortController().signal;
  const started = await embedded.start({ major: 17, keep, settings: {}, signal, progress: () => undefined });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
};

/** A rehearsal, and what its measured database held. */
async function rehearsed(given: Given = {}, { slowness = slow, ...changed }: World = {}) {
  await using server = await start('auto');
  const clock = { now: () => Date.now(), elapsed: () => performance.now() * slowness };
  const done = await rehearseOn({ ...server, ...changed }, planOf(given), { clock });
  if (done.rehearsal.status !== 'ran') throw new Error(JSON.stringify(done.rehearsal));
  await using session = await server.connect('observer', databases.main);
  const { rows: held } = await session.query(`
    SELECT (SELECT count(*) || md5(string_agg(o::text, '' ORDER BY id)) FROM orders o) AS orders,
           (SELECT count(*) || md5(string_agg(c::text, '' ORDER BY id)) FROM customers c) AS customers`);
  return { ...done, rehearsal: done.rehearsal, held };
}
type Done = Awaited<ReturnType<typeof rehearsed>>;

const fromEarlier = (note: string): boolean => note.includes('of an earlier run');
const aboutKeeping = ({ rehearsal }: Done): readonly string[] =>
  rehearsal.notes.filter((note) => /^(The invented rows|The rows|Only)/.test(note));
const orders = ({ rehearsal }: Done) => rehearsal.volume.find(({ table }) => table === 'public.orders')?.rows;

/** Times are each run's own, and so is where the rows came from. */
function told({ rehearsal, observations, held }: Done) {
  return {
    ...{ observations, held, volume: rehearsal.volume, schemaDiff: rehearsal.schemaDiff },
    notes: rehearsal.notes.filter((note) => !fromEarlier(note)),
    statements: rehearsal.statements.map(({ sql, locks, scans, rewrites, error }) => {
      return { sql, scans, rewrites, error, locks: locks.map(({ object, mode }) => `${object} ${mode}`) };
    }),
  };
}

const earlierRows =
  /^The invented rows are those of an earlier run, made .+ before this one for the same tables: a (reflink )?copy was ready in .+\.$/;

test('a second run goes on with the rows of the first: the same ones, and the same is found', async () => {
  const first = await rehearsed();
  const second = await rehearsed();
  expect(aboutKeeping(first)).toEqual([]);
  expect(aboutKeeping(second)).toEqual([expect.stringMatching(earlierRows)]);
  expect(told(second)).toEqual(told(first));
  expect(orders(second)).toBe(rows);
});

test('a pull request that does something else to the same tables goes on with them, safety passes too', async () => {
  const other = unit('0003', 'ALTER TABLE orders ADD COLUMN note text', 'ALTER TABLE orders DROP COLUMN note');
  const passes = { rollback: 'rehearse', rerun: 'rehearse' } as const;
  const done = await rehearsed({ changed: [other], ...passes });
  expect(aboutKeeping(done)).toEqual([expect.stringMatching(earlierRows)]);
  expect(done.rehearsal.rollback).toMatchObject({ status: 'reverts' });
});

test('one that wants other rows gets its own', async () => {
  const unique = unit('0003', 'ALTER TABLE orders ADD CONSTRAINT one_each UNIQUE (customer, total)');
  expect(aboutKeeping(await rehearsed({ changed: [unique] }))).toEqual([]);
});

test('rows that the disk has no room for today are left for others', async () => {
  const done = await rehearsed({}, { freeBytes: () => Promise.resolve(20_000_000) });
  expect(aboutKeeping(done)).toEqual([
    expect.stringMatching(/^Only \d+ % of the wished rows fit twice into 5 MB, a quarter of the free disk\.$/),
  ]);
  expect(aboutKeeping(await rehearsed())).toEqual([expect.stringMatching(earlierRows)]);
});

test('as few as one slow run could make are made anew, and kept, once there is time for more', async () => {
  const seconds = 200;
  const first = await rehearsed({ seconds }, { slowness: 30_000 });
  expect(aboutKeeping(first)).toEqual([expect.stringMatching(/^Only \d+ % of the wished rows fit into the 3\.3 min/)]);
  const second = await rehearsed({ seconds }, { slowness: 100_000 });
  expect(orders(second)).toBe(orders(first));
  expect(aboutKeeping(second)).toEqual([...aboutKeeping(first), expect.stringMatching(earlierRows)]);
  const quick = { slowness: 40 };
  expect(aboutKeeping(await rehearsed({ seconds }, quick))).toEqual([]);
  const last = await rehearsed({ seconds }, quick);
  expect(orders(last)).toBe(rows);
  expect(aboutKeeping(last)).toEqual([expect.stringMatching(earlierRows)]);
});

test('what a migration leaves behind in the server reaches no other run', async () => {
  const changed = [unit('0004', 'CREATE INDEX ON orders (total); ALTER ROLE CURRENT_USER SET lock_timeout = 1')];
  const given = { changed, volume: { rows: rows + 1, tables: new Map(), seconds: 3_600 } };
  const notKept =
    'The rows are not kept for later runs: the migrations change roles or settings that all databases of the server share.';
  expect(aboutKeeping(await rehearsed(given))).toEqual([notKept]);
  expect(aboutKeeping(await rehearsed(given))).toEqual([notKept]);
});

test('a migrator that may make roles still may, on rows of an earlier run too', async () => {
  const given = { changed: [addIndex, unit('0005', 'CREATE ROLE clerks')], roles: 'may-create' } as const;
  await rehearsed({ roles: 'may-create' });
  const done = await rehearsed({ roles: 'may-create' });
  expect(aboutKeeping(done)).toEqual([expect.stringMatching(earlierRows)]);
  expect((await rehearsed(given)).rehearsal.statements.flatMap(({ error }) => error ?? [])).toEqual([]);
});

test('whatever the rows are made of is part of their key', async () => {
  const keyOf = async (given: Given): Promise<string> => {
    await using server = await start('0');
    const keys: string[] = [];
    const enough = new AbortController();
    const take: KeptClusters['take'] = (key) => {
      if (keys.push(key) === 2) enough.abort();
      return Promise.resolve(undefined);
    };
    const kept = { take, keep: () => Promise.resolve('kept' as const) };
    await rehearseOn({ ...server, kept }, planOf({ volume, ...given }), { signal: enough.signal });
    return keys[1] ?? '';
  };
  const volume = { rows: 10, tables: new Map<string, number>(), seconds: 5 };
  const statistics = new Map([['public.orders', { columns: new Map([['total', { nullFraction: 0.5 }]]) }]]);
  const production = { rows: new Map([['public.orders', 10]]), source: 'profile.json' };
  const usual = await keyOf({});
  const others: readonly Given[] = [
    { baseline: base(`${history} SELECT 1;`) },
    { volume: { ...volume, rows: 11 } },
    { volume: { ...volume, tables: new Map([['public.orders', 5]]) } },
    { volume: { ...volume, seconds: 6 } },
    { volume: { ...volume, bytes: 1_000_000_000 } },
    { volume: { ...volume, production: { ...production, statistics } } },
    { changed: [unit('0002', 'CREATE INDEX ON orders (total); GRANT SELECT ON orders TO accounts')] },
    { changed: [unit('0002', 'ALTER TABLE orders ADD CHECK (total > 0)')] },
  ];
  const keys: string[] = [];
  for (const other of others) keys.push(await keyOf(other));
  expect(new Set([usual, ...keys]).size).toBe(others.length + 1);
  expect(keys).not.toContain('');
  expect(await keyOf({ changed: [unit('0003', 'CREATE INDEX orders_customer ON orders (customer)')] })).toBe(usual);
});
