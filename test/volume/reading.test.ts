import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server, Session } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { unitsOf } from '../../src/volume/pattern.ts';
import { readCondition } from '../../src/volume/reading.ts';
import { distinctIn, spread } from '../../src/volume/spread.ts';
import { startTestServer } from '../databases/server.ts';
import { fillAll } from './filling.ts';

const read = (condition: string, sense: 'holds' | 'fails' = 'holds'): unknown => {
  const { alternatives, extent } = readCondition(condition, sense);
  return { extent, alternatives: alternatives.map((one) => Object.fromEntries(one)) };
};
const only = (restriction: object): unknown => ({ extent: 'whole', alternatives: [restriction] });

let server: Server;
let observer: Session;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  observer = await server.connect('observer', 'postgres');
});
afterAll(async () => {
  await observer.end();
  await server.stop();
});

describe('a condition is read as the ways to satisfy it', () => {
  test.each([
    ['CHECK ((price > (0)::numeric))', { price: { low: '0', lowOpen: true } }],
    ['CHECK (((age >= 18) AND (age < 120)))', { age: { low: '18', high: '120', highOpen: true } }],
    ["CHECK ((status = ANY (ARRAY['a'::text, 'b'::text])))", { status: { values: ['a', 'b'] } }],
    ["status = ANY ('{a,b}'::text[])", { status: { values: ['a', 'b'] } }],
    ['CHECK ((starts < ends))', { starts: { below: true }, ends: { above: 'starts' } }],
    ['CHECK ((length((code)::text) = 5))', { code: { shortest: 5, longest: 5 } }],
    ["CHECK ((jsonb_typeof(doc) = 'array'::text))", { doc: { json: 'array' } }],
    ['CHECK ((array_length(list, 1) <= 3))', { list: { most: 3 } }],
    ['CHECK ((lower(name) = name))', { name: { letters: 'lower' } }],
    ['CHECK ((NOT flag))', { flag: { values: ['false'] } }],
    ["CHECK ((url ~~ 'https://%'::text))", { url: { patterns: ['^https://.*$'] } }],
    ['CHECK ((COALESCE(amount, 0) >= 0))', { amount: { low: '0' } }],
    ['CHECK (((made)::date <= CURRENT_DATE))', { made: { high: 'today' } }],
  ])('%s', (condition, restriction) => {
    expect(read(condition)).toEqual(only(restriction));
  });

  test('one of two columns, but not both', () => {
    const either = [
      { a: { mustBeNull: true }, b: { notNull: true } },
      { a: { notNull: true }, b: { mustBeNull: true } },
    ];
    const whole = { extent: 'whole', alternatives: expect.arrayContaining(either) };
    expect(read('CHECK ((num_nonnulls(a, b) = 1))')).toEqual(whole);
    expect(read('CHECK (((a IS NULL) <> (b IS NULL)))')).toEqual(whole);
    expect(read('CHECK (((((a IS NOT NULL))::integer + ((b IS NOT NULL))::integer) = 1))')).toEqual(whole);
  });

  test('a predicate that shall not hold', () => {
    expect(read('(deleted_at IS NULL)', 'fails')).toEqual(only({ deleted_at: { notNull: true } }));
    expect(read("((status)::text = 'active'::text)", 'fails')).toEqual(only({ status: { not: ['active'] } }));
  });

  test('what is beyond it is said, and what is beside it still read', () => {
    expect(read('CHECK (((a > 0) AND ((a + b) < 10)))')).toEqual({
      extent: 'part',
      alternatives: [{ a: { low: '0', lowOpen: true } }],
    });
  });
});

test('no condition of whatever form is a failure', () => {
  const term = fc.constantFrom('a', 'b', 'lower(t)', 't', '5', "'x'", 'now()', 'length(t)', '(a + b)', 'NULL', 'd');
  const operator = fc.constantFrom('=', '<>', '<', '>=', '~', '~~', '!~~*', 'IS DISTINCT FROM');
  const simple = fc.tuple(term, operator, term).map((parts) => `(${parts.join(' ')})`);
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      simple,
      tie('condition').map((inner) => `(NOT ${inner})`),
      fc.tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition')).map((parts) => `(${parts.join(' ')})`),
    ),
  }));
  fc.assert(
    fc.property(condition, fc.constantFrom('holds' as const, 'fails' as const), (text, sense) => {
      const { alternatives } = readCondition(text, sense);
      expect(alternatives.length).toBeLessThanOrEqual(12);
    }),
  );
});

