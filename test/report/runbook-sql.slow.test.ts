import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Server, Session } from '../../src/ports/database.ts';
import {
  after,
  invalidIndexes,
  laggingReplicas,
  longTransactions,
  progressOf,
  sizesOf,
  waiting,
} from '../../src/report/runbook-sql.ts';
import { startTestServer } from '../databases/server.ts';

type Row = Readonly<Record<string, unknown>>;

/** A shop with a duplicate, and an index whose every row takes a while to build. */
const shop = `
  CREATE TABLE orders (id bigint PRIMARY KEY, email text);
  CREATE TABLE "Odd 'name" (id bigint);
  INSERT INTO orders VALUES (1, 'a'), (2, 'a');
  CREATE FUNCTION slowly(bigint) RETURNS bigint IMMUTABLE LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.3); RETURN $1; END $$;
  CREATE TABLE slow (id bigint);
  CREATE INDEX slow_index ON slow (slowly(id));
  INSERT INTO slow VALUES (1), (2), (3);
  CREATE DOMAIN word AS text;
  ALTER DOMAIN word ADD CONSTRAINT short CHECK (length(VALUE) < 9) NOT VALID;
  CREATE ROLE anybody;
  CREATE ROLE looker;
  GRANT pg_monitor TO looker;`;

/** What a query shows, once it shows anything that has got under way; nothing if it never does. */
async function eventually(session: Session, query: string): Promise<readonly Row[]> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { rows } = await session.query<Row>(query);
    if (rows.some(({ phase }) => phase !== 'initializing')) return rows;
    await sleep(20);
  }
  return [];
}

const rowsOf = async (session: Session, query: string): Promise<readonly Row[]> =>
  (await session.query<Row>(query)).rows;

/** The plan speaks of a minute; nobody waits that long here. */
const soon = longTransactions.replace('1 minute', '0.1 seconds');

interface Scene {
  readonly look: Session;
  readonly app: Session;
  readonly migration: Session;
}

async function inShop(server: Server, tell: (scene: Scene) => Promise<void>): Promise<void> {
  await using look = await server.connect('observer', 'postgres');
  await look.run(shop);
  await using app = await server.connect('observer', 'postgres');
  await using migration = await server.connect('observer', 'postgres');
  await tell({ look, app, migration });
}

describe.each([13, 14, 15, 16, 17, 18])('The queries of the deploy plan on Postgres %i', (major) => {
  test('show what is there to be seen, and nothing else', async () => {
    await using server = await startTestServer({ major, settings: { wal_level: 'replica', max_wal_senders: '2' } });
    await inShop(server, async (scene) => {
      await calm(scene);
      await replicas(server, scene);
      await openTransaction(scene);
      await queue(scene);
      await building(scene);
      await writtenAnew(scene);
      await leftOver(scene);
    });
  }, 120_000);
});

async function calm({ look }: Scene): Promise<void> {
  for (const query of [longTransactions, laggingReplicas, invalidIndexes, waiting, after])
    expect(await rowsOf(look, query)).toEqual([]);
  expect(await rowsOf(look, sizesOf(['public.orders', 'public."Odd \'name"', 'public.gone']))).toEqual([
    { name: 'public.orders', size: expect.stringMatching(/^\d+ kB$/) },
    { name: 'public."Odd \'name"', size: '0 bytes' },
    { name: 'public.gone', size: null },
  ]);
}

/** A replica, as far as its server sees one before it has asked for anything. */
async function replicas(server: Server, { look }: Scene): Promise<void> {
  const settings = { connectionString: server.address('observer', 'postgres'), replication: 'database' };
  const replica = new Client({ ...settings, application_name: 'replica_1' });
  await replica.connect();
  expect(await eventually(look, laggingReplicas)).toEqual([
    { application_name: 'replica_1', state: 'startup', replay_lag: null, behind: null },
  ]);
  await replica.end();
}

async function openTransaction({ look, app }: Scene): Promise<void> {
  await app.run('BEGIN');
  await app.run('SELECT count(*) FROM orders');
  await sleep(200);
  const open = { pid: app.pid, state: 'idle in transaction', query: 'SELECT count(*) FROM orders' };
  expect(await eventually(look, soon)).toMatchObject([open]);
  // Nor is it of the last minute.
  expect(await rowsOf(look, longTransactions)).toEqual([]);
  await look.run('SET ROLE looker');
  expect(await rowsOf(look, soon)).toMatchObject([open]);
  await look.run('SET ROLE anybody');
  // The plan says so: the answer is empty, and yet there is one.
  expect(await rowsOf(look, soon)).toEqual([]);
  await look.run('RESET ROLE');
}

/** The migration waits for the transaction, which is open still; a reader waits behind the migration. */
async function queue({ look, app, migration }: Scene): Promise<void> {
  const altered = migration.run('ALTER TABLE orders ADD COLUMN note text');
  expect(await eventually(look, waiting)).toMatchObject([
    { pid: migration.pid, waits_for: [app.pid], query: 'ALTER TABLE orders ADD COLUMN note text' },
  ]);
  await look.run(`SELECT pg_cancel_backend(${migration.pid})`);
  expect(await altered).toMatchObject({ ok: false, error: { sqlstate: '57014' } });
  expect(await rowsOf(look, waiting)).toEqual([]);
}

/** It waits for the transaction before it reads the table, and tells of it. */
async function building({ look, app, migration }: Scene): Promise<void> {
  await app.run('LOCK TABLE orders IN ROW EXCLUSIVE MODE');
  const sql = 'CREATE UNIQUE INDEX CONCURRENTLY orders_email ON orders (email)';
  const built = migration.run(sql);
  expect(await eventually(look, progressOf([{ sql }]))).toMatchObject([
    { pid: migration.pid, of_table: 'orders', phase: 'waiting for writers before build' },
  ]);
  await app.run('COMMIT');
  expect(await built).toMatchObject({ ok: false, error: { sqlstate: '23505' } });
  expect(await rowsOf(look, invalidIndexes)).toEqual([{ invalid_index: 'orders_email', on_table: 'orders' }]);
}

async function writtenAnew({ look, migration }: Scene): Promise<void> {
  for (const sql of ['VACUUM FULL slow', 'CLUSTER slow USING slow_index']) {
    const written = migration.run(sql);
    expect(await eventually(look, progressOf([{ sql }]))).toMatchObject([{ pid: migration.pid, of_table: 'slow' }]);
    expect(await written).toMatchObject({ ok: true });
  }
}

async function leftOver({ look, migration }: Scene): Promise<void> {
  await migration.run('ALTER TABLE orders ADD CONSTRAINT named CHECK (email IS NOT NULL) NOT VALID');
  expect(
    (await rowsOf(look, after)).toSorted((one, other) => (String(one['object']) < String(other['object']) ? -1 : 1)),
  ).toEqual([
    { left_over: 'unvalidated constraint', object: 'orders: named' },
    { left_over: 'invalid index', object: 'orders_email' },
  ]);
}
