import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type UrlSettings, urlProvider } from '../../../src/databases/url/index.ts';
import type { Problem, Result } from '../../../src/domain/errors.ts';
import type { Server, ServerRequest } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { base, plan, rehearseOn, unit } from '../../rehearsal/plans.ts';
import { type TeamLogin, type TeamServer, leftOn, startTeamServer } from './team-server.ts';

const variable = 'MIGRATION_REHEARSAL_TEST_REFUSED';
const from = `the address in ${variable}`;
let team: TeamServer;
beforeAll(async () => {
  await loadParser();
  team = await startTeamServer();
});
afterAll(() => team.stop());

const named: UrlSettings = { env: variable, disposable: true, create: '', destroy: '' };

function start(settings: UrlSettings, more: Partial<ServerRequest> = {}): Promise<Result<Server>> {
  const signal = new AbortController().signal;
  return urlProvider(settings).start({ settings: {}, signal, progress: () => undefined, ...more });
}

async function refusal(settings: UrlSettings, more: Partial<ServerRequest> = {}): Promise<Problem> {
  const started = await start(settings, more);
  if (!started.ok) return started.problem;
  await started.value.stop();
  throw new Error('It was taken.');
}

const at = async (address: string, more: Partial<ServerRequest> = {}): Promise<string> => {
  process.env[variable] = address;
  const { says } = await refusal(named, more);
  expect(says).not.toMatch(/p@ss|p%40ss/);
  return says;
};

describe('a configuration that says too little', () => {
  test.each([
    [{ env: '' }, 'The url provider is chosen, and nothing says where its server is.'],
    [{ create: 'make', destroy: 'remove' }, 'Both postgres.url-env and postgres.create are set.'],
    [{ env: '', create: 'make' }, 'postgres.create is set and postgres.destroy is not.'],
    [
      { disposable: false },
      'A database of your own is rehearsed on only where the configuration says that it may be thrown away.',
    ],
  ])('%j', async (wrong, says) => {
    expect(await refusal({ ...named, ...wrong })).toMatchObject({ code: 'bad-configuration', says });
  });
});

describe('an address that leads nowhere', () => {
  test('says why, and never the address', async () => {
    expect(await at('')).toBe(`The environment variable ${variable}, which postgres.url-env names, is not set.`);
    expect(await at('host=db password=p@ss')).toBe(
      `The environment variable ${variable} holds no address that can be read.`,
    );
    expect(await at('postgres://a:p%40ss@127.0.0.1:1/x')).toBe(
      `The server at ${from} cannot be used: nobody listens there.`,
    );
    const right = team.address('managed');
    expect(await at(right.replace('p%40ss', 'p%40ss-not'))).toBe(
      `The server at ${from} cannot be used: it does not take the password.`,
    );
    expect(await at(right.replace('/app', '/nothing'))).toBe(
      `The server at ${from} cannot be used: there is no such database.`,
    );
  });
});

describe('a server that is not for this', () => {
  test('another major than asked for', async () => {
    expect(await at(team.address('managed'), { major: 18 })).toBe(`The server at ${from} is Postgres 17, not 18.`);
  });

  test('one whose login may not create databases', async () => {
    expect(await at(team.address('no-rights'))).toBe(
      `The login of ${from} may not create databases, and a rehearsal needs several.`,
    );
  });

  test('one that others are connected to looks like production', async () => {
    await using client = await team.server.connect('observer', 'postgres');
    await client.query(`SET application_name = 'checkout'`);
    expect(await at(team.address('managed'))).toBe(
      `The server at ${from} looks like one that somebody relies on: 1 other client is connected to it.`,
    );
  });

  test('nothing was left by any of them', async () => {
    expect(await leftOn(team.server)).toEqual([]);
  });
});

describe('a login that may not create roles', () => {
  const serve = async (login: TeamLogin): Promise<Server> => {
    process.env[variable] = team.address(login);
    const started = await start(named);
    if (!started.ok) throw new Error(started.problem.says);
    return started.value;
  };

  test('runs the migrations as itself, which is said', async () => {
    await using server = await serve('no-roles');
    expect(server.roles).toEqual({ observer: 'team_no_roles', migrator: 'team_no_roles' });
    const changed = [unit('0002', 'CREATE INDEX ON orders (email);', 'DROP INDEX orders_email_idx;')];
    const { rehearsal } = await rehearseOn(
      server,
      plan({ baseline: base('CREATE TABLE orders (email text);'), changed }),
    );
    expect(rehearsal).toMatchObject({ status: 'ran', provider: 'url', rollback: { status: 'reverts' } });
    expect(rehearsal.status === 'ran' && rehearsal.notes).toContain(
      'url: the login may not create roles on this server: the migrations ran as the login itself, so a right that their own role lacks was not missed.',
    );
  });

  test('cannot rehearse what names roles that are not there', async () => {
    await using server = await serve('no-roles');
    const changed = [unit('0002', 'GRANT SELECT ON orders TO reporting_people;')];
    const { problem } = await rehearseOn(
      server,
      plan({ baseline: base('CREATE TABLE orders (email text);'), changed }),
    );
    expect(problem).toEqual({
      code: 'baseline-failed',
      says: 'The SQL names roles that this server does not have (reporting_people), and the login may not create roles on this server: it cannot be rehearsed here.',
      advice: 'Create them there, or give the login of postgres.url-env CREATEROLE.',
    });
  });
});

describe('two runs at the same time', () => {
  test('share the stand-ins of roles, which the last one removes', async () => {
    process.env[variable] = team.address('managed');
    const [one, other] = [await start(named), await start(named)];
    if (!one.ok || !other.ok) throw new Error('Not started.');
    const changed = [unit('0002', 'GRANT SELECT ON orders TO reporting_people;')];
    const shop = base(
      `COMMENT ON EXTENSION plpgsql IS 'as pg_dump used to write it'; CREATE TABLE orders (email text);`,
    );
    for (const server of [one.value, other.value])
      expect(await rehearseOn(server, plan({ baseline: shop, changed }))).toMatchObject({
        rehearsal: { status: 'ran' },
      });
    await one.value.stop();
    expect(await leftOn(team.server)).toContain('reporting_people');
    await other.value.stop();
    expect(await leftOn(team.server)).toEqual([]);
  });
});

test('a login that is no superuser ends its own connection too: an interrupted build is seen for what it leaves', async () => {
  process.env[variable] = team.address('managed');
  const started = await start(named);
  if (!started.ok) throw new Error(started.problem.says);
  await using server = started.value;
  const changed = [unit('0002', 'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email ON orders (email);')];
  const { rehearsal } = await rehearseOn(
    server,
    plan({ baseline: base('CREATE TABLE orders (email text);'), changed }),
  );
  expect(rehearsal).toMatchObject({
    rerun: {
      status: 'fails',
      says: 'If migrations/0002.up.sql:1 breaks off, the invalid index public.orders_email stays; IF NOT EXISTS makes the next run pass over it.',
    },
  });
});
