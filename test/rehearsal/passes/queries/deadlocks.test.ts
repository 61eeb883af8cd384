import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Deadlock } from '../../../../src/domain/query-hazards.ts';
import type { Server } from '../../../../src/ports/database.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { hazards } from './hazards.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const pipelines = `
  CREATE TABLE ci_stages (id bigint PRIMARY KEY, name text NOT NULL);
  CREATE TABLE ci_builds (id bigint PRIMARY KEY, stage_id bigint NOT NULL);`;

const deployed = `
  -- name: AddStage
  INSERT INTO ci_stages (id, name) VALUES (@id, @name);
  -- name: AddBuild
  INSERT INTO ci_builds (id, stage_id) VALUES (@id, @stage_id);`;

const met = async (migration: string, queries = deployed): Promise<readonly Deadlock[]> =>
  (await hazards(server, { given: pipelines, migration, deployed: queries })).deadlocks;

const addKey = 'ALTER TABLE ci_builds ADD FOREIGN KEY (stage_id) REFERENCES ci_stages NOT VALID;';

test('GitLab 17622: a new foreign key locks builds, then stages; the application writes a stage, then its builds', async () => {
  expect(await met(addKey)).toEqual([
    {
      ...{ first: 'public.ci_builds', second: 'public.ci_stages', mode: 'ShareRowExclusiveLock' },
      ...{ ended: { soon: 'migration', later: 'application' }, timeoutMs: 1_000 },
      at: { file: 'migrations/0002.up.sql', line: 1 },
      queries: [
        { query: 'INSERT INTO ci_stages (id, name) VALUES ($1, $2)', source: 'queries.sql: AddStage' },
        { query: 'INSERT INTO ci_builds (id, stage_id) VALUES ($1, $2)', source: 'queries.sql: AddBuild' },
      ],
    },
  ]);
});

test('the proposed order waits before it holds anything', async () => {
  const inOrder = `BEGIN;\nLOCK TABLE ci_stages, ci_builds IN SHARE ROW EXCLUSIVE MODE;\n${addKey}\nCOMMIT;`;
  expect(await met(inOrder)).toEqual([]);
});

test('a lock_timeout below deadlock_timeout lets go in time', async () => {
  expect(await met(`SET lock_timeout = '300ms';\n${addKey}`)).toEqual([]);
});

test('two tables in one transaction: from the grandchild up, with a lock_timeout that comes too late', async () => {
  const shop = `
    CREATE SCHEMA sales;
    CREATE TABLE customers (id bigint PRIMARY KEY);
    CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers);
    CREATE TABLE sales.items (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);`;
  const { deadlocks } = await hazards(server, {
    given: shop,
    migration: `SET lock_timeout = '5s';
      BEGIN;
      ALTER TABLE sales.items ADD COLUMN note text;
      ALTER TABLE customers ADD COLUMN note text;
      COMMIT;`,
    deployed: `
      -- name: AddAll
      WITH customer AS (INSERT INTO customers (id) VALUES (@id) RETURNING id) SELECT id FROM customer;
      -- name: AddItem
      INSERT INTO sales.items (id, order_id) VALUES (@id, @order_id);`,
  });
  expect(deadlocks).toMatchObject([
    {
      ...{ first: 'sales.items', second: 'public.customers', mode: 'AccessExclusiveLock', at: { line: 4 } },
      ended: { soon: 'migration', later: 'application' },
    },
  ]);
});

test('in the application’s order, in transactions of their own, and with unknown writers nobody is ended', async () => {
  const parentFirst = `BEGIN;
    ALTER TABLE ci_stages ADD COLUMN note text;
    ${addKey}
    COMMIT;`;
  expect(await met(parentFirst)).toEqual([]);
  const builds = '-- name: AddBuild\nINSERT INTO ci_builds (id, stage_id) VALUES (@id, @stage_id);';
  expect(await met(addKey, builds)).toEqual([]);
});
