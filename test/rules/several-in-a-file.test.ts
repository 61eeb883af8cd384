import { expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { walk } from '../../src/sql/walk.ts';
import { check } from '../../src/rules/kit/check.ts';
import { tool as liquibase } from '../../src/tools/liquibase/index.ts';
import { inputFor } from './reading.ts';

const path = 'db/changelog/1_x.sql';

/** What the rules say of a file of changesets, each of which is recorded by itself. */
async function told(text: string): Promise<readonly string[]> {
  await loadParser();
  const read = liquibase.readAll!({ path, text }, { placeholders: {}, companions: new Map() });
  if (!read.ok) throw new Error(read.problem.says);
  const scripts = read.value.map(({ up = '', transaction, tool }) => ({ path, text: up, transaction, tool }));
  const steps = walk({ base: [], scripts, complete: true, declared: {} });
  return check(inputFor(steps, { tool: () => liquibase })).findings.map(({ rule, line }) => `${rule} ${line}`);
}

test('changesets that run once each make no file that cannot be run again', async () => {
  const text = `--liquibase formatted sql
--changeset ada:1
create table shop (id bigint primary key);
--changeset ada:2
create table owner (id bigint primary key);
`;
  expect(await told(text)).toEqual([]);
});

test('one that commits statement by statement still does', async () => {
  const text = `--liquibase formatted sql
--changeset ada:1 runInTransaction:false
create table shop (id bigint primary key);
create table owner (id bigint primary key);
`;
  expect(await told(text)).toEqual(['idempotency 3']);
});
