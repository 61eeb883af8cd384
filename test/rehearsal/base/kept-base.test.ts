import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { embedded } from '../../../src/databases/embedded/index.ts';
import type { RehearsalPlan } from '../../../src/rehearsal/plan.ts';
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

const history = `CREATE TABLE orders (id bigint PRIMARY KEY, total int NOT NULL); GRANT SELECT ON orders TO accounts;
  SELECT pg_sleep(2.1);`;
const changed = unit(
  '0002',
  'CREATE INDEX orders_total ON orders (total); GRANT SELECT ON orders TO people_who_report; ALTER ROLE CURRENT_USER SET lock_timeout = 1;',
  'DROP INDEX orders_total;',
);

async function rehearsed(given: Partial<RehearsalPlan> = {}) {
  const signal = new AbortController().signal;
  const started = await embedded.start({ major: 17, keep: 'auto', settings: {}, signal, progress: () => undefined });
  if (!started.ok) throw new Error(started.problem.says);
  await using server = started.value;
  return await rehearseOn(server, plan({ baseline: base(history), changed: [changed], ...given }));
}

const fromEarlier = (note: string): boolean => note.startsWith('The base schema is that of an earlier run');

/** Times are each run's own, and so is where the schema came from. */
function told({ rehearsal, observations }: Awaited<ReturnType<typeof rehearsed>>) {
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return {
    observations,
    ...rehearsal,
    notes: rehearsal.notes.filter((note) => !fromEarlier(note)),
    statements: rehearsal.statements.map(({ sql, locks, scans, rewrites, error }) => {
      return { sql, scans, rewrites, error, locks: locks.map(({ object, mode }) => `${object} ${mode}`) };
    }),
  };
}

const notesOf = ({ rehearsal }: Awaited<ReturnType<typeof rehearsed>>): readonly string[] =>
  rehearsal.status === 'ran' ? rehearsal.notes.filter(fromEarlier) : [];

test('a second run goes on with the base schema of the first, finds the same, and says so', async () => {
  const first = await rehearsed();
  const second = await rehearsed();
  expect(notesOf(first)).toEqual([]);
  expect(notesOf(second)).toEqual([
    expect.stringMatching(
      /^The base schema is that of an earlier run, made .+ before this one from the same migrations: a (reflink )?copy was ready in .+\.$/,
    ),
  ]);
  expect(second.timings.baseline).toBeLessThan(first.timings.baseline ?? 0);
  expect(told(second)).toEqual(told(first));
  expect(told(second).notes).toContain(
    'Roles that the SQL names and nothing creates were made without login: accounts, people_who_report.',
  );
});

test('whatever goes into the base schema is part of its key, and nothing of the pull request is', async () => {
  const signal = new AbortController().signal;
  const started = await embedded.start({ major: 17, settings: {}, signal, progress: () => undefined });
  if (!started.ok) throw new Error(started.problem.says);
  await using server = started.value;
  const quick = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int NOT NULL);';
  const keyOf = async (given: Partial<RehearsalPlan>): Promise<string> => {
    const keys: string[] = [];
    const take = (key: string) => Promise.resolve(void keys.push(key));
    const kept = { take, keep: () => Promise.resolve({ because: 'this is a test' }) };
    const passes = { rollback: 'leave-out', rerun: 'leave-out' } as const;
    const none = { baseline: base(quick), changed: [unit('0002', 'SELECT 1')], ...passes };
    const command = () => Promise.resolve({ status: 0 });
    await rehearseOn({ ...server, kept }, plan({ ...none, ...given }), { command });
    return keys.join();
  };
  const volume = { rows: 10, tables: new Map(), seconds: 5 };
  const usual = await keyOf({});
  const others: readonly Partial<RehearsalPlan>[] = [
    { baseline: base(`${quick} SELECT 1;`) },
    { baseline: { kind: 'migrations', units: [unit('0001', quick, undefined, 'per-file')] } },
    { baseline: { kind: 'structure', file: { path: 'migrations/0001.up.sql', text: quick } } },
    { baseline: base(`${quick} GRANT SELECT ON orders TO accounts;`) },
    { session: { lock_timeout: '10s' } },
    { roles: 'may-create' },
    { volume: { ...volume, seed: { path: 'seed.sql', text: 'INSERT INTO orders VALUES (1, 1)' } } },
    { volume: { ...volume, full: true } },
  ];
  const keys: string[] = [];
  for (const other of others) keys.push(await keyOf(other));
  expect(new Set([usual, ...keys]).size).toBe(others.length + 1);
  expect(await keyOf({ changed: [unit('0003', 'SELECT 2; SELECT 3')], volume })).toBe(usual);
  expect(await keyOf({ volume: { ...volume, seed: { command: 'npm run seed' } } })).toBe('');
});

test('another pull request on the same base goes on with it too', async () => {
  const other = unit('0003', 'ALTER TABLE orders ADD COLUMN note text', 'ALTER TABLE orders DROP COLUMN note');
  expect(notesOf(await rehearsed({ changed: [other] }))).toHaveLength(1);
});
