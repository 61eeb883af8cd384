import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appliedSettings } from '../../src/config/profile-settings.ts';
import type { Profile } from '../../src/domain/profile.ts';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from '../rehearsal/plans.ts';

const profile = (given: Pick<Profile, 'settings' | 'roleSettings'>): Profile => ({
  tables: new Map(),
  queries: [],
  ...given,
});
const settings = {
  work_mem: '65536kB',
  maintenance_work_mem: '8388608kB',
  max_wal_size: '2097152kB',
  timezone: 'Europe/Berlin',
  statement_timeout: '900000ms',
  lock_timeout: '0',
};

describe('production’s settings', () => {
  test('are those of the sessions that migrate, as far as a runner holds them, and the report names them', () => {
    expect(appliedSettings(profile({ settings }), [])).toEqual({
      session: {
        work_mem: '65536kB',
        maintenance_work_mem: '1048576kB',
        TimeZone: 'Europe/Berlin',
        statement_timeout: '900000ms',
      },
      server: { max_wal_size: '2097152kB' },
      notes: [
        'Settings as in production’s profile: work_mem 65536kB, maintenance_work_mem 1048576kB (production has 8.6 GB, more than a runner holds), max_wal_size 2097152kB, TimeZone Europe/Berlin, statement_timeout 900000ms.',
      ],
    });
  });

  test('give way to what the team chose itself', () => {
    const { session, server } = appliedSettings(profile({ settings }), ['Work_Mem', 'timezone', 'max_wal_size']);
    expect(Object.keys(session)).toEqual(['maintenance_work_mem', 'statement_timeout']);
    expect(server).toEqual({});
  });

  test('of every role go before the server’s; a timeout that some role has of its own is nobody’s for certain', () => {
    const everybody = { database: 'shop', settings: { lock_timeout: '3s' } };
    const { session } = appliedSettings(
      profile({
        settings: { lock_timeout: '9s', statement_timeout: '5s' },
        roleSettings: [everybody, { role: 'app', settings: { statement_timeout: '5s' } }],
      }),
      [],
    );
    expect(session).toEqual({ lock_timeout: '3s' });
  });

  test.each([
    ['work_mem', "1'; DROP TABLE x"],
    ['work_mem', '-1'],
    ['maintenance_work_mem', '1GB\nfsync = on'],
    ['TimeZone', 'Nowhere/At_all'],
    ['TimeZone', '../../etc/passwd'],
    ['lock_timeout', '5 parsecs'],
    ['random_page_cost', 'NaN'],
    ['shared_buffers', '64GB'],
    ['fsync', 'on'],
    ['session_replication_role', 'replica'],
  ])('%s = %j is not one of them', (name, value) => {
    expect(appliedSettings(profile({ settings: { [name]: value } }), [])).toEqual({
      session: {},
      server: {},
      notes: [],
    });
  });
});

describe('on a real Postgres', () => {
  let server: Server;
  const applied = appliedSettings(
    profile({ settings: { ...settings, random_page_cost: '1.1', lock_timeout: '2s' } }),
    [],
  );
  beforeAll(async () => {
    await loadParser();
    server = await startTestServer({ settings: applied.server });
  });
  afterAll(() => server.stop());

  test('a migration meets them', async () => {
    const sql = `DO $$ BEGIN IF concat_ws(' ', current_setting('work_mem'), current_setting('maintenance_work_mem'),
      current_setting('max_wal_size'), current_setting('TimeZone'), current_setting('statement_timeout'),
      current_setting('lock_timeout'), current_setting('random_page_cost'))
      <> '64MB 1GB 2GB Europe/Berlin 15min 2s 1.1' THEN RAISE EXCEPTION 'others'; END IF; END $$;`;
    const changed = [unit('0002', sql)];
    const run = (session: Readonly<Record<string, string>>) =>
      rehearseOn(
        server,
        plan({
          baseline: base('CREATE TABLE t (id int);'),
          changed,
          session,
          rollback: 'leave-out',
          rerun: 'leave-out',
        }),
      );
    const errors = async (session: Readonly<Record<string, string>>) => {
      const { rehearsal } = await run(session);
      return rehearsal.status === 'ran'
        ? rehearsal.statements.map(({ error }) => error?.sqlstate)
        : [rehearsal.because];
    };
    expect(await errors(applied.session)).toEqual([undefined]);
    expect(await errors({ ...applied.session, lock_timeout: '1s' })).toEqual(['P0001']);
  });
});
