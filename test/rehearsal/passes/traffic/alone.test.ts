import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { measured, shop, traffic, waits } from './shop.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

test('an index build keeps writes waiting for its time, and no reads; a backfill locks rows, and no table', async () => {
  const migration = [
    'CREATE INDEX orders_note ON orders (note, total, customer_id);',
    'UPDATE orders SET total = (SELECT sum(i) FROM generate_series(1, 30) i) + id;',
  ].join('\n');
  const volume = { rows: 40_000, tables: new Map([['public.customers', 10]]), seconds: 30 };
  const { alone } = await measured(server, migration, { volume });
  const [build, backfill] = alone!.stalls;
  expect(alone!.stalls).toMatchObject([
    { line: 1, tables: ['public.orders'], readMs: 0 },
    { line: 2, tables: ['public.orders'], readMs: 0, writeMs: 0 },
  ]);
  // Both together are the run.
  expect(build!.writeMs + backfill!.rowMs).toBeGreaterThan(alone!.totalMs / 2);
  expect(alone).toMatchObject({ rows: 40_000 });
});

test('DROP TRIGGER waits for ANALYZE or a vacuum, too, and everybody for it', async () => {
  await using keeper = await server.connect('observer', 'postgres');
  await keeper.query('DROP DATABASE IF EXISTS vacuumed WITH (FORCE)');
  await keeper.query(`CREATE DATABASE vacuumed OWNER ${server.roles.migrator}`);
  await using migrator = await server.connect('migrator', 'vacuumed');
  await using vacuum = await server.connect('migrator', 'vacuumed');
  await using reader = await server.connect('migrator', 'vacuumed');
  await migrator.query(shop);
  await vacuum.query('BEGIN; LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE');
  await reader.query("SET lock_timeout = '100ms'");
  expect(await reader.run('SELECT 1 FROM orders LIMIT 1')).toMatchObject({ ok: true });
  const dropped = migrator.run('DROP TRIGGER stamped ON orders');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await reader.run('SELECT 1 FROM orders LIMIT 1')).toMatchObject({ ok: false, error: { sqlstate: '55P03' } });
  await vacuum.query('ROLLBACK');
  expect(await dropped).toMatchObject({ ok: true });
});

describe('what is not measured is not told as a nought', () => {
  test('new tables only', async () => {
    expect(await traffic(server, 'CREATE TABLE notes (id bigint PRIMARY KEY);')).toEqual({
      status: 'not-measured',
      because: 'the migrations lock no table that was there before, so nobody can wait for them',
    });
  });

  test('the configuration leaves it out', async () => {
    expect(await traffic(server, 'ALTER TABLE orders ADD a int;', { traffic: 'leave-out' })).toEqual({
      status: 'not-measured',
      because: 'the configuration leaves traffic out',
    });
  });
});

describe('whatever the migration does to others', () => {
  const migration = [
    'ALTER TABLE orders RENAME TO purchases;',
    `DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user; END $$;`,
    'DROP TABLE customers;',
    'ALTER TABLE purchases ADD a int;',
  ].join('\n');

  test('it is told as far as it was seen, and nothing of it is left on the server', async () => {
    // Under its new name the table is waited for all the same.
    expect(waits(await measured(server, migration))[0]).toEqual({
      ...{ line: 1, tables: ['public.orders'], behind: 'reader', alike: [5] },
    });
    await using keeper = await server.connect('observer', 'postgres');
    const { rows } = await keeper.query(`SELECT datname FROM pg_database WHERE datname LIKE 'rehearsal_traffic%'`);
    expect(rows).toEqual([]);
  });
});
