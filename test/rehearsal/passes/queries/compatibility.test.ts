import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from '../../../../src/databases/command.ts';
import type { RehearsalRun } from '../../../../src/domain/rehearsal.ts';
import type { Server } from '../../../../src/ports/database.ts';
import type { Observations } from '../../../../src/rehearsal/plan.ts';
import type { KnownQuery } from '../../../../src/rehearsal/passes/queries/known.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { queriesIn } from '../../../../src/sql/queries.ts';
import { startTestServer } from '../../../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../../plans.ts';

const shop = `
  CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
  CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, contact email,
    old_status text, tags text[] NOT NULL DEFAULT '{}');
  CREATE TABLE orders (id uuid PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, state state NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now());`;

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

/** As a file of the application's would hold them. */
const code = (text: string): readonly KnownQuery[] =>
  queriesIn(text).queries.map(({ name, ...query }) => ({ ...query, source: `queries.sql: ${name ?? ''}` }));

interface Asked {
  readonly migration: string;
  readonly deployed?: string;
  readonly coming?: string;
  readonly commands?: readonly string[];
}

interface Answer extends Pick<RehearsalRun, 'notes'>, Pick<Observations, 'queryBreaks'> {
  readonly checks: RehearsalRun['compatibility'];
}

async function compatibility({ migration, deployed = '', coming = '', commands = [] }: Asked): Promise<Answer> {
  const queries = { deployed: code(deployed), coming: code(coming), commands };
  const given = plan({ baseline: base(shop), changed: [unit('0002', migration)], queries });
  const asked = { ...given, rollback: 'leave-out', rerun: 'leave-out' } as const;
  const { rehearsal, observations } = await rehearseOn(server, asked, { command: runCommand });
  if (rehearsal.status !== 'ran') throw new Error(rehearsal.because);
  return { checks: rehearsal.compatibility, notes: rehearsal.notes, queryBreaks: observations.queryBreaks };
}

const everyday = `
  -- name: GetUser :one
  SELECT * FROM users WHERE id = @id;
  -- name: AddUser :one
  INSERT INTO users (name, contact, tags) VALUES (@name, @contact, @tags) RETURNING id;
  -- name: AddUsers :exec
  INSERT INTO users (name) SELECT unnest(@names::text[]);
  -- name: AddOrder :exec
  INSERT INTO orders (id, user_id, state) VALUES (@id, @user_id, @state);
  -- name: Latest :many
  SELECT u.name, state FROM orders o JOIN users u ON u.id = o.user_id ORDER BY created_at DESC LIMIT sqlc.arg(most);
  -- name: Purge :exec
  WITH gone AS (DELETE FROM orders WHERE created_at < @before RETURNING user_id) SELECT count(*) FROM gone;
  -- name: Paid :exec
  UPDATE orders SET state = 'paid' WHERE id = ANY (sqlc.slice('ids')::uuid[]);`;

test('a column that may be NULL breaks nothing: not what reads, not what inserts rows of every type', async () => {
  const { checks, queryBreaks, notes } = await compatibility({
    migration: 'ALTER TABLE users ADD COLUMN nickname text;',
    deployed: everyday,
    coming: everyday,
  });
  expect(checks).toEqual({ backward: { checked: 7, broken: [] }, forward: { checked: 7, broken: [] } });
  expect(queryBreaks).toEqual([]);
  expect(notes.filter((note) => note.includes('could not be tried'))).toEqual([]);
});

test('a column that deployed code reads is dropped: the query, and the statement that breaks it', async () => {
  const { checks, queryBreaks } = await compatibility({
    migration: 'ALTER TABLE users ADD COLUMN status text;\nALTER TABLE users DROP COLUMN old_status;',
    deployed: `${everyday}
      -- name: Status :one
      SELECT old_status FROM users WHERE id = $1;`,
  });
  const query = 'SELECT old_status FROM users WHERE id = $1';
  const source = 'queries.sql: Status';
  expect(checks.backward).toEqual({ checked: 8, broken: [{ query, source, sqlstate: '42703' }] });
  expect(queryBreaks).toEqual([
    {
      ...{ code: 'deployed', query, source, sqlstate: '42703', says: 'A column does not exist.' },
      at: { file: 'migrations/0002.up.sql', line: 2 },
    },
  ]);
});

test('broken twice: told at the first statement, with what it said then', async () => {
  const { checks, queryBreaks } = await compatibility({
    migration: 'ALTER TABLE orders RENAME COLUMN state TO condition;\nDROP TABLE orders;',
    deployed: '-- name: States :many\nSELECT state FROM orders;',
  });
  expect(checks.backward).toMatchObject({ broken: [{ source: 'queries.sql: States', sqlstate: '42P01' }] });
  expect(queryBreaks).toMatchObject([{ sqlstate: '42703', says: 'A column does not exist.', at: { line: 1 } }]);
});

test('a new column is required: parsing takes the old INSERT, only running it tells', async () => {
  const { checks, queryBreaks } = await compatibility({
    migration: `BEGIN;
      SET LOCAL search_path = pg_catalog;
      ALTER TABLE public.users ADD COLUMN code text NOT NULL DEFAULT '';
      ALTER TABLE public.users ALTER COLUMN code DROP DEFAULT;
      COMMIT;`,
    deployed: everyday,
  });
  expect(checks.backward).toMatchObject({
    checked: 7,
    broken: [
      { source: 'queries.sql: AddUser', sqlstate: '23502' },
      { source: 'queries.sql: AddUsers', sqlstate: '23502' },
    ],
  });
  expect(queryBreaks.map(({ at }) => at?.line)).toEqual([4, 4]);
});

