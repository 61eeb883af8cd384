import { expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { tableShapes } from '../../../src/rehearsal/rows/catalog-shape.ts';
import { fill } from '../../../src/rehearsal/rows/fill.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';

const shop = `CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, note text);
  CREATE TABLE countries (code text PRIMARY KEY);
  INSERT INTO countries VALUES ('AT');`;

/** Fills the shop, and tells how much WAL that wrote. */
async function filled(server: Server): Promise<{ readonly level: string; readonly bytes: number }> {
  await using keeper = await server.connect('observer', 'postgres');
  await keeper.query('DROP DATABASE IF EXISTS shop');
  await keeper.query('CREATE DATABASE shop');
  await using session = await server.connect('observer', 'shop');
  await session.query(shop);
  const tables = await tableShapes(session);
  const rows = new Map([...tables.keys()].map((oid) => [oid, 50_000]));
  const at = async (): Promise<{ readonly level: string; readonly lsn: string }> => {
    const { rows: told } = await session.query<{ level: string; lsn: string }>(
      `SELECT current_setting('wal_level') AS level, pg_current_wal_lsn()::text AS lsn`,
    );
    return told[0] ?? { level: '', lsn: '0/0' };
  };
  const before = await at();
  await using guard = await server.connect('observer', 'shop');
  const dog = { observer: guard, limitMs: 60_000, signal: new AbortController().signal };
  const { notes } = await fill([session], { tables, rows }, dog);
  expect(notes).toEqual([]);
  const { rows: sound } = await session.query(`
    SELECT (SELECT count(*) FROM orders JOIN customers ON customers.id = customer_id) AS orders,
           (SELECT count(*) FROM countries WHERE code = 'AT') AS own,
           (SELECT count(*) FROM pg_index WHERE NOT indisvalid OR NOT indisready) AS unready,
           (SELECT bool_and(relhastriggers) FROM pg_class WHERE relname IN ('customers', 'orders')) AS triggers`);
  expect(sound).toEqual([{ orders: 50_000, own: 1, unready: 0, triggers: true }]);
  const { rows: wrote } = await session.query<{ bytes: number }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::int8 AS bytes`,
    [before.lsn],
  );
  return { level: before.level, bytes: wrote[0]?.bytes ?? 0 };
}

test('what fills empty tables writes no WAL meanwhile, and all of it again afterwards', async () => {
  await loadParser();
  // Set by a team whose production has replicas: it would keep a server with less WAL from starting.
  await using server = await startTestServer({ settings: { max_wal_senders: '10' } });
  const all = await filled(server);
  await server.writeWal?.('least');
  const least = await filled(server);
  await server.writeWal?.('all');
  const again = await filled(server);
  expect([all.level, least.level, again.level]).toEqual(['replica', 'minimal', 'replica']);
  // The table with a row of its own is not emptied for it.
  expect(least.bytes).toBeLessThan(all.bytes / 2);
  expect(again.bytes).toBeGreaterThan(all.bytes * 0.9);
});

test('a server that cannot do with less starts as it was', async () => {
  await using server = await startTestServer({ settings: { summarize_wal: 'on' } });
  await server.writeWal?.('least');
  await using session = await server.connect('observer', 'postgres');
  expect((await session.query('SHOW wal_level')).rows).toEqual([{ wal_level: 'replica' }]);
});
