import { beforeAll, expect, test } from '@jest/globals';
import { check } from '../../src/rules/kit/check.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { walk } from '../../src/sql/walk.ts';
import { inputFor } from './reading.ts';

beforeAll(loadParser);

const given = `
  create type mood as enum ('sad');
  create table customers (id bigint primary key, name text);
  create table orders (id bigint primary key, total int, mood mood);`;

/** What the rules say of files that their runner puts into one transaction. */
function told(first: string, second: string) {
  const script = (path: string, text: string) => ({
    path,
    text,
    transaction: 'all-pending' as const,
    tool: 'sql' as const,
  });
  const { steps, problems } = walk({
    base: [script('1_base.sql', given)],
    scripts: [script('2_add.sql', first), script('3_work.sql', second)],
    complete: true,
    declared: {},
  });
  return new Map(check(inputFor({ steps, problems })).findings.map((one) => [one.rule, one]));
}

test('a lock of an earlier file is told with the file, and the other tables with it', () => {
  const found = told(
    'alter table orders add column note text;\nalter table customers add column note text;',
    'create index orders_total on orders (total);',
  );
  expect([...found.keys()]).toEqual(['create-index-not-concurrent', 'missing-lock-timeout', 'statement-after-ael']);
  expect(found.get('statement-after-ael')).toMatchObject({
    file: '3_work.sql',
    line: 1,
    objects: ['public.orders', 'public.customers'],
    says: 'Reads and writes of `public.orders` and `public.customers` wait while this CREATE INDEX runs: `alter table orders add column note text` (line 1 of `2_add.sql`) took AccessExclusive, and the transaction keeps it to its end. It locks `public.orders` (line 1 of `2_add.sql`) and `public.customers` (line 2 of `2_add.sql`), in this order: a transaction of the application that takes them in another order deadlocks with it.',
  });
});

test.each([
  [
    'ddl-plus-backfill-same-txn',
    'alter table orders add column note text;',
    'update orders set total = 0;',
    '`alter table orders add column note text` (line 1 of `2_add.sql`) took AccessExclusive',
  ],
  [
    'multiple-tables-locked',
    'alter table orders add column note text;',
    '\nalter table customers add column note text;',
    'One transaction locks `public.orders` (line 1 of `2_add.sql`) and `public.customers` (line 2): while',
  ],
  [
    'validate-in-same-txn',
    'alter table orders add constraint c check (total > 0) not valid;',
    'alter table orders validate constraint c;',
    'is validated in the transaction that added it (line 1 of `2_add.sql`) and still',
  ],
  [
    'enum-value-used-same-txn',
    "alter type mood add value 'glad';",
    "update orders set mood = 'glad' where id = 1;",
    "This fails (55P04): line 1 of `2_add.sql` adds `'glad'` to `public.mood`",
  ],
])('%s names the file, too', (rule, first, second, says) => {
  expect(told(first, second).get(rule)?.says).toContain(says);
});

test('an own line needs no file', () => {
  const here = 'alter table orders add column note text;\ncreate index customers_name on customers (name);';
  expect(told('select 1;', here).get('statement-after-ael')).toMatchObject({
    says: 'Reads and writes of `public.orders` wait while this CREATE INDEX runs: `alter table orders add column note text` (line 1) took AccessExclusive, and the transaction keeps it to its end. It locks `public.orders` (line 1) and `public.customers` (line 2), in this order: a transaction of the application that takes them in another order deadlocks with it.',
    instead: expect.stringMatching(
      /^alter table orders add column note text;\n-- In the next migration, a transaction of its own: no lock is held any more\.\n/,
    ),
  });
});
