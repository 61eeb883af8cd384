import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { statisticsOf } from '../../src/databases/statistics.ts';
import type { Production } from '../flows/production.ts';
import { startProduction } from '../flows/production.ts';

let production: Production;
beforeAll(async () => {
  production = await startProduction(17);
});
afterAll(() => production.server.stop());

const ask = (sql: string, address = production.address('owner')) => statisticsOf(address).ask(sql);

describe('production is asked', () => {
  test('in one transaction that can change nothing, and leaves no setting behind', async () => {
    await production.session.query('CREATE TABLE kept (id int); GRANT ALL ON kept TO owner');
    const settings = [
      'transaction_read_only',
      'transaction_isolation',
      'statement_timeout',
      'lock_timeout',
      'search_path',
    ];
    expect(await ask(`SELECT ${settings.map((name) => `current_setting('${name}')`).join(` || ', ' || `)}`)).toEqual({
      ok: true,
      value: 'on, repeatable read, 2min, 2s, pg_catalog, pg_temp',
    });
    expect(
      await ask('WITH gone AS (INSERT INTO public.kept VALUES (1) RETURNING id) SELECT id FROM gone'),
    ).toMatchObject({
      problem: { says: 'The database did not answer the question for its profile (25006).' },
    });
  });

  test('for a value as it is written, not as JavaScript would read it', async () => {
    expect(await ask(`SELECT '{"a": 1.50}'::json`)).toEqual({ ok: true, value: '{"a": 1.50}' });
    expect(await ask('SELECT 1 WHERE false')).toMatchObject({ problem: { code: 'database-lost' } });
  });
});

describe('a refusal is told without the address, the password and the server’s words', () => {
  const wrong = (url: string) => statisticsOf(url).ask('SELECT 1');
  const folder = () => production.address('owner').split('?')[1] ?? '';

  test.each([
    ['no address', () => 'host=db password=canary', 'The address is not one that Postgres can be reached by.'],
    ['a broken one', () => 'postgres://owner:canary@[/db', 'The address is not one that Postgres can be reached by.'],
    ['a wrong password', () => `postgres://owner:canary@/postgres?${folder()}`, 'The database refused the login.'],
    [
      'no certificate',
      () => 'postgres://owner:canary@db/x?sslmode=verify-full&sslrootcert=/nowhere',
      'A certificate that the address asks for cannot be read.',
    ],
    [
      'no authority',
      () => 'postgres://owner:canary@db/x?sslmode=verify-ca',
      'A certificate that the address asks for cannot be read.',
    ],
    ['no TLS', () => `${production.address('owner')}&sslmode=require`, 'The database does not offer TLS.'],
    ['an unknown role', () => `postgres://canary:canary@/postgres?${folder()}`, 'The database refused the login.'],
    [
      'an unknown database',
      () => `postgres://owner:open%20sesame@/canary?${folder()}`,
      'There is no such database on this server.',
    ],
    [
      'nobody there',
      () => 'postgres://owner:canary@127.0.0.1:1/canary',
      'The database does not answer at this address.',
    ],
    [
      'no socket',
      () => 'postgres://owner:canary@/canary?host=/nowhere',
      'The database does not answer at this address.',
    ],
    [
      'no such host',
      () => 'postgres://owner:canary@canary.invalid/canary',
      'The database does not answer at this address.',
    ],
  ])('%s', async (_, url, says) => {
    const answer = await wrong(url());
    expect(answer).toMatchObject({ ok: false, problem: { says } });
    expect(JSON.stringify(answer)).not.toMatch(/canary|sesame|nowhere/);
  });

  test('a host that hangs up', async () => {
    const host = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    expect(await wrong(`postgres://owner:canary@127.0.0.1:${port}/canary`)).toMatchObject({
      problem: { code: 'no-database' },
    });
    host.close();
  });

  test('a query of ours that fails', async () => {
    const answer = await ask(`SELECT 'canary'::int`);
    expect(answer).toEqual({
      ok: false,
      problem: {
        code: 'database-lost',
        says: 'The database did not answer the question for its profile (22P02).',
        advice: 'Run what --print-sql prints in psql: it will say why.',
      },
    });
  });
});
