import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dumpAt } from '../../../src/databases/dump.ts';
import type { MigrationUnit, ToolId } from '../../../src/domain/migration.ts';
import type { RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed, RehearsalPlan } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { shop, zipped } from './dumps.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

let server: Server;
let folder: string;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'migration-rehearsal-test-dump-'));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const history = [
  `CREATE SCHEMA shop; CREATE TABLE shop.customers (id bigint PRIMARY KEY, email text);
   CREATE TABLE shop.orders (id bigint PRIMARY KEY, customer bigint REFERENCES shop.customers, note text);
   INSERT INTO shop.customers VALUES (1, 'from a migration');`,
  'ALTER TABLE shop.orders ADD COLUMN paid boolean;',
] as const;

async function rehearse(dump: string | Uint8Array, up: string, given: Partial<RehearsalPlan> = {}): Promise<Rehearsed> {
  await writeFile(join(folder, 'dump.sql'), dump);
  const volume = { rows: 0, tables: new Map(), seconds: 30, snapshot: dumpAt('dump.sql', folder) };
  const rest = { rollback: 'leave-out', rerun: 'leave-out', volume } as const;
  return await rehearseOn(server, plan({ baseline: base(...history), changed: [unit('0009', up)], ...rest, ...given }));
}

function ran({ rehearsal }: Rehearsed): RehearsalRun {
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return rehearsal;
}

function unitOf(tool: ToolId, version: string, text: string): MigrationUnit {
  const { up } = unit(version, text);
  if (!up) throw new Error('A unit without its up.');
  return { version, up: { ...up, tool } };
}

const asserts = (...all: readonly string[]): string =>
  `DO $$ BEGIN ${all.map((one) => `ASSERT (${one});`).join(' ')} END $$;`;
const itsRows = asserts(
  String.raw`SELECT array_agg(note ORDER BY id) = ARRAY[E'a\ttab; and a \\ slash', E'\\.', 'ünïcode'] FROM shop.orders`,
  'SELECT email IS NULL FROM shop.customers WHERE id = 2',
);

describe('a snapshot with its schema', () => {
  test.each([
    ['plain', shop],
    ['gzipped', zipped],
  ])('is baseline and rows at once: %s', async (_, dump) => {
    const rehearsed = await rehearse(dump, `${itsRows} ALTER TABLE shop.orders ADD CHECK (customer < 2);`);
    expect(ran(rehearsed).statements.map(({ error }) => error?.sqlstate)).toEqual([undefined, '23514']);
    expect(ran(rehearsed).volume.map(({ table, rows, source }) => [table, rows, source])).toContainEqual([
      'shop.orders',
      3,
      'snapshot',
    ]);
    expect(ran(rehearsed).notes).toContain('The snapshot dump.sql filled 3 tables, which hold 6 rows.');
  });

  test('is brought up to the base branch where its tool tells what has run', async () => {
    const units = history.map((text, index) => unitOf('golang-migrate', `000${index + 1}`, text));
    const rehearsed = await rehearse(shop, asserts('SELECT count(paid) = 0 FROM shop.orders'), {
      baseline: { kind: 'migrations', units },
    });
    expect(ran(rehearsed).statements.map(({ error }) => error)).toEqual([undefined]);
    expect(ran(rehearsed).notes).toContain(
      '1 migration of the base branch that the snapshot has not run ran on top of it.',
    );
  });

  test('whose list says that a migration stopped half way is taken to have run it', async () => {
    const units = history.map((text, index) => unitOf('golang-migrate', `000${index + 1}`, text));
    const rehearsed = await rehearse(shop.replace('\n1\tf\n', '\n1\tt\n'), 'SELECT 1;', {
      baseline: { kind: 'migrations', units },
    });
    expect(ran(rehearsed).notes).toContain(
      'The snapshot’s list of migrations says that 1 stopped half way: it is taken to have run.',
    );
  });

  test('that has run the pull request’s own migration is of no use', async () => {
    const listed = shop.replace(
      'ALTER TABLE ONLY shop.orders\n',
      `CREATE TABLE shop._sqlx_migrations (version bigint, success boolean);
INSERT INTO shop._sqlx_migrations VALUES (1, true), (2, true), (9, true);
ALTER TABLE ONLY shop.orders\n`,
    );
    const units = history.map((text, index) => unitOf('sqlx', `000${index + 1}`, text));
    const { rehearsal } = await rehearse(listed, 'SELECT 1;', {
      baseline: { kind: 'migrations', units },
      changed: [unitOf('sqlx', '0009', 'SELECT 1;')],
    });
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because: 'The snapshot has run migrations/0009.up.sql already, which this pull request adds.',
      advice: 'Take one that has run the base branch and no more.',
    });
  });

  test('of a tool that keeps no list is taken to hold the whole history', async () => {
    expect(ran(await rehearse(shop, 'SELECT 1;')).notes).toContain(
      'The snapshot does not tell which migrations it has run; it is taken to hold all of those on the base branch.',
    );
  });

  test('that fails names the first failing statement and no row', async () => {
    const broken = shop.replace('3\t\\N\tünïcode', '3\t77\tünïcode');
    const { rehearsal, problem } = await rehearse(broken, 'SELECT 1;');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because:
        'The snapshot does not load: dump.sql:44 fails with SQLSTATE 23503. A row points at a row of another table that is not there, or is still pointed at (table orders, constraint orders_customer_fkey).',
    });
    expect(problem?.code).toBe('volume-failed');
    const rows = await rehearse(shop.replace('3\t\\N\tünïcode', 'three\t\\N\tünïcode'), 'SELECT 1;');
    expect(rows.rehearsal).toMatchObject({
      because:
        'The snapshot does not load: dump.sql:31 (the rows of orders) fails with SQLSTATE 22P02. A value cannot be read as the type it is converted to.',
    });
  });

  test.each([
    [
      'in the middle of rows',
      shop.slice(0, shop.indexOf('ünïcode')),
      'dump.sql:31 ends in the middle of the rows of a table.',
    ],
    [
      'in the middle of a statement',
      shop.slice(0, shop.indexOf('ADD CONSTRAINT orders_pkey')),
      'dump.sql:41 fails with SQLSTATE 42601. A syntax error.',
    ],
  ])('that ends %s is not taken for whole', async (_, dump, how) => {
    expect((await rehearse(dump, 'SELECT 1;')).rehearsal).toMatchObject({
      status: 'broke',
      because: `The snapshot does not load: ${how}`,
    });
  });

  test('that was not fetched whole cannot be unzipped', async () => {
    expect((await rehearse(zipped.subarray(0, 300), 'SELECT 1;')).rehearsal).toMatchObject({
      status: 'broke',
      because: 'The snapshot dump.sql cannot be read to its end.',
    });
  });
});

