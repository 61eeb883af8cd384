import { beforeAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/rules/kit/check.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { walk } from '../../src/sql/walk.ts';
import { inputFor, stepsOf } from './reading.ts';

beforeAll(loadParser);

const given = `
  create table customers (id bigint primary key, name text not null, mail text);
  create table orders (id bigint primary key, total numeric, note text, customer_id bigint);
  create view open_orders as select id from orders;`;

/** The part that each statement plays, in the order of the run. */
const phases = (sql: string) =>
  check(inputFor(stepsOf(sql, { given }))).phases.map(({ facts, phase }) => `${phase}: ${facts.statement.sql}`);

describe('the part that a statement plays', () => {
  test.each([
    'create table refunds (id bigint primary key)',
    'alter table orders add column paid boolean',
    'create index concurrently orders_note on orders (note)',
    'alter table orders add constraint orders_customer foreign key (customer_id) references customers not valid',
    "alter table orders alter column note set default ''",
    'create or replace view open_orders as select id from orders where id > 0',
  ])('expands: %s', (sql) => {
    expect(phases(`${sql};`)).toEqual([`expand: ${sql}`]);
  });

  test.each([
    "update orders set note = ''",
    "delete from orders where note = ''",
    'insert into customers (id, name) select id, note from orders',
  ])('backfills: %s', (sql) => {
    expect(phases(`${sql};`)).toEqual([`migrate: ${sql}`]);
  });

  test.each([
    'alter table orders drop column note',
    'drop table orders cascade',
    'drop view open_orders',
    'alter table orders rename column note to remark',
    'alter table orders rename to purchases',
    'alter table orders alter column note set not null',
    'alter table orders alter column total type numeric(4, 2)',
    'truncate orders',
  ])('contracts: %s', (sql) => {
    expect(phases(`${sql};`)).toEqual([`contract: ${sql}`]);
  });

  test.each([
    "set lock_timeout = '2s'",
    'alter table orders drop constraint if exists orders_total',
    "comment on table orders is 'Paid and open ones.'",
    'update orders set paid = true where id = 1',
    "insert into customers values (1, 'Ada')",
    'drop index concurrently if exists orders_note',
  ])('none of them: %s', (sql) => {
    expect(phases(`${sql};`).filter((one) => !one.startsWith('expand'))).toEqual([]);
  });

  test('what this pull request made itself has nothing to lose', () => {
    expect(phases('create table refunds (id bigint, note text); alter table refunds drop column note;')).toEqual([
      'expand: create table refunds (id bigint, note text)',
    ]);
  });

  test('a table that helps a backfill is gone with it', () => {
    const loop = `create table orders_backfill (done bigint);
      update orders set note = '';
      drop table orders_backfill;`;
    expect(phases(loop)).toEqual(["migrate: update orders set note = ''"]);
  });

  test('a batch in a loop stands for all of them', () => {
    const loop = `do $$ begin
      for batch in 1 .. 100 loop
        update orders set note = '' where id between batch and batch + 9;
      end loop;
    end $$;`;
    expect(phases(loop)).toEqual(["migrate: update orders set note = '' where id between batch and batch + 9"]);
  });
});

/** What mixed-phases says of a pull request of several files. */
function told(...files: readonly (readonly [path: string, text: string])[]) {
  const script = (path: string, text: string) => ({
    path,
    text,
    transaction: 'per-file' as const,
    tool: 'sql' as const,
  });
  const { steps, problems } = walk({
    base: [script('1.sql', given)],
    scripts: files.map(([path, text]) => script(path, text)),
    complete: true,
    declared: {},
  });
  const only = rules.filter(({ id, phase }) => id === 'mixed-phases' || phase !== undefined);
  return check(inputFor({ steps, problems }, { rules: only }))
    .findings.filter(({ rule }) => rule === 'mixed-phases')
    .map(({ severity, file, line, says, instead }) => ({ severity, at: `${file}:${String(line)}`, says, instead }));
}

describe('a pull request of several phases', () => {
  test('is taken apart file by file', () => {
    const first = 'alter table orders add column remark text;\nupdate orders set remark = note;';
    expect(
      told(
        ['2_remark.sql', first],
        ['3_flags.sql', 'alter table customers add column flags int;'],
        ['4_drop.sql', 'alter table orders drop column note;'],
      ),
    ).toEqual([
      {
        severity: 'warning',
        at: '4_drop.sql:1',
        says: 'This pull request expands (`2_remark.sql:1` and `3_flags.sql:1`), backfills (`2_remark.sql:2`) and contracts (`4_drop.sql:1`): code that runs during the deployment meets both schemas, and the release before cannot be brought back.',
        instead: `-- Pull request 1. Expand, deployed before the code that needs it:
-- - from 2_remark.sql:1: alter table orders add column remark text
-- - 3_flags.sql as it is
-- Pull request 2. Backfill, when all running code writes the new form:
-- - from 2_remark.sql:2: update orders set remark = note
-- Pull request 3. Contract, when no running code uses the old form:
-- - 4_drop.sql as it is`,
      },
    ]);
  });

  test('schema and backfill: rows that are written in between are missed', () => {
    expect(
      told(['2.sql', 'alter table orders add column remark text; update orders set remark = note;']),
    ).toMatchObject([
      {
        at: '2.sql:1',
        says: 'This pull request expands (`2.sql:1`) and backfills (`2.sql:1`): rows are filled before the code runs that writes the new form, and those written in between are missed.',
      },
    ]);
  });

  test.each([
    [
      'an index goes with everything',
      'create index orders_note on orders (note); alter table orders drop column total;',
    ],
    [
      'a constraint, too',
      'alter table orders add check (id > 0) not valid; alter table orders validate constraint orders_id_check;',
    ],
    ['one phase alone', 'alter table orders drop column note; drop view open_orders;'],
    [
      'a few rows are no backfill',
      'alter table orders add column paid boolean; update orders set paid = true where id = 1;',
    ],
  ])('%s', (_, sql) => {
    expect(told(['2.sql', sql])).toEqual([]);
  });
});
