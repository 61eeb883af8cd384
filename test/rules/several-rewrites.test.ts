import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given =
  'create table orders (id int primary key, total int, note text); create table other (id bigint primary key);';
const told = (text: string) => findingsIn(text, { given }).filter(({ rule }) => rule === 'several-rewrites');

test('a new column and a change of type take one rewrite together', () => {
  const [finding, ...more] = told(`alter table orders add column doubled int generated always as (total * 2) stored;
alter table other add column note text;
ALTER TABLE orders ALTER id TYPE bigint;
alter table only public.orders add column token uuid default gen_random_uuid();`);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ line: 4, severity: 'advice', objects: ['public.orders'] });
  expect(finding?.says).toBe(
    '`public.orders` is rewritten 3 times, by the statements in lines 1, 3 and 4: each copies all rows and builds all indexes anew. Told in one ALTER TABLE, their changes take a single rewrite.',
  );
  expect(finding?.instead).toBe(`alter table orders
  add column doubled int generated always as (total * 2) stored,
  ALTER id TYPE bigint,
  add column token uuid default gen_random_uuid();`);
});

const doubled = 'alter table orders add column doubled int generated always as (total * 2) stored;';
const halved = 'alter table orders add column halved int generated always as (total / 2) stored;';

test.each([
  ['one rewrite', doubled],
  ['a rewrite of each of two tables', `${doubled} alter table other add column n serial;`],
  ['a change of the catalog after it', `${doubled} alter table orders add column remark text;`],
  ['two tables made in the same file', `create table fresh (a int); alter table fresh add b serial, add c serial;`],
  ['a statement that needs the first column', `${doubled} alter table orders alter doubled type bigint;`],
  ['one between that needs the first column', `${doubled} create view v as select doubled from orders; ${halved}`],
  ['one between that is about the table', `${doubled} update orders set note = ''; ${halved}`],
  ['two transactions', `begin; ${doubled} commit; begin; ${halved} commit;`],
  ['a column that is there already', `${doubled} alter table orders add column if not exists id serial;`],
])('%s is nothing to put together', (_, text) => {
  expect(told(text)).toEqual([]);
});
