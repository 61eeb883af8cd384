import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ToolId } from '../../src/domain/migration.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { tools } from '../../src/tools/index.ts';
import { batched, counted } from './batched.ts';
import { findingsIn } from './reading.ts';

// What a finding proposes is put into a file of the tool as it stands, and the tool must read it so.

beforeAll(loadParser);

const given = 'create table orders (id bigint primary key, paid boolean);';

function instead(rule: string, id: ToolId, migration: string): readonly string[] {
  const tool = tools.find((one) => one.id === id)!;
  const found = findingsIn(migration, { given, transaction: 'per-file', overrides: { tool: () => tool } });
  return found.filter((one) => one.rule === rule).flatMap((one) => one.instead.split('\n'));
}

describe('a backfill, which holds semicolons', () => {
  const migration = 'update orders set paid = true;';
  const loop = batched(
    'public.orders',
    'update orders set paid = true WHERE id = ANY (_batch) AND paid IS DISTINCT FROM true;',
  );
  const below = counted('SELECT count(*) FROM orders WHERE paid IS DISTINCT FROM true;');

  test('goose is told where it begins and ends', () => {
    expect(instead('unbatched-update', 'goose', migration)).toEqual([
      '-- Write -- +goose NO TRANSACTION at the top of the file.',
      '-- +goose NO TRANSACTION',
      '-- +goose StatementBegin',
      ...loop,
      '-- +goose StatementEnd',
      ...below,
    ]);
  });

  test('sql-migrate too', () => {
    expect(instead('unbatched-update', 'sql-migrate', migration)).toEqual([
      '-- Put the statement in a migration that begins with -- +migrate Up notransaction.',
      '-- +migrate Up notransaction',
      '-- +migrate StatementBegin',
      ...loop,
      '-- +migrate StatementEnd',
      '',
      '-- +migrate Down notransaction',
      ...below,
    ]);
  });

  test('Liquibase must not split', () => {
    expect(instead('unbatched-update', 'liquibase', migration)).toEqual([
      '-- Put the statement in a changeset of its own: --changeset author:id runInTransaction:false.',
      '--changeset AUTHOR:ID runInTransaction:false',
      '-- Liquibase cuts at semicolons: the changeset needs splitStatements:false, too.',
      ...loop,
      ...below,
    ]);
  });

  test('a change of type fills its column so, too', () => {
    expect(instead('alter-column-type', 'prisma', 'alter table orders alter column paid type text;')).toEqual([
      'alter table orders ADD COLUMN paid_new text;',
      '-- Release code that writes both columns. Then fill the old rows:',
      '-- Prisma sends each file as one message: put the statement alone in a migration of its own.',
      ...batched(
        'public.orders',
        'UPDATE public.orders SET paid_new = paid WHERE id = ANY (_batch) AND (paid_new IS NULL AND paid IS NOT NULL);',
      ),
      '-- In the next migration, a transaction of its own: default, indexes and constraints move over, and when all code reads paid_new, the old column goes.',
      'alter table orders DROP COLUMN paid;',
    ]);
  });
});

test('what must be seen at once needs no transaction beside that of the tool', () => {
  expect(instead('rename-table', 'drizzle', 'alter table orders rename to sales;')).toEqual([
    'alter table orders rename to sales;',
    'CREATE VIEW public.orders AS SELECT * FROM public.sales;',
    '-- Drop the view when no code uses the old name any more.',
  ]);
  expect(instead('disable-trigger-all', 'goose', 'alter table orders disable trigger all;').slice(1)).toEqual([
    'alter table orders DISABLE TRIGGER <trigger>;',
    '-- … what it is in the way of …',
    'alter table orders ENABLE TRIGGER <trigger>;',
  ]);
});

test('an index that is built apart ends in its semicolon, before what ends the file', () => {
  const migration = 'alter table orders add column note text; create index i on orders (paid);';
  expect(instead('statement-after-ael', 'sql-migrate', migration)).toEqual([
    'alter table orders add column note text;',
    '-- In the next migration, a transaction of its own: no lock is held any more.',
    '-- Put the statement in a migration that begins with -- +migrate Up notransaction.',
    '-- +migrate Up notransaction',
    'create index concurrently i on orders (paid);',
    '',
    '-- +migrate Down notransaction',
  ]);
});
