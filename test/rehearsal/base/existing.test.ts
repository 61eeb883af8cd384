import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { urlProvider } from '../../../src/databases/url/index.ts';
import type { RehearsalRun } from '../../../src/domain/rehearsal.ts';
import type { Server } from '../../../src/ports/database.ts';
import type { Rehearsed, VolumeSettings } from '../../../src/rehearsal/plan.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { leftOn, startTeamServer } from '../../databases/url/team-server.ts';
import type { TeamLogin, TeamServer } from '../../databases/url/team-server.ts';
import { base, plan, rehearseOn, unit } from '../plans.ts';

const variable = 'REHEARSAL_EXISTING_TEST_URL';
let team: TeamServer;
beforeAll(async () => {
  await loadParser();
  team = await startTeamServer();
  await using session = await team.server.connect('observer', 'postgres');
  await session.query('CREATE ROLE stranger');
  for (const [name, owner] of [
    ['shop', 'team_managed'],
    ['mixed', 'team_managed'],
  ] as const) {
    await session.query(`CREATE DATABASE ${name} OWNER ${owner}`);
    await using inside = await team.server.connect('observer', name);
    await inside.query(`SET ROLE ${owner}; ${made}; RESET ROLE`);
  }
  await using mixed = await team.server.connect('observer', 'mixed');
  await mixed.query('ALTER TABLE shop.orders OWNER TO stranger');
}, 60_000);
afterAll(async () => {
  Reflect.deleteProperty(process.env, variable);
  await team.stop();
});

/** All kinds of things that have an owner. */
const made = `
  CREATE SCHEMA shop;
  CREATE TYPE shop.state AS ENUM ('new', 'paid');
  CREATE TYPE shop.pair AS (a int, b int);
  CREATE DOMAIN shop.code AS text CHECK (value <> '');
  CREATE TABLE shop.orders (id bigserial PRIMARY KEY, other int GENERATED ALWAYS AS IDENTITY, state shop.state, code shop.code);
  CREATE TABLE shop.days (day date) PARTITION BY RANGE (day);
  CREATE TABLE shop.days_2026 PARTITION OF shop.days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE SEQUENCE shop.numbers;
  CREATE VIEW shop.paid AS SELECT * FROM shop.orders WHERE state = 'paid';
  CREATE MATERIALIZED VIEW shop.counts AS SELECT count(*) FROM shop.orders;
  CREATE STATISTICS shop.together ON state, code FROM shop.orders;
  CREATE FUNCTION shop.twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
  CREATE PROCEDURE shop.nothing() LANGUAGE sql AS 'SELECT 1';
  CREATE AGGREGATE shop.total(int) (sfunc = int4pl, stype = int);
  INSERT INTO shop.orders (state, code) SELECT 'new', 'c' || n FROM generate_series(1, 500) n;
  CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);
  INSERT INTO schema_migrations VALUES (1, false)`;

