import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { ToolId } from '../domain/migration.ts';

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

/** How the workflow names the Action: `owner/name@full-sha # v1.2.3`. */
export interface Release {
  readonly action: string;
}

const configuration = '.github/migration-rehearsal.yml';
const workflow = '.github/workflows/migration-rehearsal.yml';

/** Writes the two files a repository needs. Nothing that exists is ever overwritten. */
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
    [workflow, workflowText(release)],
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

export function workflowText({ action }: Release): string {
  return `name: Migration rehearsal
on:
  # No path filter: a required check that never reports would block every other pull request.
  pull_request:
    types: [opened, synchronize, reopened, ready_for_review, edited]
  merge_group:

permissions:
  contents: read # read the migrations
  pull-requests: write # write the one comment
  checks: write # write the check "migration-rehearsal"

concurrency:
  group: migration-rehearsal-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true

jobs:
  # Not named like the check, so that nobody requires the job in its place.
  rehearse:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          fetch-depth: 0 # the whole history: what a pull request changes is told from where it left the base
          persist-credentials: false
      - id: rehearsal
        uses: ${action}
      - uses: actions/upload-artifact@330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0
        if: always() && steps.rehearsal.outputs.html-path
        with:
          name: migration-rehearsal
          path: \${{ steps.rehearsal.outputs.html-path }}
`;
}

function nextSteps(written: readonly string[]): readonly string[] {
  if (written.length === 0) return ['Nothing was written: both files are there already.'];
  return [
    `Read and commit ${written.join(' and ')}, and merge them: the configuration counts from the base branch.`,
    'Take the profile of production (`migration-rehearsal profile --database-url env:DATABASE_URL --out .github/migration-rehearsal.profile.json`) and commit it: row counts and statistics, no value of a row.',
    'Open a pull request with a migration, and require the check `migration-rehearsal` once you like what it says.',
  ];
}

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
