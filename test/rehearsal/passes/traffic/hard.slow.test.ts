import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import { defaultLimits } from '../../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base } from '../../plans.ts';
import { asLong, measured, shop, traffic, waits } from './shop.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

test('a foreign key of an empty table stops the table that it points at', async () => {
  const child = 'CREATE TABLE child (id bigint PRIMARY KEY, order_id bigint CONSTRAINT old_fk REFERENCES orders);';
  const migration = [
    'ALTER TABLE child DROP CONSTRAINT old_fk;',
    'ALTER TABLE child ADD CONSTRAINT new_fk FOREIGN KEY (order_id) REFERENCES orders;',
  ].join('\n');
  const seen = await measured(server, migration, { baseline: base(shop, child) });
  expect(waits(seen)).toMatchObject([
    { line: 1, behind: 'reader', tables: ['public.child', 'public.orders'] },
    { line: 2, behind: 'writer', tables: ['public.child', 'public.orders'] },
  ]);
  const [dropped, added] = seen.behind!.stalls;
  expect(dropped!.readMs).toBeGreaterThan(asLong);
  expect(added).toMatchObject({ readMs: 0 });
  expect(added!.writeMs).toBeGreaterThan(asLong);
}, 60_000);

test('a partitioned table is probed as a whole', async () => {
  const parts = `CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
    CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');`;
  const seen = await measured(server, 'ALTER TABLE events ADD COLUMN note text;', { baseline: base(parts) });
  expect(waits(seen)).toMatchObject([{ line: 1, behind: 'reader' }]);
  expect(seen.tables![0]).toMatchObject({ table: 'public.events' });
  expect(seen.longestReadStallMs).toBeGreaterThan(asLong);
}, 60_000);

test('an index that is built anew stops reads of its table, too: whoever plans a query looks at it', async () => {
  const seen = await measured(server, 'REINDEX INDEX orders_pkey;');
  expect(waits(seen)).toMatchObject([{ line: 1, behind: 'writer', tables: ['public.orders'] }]);
  expect(seen.longestWriteStallMs).toBeGreaterThan(asLong);
}, 60_000);

test('REINDEX and DROP INDEX CONCURRENTLY wait for whoever uses the table, and keep nobody waiting', async () => {
  const index = 'CREATE INDEX orders_note ON orders (note);';
  const migration = 'REINDEX INDEX CONCURRENTLY orders_note;\nDROP INDEX CONCURRENTLY orders_note;';
  const seen = await measured(server, migration, { baseline: base(shop, index) });
  expect(waits(seen)).toMatchObject([
    { line: 1, behind: 'snapshot' },
    { line: 2, behind: 'snapshot' },
  ]);
  expect(seen.blockedStatements).toBe(0);
}, 60_000);

test('a migration that takes longer than a pass may is not measured, and nothing hangs', async () => {
  const limits = { ...defaultLimits, passMs: 2_000 };
  const migration = 'ALTER TABLE orders ADD COLUMN email text;\nSELECT pg_sleep(2.5);';
  expect(await traffic(server, migration, { limits })).toEqual({
    status: 'not-measured',
    because: 'it met its time limit',
  });
  await using keeper = await server.connect('observer', 'postgres');
  const { rows } = await keeper.query(`SELECT datname FROM pg_stat_activity WHERE datname LIKE 'rehearsal_traffic%'`);
  expect(rows).toEqual([]);
}, 60_000);

test('an instant statement is waited for in a deadlock-free way while a backfill runs in the same transaction', async () => {
  const migration = [
    'BEGIN;',
    "UPDATE orders SET note = 'x';",
    'ALTER TABLE orders ADD COLUMN email text;',
    'COMMIT;',
  ].join('\n');
  const seen = await measured(server, migration);
  expect(waits(seen)).toContainEqual({ line: 3, tables: ['public.orders'], behind: 'reader' });
}, 60_000);
