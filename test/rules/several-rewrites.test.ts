import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given =
  "create unlogged table visits (id bigint primary key, page text); create domain email as text check (value <> ''); create table orders (id int primary key, total int, note text); create table other (id bigint primary key);";
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

test.each([
  ['another persistence', 'alter table visits set logged;'],
  ['another access method', 'alter table visits set access method heap2;'],
  ['a domain that is tried on every row', 'alter table visits add column contact email;'],
  ['a value for every row', 'alter table visits add column at timestamptz default clock_timestamp();'],
])('%s is a rewrite as well', (_, text) => {
  const [finding] = told(`${text}\nalter table visits alter id type numeric;`);
  expect(finding?.says).toBe(
    '`public.visits` is rewritten 2 times, by the statements in lines 1 and 2: each copies all rows and builds all indexes anew. Told in one ALTER TABLE, their changes take a single rewrite.',
  );
});

test('a file that moves is copied, and its indexes stay as they are', () => {
  const [finding] = told(`alter table orders set tablespace archive;\n${doubled}`);
  expect(finding?.says).toBe(
    '`public.orders` is rewritten 2 times, by the statements in lines 1 and 2: each copies all rows. Told in one ALTER TABLE, their changes take a single rewrite.',
  );
});

test.each([
  ['the persistence that it has', 'alter table visits set unlogged;'],
  ['the access method that it has', 'alter table visits set access method heap;'],
  ['a type that holds the same bytes', 'alter table visits alter page type varchar;'],
  ['a default that is the same for every row', 'alter table visits add column at timestamptz default now();'],
])('%s is none', (_, text) => {
  expect(told(`${text} alter table visits alter id type numeric;`)).toEqual([]);
});

test('what one ALTER TABLE takes once only is not put together', () => {
  expect(told('alter table visits set logged; alter table visits set unlogged;')).toEqual([]);
  expect(told('alter table orders set tablespace a; alter table orders set tablespace b;')).toEqual([]);
});
