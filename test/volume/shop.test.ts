import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server, Session } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { databaseWith, fillAll, shopSchema, violations } from './filling.ts';
import type { FilledDatabase } from './filling.ts';

/** More of them are asked for where there is time. */
const rows = Number(process.env['VOLUME_ROWS'] ?? 10_000);

let server: Server;
let shop: Session;
let filled: FilledDatabase;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  shop = await databaseWith(server, 'shop', shopSchema());
  filled = await fillAll(server, 'shop', { rows });
}, 120_000);
afterAll(async () => {
  await shop.end();
  await server.stop();
});

test('every table of a schema with every type and constraint is filled', async () => {
  expect(filled.notes).toEqual([]);
  expect(filled.counts.size).toBe(47);
  // Its key has one value.
  expect([...filled.counts].filter(([, count]) => count !== rows)).toEqual([['shop.single', 1]]);
  for (const [name, count] of filled.counts) {
    const only = name === 'shop.animals' ? 'ONLY' : '';
    const found = await shop.query<{ rows: number }>(`SELECT count(*)::int8 AS rows FROM ${only} ${name}`);
    expect([name, found.rows[0]?.rows]).toEqual([name, count]);
  }
});

test('every CHECK and every foreign key holds when Postgres looks at all rows again, and every key was built', async () => {
  expect(await violations(shop)).toEqual([]);
});

test('no column is left NULL for want of a value', async () => {
  const empty: string[] = [];
  for (const table of filled.tables.values()) {
    if (table.partitionOf !== undefined) continue;
    const counts = table.columns.map(({ name, number }) => `count(${name}) AS c${number}`).join(', ');
    const { rows: found } = await shop.query<Record<string, number>>(`SELECT ${counts} FROM ${table.name}`);
    for (const { name, number } of table.columns)
      if (found[0]?.[`c${number}`] === 0) empty.push(`${table.name}.${name}`);
  }
  // Who manages whom within a tenant cannot be computed, and a row that points at itself is no tree.
  expect(empty).toEqual(['shop.users.manager_id']);
});

test('rows are in every partition that takes any, and the ways to satisfy a CHECK are all taken', async () => {
  const { rows: partitions } = await shop.query<{ name: string; empty: boolean }>(`
    SELECT c.relname AS name, c.reltuples < 1 AS empty FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' ORDER BY 1`);
  expect(partitions.filter(({ empty }) => empty)).toEqual([]);
  const { rows: kinds } = await shop.query<{ kind: string; done: boolean; a: boolean }>(
    `SELECT DISTINCT kind, done, a IS NULL AS a FROM shop.chosen ORDER BY 1, 2, 3`,
  );
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['link', 'text']));
  expect(new Set(kinds.map(({ done }) => done))).toEqual(new Set([false, true]));
  expect(new Set(kinds.map(({ a }) => a))).toEqual(new Set([false, true]));
});

test('rows that hang on rows of their own table come to an end', async () => {
  const { rows: found } = await shop.query<{ deepest: number; roots: number }>(`
    WITH RECURSIVE tree (id, depth) AS (
      SELECT id, 1 FROM shop.products WHERE parent_id IS NULL
      UNION ALL SELECT p.id, t.depth + 1 FROM shop.products p JOIN tree t ON p.parent_id = t.id)
    SELECT max(depth) AS deepest, (count(*) = (SELECT count(*) FROM shop.products))::int AS roots FROM tree`);
  expect(found).toEqual([{ deepest: 6, roots: 1 }]);
});

test('sequences stand behind the rows, and nothing of the team’s ran while they came', async () => {
  await shop.query(`
    INSERT INTO shop.numbers ("select") VALUES (1);
    INSERT INTO shop.texts (t, s) VALUES ('one more', 'one-more')`);
  const { rows: settings } = await shop.query<{ rows: number }>(`SELECT count(*)::int8 AS rows FROM shop.guarded`);
  expect(settings[0]?.rows).toBe(rows);
});

test('the same seed makes the same rows, another seed others', async () => {
  const digests: string[] = [];
  for (const [at, seed] of [5, 5, 6].entries()) {
    const session = await databaseWith(server, `seed_${at}`, shopSchema());
    await fillAll(server, `seed_${at}`, { rows: 300, seed });
    const parts: string[] = [];
    for (const name of filled.counts.keys()) {
      const { rows: found } = await session.query<{ md5: string | null }>(
        `SELECT md5(string_agg(t::text, ';' ORDER BY t::text COLLATE "C")) FROM ${name} AS t`,
      );
      parts.push(`${name} ${found[0]?.md5 ?? ''}`);
    }
    digests.push(parts.join('\n'));
    await session.end();
  }
  expect(digests[1]).toBe(digests[0]);
  expect(digests[2]).not.toBe(digests[0]);
}, 60_000);