async function serverFor(login: TeamLogin): Promise<Server> {
  process.env[variable] = team.address(login);
  const started = await urlProvider({ env: variable, disposable: true, create: '', destroy: '' }).start({
    settings: {},
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
}

const asGolang = (version: string, text: string) => {
  const { up } = unit(version, text);
  if (!up) throw new Error('A unit without its up.');
  return { version, up: { ...up, tool: 'golang-migrate' as const } };
};

async function rehearse(login: TeamLogin, up: string, volume: Partial<VolumeSettings>): Promise<Rehearsed> {
  await using server = await serverFor(login);
  return await rehearseOn(
    server,
    plan({
      baseline: {
        kind: 'migrations',
        units: [asGolang('0001', 'SELECT 1 / 0;'), asGolang('0002', 'ALTER TABLE shop.orders ADD COLUMN note text;')],
      },
      changed: [asGolang('0003', up)],
      volume: { rows: 0, tables: new Map(), seconds: 30, ...volume },
    }),
  );
}

function ran({ rehearsal }: Rehearsed): RehearsalRun {
  if (rehearsal.status !== 'ran') throw new Error(JSON.stringify(rehearsal));
  return rehearsal;
}

describe('a database that the server holds already', () => {
  test.each(['superuser', 'managed'] as const)(
    'is where the rehearsal starts, as %s, and stays as it is',
    async (login) => {
      const up = `ALTER TABLE shop.orders ADD CHECK (code <> 'c7'); `;
      const rehearsed = await rehearse(login, up, { existing: 'shop', full: true });
      expect(ran(rehearsed).statements.map(({ error }) => error)).toEqual([
        { sqlstate: '23514', says: 'A row does not satisfy a CHECK constraint (table orders).' },
      ]);
      expect(
        ran(rehearsed).volume.map(({ table, rows, source, productionRows }) => [table, rows, source, productionRows]),
      ).toContainEqual(['shop.orders', 500, 'existing', 500]);
      expect(ran(rehearsed).notes).toEqual(
        expect.arrayContaining([
          'The database shop filled 2 tables, which hold 501 rows.',
          '1 migration of the base branch that the database shop has not run ran on top of it.',
        ]),
      );
      await using session = await team.server.connect('observer', 'shop');
      const { rows } = await session.query(
        `SELECT count(*) AS columns, (SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE relname = 'orders') AS owner
         FROM pg_attribute WHERE attrelid = 'shop.orders'::regclass AND attnum > 0`,
      );
      expect(rows).toEqual([{ columns: 4, owner: 'team_managed' }]);
      expect(await leftOn(team.server)).toEqual([]);
    },
    60_000,
  );

  test('belongs to the migrations in every kind of thing', async () => {
    const up = `ALTER TYPE shop.state ADD VALUE 'sent'; ALTER TYPE shop.pair ADD ATTRIBUTE c int; ALTER DOMAIN shop.code DROP NOT NULL;
      ALTER TABLE shop.orders ADD COLUMN more int; ALTER TABLE shop.days ADD COLUMN more int; ALTER TABLE shop.days_2026 SET (fillfactor = 90);
      ALTER SEQUENCE shop.numbers RESTART; ALTER SEQUENCE shop.orders_id_seq RESTART 1000; ALTER VIEW shop.paid RENAME TO unpaid;
      REFRESH MATERIALIZED VIEW shop.counts; DROP STATISTICS shop.together; DROP FUNCTION shop.twice(int); DROP PROCEDURE shop.nothing();
      DROP AGGREGATE shop.total(int); CREATE TABLE shop.more ();`;
    const rehearsed = await rehearse('managed', up, { existing: 'shop' });
    expect(ran(rehearsed).statements.map(({ error }) => error)).toEqual(Array.from({ length: 15 }, () => undefined));
  }, 60_000);
});

describe('a database that cannot be copied', () => {
  test.each([
    [
      'managed',
      'nowhere',
      'The database nowhere, which volume.existing names, is not on this server.',
      'Name one of the server under postgres.url-env, or of the image under postgres.image; an embedded Postgres starts empty.',
    ],
    [
      'managed',
      'app',
      'The database app, which volume.existing names, cannot be copied: the login does not own it.',
      'Make the login a member of the role that owns it, or ALTER DATABASE … OWNER TO the login.',
    ],
    [
      'superuser',
      'app',
      'The database app, which volume.existing names, cannot be copied: somebody is connected to it.',
      'Let the address of the server end in another database, such as /postgres, and see that no other client is connected.',
    ],
    [
      'managed',
      'mixed',
      'The copy of mixed cannot be given to the role that migrates: table shop.orders belongs to stranger, of which the login is no member.',
      'GRANT stranger to the login of the rehearsal, or let the login be the one that owns the database.',
    ],
  ] as const)(
    'says why: as %s, %s',
    async (login, existing, because, advice) => {
      const { rehearsal, problem } = await rehearse(login, 'SELECT 1;', { existing });
      expect(rehearsal).toMatchObject({ status: 'broke', because, advice });
      expect(problem?.code).toBe('volume-failed');
      expect(await leftOn(team.server)).toEqual([]);
    },
    60_000,
  );
});

test('an embedded server holds none', async () => {
  const volume = { rows: 0, tables: new Map<string, number>(), seconds: 30, existing: 'nowhere' };
  const { problem } = await rehearseOn(
    team.server,
    plan({ baseline: base(''), changed: [unit('1', 'SELECT 1;')], volume }),
  );
  expect(problem?.says).toBe('The database nowhere, which volume.existing names, is not on this server.');
});
