import { readFile } from 'node:fs/promises';
import { under } from '../../config/policy-text.ts';
import type { Problem, Result } from '../../domain/errors.ts';
import { failure, success } from '../../domain/errors.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { choiceOf, chooseProvider } from '../../databases/choose.ts';
import { runCommand } from '../../databases/command.ts';
import { dumpAt } from '../../databases/dump.ts';
import { runMigrations } from '../../databases/migrating.ts';
import { readProposal } from '../../flows/proposal.ts';
import type { Override, Proposal } from '../../flows/proposal.ts';
import { review } from '../../flows/review.ts';
import type { Review, ReviewWorld } from '../../flows/review.ts';
import { openRepository } from '../../git/repository.ts';
import { ruleIds } from '../../rules/index.ts';
import { policyAt } from '../policy.ts';
import { diskToKeep, interruption, progressTo, systemClock } from '../world.ts';
import { show, tell } from './output.ts';
import type { OutputOptions } from './output.ts';

export interface ReviewOptions extends OutputOptions {
  readonly repo: string;
  /** Checked here and not by commander, which would name it before an unknown flag. */
  readonly base?: string;
  readonly head: string;
  /** False with --no-rehearsal. */
  readonly rehearsal: boolean;
  readonly config?: string;
  readonly profile?: string;
  /** An organisation's policy, which comes before the configuration. */
  readonly policy?: string;
}

export async function runReview(options: ReviewOptions): Promise<Verdict> {
  const { report, problem } = await reviewed(options, 'review');
  await show(report, options);
  if (problem !== undefined) tell(problem);
  return report.verdict;
}

/** The review of a local range; `verb` is what was typed for it. */
export async function reviewed(options: ReviewOptions, verb: string): Promise<Review> {
  const asked = options.rehearsal ? 'rehearsal' : 'reading';
  return review(await propose(options, verb), asked, {
    ...localWorld(),
    migrations: runMigrations,
    checkOut: async (commit) => {
      const repository = await openRepository(options.repo);
      return repository.ok ? repository.value.checkOut(commit) : repository;
    },
  });
}

/** The adapters of a person's own machine. */
export const localWorld = (): ReviewWorld => ({
  database: (settings) => chooseProvider({ ...choiceOf(settings), keep: diskToKeep(process.env) }),
  dump: (named) => dumpAt(named, process.cwd()),
  command: runCommand,
  clock: systemClock,
  progress: progressTo((line) => process.stderr.write(line), systemClock),
  signal: interruption(),
});

async function propose(options: ReviewOptions, verb: string): Promise<Result<Proposal>> {
  const { base, head } = options;
  if (base === undefined) return failure(noBase(verb));
  const policy = await policyAt(options.policy);
  if (!policy.ok) return policy;
  const repository = await openRepository(options.repo);
  if (!repository.ok) return repository;
  const config = await override(options.config, '--config');
  if (!config.ok) return config;
  const profile = await override(options.profile, '--profile');
  if (!profile.ok) return profile;
  return readProposal(
    {
      base,
      head,
      rules: ruleIds,
      ...(config.value !== undefined && { config: config.value }),
      ...(profile.value !== undefined && { profile: profile.value }),
    },
    under(policy.value, repository.value),
  );
}

/** A file named on the command line, or env:NAME: the text itself in an environment variable. */
async function override(named: string | undefined, flag: string): Promise<Result<Override | undefined>> {
  if (named === undefined) return success(undefined);
  if (named.startsWith('env:')) {
    const text = process.env[named.slice('env:'.length)];
    return text === undefined ? failure(unreadable(named, flag)) : success({ file: named, text });
  }
  const text = await readFile(named, 'utf8').catch(() => undefined);
  return text === undefined ? failure(unreadable(named, flag)) : success({ file: named, text });
}

const unreadable = (named: string, flag: string): Problem => ({
  code: 'bad-usage',
  says: `${named}, named by ${flag}, cannot be read.`,
  advice: 'Check the name and your rights.',
});

const noBase = (verb: string): Problem => ({
  code: 'bad-usage',
  says: `\`${verb}\` needs to know what the pull request would be merged into.`,
  advice: 'For example: --base main.',
});
