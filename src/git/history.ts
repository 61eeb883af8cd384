import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { MergedCommit } from '../ports/code-host.ts';
import { output } from './command.ts';
import type { Git } from './command.ts';
import { decodePath, fields } from './path.ts';

const commitsAtATime = 200;
const mostCommits = 20_000;

/**
 * The newest commits of the first-parent history (what was merged, one entry a merge) that add a file `wanted` says
 * yes to. A commit without a parent here has nothing to be compared with and is left out.
 */
export async function commitsAdding(
  git: Git,
  tip: Sha,
  wanted: (path: string) => boolean,
  limit: number,
): Promise<readonly MergedCommit[]> {
  const found: MergedCommit[] = [];
  for (let skip = 0; skip < mostCommits && found.length < limit; skip += commitsAtATime) {
    const commits = await firstParents(git, tip, skip);
    const added = await addedPaths(git, commits);
    for (const commit of commits) {
      const paths = (added.get(commit.commit) ?? []).filter(wanted);
      if (paths.length > 0) found.push({ ...commit, added: paths });
    }
    if (commits.length === 0) break;
  }
  return found.slice(0, limit);
}

type Commit = Omit<MergedCommit, 'added'>;

async function firstParents(git: Git, tip: Sha, skip: number): Promise<readonly Commit[]> {
  const range = ['--first-parent', `--skip=${skip}`, `--max-count=${commitsAtATime}`, tip];
  const log = await output(git, ['log', '-z', '--no-color', '--format=tformat:%H%n%P%n%s', ...range]);
  return [...fields(log)].flatMap((entry) => {
    const [commit = '', parents = '', subject = ''] = entry.toString('utf8').split('\n');
    const [parent = ''] = parents.split(' ');
    return parent === '' ? [] : [{ commit: commit as Sha, parent: parent as Sha, subject }];
  });
}

async function addedPaths(git: Git, commits: readonly Commit[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const added = new Map<string, string[]>();
  if (commits.length === 0) return added;
  // A second name on a line takes the place of the commit's parents: merges are compared with the first one only.
  const lines = commits.map(({ commit, parent }) => `${commit} ${parent}\n`).join('');
  const diff = await output(
    git,
    ['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-abbrev', '--no-relative', '--no-renames', '--diff-filter=A'],
    lines,
  );
  let paths: string[] = [];
  const tokens = fields(diff);
  for (const token of tokens) {
    if (token[0] === 0x3a) {
      const next = tokens.next();
      if (next.done !== true) paths.push(decodePath(next.value));
    } else {
      paths = [];
      added.set(token.toString('latin1').trim(), paths);
    }
  }
  return added;
}

/**
 * The commits of `base..head` that change one of the files against every parent of theirs, oldest first. Paths go by
 * standard input, for there can be more of them than a command line holds.
 */
export async function commitsTouching(
  git: Git,
  base: Sha,
  head: Sha,
  paths: readonly string[],
): Promise<Result<readonly Sha[]>> {
  if (paths.length === 0) return success([]);
  // git reads a line a path, in UTF-8; any other name would name another file, or none.
  if (paths.some((path) => /[\n\p{Surrogate}]/u.test(path))) return failure(unnamed);
  const input = [`^${base}`, head, '--', ...paths].join('\n');
  const { status, stdout } = await git([...asTheyWere, '--format=%x01%H', '--stdin'], `${input}\n`);
  return status === 0 ? success(withFiles(stdout.toString('utf8'))) : failure(untold(head));
}

/** Of a merge, only what differs from all of its parents is told. */
const asTheyWere = [
  '-c',
  'log.showRoot=true',
  'log',
  '--full-history',
  '--topo-order',
  '--reverse',
  '--no-renames',
  '-c',
  '--name-only',
];

/** A commit's line begins with U+0001, with which no file's line does: git quotes such a name. */
const withFiles = (log: string): readonly Sha[] =>
  log
    .split(/^\u0001/m)
    .map((entry) => entry.split('\n').filter((line) => line !== ''))
    .flatMap(([commit, ...files]) => (commit !== undefined && files.length > 0 ? [commit as Sha] : []));

const unnamed = {
  code: 'unsafe-file',
  says: 'Who wrote a migration cannot be told: its name holds a line break, or is not UTF-8.',
  advice: 'Rename the file.',
} as const;

const untold = (head: Sha) =>
  ({
    code: 'shallow-clone',
    says: `Which commits of ${head.slice(0, 12)} change the migrations cannot be told from this clone.`,
    advice: 'Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.',
  }) as const;
