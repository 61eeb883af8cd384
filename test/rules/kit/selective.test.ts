import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factsOf } from '../../../src/rules/kit/facts.ts';
import { keyed, selectivity, type Keyed } from '../../../src/rules/kit/selective.ts';
import { as } from '../../../src/sql/nodes.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { parseText } from '../../../src/sql/parser.ts';
import { inputFor, stepsOf } from '../reading.ts';

beforeAll(loadParser);

const given = `
  create table orders (id bigint primary key, code text unique, note text, total int, made date, mail text, shop int);
  create unique index on orders (mail);
  create unique index on orders (shop, total);
  create unique index on orders (note) where note <> '';
  create unique index on orders (lower(note));`;

/** The table as the catalog knows it. */
function orders(schema = given): Keyed {
  const [facts] = factsOf(inputFor(stepsOf('select 1', { given: schema })));
  const table = facts?.catalog.relation({ name: 'orders' });
  if (!facts || !table) throw new Error('There is no table.');
  return keyed(table, facts);
}
/** Nothing is known of the schema. */
const assumed = (): Keyed => ({ known: false, keys: [], variable: () => false });

function of(condition: string, table = orders()): string {
  const parsed = parseText(`delete from orders where ${condition}`);
  const remove = parsed.kind === 'parsed' ? as('DeleteStmt', parsed.statements[0]?.node) : undefined;
  if (!remove) throw new Error(`refused: ${condition}`);
  return selectivity(remove.whereClause, table);
}

const few = [
  'id = 5',
  '5 = id',
  'orders.id = $1',
  "id in (1, 2, '3')",
  "id = any ('{1,2}'::bigint[])",
  'id = any (array[1, 2])',
  "code = 'x'",
  "mail in ('x', 'y')",
  'total = 5 and made < now() and shop = 1',
  'id between 1 and 10000',
  'id > 5 and id <= 10',
  'id in (select id from orders where note is null limit 1000)',
  'ctid = any (array(select ctid from orders limit 1000))',
  'id = (select id from orders order by total limit 1)',
  '(id = 1 or id = 2)',
];
const unknown = [
  'shop = 1',
  'shop = 1 and total > 5',
  "note = 'x'",
  'total in (1, 2)',
  "(id = 1 or note = 'x')",
  "total = (select k.id from kinds k where k.name = 'x')",
];
const all = [
  'true',
  '1 = 1',
  'id = id',
  'note is null',
  'id > 5',
  'not id = 5',
  'id <> 5',
  'id not between 1 and 5',
  'id not in (1, 2)',
  "made < now() - interval '1 day'",
  'id in (select id from orders)',
  'id in (select id from orders limit all)',
  'id not in (select id from orders limit 5)',
  'total > (select total from orders order by id limit 1)',
  'exists (select 1 from orders o limit 1)',
  'total = (select k.id from kinds k where k.name = orders.note)',
  '(id = 1 or true)',
  'total > 1 and made < now()',
];
const conditions = [...few, ...unknown, ...all];

describe('how many rows a WHERE lets through', () => {
  test.each(few.map((one) => [one]))('a handful: %s', (condition) => {
    expect(of(condition)).toBe('few');
  });
  test.each(unknown.map((one) => [one]))('who knows: %s', (condition) => {
    expect(of(condition)).toBe('unknown');
  });
  test.each(all.map((one) => [one]))('nearly all: %s', (condition) => {
    expect(of(condition)).toBe('all');
  });

  test('a column called id is a key where the keys are not known, and only there', () => {
    expect(of('id = 5', assumed())).toBe('few');
    expect(of("code = 'x'", assumed())).toBe('unknown');
    expect(of('id = 5', orders('create table orders (id int);'))).toBe('unknown');
  });
});

describe('whatever the conditions are', () => {
  const order = ['few', 'unknown', 'all'];
  const rank = (condition: string): number => order.indexOf(of(condition));
  const condition = fc.constantFrom(...conditions);
  const several = fc.array(condition, { minLength: 1, maxLength: 4 });

  test('one more that must hold never lets more rows through', () => {
    fc.assert(
      fc.property(several, condition, (some, more) => {
        expect(rank([...some, more].join(' and '))).toBeLessThanOrEqual(Math.min(...some.map(rank), rank(more)));
      }),
    );
  });

  test('one more alternative never lets fewer through', () => {
    fc.assert(
      fc.property(several, (some) => {
        expect(rank(some.map((one) => `(${one})`).join(' or '))).toBe(Math.max(...some.map(rank)));
      }),
    );
  });

  test('order and parentheses change nothing', () => {
    fc.assert(
      fc.property(several, (some) => {
        const nested = some.reduceRight((rest, one) => `((${one}) and ${rest})`, 'true');
        expect(of(nested)).toBe(of(some.join(' and ')));
        expect(of(some.toReversed().join(' and '))).toBe(of(some.join(' and ')));
      }),
    );
  });
});
