import { Command, CommanderError, Option } from 'commander';
import { exitCode } from '../domain/verdict.ts';
import { version } from '../domain/version.ts';
import type { InitOptions } from './cli/init.ts';
import type { LintOptions } from './cli/lint.ts';
import { formats } from './cli/output.ts';
import type { ProfileOptions } from './cli/profile.ts';
import type { ReviewOptions } from './cli/review.ts';
import type { RunbookOptions } from './cli/runbook.ts';
import { startQuickly, tellingCrashes } from './start-up.ts';

type Exit = 0 | 1 | 2;

/** A verb hands its exit status to `done`; everything it prints goes out before. Each loads only what it needs. */
function program(done: (status: Exit) => void): Command {
  const cli = new Command('migration-rehearsal')
    .description('Rehearses Postgres migrations on production-like volume and says what would wait, and for how long.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Run with --help to see every verb and flag.');
  const verb = (name: string, description: string) => cli.command(name).description(description).exitOverride();
  const withOutput = (command: Command) =>
    command
      .addOption(new Option('--format <format>', 'default: terminal on a TTY, else markdown').choices([...formats]))
      .option('--out <file>', 'write the result there instead of to standard output');

  const withPolicy = (command: Command) =>
    command.option('--policy <file>', 'an organisation’s policy, which comes before the configuration; or env:NAME');

  withPolicy(withOutput(verb('review', 'review a git range as if it were a pull request')))
    .option('--repo <dir>', 'the repository', '.')
    .option('--base <ref>', 'the branch or commit the pull request would be merged into')
    .option('--head <ref>', 'the tip of the pull request', 'HEAD')
    .option('--no-rehearsal', 'read only, without a database')
    .option('--config <file>', 'instead of the configuration of the base commit')
    .option('--profile <file>', 'the production profile, or env:NAME')
    .action(async (options: ReviewOptions) => {
      const { runReview } = await import('./cli/review.ts');
      done(exitCode(await runReview(options)));
    });
  withPolicy(withOutput(verb('lint', 'read migration files, without a database; `-` is standard input')))
    .argument('[path...]', 'files, folders or globs')
    .option('--schema <file>', 'the schema they run on, as SQL')
    .option('--postgres <major>', 'the version they run on', Number)
    .option('--tool <id>', 'the migration tool, where the path does not tell it')
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { runLint } = await import('./cli/lint.ts');
      done(exitCode(await runLint(paths, options)));
    });
  verb('profile', 'what production holds, from catalogs and statistics; no value of a row')
    .option('--database-url <url>', 'production or a replica of it: postgres://…, or env:NAME')
    .option('--print-sql', 'print the one query instead, for a console that may connect')
    .option('--check <file>', 'say whether a file is a profile')
    .option('--out <file>', 'write the result there instead of to standard output')
    .option('--diff <file>', 'tell what changed since this older profile')
    .option('--postgres <major>', 'with --print-sql; the SQL is the same for 13 to 18', Number)
    .option('--schema <name>', 'only this schema; may be repeated', appended)
    .option('--histograms <column>', 'schema.table.column whose values may be told; may be repeated', appended)
    .option('--no-queries', 'without the queries of pg_stat_statements')
    .action(async (options: ProfileOptions) => {
      const { runProfile } = await import('./cli/profile.ts');
      done(await runProfile(options));
    });
  withPolicy(verb('runbook', 'review a git range, then print the plan of its deployment'))
    .option('--repo <dir>', 'the repository', '.')
    .option('--base <ref>', 'the branch or commit the pull request would be merged into')
    .option('--head <ref>', 'the tip of the pull request', 'HEAD')
    .action(async (options: RunbookOptions) => {
      const { runRunbook } = await import('./cli/runbook.ts');
      done(exitCode(await runRunbook(options)));
    });
  verb('explain', 'what a rule means, and the safe way')
    .argument('<rule>', 'its id')
    .action(async (rule: string) => {
      const { runExplain } = await import('./cli/explain.ts');
      done(await runExplain(rule));
    });
  verb('init', 'write the configuration and the workflow into a repository')
    .option('--repo <dir>', 'the repository', '.')
    .option('--try <n>', 'review the last n merged migrations first', Number)
    .action(async (options: InitOptions) => {
      const { runInit } = await import('./cli/init.ts');
      done(await runInit(options));
    });
  verb('serve', 'run the GitHub App: hear webhooks, rehearse, and write checks and comments').action(async () => {
    const { serve } = await import('./app/serve.ts');
    done(await serve());
  });
  return cli;
}

const appended = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Usage errors have been told by commander already; anything else that is thrown is a bug or an outage. */
export async function main(args: readonly string[]): Promise<Exit> {
  let status: Exit = 2;
  try {
    await program((result) => (status = result)).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return status;
}

startQuickly();
const crashed = tellingCrashes('Migration Rehearsal crashed; nothing is known about these migrations.');
main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
}, crashed);