test('rows made after what was read satisfy Postgres', async () => {
  const number = fc.integer({ min: -50, max: 50 });
  const part = fc.oneof(
    fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('<', '<=', '>', '>=', '<>'), number).map((p) => p.join(' ')),
    fc.tuple(number, fc.nat(9)).map(([low, more]) => `a BETWEEN ${low} AND ${low + more}`),
    fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((list) => `b IN (${list.join(', ')})`),
    fc.constantFrom('a < b', 'b >= a', 'length(t) > 3', 'length(t) = 40', "t ~ '^[a-f]{3}-\\d+$'", "t LIKE 'x%y'"),
    fc.constantFrom('num_nonnulls(a, b) = 1', 'a IS NULL OR b IS NOT NULL', 'flag OR a > 3', 'NOT flag'),
  );
  const conditions = fc.sample(fc.array(part, { minLength: 1, maxLength: 2 }), { numRuns: 60, seed: 7 });
  const tables = conditions.map((parts, at) => {
    const checks = parts.map((one) => `CHECK (${one})`).join(', ');
    return `CREATE TABLE t${at} (id int PRIMARY KEY, a int, b int, t text, flag boolean NOT NULL, ${checks});`;
  });
  await observer.query('CREATE DATABASE reading');
  await using session = await server.connect('observer', 'reading');
  await session.query(tables.join('\n'));
  const { counts, notes } = await fillAll(server, 'reading', { rows: 50 });
  // Postgres held every CHECK while they came; contradictions are told by name.
  const contradicted = notes.map((note) => /^public\.t(\d+) /.exec(note)?.[1] ?? '');
  expect(counts.size + contradicted.length).toBeGreaterThanOrEqual(conditions.length);
  expect([...counts.values()].filter((count) => count === 50).length).toBeGreaterThanOrEqual(conditions.length * 0.95);
});

test('a pattern’s texts match it', async () => {
  const patterns = [
    '^[a-z]{2,5}$',
    '^\\d+$',
    '^(a|bc)+x?$',
    '^[^@ ]+@[^@ ]+\\.[a-z]{2,}$',
    '^[[:alpha:]_][\\w-]*$',
    '^\\S+$',
  ];
  for (const pattern of patterns) {
    const text = (unitsOf(pattern) ?? [])
      .map(({ chars, least }) => (chars.at(-1) ?? '').repeat(Math.max(least, 1)))
      .join('');
    const { rows } = await observer.query<{ fits: boolean }>('SELECT $1 ~ $2 AS fits', [text, pattern]);
    expect([pattern, text, rows[0]?.fits]).toEqual([pattern, text, true]);
  }
});

test('values are spread exactly: as many as asked for, each equally often', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rows: fc.integer({ min: 1, max: 2_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        correlation: fc.double({ min: -1, max: 1, noNaN: true }),
        salt: fc.nat(500),
      }),
      async ({ rows, share, correlation, salt }) => {
        const distinct = Math.max(1, Math.round(rows * share));
        const sql = spread('g', { rows, distinct, correlation, salt });
        const { rows: found } = await observer.query<{ many: number; low: number; high: number; most: number }>(
          `SELECT count(*)::int AS many, min(v)::int AS low, max(v)::int AS high, max(n)::int AS most
             FROM (SELECT ${sql} AS v, count(*) AS n FROM generate_series(0::bigint, ${rows - 1}) g GROUP BY 1) s`,
        );
        expect(found[0]).toEqual({ many: distinct, low: 0, high: distinct - 1, most: Math.ceil(rows / distinct) });
      },
    ),
    { numRuns: 40 },
  );
});

test('the commonest values come as often as in production, and every other one at least once', async () => {
  const counts = async (distinct: number, shares: readonly number[], correlation?: number) => {
    const asked = { rows: 1_000, distinct, shares, salt: 7, ...(correlation !== undefined && { correlation }) };
    const { rows } = await observer.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM generate_series(0::bigint, 999) AS g GROUP BY ${spread('g', asked)} ORDER BY ${spread('g', asked)}`,
    );
    return rows.map(({ n }) => n);
  };
  expect(await counts(3, [0.7, 0.2, 0.1])).toEqual([700, 200, 100]);
  expect(await counts(6, [0.7, 0.2], 0.5)).toEqual([700, 200, 25, 25, 25, 25]);
  expect(await counts(6, [0.999], -0.5)).toEqual([995, 1, 1, 1, 1, 1]);
  expect(await counts(4, [0.26, 0.25, 0.25, 0.24])).toEqual([250, 250, 250, 250]);
});

test('order on disk is as production’s, with few values or uneven ones too', async () => {
  for (const [distinct, shares, correlation] of [
    [2, [], 0.5],
    [2, [], 0.8],
    [3, [0.8, 0.15], 0.75],
    [50, [0.4, 0.3], -0.2],
    [100_000, [], 0.3],
    [400, [], -0.9],
  ] as const) {
    const sql = spread('g', { rows: 10_000, distinct, shares, correlation, salt: 7 });
    await observer.query(`CREATE TEMP TABLE spread AS SELECT ${sql} AS v FROM generate_series(0::bigint, 9999) AS g;
      ANALYZE spread`);
    const { rows } = await observer.query<{ correlation: number }>(
      "SELECT correlation::float8 FROM pg_stats WHERE tablename = 'spread'",
    );
    expect([distinct, Math.abs((rows[0]?.correlation ?? 9) - correlation) < 0.07]).toEqual([distinct, true]);
    await observer.query('DROP TABLE spread');
  }
});

test('a count of production’s values becomes that of a sample', () => {
  expect(distinctIn({ distinct: -1 }, 500)).toBe(500);
  expect(distinctIn({ distinct: -0.5, nullFraction: 0.5 }, 1_000)).toBe(1_000);
  expect(distinctIn({ distinct: 5 }, 1_000_000)).toBe(5);
  expect(distinctIn({ distinct: 1_000_000 }, 1_000_000)).toBe(632_121);
  expect(distinctIn(undefined, 10)).toBeUndefined();
});
