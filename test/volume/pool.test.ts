import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { fillOf, pooledSql } from '../../src/volume/generate.ts';
import { startTestServer } from '../databases/server.ts';
import { databaseWith, fillAll, violations } from './filling.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const rows = 120_001;
const schema = `
  CREATE TYPE status AS ENUM ('new', 'paid', 'sent');
  CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE orders (id bigint PRIMARY KEY, person_id int NOT NULL REFERENCES people, reference uuid NOT NULL,
    number int NOT NULL UNIQUE, status status NOT NULL, city text, note text NOT NULL, score int CHECK (score BETWEEN 5 AND 9),
    amount numeric(12, 2) NOT NULL, address jsonb, placed_at timestamptz NOT NULL, low int, high int, CHECK (low < high));`;
const profile = new Map([
  ['public.people', { rows: 1_000 }],
  [
    'public.orders',
    {
      rows,
      columns: new Map([
        ['city', { distinct: 300, nullFraction: 0.3, width: 14, correlation: 0.01 }],
        ['note', { distinct: -1, nullFraction: 0, width: 90, correlation: 0 }],
        ['placed_at', { distinct: -1, nullFraction: 0, width: 8, correlation: 0.95 }],
      ]),
    },
  ],
]);

test('many rows come out of a pool: as production has them, under every constraint, the same for a seed', async () => {
  const digests: unknown[] = [];
  for (const name of ['once', 'again']) {
    await using session = await databaseWith(server, name, schema);
    const filled = await fillAll(server, name, { rows, profile });
    expect(filled.notes).toEqual([]);
    const plan = { ...filled, blank: new Set<string>(), sparse: new Set<number>(), seed: 1 };
    const pooled = [...filled.tables.values()].filter((table) => {
      const fill = fillOf(plan, table);
      return 'inserts' in fill && fill.inserts.some((insert) => pooledSql(insert).includes('WITH pool'));
    });
    expect(pooled.map((table) => table.name)).toEqual(['public.orders']);
    const { rows: sums } = await session.query(
      `SELECT count(*) AS rows, count(DISTINCT reference) AS uuids, count(DISTINCT city) AS cities,
              md5(string_agg(md5(o::text), '' ORDER BY id)) AS digest FROM orders AS o`,
    );
    expect(sums).toEqual([{ rows, uuids: rows, cities: 300, digest: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    digests.push(sums);
    if (name === 'again') break;
    expect(await violations(session)).toEqual([]);
    const { rows: found } = await session.query(
      `SELECT attname AS name, round(null_frac::numeric, 1)::float8 AS nulls, round(correlation::numeric, 1)::float8 AS correlation
         FROM pg_stats WHERE tablename = 'orders' AND attname IN ('city', 'note', 'placed_at') ORDER BY 1`,
    );
    expect(found).toEqual([
      { name: 'city', nulls: 0.3, correlation: expect.closeTo(0, 1) },
      { name: 'note', nulls: 0, correlation: expect.closeTo(0, 1) },
      { name: 'placed_at', nulls: 0, correlation: expect.closeTo(0.95, 0) },
    ]);
  }
  expect(digests[1]).toEqual(digests[0]);
}, 120_000);
