import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { rules } from '../../../src/rules/index.ts';
import { check } from '../../../src/rules/kit/check.ts';
import { observe } from '../../../src/rules/kit/observe.ts';
import { startTestServer } from '../../databases/server.ts';
import { findingsIn, inputFor, stepsOf } from '../../rules/reading.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const given = `
  create unlogged table visits (id bigint primary key, page text);
  create table orders (id int primary key, total int, note varchar(20));`;

/** What the rule says of a migration after a real rehearsal, and what the rehearsal saw. */
async function rehearsed(migration: string) {
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      baseline: base(given),
      changed: [unit('2', migration)],
      volume: { rows: 100, tables: new Map(), seconds: 10 },
      ...{ rollback: 'leave-out', rerun: 'leave-out', traffic: 'leave-out' },
    }),
  );
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  const input = inputFor(stepsOf(migration, { given }));
  const statements = rehearsal.statements.map((run) => ({ ...run, file: '2.sql' }));
  const { findings } = observe({ ...input, rules, checked: check(input), rehearsal: { ...rehearsal, statements } });
  return {
    rewrites: statements.map(({ rewrites }) => rewrites),
    told: findings.filter(({ rule }) => rule === 'several-rewrites').map(({ evidence, says }) => ({ evidence, says })),
  };
}

const twice = (lines: string, table: string) => ({
  evidence: 'observed',
  says: `\`${table}\` is rewritten 2 times, by the statements in lines ${lines}: each copies all rows and builds all indexes anew. The rehearsal saw each of them do so. Told in one ALTER TABLE, their changes take a single rewrite.`,
});

test('what copied the table counts, whether the text told it or not', async () => {
  const { rewrites, told } = await rehearsed(
    [
      'alter table visits set logged;',
      'alter table visits add column seen timestamptz default clock_timestamp();',
      'alter table orders alter note type varchar(40);',
      'alter table orders alter total type int using total + 0;',
      'alter table orders alter id type bigint;',
    ].join('\n'),
  );
  expect(rewrites).toEqual([['public.visits'], ['public.visits'], [], ['public.orders'], ['public.orders']]);
  expect(told).toEqual([twice('1 and 2', 'public.visits'), twice('4 and 5', 'public.orders')]);
});

test('what the text took for a rewrite and was none is not said any more', async () => {
  const migration =
    'alter table orders alter note type text using case when true then note end;\nalter table orders alter id type bigint;';
  expect(findingsIn(migration, { given }).map(({ rule }) => rule)).toContain('several-rewrites');
  const { rewrites, told } = await rehearsed(migration);
  expect(rewrites).toEqual([[], ['public.orders']]);
  expect(told).toEqual([]);
});
