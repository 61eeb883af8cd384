import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countIn } from '../../../src/rules/kit/backfill.ts';
import { isRunnable } from '../../../src/rules/kit/instead.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { findingsIn } from '../reading.ts';

beforeAll(loadParser);

const given = `
  create table other (id int primary key, "from" text, n int);
  create table t (id bigint primary key, a text, n int, "set" text, "q"" = 1" text, price numeric(8,2), doc json);`;

const instead = (update: string): string =>
  findingsIn(update, { given }).find(({ rule }) => rule === 'unbatched-update')?.instead ?? '';
const count = (update: string): string | undefined => countIn(instead(update));

describe('what is left of an UPDATE', () => {
  test.each([
    ['a constant', `update t set a = 'x'`, `SELECT count(*) FROM t WHERE a IS DISTINCT FROM 'x';`],
    ['NULL', 'update t set a = null', 'SELECT count(*) FROM t WHERE a IS DISTINCT FROM null;'],
    [
      'several columns',
      `update t set a = 'x', n = 1`,
      `SELECT count(*) FROM t WHERE (a, n) IS DISTINCT FROM ('x', 1);`,
    ],
    [
      'a value that the column rounds',
      'update t set price = n * 1.19',
      'SELECT count(*) FROM t WHERE price IS DISTINCT FROM (n * 1.19)::numeric(8, 2);',
    ],
    [
      'a comparison with FROM in it, and a join',
      'update t as x set a = (o.n is distinct from 1)::text from other o where o.id = x.id',
      'SELECT count(*) FROM t as x, other o WHERE (o.id = x.id) AND x.a IS DISTINCT FROM (o.n is distinct from 1)::text;',
    ],
    [
      'what is NULL until it is done',
      'update t set a = gen_random_uuid()::text where a is null and n > 1',
      'SELECT count(*) FROM t WHERE a is null and n > 1;',
    ],
  ])('%s', (_, update, expected) => {
    expect(count(update)).toBe(expected);
  });

  test.each([
    ['the new value comes from the old one', 'update t set n = n + 1'],
    ['two columns change places', 'update t set a = "set", "set" = a'],
    ['it is another one each time', 'update t set price = random()'],
    ['the time goes on', 'update t set a = now()::text'],
    ['so it does without parentheses', 'update t set a = current_timestamp::text'],
    ['the type has no equality', `update t set doc = '{}'`],
    ['it is the default', 'update t set n = default'],
    ['it comes from a subquery as a row', `update t set (a, n) = (select 'x', 1)`],
  ])('cannot be told where %s: how far it came is kept', (_, update) => {
    expect(count(update)).toBeUndefined();
    expect(instead(update)).toContain('CREATE TABLE IF NOT EXISTS public.t_backfill (last int8);');
    expect(isRunnable(instead(update))).toBe(true);
  });

  test('whatever stands in names, strings and expressions, loop and count are SQL', () => {
    const column = fc.constantFrom('a', '"set"', '"q"" = 1"', 'n');
    const value = fc.constantFrom(
      `' from t where '`,
      `$$a, b = c$$`,
      '(select o."from" from other o where o.id = 1)',
      '1 = 2',
      `case when n > 1 then 'set' else ', ' end`,
      'coalesce(a, "set")',
      `'a' || /* , x = */ 'b'`,
      'array[1, 2]::text',
      'n is not distinct from 3',
    );
    const settings = fc.uniqueArray(fc.tuple(column, value), { minLength: 1, selector: ([name]) => name });
    const tail = fc.constantFrom(
      '',
      ' where "set" <> \' = , \'',
      ' from other o',
      ' from other o where o."from" = t.a',
    );
    fc.assert(
      fc.property(settings, tail, (set, end) => {
        const found = instead(`update t set ${set.map(([name, to]) => `${name} = ${to}`).join(', ')}${end}`);
        expect(isRunnable(found)).toBe(true);
        const left = countIn(found);
        if (left !== undefined) expect(isRunnable(left)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
