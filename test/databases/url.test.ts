import { afterAll, beforeAll } from '@jest/globals';
import { chooseProvider } from '../../src/databases/choose.ts';
import { type Subject, conformance } from './conformance.ts';
import { type TeamServer, leftOn, startTeamServer } from './url/team-server.ts';

const variables = { superuser: 'MIGRATION_REHEARSAL_TEST_SUPERUSER', managed: 'MIGRATION_REHEARSAL_TEST_MANAGED' };
const major = 17;
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
