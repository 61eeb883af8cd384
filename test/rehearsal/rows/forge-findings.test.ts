import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer({ checksums: 'off' });
});
afterAll(() => server.stop());

const history = `CREATE TABLE customers (id int PRIMARY KEY);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total int);`;
const changed = unit(
  '0002',
  `CREATE INDEX orders_total ON orders (total);
   UPDATE orders SET total = 0 WHERE id <= 1000;
   ALTER TABLE orders ALTER COLUMN total TYPE bigint;
   ALTER TABLE orders ADD CONSTRAINT positive CHECK (id > 0);`,
  'ALTER TABLE orders DROP CONSTRAINT positive; DROP INDEX orders_total;',
);
const rows = 150_000;

const rehearsed = (how: 'inserted' | 'forged', on = server): Promise<Rehearsed> => {
  const tables = new Map([
    ['public.orders', rows],
    ['public.customers', 1_000],
  ]);
  const volume = { rows, tables, seconds: 60, ...(how === 'forged' && { forgeFrom: 120_000 }) };
  return rehearseOn(on, plan({ baseline: base(history), changed: [changed], volume }));
};

/** All but the times, and what a page more or less makes of its bytes. */
function told({ rehearsal, observations }: Rehearsed) {
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  const { statements, volume, schemaDiff, rollback, rerun, leftovers } = rehearsal;
  return {
    volume: volume.map(({ table, rows: count, bytes, source }) => [table, count, Math.round(bytes / 1e6), source]),
    ...{ schemaDiff, leftovers, observations, rollback: rollback.status, rerun: rerun.status },
    statements: statements.map(({ sql, locks, scans, rewrites, error }) => ({
      ...{ sql, scans, rewrites, error },
      locks: locks.map(({ object, mode }) => `${object} ${mode}`),
    })),
  };
}

const walOf = ({ rehearsal }: Rehearsed): readonly number[] =>
  rehearsal.status === 'ran' ? rehearsal.statements.map(({ walBytes }) => walBytes) : [];

const notesOf = ({ rehearsal }: Rehearsed): readonly string[] =>
  rehearsal.status === 'ran' ? rehearsal.notes.filter((note) => note.includes('forged')) : [];

test('a migration is found to do the same on forged rows as on inserted ones', async () => {
  const inserted = await rehearsed('inserted');
  const forged = await rehearsed('forged');
  expect(notesOf(inserted)).toEqual([]);
  expect(notesOf(forged)).toEqual(['public.orders is forged: its pages were written as files, and its rows checked.']);
  expect(told(forged)).toEqual(told(inserted));
  const wal = walOf(inserted);
  for (const [at, bytes] of walOf(forged).entries()) expect(bytes / (wal[at] ?? 0)).toBeCloseTo(1, 1);
}, 120_000);

test('where the server’s files are out of reach the report says so', async () => {
  await using elsewhere = await startTestServer();
  expect(notesOf(await rehearsed('forged', elsewhere))).toEqual([
    'No table is forged, its rows were inserted: the server’s files are out of reach (embedded).',
  ]);
}, 120_000);
