import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser } from '../../../../src/sql/parse.ts';
import { startTestServer } from '../../../databases/server.ts';
import { hazards } from './hazards.ts';

beforeAll(loadParser);

const given = `
  CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80) NOT NULL);
  CREATE INDEX by_email ON users (lower(email));
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint NOT NULL);`;
const deployed = `
  -- name: AddUser
  INSERT INTO users (id, email) VALUES (@id, @email) RETURNING *;
  -- name: AddOrder
  INSERT INTO orders (id, user_id) VALUES (@id, @user_id);
  -- name: ByEmail
  SELECT id FROM users WHERE lower(email) = @email;`;
const migration = `ALTER TABLE users ADD COLUMN name text;
  CREATE INDEX CONCURRENTLY by_lower_email ON users (lower(email));
  DROP INDEX CONCURRENTLY by_email;
  ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users NOT VALID;`;

describe.each([13, 14, 15, 16, 17, 18])('Postgres %i', (major) => {
  test('prepared queries, plans and deadlocks are seen alike', async () => {
    await using server = await startTestServer({ major });
    const seen = await hazards(server, { given, deployed, migration, rows: 50_000 });
    expect(seen).toMatchObject({
      queryBreaks: [],
      cachedPlans: [{ source: 'queries.sql: AddUser', sqlstate: '0A000', at: { line: 1 } }],
      planRegressions: [{ source: 'queries.sql: ByEmail', lost: ['by_email'], analyzed: 'as-before', at: { line: 3 } }],
      deadlocks: [
        {
          ...{ first: 'public.orders', second: 'public.users', at: { line: 4 } },
          ended: { soon: 'migration', later: 'application' },
        },
      ],
    });
  });
});
