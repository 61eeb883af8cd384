import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommand } from '../../../src/databases/command.ts';
import { urlProvider } from '../../../src/databases/url/index.ts';
import type { Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { base, plan, rehearseOn, unit } from '../../rehearsal/plans.ts';
import { type EncryptedDoor, encryptedDoor } from './encrypted.ts';
import { type TeamLogin, type TeamServer, leftOn, startTeamServer } from './team-server.ts';

/** Debian's, installed for the tests. */
const psql = '/usr/lib/postgresql/15/bin/psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL"';
const variable = 'REHEARSAL_SEED_TEST_URL';
let team: TeamServer;
let door: EncryptedDoor;

beforeAll(async () => {
  await loadParser();
  team = await startTeamServer();
  const folder = decodeURIComponent(/@([^/]+)\//.exec(team.address('managed'))?.[1] ?? '');
  door = await encryptedDoor(`${folder}/.s.PGSQL.5432`);
}, 60_000);
afterAll(async () => {
  Reflect.deleteProperty(process.env, variable);
  await door[Symbol.asyncDispose]();
  await team.stop();
});

async function serverFor(address: string): Promise<Server> {
  process.env[variable] = address;
  const started = await urlProvider({ env: variable, disposable: true, create: '', destroy: '' }).start({
    settings: { work_mem: '5MB' },
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
}

async function seeded(address: string) {
  await using server = await serverFor(address);
  const command = `${psql} -c "INSERT INTO countries SELECT current_setting('work_mem') FROM current_user WHERE current_user = '${server.roles.migrator}'"`;
  return await rehearseOn(
    server,
    plan({
      baseline: base('CREATE TABLE countries (code text PRIMARY KEY);'),
      changed: [unit('0002', "ALTER TABLE countries ADD CHECK (code <> '5MB');")],
      rollback: 'leave-out',
      rerun: 'leave-out',
      volume: { rows: 0, tables: new Map(), seconds: 30, seed: { command } },
    }),
    { command: runCommand },
  );
}

const outcomeOf = ({ rehearsal }: Awaited<ReturnType<typeof seeded>>) =>
  rehearsal.status === 'ran'
    ? rehearsal.statements.map(({ error }) => error?.sqlstate)
    : { because: rehearsal.because };

test.each(['superuser', 'managed', 'no-roles'] as const)(
  'a seed command fills a database of the team’s server as the migrations’ role, with the session that they have: %s',
  async (login) => {
    expect(outcomeOf(await seeded(team.address(login)))).toEqual(['23514']);
    expect(await leftOn(team.server)).toEqual([]);
  },
  60_000,
);

const throughDoor = (login: TeamLogin, parameters: string): string =>
  team.address(login, parameters).replace(/@[^/]+\//, `@localhost:${door.port}/`);

test('it finds the authority that the address names, where only who looks at the certificate may come in', async () => {
  const parameters = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(door.root)}`;
  expect(outcomeOf(await seeded(throughDoor('managed', parameters)))).toEqual(['23514']);
  expect(await leftOn(team.server)).toEqual([]);
}, 60_000);

test('a name that the certificate does not bear does where only the authority is asked for, as with libpq', async () => {
  const at = (mode: string): string =>
    throughDoor('managed', `?sslmode=${mode}&sslrootcert=${encodeURIComponent(door.root)}`).replace(
      '@localhost:',
      '@127.0.0.1:',
    );
  expect(outcomeOf(await seeded(at('verify-ca')))).toEqual(['23514']);
  await expect(seeded(at('verify-full'))).rejects.toThrow(
    `The server at the address in ${variable} cannot be used: its certificate cannot be verified (sslrootcert names another).`,
  );
}, 60_000);
