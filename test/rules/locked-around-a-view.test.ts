import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table orders (id bigint primary key, placed timestamp);
  create table payments (id bigint primary key, made varchar(20));
  create view recent as select id, made from payments;`;
const instead = (text: string) =>
  findingsIn(text, { given }).flatMap((found) => (found.rule === 'multiple-tables-locked' ? found.instead : []));

const both = ['alter table orders add column note text;', 'alter table payments alter made type text;'];

test('what a view is dropped for does not run without that: its tables are parted by hand', () => {
  const text = `begin; ${both[0]} drop view recent; ${both[1]} create view recent as select id, made from payments; commit;`;
  expect(instead(text)).toEqual([
    'Split it into one migration a table, each with the views on that table dropped before and made again after it: Postgres refuses to change what a view still needs.',
  ]);
});

test('where no view goes, statement by statement', () => {
  expect(instead(`begin; ${both.join(' ')} commit;`)).toEqual([
    [both[0], '-- In the next migration, a transaction of its own: the locks before it are given up.', both[1]].join(
      '\n',
    ),
  ]);
});
