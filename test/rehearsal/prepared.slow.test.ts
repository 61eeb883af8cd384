import { beforeAll, expect, test } from '@jest/globals';
import { loadParser } from '../../src/sql/parse.ts';
import { startTestServer } from '../databases/server.ts';
import { base, plan, rehearseOn, unit } from './plans.ts';

beforeAll(loadParser);

// It is waited for 30 s until the lock is given up.
test('a transaction that a migration prepares and nobody ends is told, and ends with its database', async () => {
  await using server = await startTestServer({ settings: { max_prepared_transactions: '2' } });
  const up = `BEGIN; ALTER TABLE orders ADD COLUMN a int; PREPARE TRANSACTION 'mine';`;
  const orders = 'CREATE TABLE orders (id bigint PRIMARY KEY);';
  const given = plan({ baseline: base(orders), changed: [unit('0009', up)] });
  const { rehearsal, problem } = await rehearseOn(server, given);
  expect(problem).toEqual({
    code: 'time-limit',
    says: 'The migrations leave a lock behind that nobody lets go of: what they made could not be looked at.',
    advice: 'Let them end what they begin: PREPARE TRANSACTION keeps its locks until somebody commits it.',
  });
  expect(rehearsal.status).toBe('broke');
  await using observer = await server.connect('observer', 'postgres');
  expect((await observer.query('SELECT gid FROM pg_prepared_xacts')).rows).toEqual([]);
});
