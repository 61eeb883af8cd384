import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import type { QueryPlan, Scan } from '../../../src/rehearsal/queries/plans.ts';
import { worsened } from '../../../src/rehearsal/queries/regressions.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { hazards } from './hazards.ts';

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

test('with an ANALYZE before the old index goes, nothing is lost', async () => {
  const { planRegressions } = await hazards(server, {
    ...{ given: routes, deployed: find, rows: 50_000 },
    migration: `CREATE INDEX CONCURRENTLY r2 ON routes (lower(path));
      ANALYZE routes;
      DROP INDEX CONCURRENTLY r1;`,
  });
  expect(planRegressions).toEqual([]);
});

test('an index that a known query needs, and a column whose type changes', async () => {
  const { planRegressions } = await hazards(server, {
    given: `CREATE TABLE orders (id bigint PRIMARY KEY, user_id int NOT NULL, code text NOT NULL);
      CREATE INDEX by_user ON orders (user_id);
      CREATE INDEX by_code ON orders (code);`,
    rows: 50_000,
    deployed: `
      -- name: ByCode
      SELECT * FROM orders WHERE code = @code;
      -- name: Everything
      SELECT count(*) FROM orders;`,
    migration: `ALTER TABLE orders ALTER COLUMN user_id TYPE bigint;
      DROP INDEX by_code;`,
  });
  expect(planRegressions).toEqual([
    {
      ...{ query: 'SELECT * FROM orders WHERE code = $1', source: 'queries.sql: ByCode' },
      ...{ table: 'public.orders', tableRows: 50_000, lost: ['by_code'], analyzed: 'as-bad' },
      at: { file: 'migrations/0002.up.sql', line: 2 },
      before: { scan: 'Index Scan using by_code', rows: 1, cost: expect.any(Number) },
      after: { scan: 'Seq Scan', rows: 1, cost: expect.any(Number) },
    },
  ]);
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
