import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { urlProvider } from '../../../../src/databases/url/index.ts';
import { loadParser } from '../../../../src/sql/parse.ts';
import { leftOn, startTeamServer, type TeamServer } from '../../../databases/url/team-server.ts';
import { asLong, measured, waits } from './shop.ts';

const variable = 'REHEARSAL_TRAFFIC_TEST_URL';
let team: TeamServer;
beforeAll(async () => {
  await loadParser();
  team = await startTeamServer();
}, 60_000);
afterAll(async () => {
  Reflect.deleteProperty(process.env, variable);
  await team.stop();
});

test.each(['managed', 'no-roles'] as const)(
  'a team’s own server without a superuser shows as well who waits, and nothing stays on it: %s',
  async (login) => {
    process.env[variable] = team.address(login);
    const started = await urlProvider({ env: variable, disposable: true, create: '', destroy: '' }).start({
      settings: {},
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    if (!started.ok) throw new Error(started.problem.says);
    {
      await using server = started.value;
      const seen = await measured(server, 'ALTER TABLE orders ADD COLUMN email text;');
      expect(waits(seen)).toEqual([{ line: 1, tables: ['public.orders'], behind: 'reader' }]);
      expect(seen.longestReadStallMs).toBeGreaterThan(asLong);
    }
    expect(await leftOn(team.server)).toEqual([]);
  },
  60_000,
);
