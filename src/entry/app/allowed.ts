import type { Config } from '../../config/config.ts';
import type { Problem } from '../../domain/errors.ts';

/**
 * What a repository's configuration may not ask of a machine that serves others too: a command could read the App's
 * private key, and a variable or a file of the machine is not the repository's to name.
 */
export function refusedOn(config: Pick<Config, 'migrations' | 'postgres' | 'queries' | 'volume'>): Problem | undefined {
  const { migrations, postgres, queries, volume } = config;
  const asked: Readonly<Record<string, boolean>> = {
    'migrations.command': migrations.command !== '',
    'postgres.create': postgres.create !== '',
    'postgres.destroy': postgres.destroy !== '',
    'postgres.url-env': postgres.urlEnv !== '',
    'queries.commands': queries.commands.length > 0,
    'volume.seed': volume.seedCommand !== '',
    'volume.snapshot': volume.snapshot !== '',
  };
  const [key] = Object.keys(asked).filter((name) => asked[name]);
  if (key === undefined) return undefined;
  return {
    code: 'bad-configuration',
    says: `${key} asks for a command, a variable or a file of the machine, which this server gives to no repository.`,
    advice:
      'Use the Action, which runs in a machine of its own; or, where every repository of the App is trusted like ' +
      'its operator, start the server with MIGRATION_REHEARSAL_COMMANDS=allowed.',
  };
}
