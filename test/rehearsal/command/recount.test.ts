import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Sent } from '../../../src/rehearsal/command/heard.ts';
import { recount } from '../../../src/rehearsal/command/recount.ts';
import { unitsOf } from '../../../src/rehearsal/command/units.ts';
import { loadParser } from '../../../src/sql/parse.ts';

beforeAll(loadParser);

const first = { path: 'migrations/20260101000000_shop.js', version: '20260101000000' };
const second = { path: 'migrations/20260102000000_email.js', version: '20260102000000' };

/** One statement a line; `!42P01` at its end is its failure, `2>` in front another connection. */
function told(text: string, ended: 'well' | 'badly' = 'well', files = [first, second]) {
  const sent = text
    .trim()
    .split('\n')
    .map((line): Sent => {
      const [, pid = '1', sql = '', sqlstate] = /^\s*(?:(\d)> )?(.*?)(?: !(\w{5}))?$/.exec(line) ?? [];
      return { pid: Number(pid), sql, ...(sqlstate !== undefined && { sqlstate }) };
    });
  const heard = unitsOf(sent, ended);
  if (!heard.ok) throw new Error(heard.problem.says);
  return recount(heard.value.units, files).map(({ path, transaction, text }) => ({
    [path.slice(11)]: `${transaction}: ${text.replaceAll(';\n', '; ')}`.trim(),
  }));
}

describe('which statements are whose', () => {
  test('a row in the journal closes a migration, each in its transaction (Knex)', () => {
    const recounted = told(`
      2> select * from information_schema.tables where table_name = 'knex_migrations'
      2> update "knex_migrations_lock" set "is_locked" = '1' where "is_locked" = '0'
      BEGIN;
      create table "shop" ("id" int)
      insert into "knex_migrations" ("batch", "name") values ('1', '20260101000000_shop.js')
      COMMIT;
      BEGIN;
      alter table "shop" add column "email" text
      insert into "knex_migrations" ("batch", "name") values ('1', '20260102000000_email.js')
      COMMIT;`);
    expect(recounted).toEqual([
      { '20260101000000_shop.js': 'per-file: create table "shop" ("id" int);' },
      { '20260102000000_email.js': 'per-file: alter table "shop" add column "email" text;' },
    ]);
  });

  test('all in one transaction (TypeORM, Kysely)', () => {
    const recounted = told(`
      START TRANSACTION
      CREATE TABLE shop ()
      INSERT INTO "migrations"("timestamp", "name") VALUES (20260101000000, 'Shop20260101000000')
      CREATE TABLE email ()
      INSERT INTO "migrations"("timestamp", "name") VALUES (20260102000000, 'Email20260102000000')
      COMMIT`);
    expect(recounted).toEqual([
      { '20260101000000_shop.js': 'all-pending: CREATE TABLE shop ();' },
      { '20260102000000_email.js': 'all-pending: CREATE TABLE email ();' },
    ]);
  });

  test('without a transaction, and with several', () => {
    const recounted = told(`
      CREATE INDEX CONCURRENTLY a ON t (a)
      INSERT INTO schema_migrations VALUES ('20260101000000')
      SET lock_timeout = '2s'
      BEGIN
      ALTER TABLE t ADD b int
      COMMIT
      BEGIN
      UPDATE t SET b = 1
      INSERT INTO schema_migrations VALUES ('20260102000000')
      COMMIT`);
    expect(recounted).toEqual([
      { '20260101000000_shop.js': 'per-statement: CREATE INDEX CONCURRENTLY a ON t (a);' },
      {
        '20260102000000_email.js':
          "per-statement: SET lock_timeout = '2s'; BEGIN; ALTER TABLE t ADD b int; COMMIT; BEGIN; UPDATE t SET b = 1; COMMIT;",
      },
    ]);
  });

  test('Prisma writes a migration down before it runs it', () => {
    const recounted = told(`
      INSERT INTO "_prisma_migrations" ("id", "migration_name") VALUES ('1', '20260101000000_shop')
      CREATE TABLE shop ()
      UPDATE "_prisma_migrations" SET "finished_at" = now() WHERE "id" = '1'
      INSERT INTO "_prisma_migrations" ("id", "migration_name") VALUES ('2', '20260102000000_email')
      CREATE TABLE email ()`);
    expect(recounted).toEqual([
      { '20260101000000_shop.js': 'per-statement: CREATE TABLE shop ();' },
      { '20260102000000_email.js': 'per-statement: CREATE TABLE email ();' },
    ]);
  });

  test('migrations of the same name are told apart by their application (Django)', () => {
    const files = ['shop', 'blog'].map((app) => ({ path: `${app}/migrations/0002_more.py`, version: '0002' }));
    const heard = unitsOf(
      [
        { pid: 1, sql: 'CREATE TABLE blog_more ()' },
        { pid: 1, sql: `INSERT INTO "django_migrations" ("app", "name") VALUES ('blog', '0002_more')` },
        { pid: 1, sql: 'CREATE TABLE shop_more ()' },
        { pid: 1, sql: `INSERT INTO "django_migrations" ("app", "name") VALUES ('shop', '0002_more')` },
      ],
      'well',
    );
    if (!heard.ok) throw new Error(heard.problem.says);
    expect(recount(heard.value.units, files).map(({ path, text }) => [path, text])).toEqual([
      ['blog/migrations/0002_more.py', 'CREATE TABLE blog_more ();\n'],
      ['shop/migrations/0002_more.py', 'CREATE TABLE shop_more ();\n'],
    ]);
  });

  test('an update of the journal names what it writes, not what it looks for (Alembic)', () => {
    const files = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'].map((version) => ({ path: `versions/${version}_x.py`, version }));
    const heard = unitsOf(
      [
        { pid: 1, sql: 'CREATE TABLE a ()' },
        { pid: 1, sql: "UPDATE alembic_version SET version_num='aaaaaaaaaaaa' WHERE version_num = '000000000000'" },
        { pid: 1, sql: 'CREATE TABLE b ()' },
        { pid: 1, sql: "UPDATE alembic_version SET version_num='bbbbbbbbbbbb' WHERE version_num = 'aaaaaaaaaaaa'" },
      ],
      'well',
    );
    if (!heard.ok) throw new Error(heard.problem.says);
    expect(recount(heard.value.units, files).map(({ text }) => text)).toEqual([
      'CREATE TABLE a ();\n',
      'CREATE TABLE b ();\n',
    ]);
  });

  test('without a journal they belong to the first migration of which nothing was told', () => {
    expect(told('CREATE TABLE shop ()')).toEqual([
      { '20260101000000_shop.js': 'per-statement: CREATE TABLE shop ();' },
      { '20260102000000_email.js': 'per-statement:' },
    ]);
  });
});

