import { beforeAll, expect, test } from '@jest/globals';
import type { PlanRegression } from '../../src/domain/query-hazards.ts';
import type { Observations } from '../../src/rules/kit/seen.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

const migration = "comment on table orders is 'Paid and open ones.';";

const at = { file: '2.sql', line: 1 };
const getOrder = { query: 'SELECT * FROM orders WHERE id = $1', source: 'queries/orders.sql: GetOrder' };
const addOrder = { query: 'INSERT INTO orders (id) VALUES ($1)', source: 'profile', callsPerSecond: 12 };
const words = (rule: string, observations: Partial<Observations>) =>
  told(rule, migration, { observations }).map(({ severity, objects, says, instead }) => ({
    ...{ severity, objects, says, instead },
  }));

test('a query that connections have prepared', () => {
  const all = { ...getOrder, at, sqlstate: '0A000', columns: 'all' } as const;
  expect(words('cached-plan-breaks', { cachedPlans: [all, all] })).toEqual([
    {
      ...{ severity: 'warning', objects: [] },
      says: 'The query `GetOrder` of `queries/orders.sql` fails on connections that have it prepared: its result has other columns, or other types, after this. They get 0A000, “cached plan must not change result type”, once where the driver then prepares it anew, and every time where it does not. 1 more query fails so too.',
      instead:
        'Name the columns in the query, in the place of the `*`, and deploy that first. Or open the application’s connections anew right after the migration.',
    },
  ]);
  expect(words('cached-plan-breaks', { cachedPlans: [{ ...all, columns: 'named' }] })).toMatchObject([
    {
      instead:
        'Give the column a fixed type in the query (`name::text`) and deploy that first. Or open the application’s connections anew right after the migration.',
    },
  ]);
  expect(words('cached-plan-breaks', { cachedPlans: [{ ...all, sqlstate: 'XX000' }] })).toEqual([
    {
      ...{ severity: 'warning', objects: [] },
      says: 'The query `GetOrder` of `queries/orders.sql` fails on connections that have it prepared (XX000): the types it was prepared with are gone, or do not fit. It does so until it is prepared anew, which not every driver does after this error.',
      instead:
        'Change the type in its place (ALTER TYPE … ADD VALUE), or open the application’s connections anew right after the migration.',
    },
  ]);
});

test('many statements that do so are one thing to know', () => {
  const of = (line: number) =>
    ({ ...getOrder, at: { file: '2.sql', line }, sqlstate: '0A000', columns: 'all' }) as const;
  const said = (lines: number) =>
    words('cached-plan-breaks', { cachedPlans: Array.from({ length: lines }, (_, index) => of(index + 1)) });
  expect(said(3)).toHaveLength(3);
  const [one, ...others] = said(15);
  expect(others).toEqual([]);
  expect(one?.says).toMatch(/ 14 more statements of this pull request do so to other queries\.$/);
});

test('a transaction that locks in the other order', () => {
  const ended = { soon: 'migration', later: 'application' } as const;
  const tables = { first: 'public.orders', second: 'public.customers', mode: 'ShareRowExclusiveLock' } as const;
  const addCustomer = { query: 'INSERT INTO customers (id) VALUES ($1)', source: 'queries/orders.sql: AddCustomer' };
  const met = { ...tables, ended, at, timeoutMs: 1_000, queries: [addCustomer, addOrder] } as const;
  expect(words('deadlock-order', { deadlocks: [met] })).toEqual([
    {
      ...{ severity: 'blocker', objects: ['public.orders', 'public.customers'] },
      says: 'The migration deadlocks with the application: one transaction locks `public.orders` and then waits for `public.customers`. The application writes them the other way round: the query `AddCustomer` of `queries/orders.sql`, and then the production query `INSERT INTO orders (id) VALUES ($1)`. In one transaction they ended in a deadlock (40P01). Postgres ended the migration where the application went on before deadlock_timeout (1 s) had passed, and the application’s transaction where it did later.',
      instead:
        "Lock them in the application’s order, first thing in the transaction: `LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;` Or give each table a transaction of its own. A lock_timeout below deadlock_timeout (`SET lock_timeout = '500ms'`) makes the migration give way, not the application.",
    },
  ]);
  const says = (one: typeof ended | { soon: 'migration'; later: 'migration' | 'nobody' }): string =>
    words('deadlock-order', { deadlocks: [{ ...met, ended: one }] })[0]?.says ?? '';
  expect(says({ soon: 'migration', later: 'migration' })).toMatch(/\(40P01\)\. Postgres ended the migration\.$/);
  expect(says({ soon: 'migration', later: 'nobody' })).toMatch(/, and neither where it did later/);
});

test('a plan that is much worse, and what would have kept it', () => {
  const worse: PlanRegression = {
    ...getOrder,
    ...{ at, table: 'public.orders', tableRows: 200_000, lost: ['r1'] },
    analyzed: 'as-before',
    before: { scan: 'Index Scan using r1', rows: 1, cost: 8.44 },
    after: { scan: 'Bitmap Heap Scan using r2', rows: 1_000, cost: 1_677.25 },
  };
  expect(words('plan-regression', { planRegressions: [worse, { ...worse, ...addOrder }] })).toEqual([
    {
      ...{ severity: 'warning', objects: ['public.orders'] },
      says: 'The query `GetOrder` of `queries/orders.sql` is planned much worse after it: on `public.orders` with 200,000 rows, before `Index Scan using r1` (1 row expected, cost 8), after `Bitmap Heap Scan using r2` (1,000 rows expected, cost 1,677). `r1`, which it used, is gone, and with it the statistics on what it indexed: an ANALYZE of `public.orders` brought the plan back. Autovacuum takes none after DDL. 1 more query gets a worse plan too.',
      instead: 'Run `ANALYZE public.orders;` before this statement, once what replaces the index is there.',
    },
  ]);
  const says = (one: PlanRegression) =>
    words('plan-regression', { planRegressions: [one] }).map((hit) => [hit.says, hit.instead]);
  expect(says({ ...worse, ...addOrder, analyzed: 'as-bad' })).toEqual([
    [
      'The production query `INSERT INTO orders (id) VALUES ($1)` (12 calls a second) is planned much worse after it: on `public.orders` with 200,000 rows, before `Index Scan using r1` (1 row expected, cost 8), after `Bitmap Heap Scan using r2` (1,000 rows expected, cost 1,677). `r1`, which it used, is gone.',
      'Keep the index, or build the one that serves this query first, with CREATE INDEX CONCURRENTLY.',
    ],
  ]);
  expect(says({ ...worse, lost: [] })).toEqual([
    [
      expect.stringMatching(
        /, cost 1,677\)\. Statistics are gone: an ANALYZE of `public\.orders` brought the plan back\./,
      ),
      'Run `ANALYZE public.orders;` right after this statement.',
    ],
  ]);
  expect(says({ ...worse, lost: [], analyzed: 'as-bad' })).toEqual([
    [
      expect.stringMatching(/, cost 1,677\)\.$/),
      'Look at both plans with EXPLAIN, and see that the query keeps an index that it can use.',
    ],
  ]);
});
