import { join } from 'node:path';
import { choiceOf, chooseProvider } from '../../databases/choose.ts';
import { runCommand } from '../../databases/command.ts';
import { dumpAt } from '../../databases/dump.ts';
import { runMigrations } from '../../databases/migrating.ts';
import type { Result } from '../../domain/errors.ts';
import { failure, success } from '../../domain/errors.ts';
import { textOf } from '../../domain/safety.ts';
import type { Range } from '../../domain/trigger.ts';
import type { ReviewAsked } from '../../flows/handle.ts';
import type { Override } from '../../flows/proposal.ts';
import { readProposal } from '../../flows/proposal.ts';
import type { Reviewed } from '../../flows/publish.ts';
import { review } from '../../flows/review.ts';
import { shown } from '../../flows/show.ts';
import type { Inputs } from '../../github/inputs.ts';
import { jobLog } from '../../github/runner.ts';
import type { Source } from '../../ports/code-host.ts';
import type { CheckOut } from '../../ports/migrating.ts';
import { ruleIds } from '../../rules/index.ts';
import { diskToKeep, systemClock } from '../world.ts';
import { jobAttempt } from './job.ts';

/** The review of git objects, never of a work tree. */
export async function reviewed(asked: ReviewAsked, inputs: Inputs, signal: AbortSignal): Promise<Reviewed> {
  const { range, source, fresh, as } = asked;
  const proposed = await propose(source, range, inputs);
  const { report, problem } = await review(proposed, as, {
    database: (settings) =>
      chooseProvider({ ...choiceOf(settings), keep: fresh === 'fresh' ? '0' : diskToKeep(process.env) }),
    dump: (named) => dumpAt(named, workingFolder(inputs)),
    command: runCommand,
    migrations: runMigrations,
    checkOut: source.ok ? (source.value.checkOut ?? noFiles) : noFiles,
    clock: systemClock,
    progress: jobLog((line) => process.stdout.write(line)),
    signal,
  });
  const target = { name: '', head: range.head, ...jobAttempt() };
  const words = shown(report, undefined, { target, id: inputs.id ?? '' });
  return problem === undefined ? words : { ...words, problem };
}

export const workingFolder = ({ workingDirectory }: Inputs): string =>
  join(process.env['GITHUB_WORKSPACE'] ?? '.', workingDirectory);

const noFiles: CheckOut = () =>
  Promise.resolve(
    failure({
      code: 'not-a-repository',
      says: 'The files of the commit could not be written out.',
      advice: 'Check the repository out first, with `fetch-depth: 0`.',
    }),
  );

async function propose(source: Result<Source>, range: Range, inputs: Inputs) {
  if (!source.ok) return source;
  const profile = await profileOf(source.value, range, inputs);
  if (!profile.ok) return profile;
  return readProposal(
    {
      base: range.base,
      head: range.head,
      rules: ruleIds,
      ...(inputs.config !== undefined && { configPath: inputs.config }),
      ...(inputs.id !== undefined && { id: inputs.id }),
      ...(profile.value !== undefined && { profile: profile.value }),
    },
    source.value,
  );
}

/** `env:NAME`, or a path in the base commit: what the pull request itself changes must not lower its own bar. */
async function profileOf(source: Source, range: Range, { profile }: Inputs): Promise<Result<Override | undefined>> {
  if (profile === undefined) return success(undefined);
  const text = profile.startsWith('env:') ? process.env[profile.slice(4)] : undefined;
  if (text !== undefined) return success({ file: profile, text });
  const compared = await source.compare(range.base, range.head);
  if (!compared.ok) return compared;
  const tree = await source.tree(compared.value.mergeBase);
  if (!tree.ok) return tree;
  const entry = tree.value.find(({ path }) => path === profile);
  if (entry === undefined) {
    return failure({
      code: 'bad-profile',
      says: `The input profile names ${profile}, which is not in the base commit.`,
      advice: 'Merge the file first, or pass `env:NAME`.',
    });
  }
  const read = await source.read([entry.blob]);
  if (!read.ok) return read;
  const content = textOf({ path: profile, mode: entry.mode, bytes: read.value[0] ?? new Uint8Array() });
  return content.ok ? success({ file: profile, text: content.value }) : content;
}
