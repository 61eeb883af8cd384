import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../../src/ports/database.ts';
import type { QueryPlan, Scan } from '../../../../src/rehearsal/passes/queries/plans.ts';
import { worsened } from '../../../../src/rehearsal/passes/queries/regressions.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { code, hazards } from './hazards.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const routes = `
  CREATE TABLE routes (id bigint PRIMARY KEY, path text NOT NULL);
  CREATE INDEX r1 ON routes (lower(path));`;
const find = `
  -- name: FindRoute
  SELECT id FROM routes WHERE lower(path) = lower(@path);
  -- name: GetRoute
  SELECT path FROM routes WHERE id = @id;`;

test('GitLab 2885: the statistics of an expression go with its old index', async () => {
  const { planRegressions } = await hazards(server, {
    ...{ given: routes, deployed: find, rows: 200_000 },
    migration: `CREATE INDEX CONCURRENTLY r2 ON routes (lower(path));
      DROP INDEX CONCURRENTLY r1;`,
  });
  expect(planRegressions).toEqual([
    {
      ...{ query: 'SELECT id FROM routes WHERE lower(path) = lower($1)', source: 'queries.sql: FindRoute' },
      ...{ table: 'public.routes', tableRows: 200_000, lost: ['r1'], analyzed: 'as-before' },
      at: { file: 'migrations/0002.up.sql', line: 2 },
      before: { scan: 'Index Scan using r1', rows: 1, cost: expect.any(Number) },
      after: { scan: 'Bitmap Heap Scan using r2', rows: 1_000, cost: expect.any(Number) },
    },
  ]);
});

test('more queries than are worth planning: those first that are sent most often, the others are counted', async () => {
  const rare = Array.from({ length: 305 }, (_, index) => ({
    ...({ sql: `SELECT ${index} FROM routes`, does: 'reads', source: 'profile', callsPerSecond: 0.1 } as const),
  }));
  const [often] = code(find).map((query) => ({ ...query, source: 'profile', callsPerSecond: 90 }));
  const { planRegressions, notes } = await hazards(server, {
    ...{ given: routes, deployed: '', rows: 30_000 },
    migration: 'DROP INDEX r1;',
    more: { queries: { deployed: [...rare, often!, often!], coming: [], commands: [] } },
  });
  expect(planRegressions).toMatchObject([{ source: 'profile', callsPerSecond: 90, lost: ['r1'] }]);
  expect(notes).toContain('The plans of 300 known queries were compared, 6 others left out.');
});

test('with an ANALYZE before the old index goes, nothing is lost', async () => {
  const { planRegressions } = await hazards(server, {
    ...{ given: routes, deployed: find, rows: 50_000 },
    migration: `CREATE INDEX CONCURRENTLY r2 ON routes (lower(path));
      ANALYZE routes;
      DROP INDEX CONCURRENTLY r1;`,
  });
  expect(planRegressions).toEqual([]);
});

const orders = `
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id int NOT NULL, email varchar(80) NOT NULL, code text NOT NULL);
  CREATE INDEX by_user ON orders (user_id);
  CREATE INDEX by_email ON orders (email);
  CREATE INDEX by_code ON orders (code);`;
const everyday = `
  -- name: ByUser
  SELECT id FROM orders WHERE user_id = @id;
  -- name: ByEmail
  DELETE FROM orders WHERE email = @email;
  -- name: ByCode
  SELECT id FROM orders o WHERE code = @code AND EXISTS (SELECT FROM orders p WHERE p.id = o.user_id);
  -- name: Everything
  SELECT count(*) FROM orders;`;

test('an index that a known query needs is dropped, and a type changes: not even a copy, and the statistics are gone', async () => {
  const { planRegressions } = await hazards(server, {
    ...{ given: orders, deployed: everyday, rows: 50_000 },
    migration: `ALTER TABLE orders ALTER COLUMN email TYPE text;
      DROP INDEX by_code;`,
  });
  expect(planRegressions).toMatchObject([
    {
      ...{ source: 'queries.sql: ByEmail', at: { line: 1 }, lost: [], analyzed: 'as-before' },
      before: { scan: 'Index Scan using by_email', rows: 1 },
      after: { scan: 'Bitmap Heap Scan using by_email', rows: 250 },
    },
    {
      ...{ source: 'queries.sql: ByCode', at: { line: 2 }, lost: ['by_code'], analyzed: 'as-bad' },
      ...{ table: 'public.orders', tableRows: 50_000 },
      before: { scan: 'Index Scan using by_code', rows: 1 },
      after: { scan: 'Seq Scan', rows: 1 },
    },
  ]);
});

test('rows that are changed, a column more, an index in the place of another: no plan is worse for it', async () => {
  const { planRegressions } = await hazards(server, {
    ...{ given: orders, deployed: everyday, rows: 50_000 },
    migration: `ALTER TABLE orders ADD COLUMN note text;
      UPDATE orders SET note = 'x';
      CREATE INDEX CONCURRENTLY by_code_and_user ON orders (code, user_id);
      DROP INDEX CONCURRENTLY by_code;
      INSERT INTO orders (id, user_id, email, code)
        SELECT id + 10000000, user_id, email, code FROM orders;`,
  });
  expect(planRegressions).toEqual([]);
});

describe('what is much worse', () => {
  const plan = (cost: number, rows: number, how = 'Index Scan', alias = 'o'): QueryPlan => {
    const scan: Scan = { how, table: 'public.orders', alias, rows, cost };
    return { cost, scans: [scan] };
  };

  test.each([
    ['ten times the cost', plan(100, 1), plan(1_000, 1, 'Seq Scan')],
    ['a hundred times the rows', plan(150, 5), plan(400, 500)],
  ])('%s', (_, before, after) => {
    expect(worsened(before, after)).toEqual({
      whole: { before, after },
      before: before.scans[0],
      after: after.scans[0],
    });
  });

  test.each([
    ['nine times the cost', plan(100, 1), plan(900, 1, 'Seq Scan')],
    ['a table of a few pages', plan(8, 1), plan(180, 1, 'Seq Scan')],
    ['fewer rows than a page holds', plan(100, 0), plan(300, 50)],
    ['a better plan', plan(1_000, 1, 'Seq Scan'), plan(8, 1)],
    ['another table under that name', plan(100, 1, 'Index Scan', 'p'), plan(1_000, 1, 'Seq Scan')],
    ['a query that no longer works', plan(100, 1), undefined],
    ['a query that did not work', undefined, plan(1_000, 1)],
  ])('not: %s', (_, before, after) => {
    expect(worsened(before, after)).toBeUndefined();
  });
});
