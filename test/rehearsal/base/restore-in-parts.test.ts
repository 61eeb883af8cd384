import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dumpAt } from '../../../src/databases/dump.ts';
import { archiveBy } from '../../../src/databases/pg-restore.ts';
import { urlProvider } from '../../../src/databases/url/index.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed, RehearsalWorld } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { startTeamServer } from '../../databases/url/team-server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

/** Debian's, installed for the tests. */
const bin = '/usr/lib/postgresql/15/bin';
let server: Server;
let folder: string;

/** Enough for several processes, and something of every kind that must come after something else. */
const made = `
  CREATE SCHEMA shop;
  CREATE TABLE shop.customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
  CREATE TABLE shop.orders (id bigint, day date, customer bigint NOT NULL, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE shop.orders_old PARTITION OF shop.orders FOR VALUES FROM ('2020-01-01') TO ('2025-01-01');
  CREATE TABLE shop.orders_new PARTITION OF shop.orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  INSERT INTO shop.customers (email) SELECT md5(n::text) || '@example.com' FROM generate_series(1, 20000) n;
  INSERT INTO shop.orders SELECT n, date '2024-06-01' + (n % 400), 1 + n % 20000, md5(n::text) || md5((-n)::text)
    FROM generate_series(1, 120000) n;
  CREATE INDEX orders_day ON shop.orders (day);
  CREATE INDEX orders_note ON shop.orders_new (lower(note)) WHERE note IS NOT NULL;
  COMMENT ON INDEX shop.orders_note IS 'by its words';
  ALTER TABLE shop.orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES shop.customers;
  ALTER TABLE shop.customers REPLICA IDENTITY USING INDEX customers_email_key;
  CREATE VIEW shop.by_key AS SELECT c.id, c.email, count(*) FROM shop.customers c JOIN shop.orders o ON o.customer = c.id GROUP BY c.id;
  CREATE MATERIALIZED VIEW shop.days AS SELECT day, count(*) AS many FROM shop.orders GROUP BY day;
  CREATE UNIQUE INDEX days_day ON shop.days (day);
  CREATE FUNCTION shop.refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not again'; END $$;
  CREATE TRIGGER customers_refuse BEFORE INSERT ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.refuses();
  SELECT lo_from_bytea(4711, 'a large object');
`;

/** Holds where it was dumped, and must hold where it is restored. */
const whole = `
  ASSERT (SELECT count(*) = 120000 AND sum(hashtext(note)) = (SELECT sum(hashtext(md5(n::text) || md5((-n)::text))) FROM generate_series(1, 120000) n) FROM shop.orders);
  ASSERT (SELECT last_value = 20000 AND is_called FROM shop.customers_id_seq);
  ASSERT (SELECT count(*) = 10 AND bool_and(indisvalid) FROM pg_index i JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'shop'::regnamespace);
  ASSERT (SELECT count(*) = 4 FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE relkind = 'i');
  ASSERT (SELECT count(*) = 3 AND bool_and(convalidated) FROM pg_constraint WHERE conname = 'orders_customer' AND contype = 'f');
  ASSERT (SELECT obj_description('shop.orders_note'::regclass) = 'by its words');
  ASSERT (SELECT relreplident = 'i' FROM pg_class WHERE oid = 'shop.customers'::regclass);
  ASSERT (SELECT sum(many) = 120000 FROM shop.days);
  ASSERT (SELECT count(*) = 20000 FROM shop.by_key);
  ASSERT (SELECT count(*) = 1 FROM pg_trigger WHERE tgname = 'customers_refuse');
  ASSERT (SELECT lo_get(4711) = 'a large object');
`
  .split('\n')
  .map((line) => line.trim() && `DO $$ BEGIN ${line} END $$;`)
  .join('\n');

beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'migration-rehearsal-test-parts-'));
  await using production = await startTestServer({ major: 15 });
  await using keeper = await production.connect('observer', 'postgres');
  for (const name of ['shop', 'odd']) await keeper.query(`CREATE DATABASE ${name}`);
  await using shop = await production.connect('observer', 'shop');
  await shop.query(`${made} ${whole}`);
  await using odd = await production.connect('observer', 'odd');
  await odd.query(`${made}
    CREATE TABLE shop.known AS SELECT DISTINCT day FROM shop.orders; SET search_path = shop;
    CREATE FUNCTION shop.is_day(date) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN EXISTS (SELECT FROM known WHERE day = $1); END';
    ALTER TABLE shop.orders_new ADD CHECK (shop.is_day(day))`);
  const dump = (database: string, format: string, name: string) =>
    execFileSync(`${bin}/pg_dump`, [
      ...[`--format=${format}`, `--file=${join(folder, name)}`, '--compress=1'],
      production.address('observer', database),
    ]);
  dump('shop', 'custom', 'shop.dump');
  dump('shop', 'directory', 'folder');
  dump('odd', 'custom', 'odd.dump');
}, 120_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const rehearse = (named: string, on = server, more: Partial<RehearsalWorld> = {}): Promise<Rehearsed> =>
  rehearseOn(
    on,
    plan({
      baseline: base(''),
      changed: [unit('0009', whole)],
      volume: { rows: 0, tables: new Map(), seconds: 30, snapshot: dumpAt(named, folder), full: true },
      rollback: 'leave-out',
      rerun: 'leave-out',
    }),
    more,
  );

const never = new AbortController().signal;

/** Processes that read a dump of this test. */
async function restoring(): Promise<readonly string[]> {
  const all = await readdir('/proc');
  const lines = await Promise.all(
    all.filter((name) => /^\d+$/.test(name)).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes('pg_restore') && line.includes(folder));
}

async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

