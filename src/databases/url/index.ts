import { type Problem, type Result, failure } from '../../domain/errors.ts';
import type { DatabaseProvider, Server, ServerRequest } from '../../ports/database.ts';
import { readAddress } from './address.ts';
import { type Commands, interrupted, makeByCommand, sweepMade } from './command.ts';
import { serveFrom } from './serve.ts';

/** What the configuration says of a team's own server. */
export interface UrlSettings extends Commands {
  /** Name of the environment variable with the address; '' = none. */
  readonly env: string;
  readonly disposable: boolean;
}

/** A database server that the team provides: named by an environment variable, or made and removed by its commands. */
export const urlProvider = (settings: UrlSettings): DatabaseProvider => ({
  name: 'url',
  start: (request) => start(settings, request),
});

/** Whether the configuration names one at all. */
export const isConfigured = ({ env, create }: UrlSettings): boolean => env !== '' || create !== '';

async function start(settings: UrlSettings, request: ServerRequest): Promise<Result<Server>> {
  const wrong = mistake(settings);
  if (wrong) return failure(wrong);
  if (request.signal.aborted) return failure(interrupted);
  return settings.create === '' ? onNamed(settings, request) : onMade(settings, request);
}

async function onNamed({ env }: UrlSettings, request: ServerRequest): Promise<Result<Server>> {
  const text = process.env[env] ?? '';
  if (text === '') {
    return failure({
      code: 'no-database',
      says: `The environment variable ${env}, which postgres.url-env names, is not set.`,
      advice: `Hand it to the job: env: { ${env}: \${{ secrets.${env} }} }. Workflows of forks get no secrets.`,
    });
  }
  const address = await readAddress(text);
  if (!address) return failure(unreadable(`The environment variable ${env} holds`));
  return serveFrom({ address, origin: 'named', from: `the address in ${env}`, release: nothing }, request);
}

const nothing = (): Promise<void> => Promise.resolve();

async function onMade(settings: UrlSettings, request: ServerRequest): Promise<Result<Server>> {
  await sweepMade(settings);
  request.progress('making a database by postgres.create');
  const made = await makeByCommand(settings, request.signal);
  if (!made.ok) return made;
  const { destroy } = made.value;
  try {
    const address = await readAddress(made.value.address);
    const from = 'the address that postgres.create printed';
    const server = address
      ? await serveFrom({ address, origin: 'made', from, release: destroy }, request)
      : failure(unreadable('The command of postgres.create printed'));
    if (!server.ok) await destroy();
    return server;
  } catch (error) {
    await destroy();
    throw error;
  }
}

const unreadable = (subject: string): Problem => ({
  code: 'bad-configuration',
  says: `${subject} no address that can be read.`,
  advice: 'Write it as postgres://user:password@host:5432/database?sslmode=require, with special characters as %40.',
});

function mistake({ env, create, destroy, disposable }: UrlSettings): Problem | undefined {
  const wrong = (says: string, advice: string): Problem => ({ code: 'bad-configuration', says, advice });
  if (env === '' && create === '')
    return wrong(
      'The url provider is chosen, and nothing says where its server is.',
      'Set postgres.url-env to the name of an environment variable, or postgres.create and postgres.destroy to commands.',
    );
  if (env !== '' && create !== '')
    return wrong(
      'Both postgres.url-env and postgres.create are set.',
      'Keep one: create prints the address of the database that it makes.',
    );
  if (create !== '' && destroy === '')
    return wrong(
      'postgres.create is set and postgres.destroy is not.',
      'Set postgres.destroy to the command that removes what create makes.',
    );
  if (!disposable)
    return wrong(
      'A database of your own is rehearsed on only where the configuration says that it may be thrown away.',
      'Set postgres.disposable: true, and name no server that anybody relies on.',
    );
  return undefined;
}
