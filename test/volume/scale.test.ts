import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../rehearsal/plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const schema = base(`
  CREATE TABLE countries (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE customers (id int PRIMARY KEY, country_id int NOT NULL REFERENCES countries);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, note text);
  CREATE TABLE apart (id int PRIMARY KEY);`);
const migration = [unit('0002', 'CREATE INDEX ON orders (customer_id);')];
const volume = { rows: 20_000, tables: new Map(), seconds: 60 };
const lean = { rollback: 'leave-out', rerun: 'leave-out' } as const;

test('touched tables get their rows, those their keys reach theirs, and none gets more than production has', async () => {
  const rows = new Map([
    ['public.countries', 1_200],
    ['public.orders', 5_000_000],
  ]);
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      baseline: schema,
      changed: migration,
      volume: { ...volume, production: { rows, source: 'profile' } },
      ...lean,
    }),
  );
  const tables = rehearsal.status === 'ran' ? rehearsal.volume.map(({ table, rows: made }) => [table, made]) : [];
  expect(tables).toEqual([
    ['public.orders', 20_000],
    ['public.customers', 20_000],
    ['public.countries', 1_200],
  ]);
  expect(rehearsal.status === 'ran' && rehearsal.notes.filter((note) => note.includes('production'))).toEqual([
    '`volume.rows` allows 20,000 rows, fewer than production has: public.orders.',
  ]);
});

test('what only foreign keys reach gets fewer rows, and the report says why', async () => {
  const rows = new Map([
    ['public.orders', 100_500],
    ['public.customers', 9_000_000],
  ]);
  const production = { rows, source: 'profile' } as const;
  const { rehearsal } = await rehearseOn(
    server,
    plan({ baseline: schema, changed: migration, volume: { ...volume, rows: 100_500, production }, ...lean }),
  );
  expect(rehearsal.status === 'ran' && rehearsal.notes.filter((note) => note.includes('production'))).toEqual([
    'A table that only foreign keys reach gets 100,000 rows, fewer than production has: public.customers.',
  ]);
});

test('wide rows, as production’s statistics have them, do not fit into a small budget of disk', async () => {
  const statistics = new Map([['public.orders', { columns: new Map([['note', { width: 1_000, distinct: -1 }]]) }]]);
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      baseline: schema,
      changed: migration,
      volume: { ...volume, bytes: 20_000_000, production: { rows: new Map(), source: 'profile', statistics } },
      ...lean,
    }),
  );
  if (rehearsal.status !== 'ran') throw new Error('It broke.');
  const notes = rehearsal.notes.filter((note) => note.startsWith('Only '));
  expect(notes).toEqual([
    expect.stringMatching(/^Only (3\d|4\d) % of the wished rows fit twice into 20 MB, `volume\.bytes`\.$/),
  ]);
  const orders = rehearsal.volume.find(({ table }) => table === 'public.orders');
  expect(orders?.rows).toBeGreaterThan(5_000);
  expect(orders?.rows).toBeLessThan(10_000);
  // A page takes seven of them.
  expect((orders?.bytes ?? 0) / (orders?.rows ?? 1)).toBeGreaterThan(1_000);
});
