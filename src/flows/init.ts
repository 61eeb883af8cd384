import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ToolId } from '../domain/migration.ts';
import { actionStep, commandsWorkflow, pullRequestWorkflow } from './workflows.ts';

/** What was found in the repository before anything was written. */
export interface Detected {
  readonly tool: ToolId;
  /** Folders that hold its migrations, from the top of the repository; '' = the top itself. */
  readonly folders: readonly string[];
  readonly migrations: number;
}

/** The work tree, as far as `init` needs it. */
export interface InitFiles {
  /** Writes a new file with its folders; false, and nothing done, where there is one already. */
  create(path: string, text: string): Promise<boolean>;
}

export interface InitResult {
  readonly written: readonly string[];
  /** What was left as it was, because somebody wrote it before. */
  readonly kept: readonly Problem[];
  /** What to do next, one act a line. */
  readonly next: readonly string[];
}

/** How the workflows name the Action: `owner/name@full-sha # v1.2.3`. */
export interface Release {
  readonly action: string;
}

const configuration = '.github/migration-rehearsal.yml';
const workflows = {
  pullRequest: '.github/workflows/migration-rehearsal.yml',
  commands: '.github/workflows/migration-rehearsal-commands.yml',
} as const;

/** Writes the configuration and the two workflows a repository needs. Nothing that exists is ever overwritten. */
export async function init(
  detected: readonly Detected[],
  files: InitFiles,
  release: Release,
): Promise<Result<InitResult>> {
  const [first, ...others] = [...detected].sort((one, other) => other.migrations - one.migrations);
  if (first === undefined) return failure(nothingFound);
  const written: string[] = [];
  const kept: Problem[] = [];
  for (const [path, text] of [
    [configuration, configurationText(first, others)],
    [workflows.pullRequest, pinned(pullRequestWorkflow, release)],
    [workflows.commands, pinned(commandsWorkflow, release)],
  ] as const) {
    if (await files.create(path, text)) written.push(path);
    else kept.push(alreadyThere(path));
  }
  return success({ written, kept, next: nextSteps(written) });
}

export function configurationText(first: Detected, others: readonly Detected[]): string {
  const globs = first.folders.map((folder) => (folder === '' ? '**' : `${folder}/**`));
  return [
    '# What Migration Rehearsal should know of this repository. Every key may be left out; docs/configuration.md lists',
    '# them all. It is read from the base branch, so a change to this file counts once it is merged.',
    '',
    'migrations:',
    `  # ${first.migrations} ${first.migrations === 1 ? 'file' : 'files'} found.`,
    `  tool: ${first.tool}`,
    '  paths:',
    ...globs.map((glob) => `    - ${JSON.stringify(glob)}`),
    ...others.flatMap(({ tool, folders, migrations }) => [
      `  # Found as well, and not looked at: ${migrations} of ${tool} in ${folders.map((name) => JSON.stringify(name)).join(', ')}.`,
    ]),
    '',
  ].join('\n');
}

/** The workflow of examples/workflows as it stands, but for the release of the Action that it names. */
const pinned = (workflow: string, { action }: Release): string =>
  workflow.replaceAll(actionStep, () => `uses: ${action}`);

function nextSteps(written: readonly string[]): readonly string[] {
  if (written.length === 0) return ['Nothing was written: the files are there already.'];
  return [
    `Read and commit ${listed(written)}, and merge them: configuration and commands count from the default branch.`,
    'Take the profile of production (`migration-rehearsal profile --database-url env:DATABASE_URL --out .github/migration-rehearsal.profile.json`) and commit it: row counts and statistics, no value of a row.',
    'Name who approves: `approval.users` or `approval.teams` in the configuration, or a CODEOWNERS line for the migrations.',
    'Open a pull request with a migration, write `/migrate help` on it, and require the check `migration-rehearsal` once you like what it says.',
    'Where there is a merge queue, or pull requests come from forks or Dependabot, take merge-queue.yml and fork-comment.yml of examples/workflows too: docs/github.md tells what each is for.',
  ];
}

const listed = (paths: readonly string[]): string =>
  paths.length === 1 ? paths.join() : `${paths.slice(0, -1).join(', ')} and ${paths.slice(-1).join()}`;

const nothingFound: Problem = {
  code: 'paths-match-nothing',
  says: 'No migration was recognised in the last commit of this repository, so there is nothing to configure.',
  advice: 'Commit the migrations first, or write `migrations: { tool, paths }` into .github/migration-rehearsal.yml.',
};

const alreadyThere = (path: string): Problem => ({
  code: 'bad-usage',
  says: `${path} exists and was left as it is.`,
  advice: 'Move it away first if you want a new one.',
  file: path,
});
