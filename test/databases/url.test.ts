import { afterAll, beforeAll, describe } from '@jest/globals';
import { chooseProvider } from '../../src/databases/choose.ts';
import { type Subject, conformance } from './conformance.ts';
import { type TeamServer, leftOn, startTeamServer } from './url/team-server.ts';

// Other majors on demand, as they may have to be downloaded: MIGRATION_REHEARSAL_MAJORS=13,14,15,16,18
const more = (process.env['MIGRATION_REHEARSAL_MAJORS'] ?? '').split(',').filter(Boolean).map(Number);

describe.each([17, ...more])('on a server of the team’s, Postgres %d', (major) => {
  const variables = {
    superuser: `MIGRATION_REHEARSAL_TEST_SUPERUSER_${major}`,
    managed: `MIGRATION_REHEARSAL_TEST_MANAGED_${major}`,
  };
  let team: TeamServer;
  beforeAll(async () => {
    team = await startTeamServer(major);
    process.env[variables.superuser] = team.address('superuser');
    process.env[variables.managed] = team.address('managed');
  });
  afterAll(() => team.stop());

  /** Everything on the server, whoever made it: there nothing else is rehearsed. */
  const subject = (env: string): Subject => ({
    provider: chooseProvider({ provider: 'url', url: { env, disposable: true, create: '', destroy: '' } }),
    major,
    image: env,
    traces: () => leftOn(team.server),
  });

  conformance('the url provider, as a superuser', subject(variables.superuser));
  conformance('the url provider, as a login that may create databases and roles', subject(variables.managed));
});
