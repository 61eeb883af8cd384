import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { databaseWith, violations } from '../filling.ts';
import { differences, fillOnly, forge, insertsOf, planOf } from './forging.ts';

const rows = 120_001;

const schema = `
  CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
  CREATE TABLE people (id uuid PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE products (id int PRIMARY KEY, gone int, code varchar(12) NOT NULL UNIQUE);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone numeric, parent_id bigint REFERENCES orders,
    person_id uuid NOT NULL REFERENCES people, product_id int REFERENCES products, reference uuid NOT NULL UNIQUE,
    number int UNIQUE, place smallint NOT NULL, paid boolean NOT NULL, status status NOT NULL, amount numeric(12, 2) NOT NULL, rank int NOT NULL,
    currency char(3) NOT NULL, note text, title varchar(60) NOT NULL, address jsonb,
    placed_at timestamptz NOT NULL, shipped_at timestamp, day date, CHECK (shipped_at > placed_at),
    cents bigint GENERATED ALWAYS AS (rank * 2) STORED);
  ALTER TABLE orders DROP COLUMN gone;
  CREATE TABLE events (id bigint NOT NULL, region text NOT NULL, what varchar(40) NOT NULL, PRIMARY KEY (id, region))
    PARTITION BY LIST (region);
  CREATE TABLE events_eu PARTITION OF events FOR VALUES IN ('eu');
  CREATE TABLE events_us (what varchar(40) NOT NULL, gone int, region text NOT NULL, id bigint NOT NULL);
  ALTER TABLE events_us DROP COLUMN gone;
  ALTER TABLE events ATTACH PARTITION events_us FOR VALUES IN ('us');`;

const likeProduction = {
  orders: {
    rows,
    columns: {
      parent_id: { distinct: -0.2, nullFraction: 0.5, width: 8, correlation: 0.9 },
      product_id: { distinct: 900, nullFraction: 0.1, width: 4, correlation: 0.01 },
      number: { distinct: -0.75, nullFraction: 0.25, width: 4, correlation: 0.6 },
      amount: { distinct: -0.6, nullFraction: 0, width: 7, correlation: 0.2 },
      note: { distinct: -0.7, nullFraction: 0.3, width: 60, correlation: 0 },
      title: { distinct: -1, nullFraction: 0, width: 41, correlation: -0.4 },
      address: { distinct: 2_000, nullFraction: 0.2, width: 24, correlation: 0 },
      placed_at: { distinct: -1, nullFraction: 0, width: 8, correlation: 0.98 },
      shipped_at: { distinct: -0.9, nullFraction: 0.1, width: 8, correlation: 0.9 },
      day: { distinct: 400, nullFraction: 0, width: 4, correlation: 0.99, frequencies: [0.3, 0.2, 0.01] },
    },
  },
};

const others = { people: { rows: 5_000 }, products: { rows: 900 } };

const servers = new Map<number, Server>();
beforeAll(async () => {
  await loadParser();
  for (const major of [17, 18]) servers.set(major, await startTestServer({ major, checksums: 'off' }));
});
afterAll(async () => {
  for (const server of servers.values()) await server.stop();
});

function serverOf(major: number): Server {
  const server = servers.get(major);
  if (!server) throw new Error(`no Postgres ${major}`);
  return server;
}

test.each([
  [17, 'without a profile', 'plain', { orders: { rows } }, 1],
  [17, 'as uneven as production’s', 'likely', likeProduction, 1],
  [18, 'as uneven as production’s, of another seed', 'seeded', likeProduction, 7],
])('on Postgres %i forged rows are those that the server would have made: %s', async (major, _, name, wishes, seed) => {
  await using session = await databaseWith(serverOf(major), name, schema);
  const plan = await planOf(session, { ...others, ...wishes }, seed);
  await fillOnly(session, plan, ['people', 'products']);
  const [insert] = insertsOf(plan, 'orders');
  if (!insert) throw new Error('nothing to insert');

  const forged = await forge(session, plan, 'orders', insert);

  expect(forged).toEqual({ rows, bytes: expect.any(Number), pieces: expect.any(Function) });
  expect(await differences(session, insert)).toBe(0);
  expect(await violations(session)).toEqual([]);
  await session.query('CREATE EXTENSION amcheck');
  const { rows: broken } = await session.query(`SELECT * FROM verify_heapam('orders')`);
  expect(broken).toEqual([]);
  // They are ordinary rows to everybody who changes them.
  await session.query('SET session_replication_role = replica');
  await session.query('UPDATE orders SET place = 1 WHERE id % 100 = 0');
  await session.query('DELETE FROM orders WHERE id % 100 = 1');
  await session.query('VACUUM FREEZE orders');
  const { rows: after } = await session.query("SELECT * FROM verify_heapam('orders')");
  expect(after).toEqual([]);
});

test('a partition is a table of its own, whatever the order of its columns', async () => {
  await using session = await databaseWith(serverOf(17), 'parted', schema);
  const plan = await planOf(session, { events: { rows: 2 * rows } });
  for (const insert of insertsOf(plan, 'events')) {
    expect(await forge(session, plan, 'events', insert)).toMatchObject({ rows });
    expect(await differences(session, insert)).toBe(0);
  }
  const { rows: counts } = await session.query('SELECT region, count(*) AS rows FROM events GROUP BY 1 ORDER BY 1');
  expect(counts).toEqual([
    { region: 'eu', rows },
    { region: 'us', rows },
  ]);
});
