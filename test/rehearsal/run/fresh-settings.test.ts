import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MigrationUnit } from '../../../src/domain/migration.ts';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const afresh = ({ version, up }: MigrationUnit): MigrationUnit => ({
  version,
  ...(up && { up: { ...up, freshSettings: true } }),
});

// pg_dump writes this at the top, and Supabase's first migration often is a dump.
const dumped = unit('0001', `SELECT set_config('search_path', '', false); CREATE TABLE public.orders (id int);`);
const unqualified = unit('0002', 'ALTER TABLE orders ADD COLUMN note text;');
const added = unit('0003', `SELECT 1 / (current_setting('lock_timeout') = '7s')::int FROM orders;`);
const given = { rollback: 'leave-out', session: { lock_timeout: '7s' } } as const;

test('a runner that puts settings back finds its tables again, and keeps what it declares itself', async () => {
  const { rehearsal } = await rehearseOn(
    server,
    plan({
      ...given,
      baseline: { kind: 'migrations', units: [dumped, unqualified].map(afresh) },
      changed: [unit('0004', `SET search_path = ''; SET lock_timeout = '1s';`), added].map(afresh),
    }),
  );
  expect(rehearsal).toMatchObject({ status: 'ran', statements: [{}, {}, {}] });
  expect(JSON.stringify(rehearsal)).not.toContain('sqlstate');
});

test('with any other runner a setting of one file meets the next', async () => {
  const { rehearsal } = await rehearseOn(
    server,
    plan({ ...given, baseline: { kind: 'migrations', units: [dumped, unqualified] }, changed: [added] }),
  );
  expect(rehearsal).toMatchObject({
    status: 'broke',
    because:
      'The base history does not run: migrations/0002.up.sql:1 fails with SQLSTATE 42P01. A table or view does not exist.',
  });
});

test('a base that misses what the platform brings names where to get it', async () => {
  const platform = 'Its own schemas are not in a plain Postgres: name its image.';
  const users = unit('0001', 'CREATE TABLE profiles (id uuid REFERENCES auth.users);');
  const wanting = plan({ ...given, baseline: { kind: 'migrations', units: [users] }, changed: [added] });
  const { problem } = await rehearseOn(server, { ...wanting, tool: { ...wanting.tool, platform } });
  expect(problem).toMatchObject({ code: 'baseline-failed', advice: platform });
});
