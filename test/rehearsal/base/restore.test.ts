import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dumpAt } from '../../../src/databases/dump.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { startProduction } from '../../flows/production.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

/** Debian's, installed for the tests. */
const bin = '/usr/lib/postgresql/15/bin';
let server: Server;
let folder: string;

/** A database that was really dumped: with an owner, rights, a view, a trigger, partitions and a large text. */
const made = `
  CREATE SCHEMA shop AUTHORIZATION owner;
  CREATE TYPE shop.state AS ENUM ('new', 'paid');
  CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE shop.orders (id bigserial, day date NOT NULL, customer bigint REFERENCES shop.customers,
    state shop.state NOT NULL DEFAULT 'new', note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE shop.orders_2025 PARTITION OF shop.orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE FUNCTION shop.refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not again'; END $$;
  INSERT INTO shop.customers (email) SELECT 'c' || n || '@example.com' FROM generate_series(1, 1000) n;
  INSERT INTO shop.orders (day, customer, note)
    SELECT date '2025-01-01' + (n % 300)::int, 1 + n % 1000, repeat(E'tab\\tand line\\n', n::int % 40) FROM generate_series(1, 5000) n;
  CREATE TRIGGER orders_refuse BEFORE INSERT ON shop.orders_2025 FOR EACH ROW EXECUTE FUNCTION shop.refuses();
  CREATE VIEW shop.paid AS SELECT * FROM shop.orders WHERE state = 'paid';
  ALTER TABLE shop.customers OWNER TO owner;
  CREATE PUBLICATION everything FOR ALL TABLES;
  GRANT SELECT ON shop.orders TO profiler;
  GRANT pg_read_all_data TO owner;
`;

beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'migration-rehearsal-test-restore-'));
  const production = await startProduction(15);
  try {
    await production.session.query(made);
    const dump = (format: string, name: string, ...more: readonly string[]) =>
      execFileSync(`${bin}/pg_dump`, [
        ...[`--format=${format}`, `--file=${join(folder, name)}`, '--schema=shop', ...more],
        production.address('owner'),
      ]);
    dump('plain', 'plain.sql');
    dump('custom', 'shop.dump');
    dump('directory', 'folder', '--jobs=2');
    dump('tar', 'shop.tar');
    dump('custom', 'rows.dump', '--data-only');
  } finally {
    await production.session.end();
    await production.server.stop();
  }
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const schema = made
  .split('\n')
  .filter((line) => !/INSERT INTO|FROM generate_series|AUTHORIZATION|OWNER TO|PUBLICATION|GRANT/.test(line))
  .join('\n');

const rehearse = (named: string): Promise<Rehearsed> =>
  rehearseOn(
    server,
    plan({
      baseline: base(`CREATE SCHEMA shop; ${schema}`),
      changed: [unit('0009', `${asItWas} ALTER TABLE shop.orders ADD COLUMN paid_on date;`)],
      volume: { rows: 10, tables: new Map(), seconds: 30, snapshot: dumpAt(named, folder), full: true },
      rollback: 'leave-out',
      rerun: 'leave-out',
    }),
  );

const asItWas = `DO $$ BEGIN
  ASSERT (SELECT count(*) = 5000 AND sum(length(note)) = 1267500 FROM shop.orders);
  ASSERT (SELECT count(DISTINCT email) = 1000 FROM shop.customers);
  ASSERT (SELECT nextval('shop.orders_id_seq') = 5001);
END $$;`;

test.each(['plain.sql', 'shop.dump', 'folder', 'shop.tar', 'rows.dump'])(
  'what pg_dump wrote is restored whole and said to be production’s: %s',
  async (named) => {
    const { rehearsal } = await rehearse(named);
    if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
    expect(rehearsal.statements.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(
      rehearsal.volume.map(({ table, rows, source, productionRows }) => [table, rows, source, productionRows]),
    ).toEqual(
      expect.arrayContaining([
        ['shop.customers', 1000, 'snapshot', 1000],
        ['shop.orders', 5000, 'snapshot', 5000],
      ]),
    );
    expect(rehearsal.notes).toContain(`The snapshot ${named} filled 2 tables, which hold 6,000 rows.`);
  },
  30_000,
);

test('one that was cut off, and a folder that is none, are told apart from one that fails', async () => {
  const whole = await readFile(join(folder, 'shop.dump'));
  await writeFile(join(folder, 'cut.dump'), whole);
  await truncate(join(folder, 'cut.dump'), whole.length - 2_000);
  const { rehearsal } = await rehearse('cut.dump');
  expect(rehearsal).toMatchObject({
    status: 'broke',
    because: 'pg_restore cannot read the snapshot cut.dump to its end.',
    advice: 'Run pg_restore --file=/dev/null on it by hand; it may not have been fetched whole.',
  });
  expect(await dumpAt('.', folder).open()).toMatchObject({
    problem: { says: 'The snapshot . is a folder without the toc.dat of pg_dump’s directory format.' },
  });
});