test('a second table gets a column of the same name: the deployed ORDER BY is ambiguous', async () => {
  const { queryBreaks } = await compatibility({
    migration: 'ALTER TABLE users ADD COLUMN created_at timestamp;',
    deployed: everyday,
  });
  expect(queryBreaks).toMatchObject([
    { source: 'queries.sql: Latest', sqlstate: '42702', says: 'A column name is ambiguous.' },
  ]);
});

test('queries that fail one after the other are each told with the statement that breaks them', async () => {
  const { queryBreaks } = await compatibility({
    migration: `BEGIN;
      ALTER TABLE users ADD COLUMN created_at timestamp;
      ALTER TABLE users DROP COLUMN old_status;
      COMMIT;`,
    deployed: `${everyday}
      -- name: Status :one
      SELECT old_status FROM users WHERE id = @id;`,
  });
  expect(queryBreaks.map(({ source, sqlstate, at }) => [source, sqlstate, at?.line])).toEqual([
    ['queries.sql: Latest', '42702', 2],
    ['queries.sql: Status', '42703', 3],
  ]);
});

test('a value that we made up, refused all along, does not accuse an earlier statement', async () => {
  const { checks, queryBreaks } = await compatibility({
    migration: 'ALTER TABLE users ADD COLUMN status text;\nALTER TABLE orders RENAME COLUMN state TO condition;',
    deployed: `-- name: AddOrder :exec
      INSERT INTO orders (id, user_id, state) VALUES (@id, -1, @state);`,
  });
  expect(checks.backward).toMatchObject({ checked: 1, broken: [{ sqlstate: '42703' }] });
  expect(queryBreaks).toMatchObject([{ sqlstate: '42703', says: 'A column does not exist.', at: { line: 2 } }]);
});

test('the pull request’s code asks for what the old schema has not', async () => {
  const { checks, queryBreaks } = await compatibility({
    migration: 'ALTER TABLE users ADD COLUMN nickname text;',
    deployed: everyday,
    coming: `${everyday}
      -- name: Nickname :one
      SELECT nickname FROM users WHERE id = @id;`,
  });
  expect(checks.backward).toEqual({ checked: 7, broken: [] });
  const query = 'SELECT nickname FROM users WHERE id = $1';
  const source = 'queries.sql: Nickname';
  expect(checks.forward).toEqual({ checked: 8, broken: [{ query, source, sqlstate: '42703' }] });
  expect(queryBreaks).toEqual([{ code: 'coming', query, source, sqlstate: '42703', says: 'A column does not exist.' }]);
});

test('rows that we made up accuse nobody: a new CHECK, key or foreign key that they violate breaks no query', async () => {
  const { checks } = await compatibility({
    migration: `ALTER TABLE users ADD CONSTRAINT long_name CHECK (length(name) > 3) NOT VALID;
      ALTER TABLE orders ADD COLUMN seller bigint NOT NULL DEFAULT 0;
      ALTER TABLE orders ADD FOREIGN KEY (seller) REFERENCES users NOT VALID;`,
    deployed: everyday,
  });
  expect(checks.backward).toEqual({ checked: 7, broken: [] });
});

test('a query that does not come to an end is not judged', async () => {
  const { checks, notes } = await compatibility({
    migration: 'ALTER TABLE users DROP COLUMN old_status;',
    deployed: `-- name: Slow :exec
      UPDATE users SET name = (SELECT pg_sleep(60)::text);`,
  });
  expect(checks.backward).toEqual({ checked: 0, broken: [] });
  expect(notes).toContain('1 known query of the code that runs now could not be tried within 5 s.');
});

test('what the base schema does not take is not counted, and said', async () => {
  const { checks, notes } = await compatibility({
    migration: 'ALTER TABLE users DROP COLUMN old_status;',
    deployed: '-- name: Elsewhere :many\nSELECT * FROM another_database;',
  });
  expect(checks).toEqual({
    backward: { checked: 0, broken: [] },
    forward: { status: 'not-measured', because: 'no query of the pull request’s code is known' },
  });
  expect(notes).toContain(
    '1 known query of the code that runs now could not be tried: the old schema does not take it.',
  );
});

test('commands of the team’s, such as the deployed code’s tests, are run against both schemas', async () => {
  const select = (what: string): string =>
    `node --input-type=module -e "import pg from 'pg'; const one = new pg.Client(process.env.DATABASE_URL); await one.connect(); await one.query('SELECT ${what} FROM users'); await one.end()" 2>/dev/null`;
  const [works, breaks, never] = [select('name'), select('old_status'), 'exit 7'];
  const { checks, queryBreaks, notes } = await compatibility({
    migration: 'ALTER TABLE users DROP COLUMN old_status;',
    commands: [works, breaks, never],
  });
  const broken = { query: breaks, source: 'command', sqlstate: 'exit 1' };
  expect(checks.backward).toEqual({ checked: 2, broken: [broken] });
  expect(queryBreaks).toEqual([
    { ...broken, code: 'deployed', says: 'It works on the old one.', at: { file: 'migrations/0002.up.sql', line: 1 } },
  ]);
  expect(notes).toContain('1 command of queries.commands could not be judged: on the old schema it fails too.');
});
