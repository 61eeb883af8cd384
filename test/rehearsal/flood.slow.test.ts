import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';

let server: Server;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Of DDL in a block that commits by itself only the server's log tells which locks it took. */
const behind = (megabytes: number) =>
  plan({
    baseline: base('CREATE TABLE orders (id bigint PRIMARY KEY);'),
    changed: [
      unit(
        '0009',
        `DO $$ BEGIN
          FOR i IN 1..${megabytes} LOOP RAISE LOG '%', repeat('x', 1000000); END LOOP;
          ALTER TABLE orders ADD COLUMN note text;
          COMMIT;
        END $$;`,
      ),
    ],
    rollback: 'leave-out',
    rerun: 'leave-out',
  });

describe('a lock behind a flood of the server’s log', () => {
  test('is told all the same', async () => {
    const { rehearsal, observations } = await rehearseOn(server, behind(60));
    expect(observations.tampering).toEqual([]);
    expect(rehearsal).toMatchObject({
      statements: [{ locks: expect.arrayContaining([expect.objectContaining({ mode: 'AccessExclusiveLock' })]) }],
    });
  });

  test('is no way to be unseen where the flood is longer than what is read', async () => {
    const { observations } = await rehearseOn(server, behind(150));
    expect(observations.tampering).toEqual([
      {
        file: 'migrations/0009.up.sql',
        line: 1,
        sql: expect.stringContaining('RAISE LOG'),
        says: 'It wrote more than 134 MB into the server’s log, where its locks are told: not all of them are known.',
      },
    ]);
  });
});
