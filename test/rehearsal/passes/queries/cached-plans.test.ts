import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

const given = `
  CREATE TYPE state AS ENUM ('new', 'paid', 'lost');
  CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, gone text);
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, state state NOT NULL);`;

const deployed = `
  -- name: GetUser
  SELECT * FROM users WHERE id = @id;
  -- name: AddUser
  INSERT INTO users (id, name) VALUES (@id, @name) RETURNING *;
  -- name: Name
  SELECT name FROM users WHERE id = @id;
  -- name: FixedName
  SELECT name::text FROM users WHERE id = @id;
  -- name: Gone
  SELECT gone FROM users;
  -- name: InState
  SELECT id FROM orders WHERE state = @state;
  -- name: Count
  SELECT count(*) FROM orders JOIN users ON users.id = user_id;`;

test('a connection that stayed open fails on what it has prepared, each query from the statement that did it', async () => {
  const { cachedPlans, queryBreaks } = await hazards(server, {
    given,
    deployed,
    migration: `BEGIN;
      ALTER TABLE users ADD COLUMN nickname text;
      ALTER TABLE users ALTER COLUMN name TYPE varchar(80);
      ALTER TABLE users DROP COLUMN gone;
      COMMIT;
      ALTER TYPE state RENAME TO old_state;
      CREATE TYPE state AS ENUM ('new', 'paid');
      ALTER TABLE orders ALTER COLUMN state TYPE state USING 'new';
      DROP TYPE old_state;`,
  });
  expect(cachedPlans.map(({ source, sqlstate, columns, at }) => [source, sqlstate, columns, at.line])).toEqual([
    ['queries.sql: GetUser', '0A000', 'all', 2],
    ['queries.sql: AddUser', '0A000', 'all', 2],
    // A wider varchar rewrites nothing, and is another type to Postgres all the same.
    ['queries.sql: Name', '0A000', 'named', 3],
    ['queries.sql: InState', 'XX000', 'named', 8],
  ]);
  expect(cachedPlans[0]).toEqual({
    ...{ query: 'SELECT * FROM users WHERE id = $1', source: 'queries.sql: GetUser', sqlstate: '0A000' },
    ...{ columns: 'all', at: { file: 'migrations/0002.up.sql', line: 2 } },
  });
  // What does not work at all is told once, as that.
  expect(queryBreaks.map(({ source, at }) => [source, at?.line])).toEqual([['queries.sql: Gone', 4]]);
});

test('what leaves every result as it is leaves every prepared query alone', async () => {
  const { cachedPlans, queryBreaks } = await hazards(server, {
    given,
    deployed,
    migration: `ALTER TABLE orders ADD COLUMN note text;
      ALTER TABLE users ALTER COLUMN name SET DEFAULT '';
      ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
      CREATE INDEX CONCURRENTLY ON users (name);
      ALTER TYPE state ADD VALUE 'sent';`,
  });
  expect({ cachedPlans, queryBreaks }).toEqual({ cachedPlans: [], queryBreaks: [] });
});