describe('what is left out', () => {
  test('questions to the catalog, advisory locks, settings of drivers and what was rolled back', () => {
    const recounted = told(
      `
      SET client_encoding TO 'UTF8'
      SHOW server_version
      SELECT version()
      SELECT pg_advisory_lock(42)
      SELECT c.relname FROM pg_catalog.pg_class c WHERE c.relname ~ 'a'
      BEGIN
      CREATE TABLE gone ()
      ROLLBACK
      SELECT my_backfill()
      SELECT count(*) FROM orders
      INSERT INTO done VALUES ('20260101000000_shop')
      DROP TABLE schema_migrations`,
      'well',
      [first],
    );
    expect(recounted).toEqual([
      {
        '20260101000000_shop.js':
          'per-statement: SELECT my_backfill(); SELECT count(*) FROM orders; DROP TABLE schema_migrations;',
      },
    ]);
  });

  test('a failure that was got over, with its savepoint', () => {
    const recounted = told(
      `
      SELECT * FROM schema_migrations !42P01
      BEGIN
      CREATE TABLE shop ()
      SAVEPOINT a
      CREATE EXTENSION postgis !0A000
      ROLLBACK TO SAVEPOINT a
      CREATE TABLE email ()
      COMMIT`,
      'well',
      [first],
    );
    expect(recounted).toEqual([
      {
        '20260101000000_shop.js':
          'per-file: CREATE TABLE shop (); SAVEPOINT a; ROLLBACK TO SAVEPOINT a; CREATE TABLE email ();',
      },
    ]);
  });
});

test('a failure that was got over is not what ended a run', () => {
  const heard = unitsOf(
    [
      { pid: 1, sql: 'SELECT * FROM app_versions', sqlstate: '42P01' },
      { pid: 1, sql: 'CREATE TABLE app_versions ()' },
    ],
    'badly',
  );
  expect(heard).toMatchObject({ ok: true, value: { units: [{ kind: 'message' }] } });
  expect(heard).not.toHaveProperty('value.failed');
});

test('of a run that failed the statement that ended it is the last, with its transaction before it', () => {
  const recounted = told(
    `
    BEGIN
    CREATE TABLE shop ()
    INSERT INTO done VALUES ('20260101000000_shop')
    COMMIT
    BEGIN
    CREATE TABLE email ()
    ALTER TABLE nowhere ADD a int !42P01
    SELECT 1 !25P02
    ROLLBACK
    SELECT pg_advisory_unlock(1)`,
    'badly',
  );
  expect(recounted).toEqual([
    { '20260101000000_shop.js': 'per-file: CREATE TABLE shop ();' },
    { '20260102000000_email.js': 'per-file: CREATE TABLE email (); ALTER TABLE nowhere ADD a int;' },
  ]);
});
