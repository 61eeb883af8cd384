import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Column } from '../../src/sql/model.ts';
import { as } from '../../src/sql/nodes.ts';
import { loadParser, parseScript } from '../../src/sql/parse.ts';
import { valuesWhere } from '../../src/rules/kit/condition.ts';
import { allBut, common, everything, exactly, isWithin, union, type Values } from '../../src/rules/kit/values.ts';

beforeAll(loadParser);

const key = (type: string): Pick<Column, 'name' | 'type'> => ({
  name: 'key',
  type: { name: type, schema: 'pg_catalog', modifiers: [], arrayDimensions: 0 },
});

/** The values that a condition leaves to `key`. */
function valuesOf(condition: string, type = 'int4'): Values {
  const script = parseScript('x.sql', `select 1 where ${condition}`);
  const select = script.ok ? as('SelectStmt', script.value.statements[0]?.node) : undefined;
  if (!select?.whereClause) throw new Error(`cannot be read: ${condition}`);
  return valuesWhere(select.whereClause, key(type));
}

const holds = (values: Values, point: number): boolean => isWithin(exactly(BigInt(point)), values);

/** A condition on whole numbers from -2 to 9, and what it says of one. */
interface Said {
  readonly sql: string;
  readonly of: (key: number) => boolean;
}
const number = fc.integer({ min: 0, max: 7 });
const comparison: fc.Arbitrary<Said> = fc.oneof(
  number.map((n) => ({ sql: `key < ${String(n)}`, of: (one: number) => one < n })),
  number.map((n) => ({ sql: `${String(n)} <= key`, of: (one: number) => one >= n })),
  number.map((n) => ({ sql: `key > ${String(n)}`, of: (one: number) => one > n })),
  number.map((n) => ({ sql: `key <> ${String(n)}`, of: (one: number) => one !== n })),
  fc.tuple(number, number).map(([a, b]) => ({
    sql: `key between ${String(a)} and ${String(b)}`,
    of: (one: number) => one >= a && one <= b,
  })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((list) => ({
    sql: `key = any (array[${list.join()}])`,
    of: (one: number) => list.includes(one),
  })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((list) => ({
    sql: `key not in (${list.join()})`,
    of: (one: number) => !list.includes(one),
  })),
);
const { condition } = fc.letrec<{ condition: Said }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    comparison,
    tie('condition').map((a) => ({ sql: `not (${a.sql})`, of: (one: number) => !a.of(one) })),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => ({
      sql: `(${a.sql} and ${b.sql})`,
      of: (one: number) => a.of(one) && b.of(one),
    })),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => ({
      sql: `(${a.sql} or ${b.sql})`,
      of: (one: number) => a.of(one) || b.of(one),
    })),
  ),
}));

const points = Array.from({ length: 12 }, (_, index) => index - 2);

describe('the values a condition leaves', () => {
  test('are those for which it holds', () => {
    fc.assert(
      fc.property(condition, ({ sql, of }) => {
        const values = valuesOf(sql);
        expect(points.filter((point) => holds(values, point))).toEqual(points.filter(of));
      }),
    );
  });

  test('of what is not understood are all, on both sides of NOT', () => {
    fc.assert(
      fc.property(condition, ({ sql, of }) => {
        for (const unknown of ['f(key) > 3', 'not (f(key) > 3)', 'other = 2', 'key > now()', 'key + 1 < 3']) {
          const either = valuesOf(`${sql} or ${unknown}`);
          expect(points.filter((point) => !holds(either, point))).toEqual([]);
          const both = valuesOf(`${unknown} and ${sql}`);
          expect(points.filter((point) => of(point) && !holds(both, point))).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('without a condition are all, and NULL is none of them', () => {
    expect(valuesWhere(undefined, key('int4'))).toEqual(everything);
    expect(valuesOf('key is null')).toEqual([]);
    expect(valuesOf('key is not null')).toEqual(everything);
    expect(valuesOf('not (key is not null)')).toEqual([]);
  });

  test.each([
    ['text', `key = 'a'`, `key in ('a', 'b')`, 'within'],
    ['varchar', `(key)::text = 'a'::text`, `key = 'a'`, 'within'],
    ['date', `key >= '2026-01-01'`, `key >= date '2026-01-01'`, 'within'],
    ['timestamp', `key < '2026-01-01 12:00'`, `key < '2026-01-01T12:00:00.000000'`, 'within'],
    ['timestamptz', `key < '2026-01-01'`, `key < '2026-01-01 00:00:00+00'`, 'within'],
    ['timestamptz', `key < '2026-01-01'::date`, `key < '2026-01-01'`, 'not known'],
    ['timestamptz', `key < '2026-01-01 00:00+02'`, `key < '2026-01-01 00:00+02'`, 'not known'],
    ['int8', 'key < 9223372036854775806', 'key < 9223372036854775807', 'within'],
    ['int8', 'key < 9223372036854775807', 'key < 9223372036854775806', 'not known'],
    ['numeric', 'key <= 1.5', 'key < 2', 'within'],
    ['numeric', 'key <= 1.5', 'key < 1', 'not known'],
    ['int4', `key < '5'`, 'key < 6', 'within'],
  ])('%s: %s is %s? %s', (type, part, whole, expected) => {
    // What is not understood on either side leaves everything, which is within nothing but everything.
    const inside = isWithin(valuesOf(part, type), valuesOf(whole, type));
    const known =
      isWithin(valuesOf(whole, type), valuesOf(whole, type)) && !isWithin(everything, valuesOf(whole, type));
    expect(inside && known ? 'within' : 'not known').toBe(expected);
  });
});

describe('sets of values', () => {
  const interval = fc.tuple(number, number).map(([a, b]) => valuesOf(`key between ${String(a)} and ${String(b)}`));
  const set = fc.array(interval, { maxLength: 3 }).map(union);

  test('are complements of their complements', () => {
    fc.assert(
      fc.property(set, (one) => {
        expect(isWithin(one, allBut(allBut(one))) && isWithin(allBut(allBut(one)), one)).toBe(true);
        expect(common(one, allBut(one))).toEqual([]);
        expect(isWithin(everything, union([one, allBut(one)]))).toBe(true);
      }),
    );
  });

  test('lie within one another as their points do', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const byPoint = points.every((point) => !holds(a, point) || holds(b, point));
        if (isWithin(a, b)) expect(byPoint).toBe(true);
        expect(isWithin(common(a, b), a) && isWithin(a, union([a, b]))).toBe(true);
      }),
    );
  });
});
