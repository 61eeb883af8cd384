import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { copyStrategy, letMakeRoles, makeDatabase, openLab } from '../../src/rehearsal/lab.ts';
import type { Lab } from '../../src/rehearsal/lab.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, worldOf } from './plans.ts';

const megabytes = 1024 ** 2;

describe.each([14, 17, 18])('databases of a rehearsal on Postgres %i', (major) => {
  let server: Server;
  let lab: Lab;
  beforeAll(async () => {
    server = await startTestServer({ major });
    const world = worldOf(server);
    lab = await openLab(plan({ baseline: base(''), changed: [] }), world, world.signal);
  });
  afterAll(async () => {
    await lab.keeper.end();
    await server.stop();
  });

  const walOf = async (work: () => Promise<void>): Promise<number> => {
    const at = 'SELECT pg_current_wal_insert_lsn() AS lsn';
    const before = await lab.keeper.query<{ lsn: string }>(at);
    await work();
    const since = 'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1)::float8 AS bytes';
    return (await lab.keeper.query<{ bytes: number }>(since, [before.rows[0]?.lsn])).rows[0]?.bytes ?? 0;
  };

  test('a large one is copied as files, without writing it to the WAL', async () => {
    await makeDatabase(lab, 'large');
    const session = await server.connect('observer', 'large');
    await session.query(
      'CREATE TABLE filler AS SELECT repeat(md5(g::text), 60) AS t FROM generate_series(1, 60000) AS g',
    );
    await session.end();
    expect(await copyStrategy(lab, 'large')).toBe(major < 15 ? '' : ' STRATEGY FILE_COPY');
    expect(await walOf(() => makeDatabase(lab, 'copy', 'large'))).toBeLessThan(megabytes);
    await using copy = await server.connect('observer', 'copy');
    const { rows } = await copy.query('SELECT count(*) AS rows FROM filler');
    expect(rows).toEqual([{ rows: 60_000 }]);
  });

  test('a small one is copied without the checkpoints that files would need', async () => {
    await makeDatabase(lab, 'small');
    expect(await copyStrategy(lab, 'small')).toBe('');
    expect(await copyStrategy(lab, 'nobody made it')).toBe('');
  });
});

test('a migrator that may make roles still may once the server was started anew', async () => {
  await using server = await startTestServer();
  const world = worldOf(server);
  const given = plan({ baseline: base(''), changed: [], roles: 'may-create' });
  const lab = await openLab(given, world, world.signal);
  await lab.keeper.away(() => server.writeWal?.('least') ?? Promise.resolve());
  const { rows } = await lab.keeper.query(
    `SELECT rolcreaterole, current_setting('wal_level') AS wal FROM pg_roles WHERE rolname = '${server.roles.migrator}'`,
  );
  expect(rows).toEqual([{ rolcreaterole: true, wal: 'minimal' }]);
  await lab.keeper.end();
});

test.each([14, 17])('and on Postgres %i gives itself no role that reaches the machine', async (major) => {
  await using server = await startTestServer({ major });
  const world = worldOf(server);
  const lab = await openLab(plan({ baseline: base(''), changed: [], roles: 'may-create' }), world, world.signal);
  await makeDatabase(lab, 'roles');
  await letMakeRoles(lab.keeper, server);
  await using migrator = await server.connect('migrator', 'roles');
  expect(await migrator.run('CREATE ROLE readers; GRANT readers TO CURRENT_USER')).toMatchObject({ ok: true });
  for (const role of [
    'pg_execute_server_program',
    'pg_read_server_files',
    'pg_write_server_files',
    'rehearsal_observer',
  ])
    expect(await migrator.run(`GRANT ${role} TO CURRENT_USER`)).toMatchObject({
      ok: false,
      error: { sqlstate: '42501' },
    });
  await lab.keeper.end();
});
