import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runProfile } from '../../../src/entry/cli/profile.ts';
import type { ProfileOptions } from '../../../src/entry/cli/profile.ts';
import { startProduction } from '../../flows/production.ts';
import type { Production } from '../../flows/production.ts';

let production: Production;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-profile-'));
  production = await startProduction(17);
  await production.session.query(`
    GRANT CREATE ON SCHEMA public TO owner;
    SET ROLE owner;
    CREATE TABLE public.orders (id int PRIMARY KEY);
    INSERT INTO public.orders SELECT generate_series(1, 1000);
    ANALYZE public.orders;
    RESET ROLE`);
  process.env['PROFILE_TEST_URL'] = production.address('owner');
});
afterAll(async () => {
  delete process.env['PROFILE_TEST_URL'];
  rmSync(folder, { recursive: true, force: true });
  await production.server.stop();
});

const told = { out: '', err: '' };
const catching = (where: 'out' | 'err') => (chunk: unknown, done?: unknown) => {
  told[where] += String(chunk);
  if (typeof done === 'function') (done as () => void)();
  return true;
};
beforeEach(() => {
  Object.assign(told, { out: '', err: '' });
  jest.spyOn(process.stdout, 'write').mockImplementation(catching('out'));
  jest.spyOn(process.stderr, 'write').mockImplementation(catching('err'));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const profile = (options: Partial<ProfileOptions>): Promise<0 | 2> => runProfile({ queries: true, ...options });
const at = (name: string, text?: string): string => {
  const path = join(folder, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const fromDatabase = { databaseUrl: 'env:PROFILE_TEST_URL' };

describe('profile --database-url', () => {
  test('writes the document, and what is missing in it on standard error', async () => {
    expect(await profile(fromDatabase)).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ schema: 1, tables: { 'public.orders': { rows: 1000 } } });
    expect(told.err).toMatch(/^1 table, no queries; taken .* ago\n/);
    expect(told.err).toContain(
      'note: Incomplete: queries (the extension pg_stat_statements is not in this database).\n',
    );
  });

  test('--out writes it to a file, which --check accepts', async () => {
    expect(await profile({ ...fromDatabase, queries: false, out: at('p.json') })).toBe(0);
    expect(told.out).toBe('');
    expect(await profile({ check: at('p.json') })).toBe(0);
    expect(told.out).toMatch(/p\.json: 1 table, no queries; taken .* ago\n$/);
    expect(told.err).toContain('note: Incomplete: queries (they were left out).\n');
  });

  test('--diff says what changed since', async () => {
    const old = at(
      'old.json',
      '{"schema":1,"takenAt":"2026-01-01T00:00:00Z","tables":{"public.orders":{"rows":10},"public.old":{}}}',
    );
    expect(await profile({ ...fromDatabase, diff: old, out: at('new.json') })).toBe(0);
    expect(told.out).toMatch(
      /^Production since 2026-01-01 \(.*\)\n\nGrown\n {2}public\.orders: 10 → 1,000 rows \(100 times as many\)\n\nGone tables\n {2}public\.old\n$/,
    );
    expect(JSON.parse(readFileSync(at('new.json'), 'utf8'))).toMatchObject({ schema: 1 });
    told.out = '';
    expect(await profile({ check: at('new.json'), diff: old })).toBe(0);
    expect(told.out).toContain('Grown\n');
  });

  test('what people wrote into the file that it replaces is kept', async () => {
    const durations = [
      { migration: '0041_index_orders', seconds: 1310, predicted: [600_000, 1_500_000], class: 'scan-sort' },
      { migration: '0042_note', seconds: 2 },
    ];
    const file = at('kept.json', JSON.stringify({ schema: 1, tables: {}, durations }));
    expect(await profile({ ...fromDatabase, out: file })).toBe(0);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ tables: { 'public.orders': {} }, durations });
  });

  test('--schema and --histograms narrow and widen it', async () => {
    expect(await profile({ ...fromDatabase, schema: ["it's"] })).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({ tables: {} });
    told.out = '';
    expect(await profile({ ...fromDatabase, schema: ['public'], histograms: ['public.orders.id'] })).toBe(0);
    const document = JSON.parse(told.out) as { tables: Record<string, { columns: { id: { histogram: unknown } } }> };
    expect(document.tables['public.orders']?.columns.id.histogram).toMatchObject({
      bounds: expect.arrayContaining(['1', '1000']) as unknown,
    });
  });
});

test('profile --print-sql prints the very query, and any console gets the document from it', async () => {
  expect(await profile({ printSql: true, postgres: 17 })).toBe(0);
  const { rows } = await production.session.query<{ profile: object }>(told.out);
  expect(await profile({ check: at('printed.json', JSON.stringify(rows[0]?.profile)) })).toBe(0);
});

describe('profile --check', () => {
  test('names file, key and remedy', async () => {
    const file = at('bad.json', '{"schema":1,"tables":{"public.a":{"columns":{"id":{"nullFraction":1.5}}}}}');
    expect(await profile({ check: file })).toBe(2);
    expect(told.err).toBe(
      `error: ${file}: "tables" › "public.a" › "columns" › "id" › "nullFraction" is missing or not what a profile of schema 1 holds there.\n       Correct it; only "schema": 1 and "tables" are required.\n`,
    );
  });

  test('points at what should not be committed', async () => {
    const queries = [{ sql: 'SELECT a FROM t WHERE b = $1' }, { sql: "SELECT a FROM t WHERE b = 'x'" }];
    expect(await profile({ check: at('telling.json', JSON.stringify({ schema: 1, tables: {}, queries })) })).toBe(0);
    expect(told.err).toBe(
      'note: 1 query may hold values of rows, such as number 2: remove them before you commit the profile.\n' +
        'note: Without "takenAt" the profile counts as stale and lowers no finding.\n',
    );
  });
});

test.each<readonly [Partial<ProfileOptions>, string]>([
  [{}, '`profile` does one of three things: --database-url URL, --print-sql or --check FILE.'],
  [
    { printSql: true, check: 'x' },
    '`profile` does one of three things: --database-url URL, --print-sql or --check FILE.',
  ],
  [{ printSql: true, diff: 'x' }, '--diff compares profiles, and --print-sql makes none.'],
  [{ printSql: true, postgres: 12 }, '--postgres takes a major version from 13 to 18.'],
  [{ databaseUrl: 'env:NOT_SET_ANYWHERE' }, 'The environment variable NOT_SET_ANYWHERE is not set.'],
  [{ databaseUrl: 'mysql://me:canary@db/x' }, 'The address is not one that Postgres can be reached by.'],
  [{ check: '/nowhere/p.json' }, '/nowhere/p.json cannot be read.'],
  [{ printSql: true, out: '/nowhere/p.sql' }, '/nowhere/p.sql cannot be written.'],
])('%j is refused', async (options, says) => {
  expect(await profile(options)).toBe(2);
  expect(told.out).toBe('');
  expect(told.err.split('\n')[0]).toBe(`error: ${says}`);
  expect(told.err).not.toContain('canary');
});
