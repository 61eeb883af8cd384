import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const given = `
  create type kind as enum ('a');
  create table orders (id bigint primary key, token uuid, kind kind);`;
const found = (text: string) =>
  findingsIn(text, { given, transaction: 'per-file' })
    .filter(({ rule }) => rule !== 'missing-lock-timeout')
    .map(({ rule, severity }) => `${rule} ${severity}`);

test('a backfill in WITH holds the table as any other', () => {
  const backfill =
    'with filled as (update orders set token = gen_random_uuid() returning 1) select count(*) from filled;';
  expect(found(`alter table orders add column note text; ${backfill}`)).toEqual([
    'ddl-plus-backfill-same-txn blocker',
    'unbatched-update blocker',
    'mixed-phases warning',
  ]);
});

test('so do its batches in one transaction, though each is small', () => {
  const loop = `do $$ declare n int; begin loop
    with batch as (select id from orders where token is null limit 100),
      filled as (update orders o set token = gen_random_uuid() from batch b where b.id = o.id returning 1)
    select count(*) into n from filled;
    exit when n = 0;
  end loop; end $$;`;
  expect(found(`alter table orders add column note text; ${loop}`)).toEqual(['ddl-plus-backfill-same-txn blocker']);
  expect(found(loop)).toEqual([]);
});

test('a rule that looks at whole statements speaks once', () => {
  const used = "with done as (update orders set kind = 'b'::kind where id = 1) select 1;";
  expect(found(`alter type kind add value 'b'; ${used}`)).toEqual(['enum-value-used-same-txn blocker']);
});
