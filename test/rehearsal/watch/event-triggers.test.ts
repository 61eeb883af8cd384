import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../../src/ports/database.ts';
import { schemaText } from '../../../src/rehearsal/base/schema-text.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { locksOf, watched } from '../watched.ts';

const majors = (process.env['CLAIMS_MAJORS'] ?? '17').split(',').map(Number);

/** Ten rows: an ALTER is over before anybody could look. */
const given = `CREATE TABLE orders (id int PRIMARY KEY, email text);
  INSERT INTO orders SELECT n, 'x' FROM generate_series(1, 10) n;`;

beforeAll(loadParser);

describe.each(majors)('on Postgres %i', (major) => {
  let server: Server;
  beforeAll(async () => {
    server = await startTestServer({ major });
  });
  afterAll(() => server.stop());

  const seenIn = (migration: string, more: object = {}) =>
    watched(server, { given, migration, ...more }, ({ seen }) => seen);

  describe('DDL is seen where nobody could look in time', () => {
    test('in a DO block that commits, every time', async () => {
      const block = (n: number): string =>
        `DO $$ BEGIN ALTER TABLE orders ADD COLUMN c${n} int; COMMIT; PERFORM 1; COMMIT; END $$;`;
      const seen = await seenIn(Array.from({ length: 20 }, (_, n) => block(n)).join('\n'));
      expect(seen.map(locksOf)).toEqual(Array.from({ length: 20 }, () => ['orders AccessExclusiveLock']));
      for (const { locks, durationMs } of seen) expect(locks[0]!.heldMs).toBeLessThan(durationMs + 1);
      // The log counts milliseconds: a single lock may be shorter than one.
      expect(Math.max(...seen.map(({ locks }) => locks[0]!.heldMs))).toBeGreaterThan(0);
    });

    test('in a procedure that computes what it does, rewrite included', async () => {
      const seen = await seenIn(`
        CREATE PROCEDURE widen(what text) LANGUAGE plpgsql AS $$ BEGIN
          EXECUTE format('ALTER TABLE %I ALTER id TYPE bigint', what); COMMIT; END $$;
        CALL widen('orders');`);
      expect(seen.map(locksOf)).toEqual([[], expect.arrayContaining(['orders AccessExclusiveLock'])]);
      expect(seen.map(({ rewrites }) => rewrites)).toEqual([[], ['public.orders']]);
    });

    test('in what a block takes back itself', async () => {
      const [seen] = await seenIn(`DO $$ BEGIN
        BEGIN ALTER TABLE orders ALTER id TYPE bigint; RAISE division_by_zero; EXCEPTION WHEN division_by_zero THEN NULL; END;
      END $$;`);
      expect(locksOf(seen!)).toContain('orders AccessExclusiveLock');
      expect(seen!.rewrites).toEqual(['public.orders']);
    });

    test('in a statement that fails in the end', async () => {
      const [seen] = await seenIn(`DO $$ BEGIN
        ALTER TABLE orders ALTER id TYPE bigint; PERFORM 1 / 0; END $$;`);
      expect(seen!.outcome.ok).toBe(false);
      expect(locksOf(seen!)).toContain('orders AccessExclusiveLock');
      expect(seen!.rewrites).toEqual(['public.orders']);
      // Once for the copy, once for its index.
      expect(seen!.scans).toEqual([{ table: 'public.orders', rows: 20 }]);
    });

    test('in a message of several statements, each with its own', async () => {
      const seen = await seenIn(`CREATE INDEX by_email ON orders (email); ALTER TABLE orders ADD COLUMN a int;`, {
        transaction: 'one-message',
      });
      expect(seen.map(locksOf)).toEqual([['orders ShareLock'], ['orders AccessExclusiveLock']]);
    });
  });

  describe('a lock is told', () => {
    test('with the time to its own commit, not to the end of the block', async () => {
      const [seen] = await seenIn(
        `DO $$ BEGIN ALTER TABLE orders ADD COLUMN a int; COMMIT; PERFORM pg_sleep(0.6); END $$;`,
      );
      expect(locksOf(seen!)).toEqual(['orders AccessExclusiveLock']);
      expect(seen!.durationMs).toBeGreaterThan(600);
      expect(seen!.locks[0]!.heldMs).toBeLessThan(300);
    });

    test('with the time that it is kept before its commit', async () => {
      const [seen] = await seenIn(
        `DO $$ BEGIN PERFORM pg_sleep(0.6); ALTER TABLE orders ADD COLUMN a int; PERFORM pg_sleep(0.2); COMMIT; END $$;`,
      );
      expect(locksOf(seen!)).toEqual(['orders AccessExclusiveLock']);
      expect(seen!.locks[0]!.heldMs).toBeGreaterThanOrEqual(199);
      expect(seen!.locks[0]!.heldMs).toBeLessThan(600);
    });

    test('with the time to the way back to a savepoint', async () => {
      const seen = await seenIn(`BEGIN; SAVEPOINT s; ALTER TABLE orders ADD COLUMN a int; ROLLBACK TO s;
        SELECT pg_sleep(0.6); ALTER TABLE orders ADD COLUMN b int; COMMIT;`);
      const altered = seen.filter(({ step }) => step.sql.startsWith('ALTER'));
      expect(altered.map(locksOf)).toEqual([['orders AccessExclusiveLock'], ['orders AccessExclusiveLock']]);
      expect(altered[0]!.locks[0]!.heldMs).toBeLessThan(300);
    });

    test('once, and not again in a weaker mode', async () => {
      const [seen] = await seenIn(`DO $$ BEGIN
        PERFORM FROM orders; ALTER TABLE orders ADD COLUMN a int; COMMIT;
        ALTER TABLE orders ADD COLUMN b int; COMMIT; END $$;`);
      expect(locksOf(seen!).filter((lock) => lock.startsWith('orders '))).toEqual(['orders AccessExclusiveLock']);
    });
  });

  test('CONCURRENTLY goes its way as before', async () => {
    const detach = major < 14 ? '' : 'ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;';
    const seen = await watched(
      server,
      {
        given: `CREATE TABLE orders (id int PRIMARY KEY, email text);
          INSERT INTO orders SELECT n, md5(n::text) FROM generate_series(1, 50000) n;
          CREATE TABLE events (id int) PARTITION BY RANGE (id);
          CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (2);
          CREATE MATERIALIZED VIEW emails AS SELECT id, email FROM orders; CREATE UNIQUE INDEX ON emails (id);`,
        migration: `CREATE INDEX CONCURRENTLY by_email ON orders (email); REINDEX INDEX CONCURRENTLY by_email;
          DROP INDEX CONCURRENTLY by_email; REFRESH MATERIALIZED VIEW CONCURRENTLY emails; ${detach}`,
      },
      (run) => run.seen,
    );
    expect(seen.map(({ outcome }) => outcome.ok)).not.toContain(false);
    const [built, ...others] = seen.slice(0, 3);
    expect(locksOf(built!)).toContain('orders ShareUpdateExclusiveLock');
    expect([built!, ...others].flatMap(({ locks }) => locks.flatMap(({ blocks }) => blocks))).toEqual([]);
  });

  test('where the observer is no superuser there is nobody to see it, and that is said', async () => {
    const migration = 'DO $$ BEGIN ALTER TABLE orders ADD COLUMN a int; COMMIT; END $$;';
    const { ok, notes } = await watched(server, { given, migration, observedBy: 'migrator' }, (run) => {
      return { ok: run.seen[0]!.outcome.ok, notes: run.notes };
    });
    expect(ok).toBe(true);
    expect(notes).toEqual([
      'The observer is no superuser on this server: of DDL in a block that commits by itself only those locks are told that were held for some milliseconds.',
    ]);
  });

  describe('whoever runs the migration', () => {
    test.each([
      'DROP EVENT TRIGGER migration_rehearsal_ddl_command_end',
      'ALTER EVENT TRIGGER migration_rehearsal_ddl_command_end DISABLE',
      'DROP FUNCTION pg_catalog.migration_rehearsal_witness() CASCADE',
      'ALTER FUNCTION pg_catalog.migration_rehearsal_witness() SET log_min_messages = panic',
      'ALTER FUNCTION pg_catalog.migration_rehearsal_witness() OWNER TO rehearsal_migrator',
      `CREATE OR REPLACE FUNCTION pg_catalog.migration_rehearsal_witness() RETURNS event_trigger LANGUAGE plpgsql
         AS 'BEGIN END'`,
      'DROP LANGUAGE plpgsql CASCADE',
      'REASSIGN OWNED BY rehearsal_observer TO rehearsal_migrator',
      'SET session_replication_role = replica',
      'SET log_min_messages = panic',
      'SELECT rolpassword FROM pg_authid',
    ])('may not %s', async (migration) => {
      const [seen] = await seenIn(`${migration};`);
      expect(seen!.outcome).toMatchObject({ ok: false, error: { sqlstate: '42501' } });
    });

    test('does not blind the observer by settings or by names of its own', async () => {
      const seen = await seenIn(`
        SET client_min_messages = error; SET search_path = mine, public; SET quote_all_identifiers = on;
        CREATE SCHEMA mine; CREATE TEMP TABLE pg_locks (relation oid); CREATE TEMP TABLE pg_authid (rolpassword text);
        CREATE FUNCTION mine.encode(bytea, text) RETURNS text LANGUAGE sql AS $$ SELECT 'nothing' $$;
        DO $$ BEGIN ALTER TABLE orders ADD COLUMN a int; COMMIT; END $$;`);
      expect(locksOf(seen.at(-1)!)).toEqual(['orders AccessExclusiveLock']);
    });

    test('finds no secret in the catalogue', async () => {
      const guess = `DO $$ BEGIN ASSERT NOT EXISTS (
          SELECT FROM pg_proc WHERE prosrc LIKE '%SCRAM-SHA-256$%' OR proconfig::text LIKE '%SCRAM-SHA-256$%'),
        'the secret is there for all to read'; END $$;`;
      const [seen] = await seenIn(guess);
      expect(seen!.outcome.ok).toBe(true);
    });

    test('who writes a line like the observer’s is found out, and not believed', async () => {
      const line = `migration-rehearsal witness ${'0'.repeat(64)} {"event":"ddl_command_end","locks":[]}`;
      const migration = `ALTER TABLE orders ADD COLUMN a int;\nDO $$ BEGIN RAISE LOG '%', '${line}'; END $$;`;
      const run = await watched(server, { given, migration }, ({ seen, tampering }) => ({ seen, tampering }));
      expect(run.seen.map(locksOf)).toEqual([['orders AccessExclusiveLock'], []]);
      expect(run.tampering).toEqual([
        {
          file: 'migrations/1.up.sql',
          line: 2,
          sql: `DO $$ BEGIN RAISE LOG '%', '${line}'; END $$`,
          says: 'It wrote into the server’s log what only the rehearsal’s own event triggers write there.',
        },
      ]);
    });
  });

  describe('nothing of it is in the way of a migration', () => {
    test.each([
      ['that drops all it owns', 'DROP OWNED BY rehearsal_migrator;'],
      ['that drops its schema', 'CREATE SCHEMA shop; ALTER TABLE orders SET SCHEMA shop; DROP SCHEMA shop CASCADE;'],
      [
        'that walks through all schemas, tables and functions that are not the system’s',
        `DO $$ DECLARE s text; BEGIN
           FOR s IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
             EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO rehearsal_migrator', s);
             EXECUTE format('REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA %I FROM public', s);
           END LOOP; END $$;`,
      ],
      [
        'that is serializable',
        'BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT count(*) FROM orders; ALTER TABLE orders ADD COLUMN a int; COMMIT;',
      ],
    ])('%s', async (_, migration) => {
      const seen = await seenIn(migration);
      expect(seen.map(({ outcome }) => outcome.ok)).not.toContain(false);
    });

    test('that ends in the middle of a transaction', async () => {
      const migration = 'BEGIN; ALTER TABLE orders ADD COLUMN a int;';
      const [seen, left] = await watched(server, { given, migration }, async (run) => {
        return [run.seen, (await run.observer.query('SELECT FROM pg_event_trigger')).rowCount] as const;
      });
      expect(seen.map(locksOf)).toEqual([[], ['orders AccessExclusiveLock']]);
      expect(left).toBe(0);
    });

    test('and nothing of it stays', async () => {
      const [left, schema] = await watched(server, { given, migration: 'SELECT 1;' }, async ({ observer }) => {
        const { rows } = await observer.query(`
          SELECT evtname FROM pg_event_trigger UNION ALL SELECT proname FROM pg_proc WHERE proname LIKE '%rehearsal%'`);
        return [rows, await schemaText(observer)];
      });
      expect(left).toEqual([]);
      expect(schema).not.toContain('rehearsal');
    });
  });
});
