import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key);
  create table orders (id bigint primary key, customer_id bigint, note text);`;

/** The last sentence: who waits beside those who write. */
const beside = (rule: string, text: string) =>
  findingsIn(text, { given, transaction: 'per-file' })
    .filter((finding) => finding.rule === rule)
    .map(({ says }) => says.replace(/^.*(?=Reads )/, ''));

const key = 'add constraint orders_customer foreign key (customer_id) references customers';

test.each([
  ['create-index-not-concurrent', 'create index on orders (note);', 'Reads go on.'],
  [
    'create-index-not-concurrent',
    'alter table orders add column total int; create index on orders (total);',
    'Reads of `public.orders` wait too: its transaction holds AccessExclusive already.',
  ],
  [
    'create-index-not-concurrent',
    'alter table customers add column age int; create index on orders (note);',
    'Reads go on.',
  ],
  ['add-fk-not-valid', `alter table orders ${key};`, 'Reads go on.'],
  [
    'add-fk-not-valid',
    `alter table orders add column total int, ${key};`,
    'Reads of `public.orders` wait too: this statement takes AccessExclusive for its other parts.',
  ],
  [
    'add-fk-not-valid',
    `alter table customers add column age int; alter table orders ${key};`,
    'Reads of `public.customers` wait too: its transaction holds AccessExclusive already.',
  ],
])('%s: %s', (rule, text, expected) => {
  expect(beside(rule, text)).toEqual([expected]);
});
