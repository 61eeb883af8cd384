import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text, total integer);';

/** Leaves a trace that outlives every database, should anybody run it who may make roles. */
const evil = `CREATE FUNCTION evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN EXECUTE 'CREATE ROLE escaped'; END IF;
  RETURN 0;
END $$;`;
const viewInItsPlace = `ALTER TABLE orders RENAME TO orders_old;
  CREATE VIEW orders AS SELECT id, email, total + evil() AS total FROM orders_old;`;
const inBatches = `DO $$ BEGIN
  FOR n IN 0..9 LOOP UPDATE orders_old SET total = 1 WHERE id % 10 = n; COMMIT; END LOOP; END $$;`;
/** For a server that takes a backslash for an escape the string ends early, and a statement follows. */
const otherQuotes = `DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = off', current_database()); END $$;
  ALTER TABLE orders ADD COLUMN note text;
  COMMENT ON EXTENSION plpgsql IS '\\'';CREATE ROLE escaped;--';`;
const otherNames = `CREATE SCHEMA mine;
  CREATE FUNCTION mine.quote_ident(name) RETURNS text LANGUAGE sql AS $$ SELECT evil()::text $$;
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = mine, pg_catalog, public', current_database()); END $$;`;

test.each([
  ['a view where a table stood, which the rows are read from to compare them', viewInItsPlace, 'SELECT 1;'],
  ['the same, in batches that are broken off', `${viewInItsPlace} ${inBatches}`, 'SELECT 1;'],
  ['the same, with no way back', viewInItsPlace, undefined],
  ['a string that ends elsewhere in the next session', otherQuotes, 'ALTER TABLE orders DROP COLUMN note;'],
  ['functions of the server’s names in the next session’s path', otherNames, 'DROP SCHEMA mine CASCADE;'],
])('nothing of a migration’s ever runs with the observer’s rights: %s', async (_, up, down) => {
  const given = plan({ baseline: base(orders), changed: [unit('0009', `${evil} ${up}`, down)] });
  const { rehearsal } = await rehearseOn(server, given);
  expect(rehearsal.status).toBe('ran');
  await using observer = await server.connect('observer', 'postgres');
  const { rows } = await observer.query(`SELECT rolname FROM pg_roles WHERE rolname = 'escaped'`);
  await observer.run('DROP ROLE IF EXISTS escaped');
  expect(rows).toEqual([]);
});

test('what a file commits stays in its own copy, and every other pass begins without it', async () => {
  const up = 'BEGIN; ALTER TABLE orders ADD COLUMN note text; COMMIT; UPDATE orders SET note = email;';
  const given = plan({
    baseline: base(orders),
    changed: [unit('0009', up, 'BEGIN; ALTER TABLE orders DROP COLUMN note; COMMIT;')],
  });
  const { rehearsal } = await rehearseOn(server, given);
  expect(rehearsal).toMatchObject({
    status: 'ran',
    rollback: { status: 'reverts', says: 'After up and down the schema and the rows are what they were.' },
  });
  expect(JSON.stringify(rehearsal)).not.toContain('sqlstate');
});
