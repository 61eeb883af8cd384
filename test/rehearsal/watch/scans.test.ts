import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { watched } from '../watched.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

test('what a statement read is not told again of the one after it', async () => {
  const given = `CREATE TABLE orders (id int PRIMARY KEY, total int);
    INSERT INTO orders SELECT g, g FROM generate_series(1, 500) AS g;
    CREATE TABLE quiet (id int);`;
  const migration = `UPDATE orders SET total = 1 WHERE total < 100;
    SET lock_timeout = '2s';
    UPDATE orders SET total = 2 WHERE total < 100;
    CREATE INDEX CONCURRENTLY quiet_id ON quiet (id);
    RESET lock_timeout;`;
  const scans = await watched(server, { given, migration }, ({ seen }) =>
    seen.map(({ step, scans: read }) => [step.line, read.map(({ table, rows }) => `${table} ${rows}`)]),
  );
  expect(scans).toEqual([
    [1, ['public.orders 500']],
    [2, []],
    [3, ['public.orders 500']],
    [4, []],
    [5, []],
  ]);
});