describe('a large snapshot comes in parts, side by side', () => {
  test.each(['shop.dump', 'folder'])(
    'and is what it would be in one piece: %s',
    async (named) => {
      const { rehearsal } = await rehearse(named);
      if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
      expect(rehearsal.statements.map(({ error }) => error)).toEqual(Array.from({ length: 11 }, () => undefined));
      expect(rehearsal.notes).toContain(`The snapshot ${named} filled 2 tables, which hold 140,000 rows.`);
    },
    60_000,
  );

  test('one after the other on a server of the team’s, whose connections are its own', async () => {
    await using team = await startTeamServer();
    process.env['REHEARSAL_PARTS_TEST_URL'] = team.address('managed');
    const url = { env: 'REHEARSAL_PARTS_TEST_URL', disposable: true, create: '', destroy: '' };
    const started = await urlProvider(url).start({ settings: {}, signal: never, progress: () => undefined });
    if (!started.ok) throw new Error(started.problem.says);
    await using theirs = started.value;
    const { rehearsal } = await rehearse('shop.dump', theirs);
    if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
    expect(rehearsal.statements.map(({ error }) => error)).toEqual(Array.from({ length: 11 }, () => undefined));
  }, 60_000);

  test('and one that is called off leaves no pg_restore behind', async () => {
    const abort = new AbortController();
    const running = rehearse('shop.dump', server, { signal: abort.signal });
    const started = await until(async () => (await restoring()).length > 0);
    abort.abort();
    expect((await running).problem?.code).toBe('interrupted');
    expect(started && (await until(async () => (await restoring()).length === 0))).toBe(true);
  }, 60_000);

  test('the schema first, then rows, then keys and indexes, then what needs them', async () => {
    const opened = await dumpAt('shop.dump', folder).open();
    if (!opened.ok) throw new Error(opened.problem.says);
    const { lanes, stages } = opened.value;
    expect(lanes).toBeGreaterThan(1);
    expect(stages.map((stage) => stage.length)).toEqual([4, 2 * lanes, 1]);
    const texts = await Promise.all(stages.map((stage) => Promise.all(stage.map((open) => textOf(open())))));
    const [rows = [], keys = [], rest = []] = texts.map(
      (all) => all.join('').match(/^(COPY|ALTER TABLE|CREATE|ALTER INDEX|REFRESH)\b/gm) ?? [],
    );
    expect(new Set(rows)).toEqual(new Set(['COPY']));
    expect(new Set(keys)).toEqual(new Set(['ALTER TABLE', 'CREATE']));
    expect(rest).toEqual(expect.arrayContaining(['ALTER INDEX', 'REFRESH', 'ALTER TABLE', 'CREATE']));
    expect(await opened.value.ended()).toEqual({ ok: true, value: true });
  });

  test.each(['shop.dump', 'folder'])('and nothing is lost or said twice: %s', async (named) => {
    const opened = await dumpAt(named, folder).open();
    if (!opened.ok) throw new Error(opened.problem.says);
    const { bytes, stages } = opened.value;
    const parts = [await textOf(bytes)];
    for (const open of stages.flat()) parts.push(await textOf(open()));
    const asked = ['--file=-', '--no-owner', '--no-privileges', '--no-tablespaces', '--no-publications'];
    const piece = execFileSync(`${bin}/pg_restore`, [...asked, join(folder, named)], { maxBuffer: 64 * 1024 ** 2 });
    expect(hashOf(parts.flatMap(lines))).toEqual(hashOf(lines(piece.toString())));
  });

  test('and a table whose rows fail is named, without a line of a text that nobody has', async () => {
    const { rehearsal, problem } = await rehearse('odd.dump');
    expect(rehearsal).toMatchObject({
      status: 'broke',
      because:
        'The snapshot does not load: odd.dump (the rows of orders_new) fails with SQLSTATE 42P01. A table or view does not exist.',
      advice:
        'See that psql loads it into an empty database, or take a new one with pg_dump --no-owner --no-privileges.',
    });
    expect(problem).toMatchObject({ code: 'volume-failed', file: 'odd.dump' });
    expect(problem).not.toHaveProperty('line');
  }, 60_000);

  test('and one that was cut off is not taken for whole', async () => {
    const all = await readFile(join(folder, 'shop.dump'));
    await writeFile(join(folder, 'cut.dump'), all.subarray(0, all.length - 100_000));
    expect((await rehearse('cut.dump')).rehearsal).toMatchObject({
      status: 'broke',
      because: 'pg_restore cannot read the snapshot cut.dump to its end.',
    });
  }, 60_000);
});

test('without pg_restore the error names three ways out', async () => {
  const none = (path: string) => Promise.resolve(archiveBy('/nowhere/pg_restore', path));
  expect(await dumpAt('shop.dump', folder, none).open()).toEqual({
    ok: false,
    problem: {
      code: 'volume-failed',
      says: 'The snapshot shop.dump is in a format that only pg_restore reads, and there is none here.',
      advice:
        'Install postgresql-client in the job, use the docker provider, whose image has one, or write the dump with pg_dump --format=plain.',
    },
  });
});

test('a dump of a later version than pg_restore knows is told apart from a broken one', async () => {
  const later = Buffer.from(await readFile(join(folder, 'shop.dump')));
  // The archive's own version, behind the five letters it begins with.
  later[6] = 99;
  await writeFile(join(folder, 'later.dump'), later);
  expect(await dumpAt('later.dump', folder).open()).toMatchObject({
    problem: {
      says: 'The snapshot later.dump was written by a newer pg_dump than the pg_restore here can read.',
      advice:
        'Install the postgresql-client of that version in the job, use the docker provider with that version, or write the dump with pg_dump --format=plain.',
    },
  });
});

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of bytes) all.push(piece);
  return Buffer.concat(all).toString();
}

/** Without what every script begins with. */
const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !/^(--|SET |SELECT pg_catalog\.set_config|\\(un)?restrict )/.test(line));

const hashOf = (all: readonly string[]) => ({
  lines: all.length,
  hash: createHash('sha256').update(all.toSorted().join('\n')).digest('hex'),
});
