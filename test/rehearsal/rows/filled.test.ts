import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { filledIn } from '../../../src/rehearsal/rows/filled.ts';
import { stepsOf } from '../../../src/rehearsal/run/script.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const filled = (sql: string): readonly string[] => {
  const steps = stepsOf('2.sql', sql);
  if (!steps.ok) throw new Error(steps.problem.says);
  return [...filledIn({ name: 'public.orders' }, steps.value)];
};

test.each([
  ["UPDATE orders SET note = 'x' WHERE note IS NULL", ['note']],
  ['UPDATE public.orders o SET note = \'x\', "Total" = id WHERE o.note IS NULL', ['note']],
  ['UPDATE orders SET "Total" = 0 WHERE "Total" IS NULL', ['"Total"']],
  ['UPDATE orders SET note = lower(note)', []],
  ["UPDATE orders SET note = 'x' WHERE note = ''", []],
  ['UPDATE orders SET note = NULL WHERE note IS NULL', []],
  ['UPDATE orders SET note = (SELECT name FROM customers LIMIT 1) WHERE note IS NULL', []],
  ['UPDATE orders SET note = c.name FROM customers c WHERE note IS NULL', []],
  ["UPDATE other SET note = 'x' WHERE note IS NULL", []],
  ["UPDATE shop.orders SET note = 'x' WHERE note IS NULL", []],
])('%s fills %j', (sql, columns) => {
  expect(filled(sql)).toEqual(columns);
});

const table = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text, place text);';
const affected = async (migration: string) => {
  const volume = { rows: 400, tables: new Map(), seconds: 30 };
  const asked = { rollback: 'leave-out', rerun: 'leave-out', traffic: 'leave-out' } as const;
  const { rehearsal } = await rehearseOn(
    server,
    plan({ baseline: base(table), changed: [unit('0002', migration)], volume, ...asked }),
  );
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return { error: rehearsal.statements.find(({ error }) => error), rows: rehearsal.statements[0]?.rowsAffected };
};

test('a backfill before NOT NULL has all rows to fill', async () => {
  const fill = "UPDATE orders SET note = 'none' WHERE note IS NULL;";
  expect(await affected(`${fill} ALTER TABLE orders ALTER note SET NOT NULL;`)).toEqual({ rows: 400 });
  const check = 'ALTER TABLE orders ADD CONSTRAINT filled CHECK (note IS NOT NULL) NOT VALID;';
  expect(await affected(`${fill} ${check} ALTER TABLE orders VALIDATE CONSTRAINT filled;`)).toEqual({ rows: 400 });
});

test('so has one that no constraint follows; what nothing fills keeps to the NOT NULL that comes', async () => {
  const fill = "UPDATE orders SET place = 'here' WHERE place IS NULL;";
  expect(await affected(`${fill} ALTER TABLE orders ALTER note SET NOT NULL;`)).toEqual({ rows: 400 });
  const all = "UPDATE orders SET place = 'here' WHERE note IS NULL;";
  expect(await affected(`${all} ALTER TABLE orders ALTER note SET NOT NULL;`)).toEqual({ rows: 0 });
});

test('one that fills some of them has rows to fill, unless those it leaves would be refused', async () => {
  const some = "UPDATE orders SET place = 'here' WHERE place IS NULL AND id > 0;";
  expect(await affected(some)).toEqual({ rows: 400 });
  expect(await affected(`${some} ALTER TABLE orders ALTER place SET NOT NULL;`)).toEqual({ rows: 0 });
});
