import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { configPath, load } from '../../config/load.ts';
import { choiceOf, chooseProvider } from '../../databases/choose.ts';
import { runCommand } from '../../databases/command.ts';
import { dumpAt } from '../../databases/dump.ts';
import { runMigrations } from '../../databases/migrating.ts';
import type { Result } from '../../domain/errors.ts';
import { failure, success } from '../../domain/errors.ts';
import { textOf } from '../../domain/safety.ts';
import type { Override } from '../../flows/proposal.ts';
import { readProposal } from '../../flows/proposal.ts';
import { modeInForce } from '../../flows/publish.ts';
import { review } from '../../flows/review.ts';
import { openRepository } from '../../git/repository.ts';
import type { Inputs } from '../../github/inputs.ts';
import { jobLog, secretsOf } from '../../github/runner.ts';
import type { Source } from '../../ports/code-host.ts';
import { checkPage } from '../../report/check.ts';
import { htmlPage } from '../../report/html.ts';
import { toJson } from '../../report/json.ts';
import { markdown } from '../../report/markdown.ts';
import { ruleIds } from '../../rules/index.ts';
import { diskToKeep, interruption, systemClock } from '../world.ts';
import { jobAttempt } from './job.ts';
import type { Display, Range, Rendered, Reviewer } from './run.ts';

// A step's summary may be 1 MiB; UTF-16 units are at most three bytes each.
const summaryBudget = 340_000;

/** The review over the checkout that the workflow made: its objects, never its work tree. */
export const reviewer: Reviewer = (range, inputs) => {
  const signal = interruption();
  const repository = openSource(range, inputs);
  return {
    display: async () => {
      const source = await repository;
      return source.ok ? displayIn(source.value, range, inputs) : source;
    },
    review: async () => {
      const proposed = await propose(await repository, range, inputs);
      const { report, problem } = await review(proposed, 'rehearsal', {
        database: (settings) => chooseProvider({ ...choiceOf(settings), keep: diskToKeep(process.env) }),
        dump: (named) => dumpAt(named, workingFolder(inputs)),
        command: runCommand,
        migrations: runMigrations,
        checkOut: async (commit) => {
          const opened = await openRepository(workingFolder(inputs));
          return opened.ok ? opened.value.checkOut(commit) : opened;
        },
        clock: systemClock,
        progress: jobLog((line) => process.stdout.write(line)),
        signal,
      });
      const words = { commit: range.head, link: jobAttempt().details };
      const rendered: Rendered = {
        report,
        page: checkPage(report),
        comment: markdown(report, words),
        json: toJson(report),
        html: htmlPage(report),
        summary: markdown(report, { ...words, budget: summaryBudget }),
      };
      return problem === undefined ? rendered : { ...rendered, problem };
    },
  };
};

const workingFolder = ({ workingDirectory }: Inputs): string =>
  join(process.env['GITHUB_WORKSPACE'] ?? '.', workingDirectory);

async function openSource(range: Range, inputs: Inputs): Promise<Result<Source>> {
  const repository = await openRepository(workingFolder(inputs));
  return repository.ok ? success(withBranchName(repository.value, range)) : repository;
}

/** The event names the base by its commit; an approval is bound to its branch, so that it survives a moving base. */
const withBranchName = (source: Source, { baseRef }: Range): Source => ({
  ...source,
  compare: async (base, head) => {
    const compared = await source.compare(base, head);
    return compared.ok ? success({ ...compared.value, baseRef }) : compared;
  },
});

/** Small and quick, so that the check appears before anything long begins. */
async function displayIn(source: Source, range: Range, inputs: Inputs): Promise<Result<Display>> {
  const compared = await source.compare(range.base, range.head);
  if (!compared.ok) return compared;
  const config = await load(source, compared.value.mergeBase, inputs.config ?? configPath, ruleIds);
  return config.ok ? success(displayOf(config.value, inputs)) : config;
}

function displayOf({ id, mode, enforceFrom, comment, postgres }: Config, inputs: Inputs): Display {
  const url = postgres.urlEnv === '' ? undefined : process.env[postgres.urlEnv];
  return {
    id: inputs.id ?? id,
    mode: modeInForce(inputs.mode ?? mode, enforceFrom, systemClock),
    comment: comment.when,
    secrets: url === undefined ? [] : secretsOf(url),
  };
}

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
