import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn, type Reading } from './reading.ts';

beforeAll(loadParser);

const given = 'create table customers (id bigint primary key, note text); create table visits (page text);';
const made = 'create table invoices (id bigint primary key, customer_id bigint references customers);';
const timeout = "set lock_timeout = '2s';";

const told = (text: string, reading: Reading = { transaction: 'per-file' }) =>
  findingsIn(text, { given, ...reading })
    .filter(({ rule }) => rule === 'fk-locks-parent')
    .map(({ severity, says }) => `${severity}: ${says}`);

const moment =
  'advice: Writes to `public.customers` wait for a moment: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.';
const long =
  'warning: Writes to `public.customers` wait until this transaction ends: a foreign key that refers to it takes ShareRowExclusive on it. Reads go on.';

test.each([
  ['a table alone in its migration', made, [moment]],
  [
    'with its indexes and remarks',
    `${made} create index on invoices (customer_id); comment on table invoices is '';`,
    [moment],
  ],
  ['nobody waits longer than the limit', `${timeout} ${made}`, []],
  ['a long statement follows', `${made} update visits set page = lower(page);`, [long]],
  ['a limit on the wait is none on the hold', `${timeout} ${made} update visits set page = lower(page);`, [long]],
  ['the table is held already, and that was told', `alter table customers add age int; ${made}`, []],
  [
    'a second table of the same parent',
    `${made} create table notes (customer_id bigint references customers);`,
    [moment],
  ],
])('a foreign key of a new table: %s', (_, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test('a statement without a transaction gives the lock up at once, whatever follows', () => {
  expect(told(`${made} update visits set page = lower(page);`, { transaction: 'per-statement' })).toEqual([moment]);
});