describe('a snapshot of rows alone', () => {
  const rows = `SET client_encoding = 'UTF8';
ALTER TABLE shop.orders DISABLE TRIGGER ALL;
COPY shop.orders (id, customer, note) FROM stdin;
1	1	first
\\.
COPY shop.customers (id, email) FROM stdin;
1	one@example.com
\\.
ALTER TABLE shop.orders ENABLE TRIGGER ALL;
`;
  test('comes after the base history, in any order, and takes the place of its rows', async () => {
    const up = asserts(
      `SELECT array_agg(email) = '{one@example.com}' FROM shop.customers`,
      'SELECT count(*) = 1 FROM shop.orders WHERE paid IS NULL',
    );
    const rehearsed = await rehearse(rows, `${up} ALTER TABLE shop.orders ADD note2 text; DROP TABLE shop.kinds;`, {
      baseline: base(...history, 'CREATE TABLE shop.kinds AS SELECT 1 AS id;'),
    });
    expect(ran(rehearsed).statements.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(ran(rehearsed).volume.map(({ table, rows: held, source }) => [table, held, source])).toEqual(
      expect.arrayContaining([
        ['shop.orders', 1, 'snapshot'],
        ['shop.kinds', 1, 'synthetic'],
        ['shop.customers', 1, 'snapshot'],
      ]),
    );
    expect(ran(rehearsed).notes).toContain('The snapshot dump.sql filled 2 tables, which hold 2 rows.');
  });
});

describe('a hostile snapshot', () => {
  test.each([
    ['\\! touch /tmp/owned', 'psql’s command \\! is not SQL, and only psql can run it.'],
    ['\\i /etc/passwd', 'psql’s command \\i is not SQL, and only psql can run it.'],
    ['\\copy shop.orders from program id', 'psql’s command \\copy is not SQL, and only psql can run it.'],
    ["COPY shop.orders FROM PROGRAM 'id';", 'COPY … PROGRAM runs a program on the server.'],
    ["COPY shop.orders TO '/tmp/stolen';", 'COPY reads or writes a file of the server.'],
    ["ALTER SYSTEM SET fsync = 'off';", 'ALTER SYSTEM changes the server’s configuration file.'],
  ])('is refused before it does anything: %s', async (line, why) => {
    expect((await rehearse(`${shop}${line}\n`, 'SELECT 1;')).rehearsal).toMatchObject({
      status: 'broke',
      because: `The snapshot is not loaded: dump.sql:47 is refused. ${why}`,
      advice: 'Take the statement out: rows come as INSERT or as COPY … FROM stdin.',
    });
  });

  test('runs nothing as a superuser: an expression beside rows has the migrator’s rights', async () => {
    const rows = `COPY shop.customers (id, email) FROM stdin WHERE has_table_privilege('pg_authid', 'SELECT');\n5\tx\n\\.\n`;
    const up = asserts('SELECT count(*) = 0 FROM shop.customers');
    expect(ran(await rehearse(rows, up)).statements.map(({ error }) => error)).toEqual([undefined]);
  });
});

test('a variable that is not set, a file that is not there', async () => {
  const open = async (named: string) => await dumpAt(named, folder).open();
  expect(await open('env:NO_SUCH_DUMP')).toMatchObject({
    problem: { says: 'volume.snapshot is env:NO_SUCH_DUMP, and that variable is not set.' },
  });
  expect(await open('nowhere.sql')).toMatchObject({
    problem: { says: 'The snapshot nowhere.sql cannot be read to its end.' },
  });
});
