import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Whoever runs Postgres may write there. */
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-rights-'));
chmodSync(folder, 0o777);
const trace = join(folder, 'escaped');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Leaves a trace that no ROLLBACK takes away, should anybody run it who may write files. */
const evil = `CREATE OR REPLACE FUNCTION public.evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE $copy$ COPY (SELECT 1) TO '${trace}' $copy$;
  END IF;
  RETURN 0;
END $$;`;
const viewInItsPlace = `ALTER TABLE orders RENAME TO orders_old;
  CREATE VIEW orders AS SELECT * FROM orders_old WHERE evil() = 0;`;
/** For a server that takes a backslash for an escape the string ends early, and a statement follows. */
const otherQuotes = `DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = off', current_database()); END $$;
  ALTER TABLE orders ADD COLUMN note text;
  COMMENT ON EXTENSION plpgsql IS '\\'';SELECT public.evil();--';`;
const otherNames = `CREATE SCHEMA mine;
  CREATE FUNCTION mine.quote_ident(name) RETURNS text LANGUAGE sql AS $$ SELECT public.evil()::text $$;
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = mine, pg_catalog, public', current_database()); END $$;
  ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;`;

test.each([
  ['a view where a table stood, which the rows are read from to compare them', viewInItsPlace, 'SELECT 1;'],
  ['a string that ends elsewhere in the next session', otherQuotes, 'ALTER TABLE orders DROP COLUMN note;'],
  [
    'functions of the server’s names in the next session’s path',
    otherNames,
    'ALTER TABLE orders DROP CONSTRAINT positive; DROP SCHEMA mine CASCADE;',
  ],
])('nothing of a migration’s ever runs with the observer’s rights: %s', async (_, up, down) => {
  const given = plan({ baseline: base(orders), changed: [unit('0009', `${evil} ${up}`, down)] });
  const { rehearsal } = await rehearseOn(server, given);
  expect(rehearsal.status).toBe('ran');
  const escaped = existsSync(trace);
  rmSync(trace, { force: true });
  expect(escaped).toBe(false);
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
