import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser, parseScript } from '../../src/sql/parse.ts';
import { standaloneForm, standsAlone } from '../../src/sql/standalone.ts';
import { walk } from '../../src/sql/walk.ts';

beforeAll(loadParser);

const formOf = (sql: string) => {
  const parsed = parseScript('m.sql', sql);
  const node = parsed.ok ? parsed.value.statements[0]?.node : undefined;
  if (!node) throw new Error(`cannot be read: ${sql}`);
  return standsAlone(node) ? standaloneForm(node) : undefined;
};

describe('what Postgres refuses inside a transaction block', () => {
  test.each([
    ['create index concurrently on t (a)', 'CREATE INDEX CONCURRENTLY'],
    ['drop index concurrently t_a', 'DROP INDEX CONCURRENTLY'],
    ['reindex table concurrently t', 'REINDEX CONCURRENTLY'],
    ['reindex (concurrently) index t_a', 'REINDEX CONCURRENTLY'],
    ['reindex schema public', 'REINDEX SCHEMA'],
    ['reindex database d', 'REINDEX DATABASE'],
    ['vacuum t', 'VACUUM'],
    ['cluster', 'CLUSTER of every table'],
    ['alter table t detach partition p concurrently', 'DETACH PARTITION CONCURRENTLY'],
    ['alter system set work_mem = 1', 'ALTER SYSTEM'],
    ['create database d', 'CREATE DATABASE'],
    ['drop database d', 'DROP DATABASE'],
    ["create tablespace s location '/x'", 'CREATE TABLESPACE'],
    ['drop tablespace s', 'DROP TABLESPACE'],
    ["create subscription s connection '' publication p", 'CREATE SUBSCRIPTION'],
    ['drop subscription s', 'DROP SUBSCRIPTION'],
  ])('%s', (sql, form) => {
    expect(formOf(sql)).toBe(form);
  });

  test.each([
    'create index on t (a)',
    'drop index t_a',
    'drop table t',
    'reindex table t',
    'reindex (concurrently false) table t',
    'analyze t',
    'cluster t using t_a',
    'alter table t detach partition p',
    "create subscription s connection '' publication p with (create_slot = false)",
    'select 1',
  ])('not %s', (sql) => {
    expect(formOf(sql)).toBeUndefined();
  });
});

describe('a runner that leaves its transaction out where every statement stands alone', () => {
  const transactions = (text: string) =>
    walk({
      base: [],
      scripts: [
        { path: 'm.sql', text, transaction: 'per-file', autocommitWhenOnlyNonTransactional: true, tool: 'flyway' },
      ],
      complete: false,
      declared: {},
    }).steps.map(({ script, session }) => [script.transaction, session.transaction]);

  test('sends such a file statement by statement', () => {
    const text = 'create index concurrently on t (a); create index concurrently on t (b)';
    expect(transactions(text)).toEqual(Array.from({ length: 2 }, () => ['per-statement', 'none']));
  });

  test('opens its transaction for any other', () => {
    const text = 'create index concurrently on t (a); select 1';
    expect(transactions(text)).toEqual(Array.from({ length: 2 }, () => ['per-file', 'runner']));
  });
});
