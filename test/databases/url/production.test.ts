import { expect, test } from '@jest/globals';
import type { Session } from '../../../src/ports/database.ts';
import { looksLikeProduction } from '../../../src/databases/url/production.ts';

const quiet = { standby: false, replicas: 0, slots: 0, clients: 0 };

/** What a server would answer: a standby with replicas is more than a test can start. */
const answering = (signs: Partial<typeof quiet>): Session =>
  ({ query: () => Promise.resolve({ rows: [{ ...quiet, ...signs }], rowCount: 1 }) }) as unknown as Session;

test.each([
  [{}, undefined],
  [{ standby: true }, 'it is a standby, which copies another server and takes no writes'],
  [{ replicas: 1 }, '1 replica copies from it'],
  [{ replicas: 3, clients: 9 }, '3 replicas copy from it'],
  [{ slots: 2 }, '2 replication slots keep WAL on it'],
  [{ clients: 9 }, '9 other clients are connected to it'],
])('a server with %j: %s', async (signs, says) => {
  expect(await looksLikeProduction(answering(signs), 'named')).toBe(says);
});

test('one that was made for the run may have company, and may not be a standby', async () => {
  expect(await looksLikeProduction(answering({ replicas: 1, slots: 1, clients: 4 }), 'made')).toBeUndefined();
  expect(await looksLikeProduction(answering({ standby: true }), 'made')).toBe(
    'it is a standby, which copies another server and takes no writes',
  );
});
