import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { asLong, measured, waits } from './shop.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

test('each statement waits for whom its lock wants away, and keeps those waiting whom it blocks', async () => {
  const seen = await measured(
    server,
    [
      'ALTER TABLE orders ADD COLUMN email text;',
      'CREATE INDEX orders_note ON orders (note);',
      'CREATE INDEX CONCURRENTLY orders_total ON orders (total);',
      'DROP TRIGGER stamped ON orders;',
      'ALTER TABLE orders ALTER note SET STATISTICS 200;',
    ].join('\n'),
  );
  expect(waits(seen)).toEqual([
    // DROP TRIGGER takes the same lock: it is not kept waiting once more.
    { line: 1, tables: ['public.orders'], behind: 'reader', alike: [4] },
    { line: 2, tables: ['public.orders'], behind: 'writer' },
    { line: 3, tables: [], behind: 'snapshot' },
  ]);
  const [column, index, concurrently] = seen.behind!.stalls;
  expect(column!.readMs).toBeGreaterThan(asLong);
  expect(column!.writeMs).toBeGreaterThan(asLong);
  expect(index!.writeMs).toBeGreaterThan(asLong);
  expect(index!.readMs).toBe(0);
  expect(concurrently).toMatchObject({ readMs: 0, writeMs: 0, rowMs: 0 });
  // With nobody in the way none of it takes long enough to be noticed.
  expect(seen.alone).toMatchObject({ stalls: [], blockedStatements: 0 });
  expect(seen.longestReadStallMs).toBe(seen.behind!.longestReadStallMs);
});

test('a lock_timeout ends the wait, and the queue moves on; what comes after is seen as well', async () => {
  const seen = await measured(
    server,
    [
      "SET lock_timeout = '40ms';",
      'BEGIN;',
      'ALTER TABLE orders ADD x int;',
      'ALTER TABLE customers ADD x int;',
      'COMMIT;',
    ].join('\n'),
  );
  expect(waits(seen)).toEqual([
    { line: 3, tables: ['public.orders'], behind: 'reader', sqlstate: '55P03' },
    { line: 4, tables: ['public.customers'], behind: 'reader', sqlstate: '55P03', keeps: ['public.orders'] },
  ]);
  expect(seen.behind!.stalls[0]!.waited).toMatchObject({ lockTimeoutMs: 40 });
  expect(seen.longestReadStallMs).toBeLessThan(asLong);
});

test('two tables in one transaction: the first cannot be used while the second is waited for', async () => {
  const seen = await measured(
    server,
    ['BEGIN;', 'ALTER TABLE orders ADD x int;', 'ALTER TABLE customers ADD x int;', 'COMMIT;'].join('\n'),
  );
  expect(waits(seen)).toEqual([
    { line: 2, tables: ['public.orders'], behind: 'reader' },
    { line: 3, tables: ['public.customers'], behind: 'reader', keeps: ['public.orders'] },
  ]);
  const [first, second] = seen.behind!.stalls;
  expect(first!.readMs).toBeGreaterThan(second!.readMs * 1.5);
});

test('a short lock_timeout cancels CONCURRENTLY for a snapshot of whatever table, and an invalid index stays', async () => {
  const migration = "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY orders_note ON orders (note);";
  const seen = await measured(server, migration, { longestTransactionMs: 5_000 });
  expect(waits(seen)).toEqual([
    { line: 2, tables: [], behind: 'snapshot', sqlstate: '55P03', leaves: 'public.orders_note' },
  ]);
  expect(seen.behind!.stalls[0]!.waited).toMatchObject({ lockTimeoutMs: 2_000 });
  // No transaction of production's is open for so long: then it is not cancelled.
  expect(waits(await measured(server, migration))).toEqual([{ line: 2, tables: [], behind: 'snapshot' }]);
});

test('a lock_timeout counts locked rows, too: an UPDATE gives up behind whoever has changed some of them', async () => {
  const update = "UPDATE orders SET note = 'x';";
  const timed = ["SET lock_timeout = '60ms';", update, 'BEGIN;', "SET LOCAL lock_timeout = '50ms';", update, 'COMMIT;'];
  const seen = await measured(server, timed.join('\n'));
  expect(waits(seen)).toEqual([
    { line: 2, tables: ['public.orders'], behind: 'writer', sqlstate: '55P03' },
    { line: 5, tables: ['public.orders'], behind: 'writer', sqlstate: '55P03' },
  ]);
  expect(seen.behind!.stalls.map(({ waited }) => waited)).toMatchObject([
    { rows: true, lockTimeoutMs: 60 },
    { rows: true, lockTimeoutMs: 50 },
  ]);
  // Without a timeout it waits for its turn, and keeps nobody else on the table waiting.
  expect((await measured(server, update)).behind).toBeUndefined();
});
