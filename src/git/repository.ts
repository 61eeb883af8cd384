import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Comparison, Sha } from '../domain/pull-request.ts';
import type { Authorship, History, Source } from '../ports/code-host.ts';
import type { CheckOut } from '../ports/migrating.ts';
import { checkOut } from './check-out.ts';
import { gitIn } from './command.ts';
import type { Git, GitOutput } from './command.ts';
import { changedFiles } from './compare.ts';
import { commitsAdding, commitsTouching } from './history.ts';
import { listTree, newestEntry, readBlobs } from './objects.ts';
import { mergeBase, resolveCommit } from './references.ts';

/** A local repository, a bare one and a linked work tree included, read through its objects only. */
export interface Repository extends Source, History, Authorship {
  /** The top folder of the work tree; of a bare repository, the repository itself. */
  readonly root: string;
  readonly checkOut: CheckOut;
}

/** Problems: `bad-usage` where git is not installed, `not-a-repository` otherwise. */
export async function openRepository(directory: string): Promise<Result<Repository>> {
  const git = gitIn(directory);
  const probe = await tryGit(git);
  if (probe === undefined) return failure(noGit);
  if (probe.status !== 0) return failure(cannotOpen(directory, probe.stderr));
  const top = await git(['rev-parse', '--show-toplevel']);
  const root = (top.status === 0 ? top : probe).stdout.toString('utf8').replace(/\n$/, '');
  return success({
    root,
    compare: (base, head) => compare(git, base, head),
    resolve: (reference) => resolveCommit(git, reference),
    tree: (commit) => unlessPartial(git, () => listTree(git, commit)),
    read: (blobs) => readBlobs(git, blobs),
    commitsAdding: (tip, wanted, limit) => commitsAdding(git, tip, wanted, limit),
    // git takes paths as seen from the folder it runs in.
    commitsTouching: (base, head, paths) => commitsTouching(gitIn(root), base, head, paths),
    checkOut: async (commit) => {
      const tree = await unlessPartial(git, () => checkOut(git, root, commit));
      return tree.ok ? tree.value : tree;
    },
  });
}

/** One file of the newest commit of the repository around a folder, with no more calls of git than that takes. */
export function newestFile(directory: string, path: string): Pick<Source, 'tree' | 'read'> & { readonly commit: Sha } {
  const git = gitIn(directory);
  return {
    commit: 'HEAD' as Sha,
    tree: async () => success(await newestEntry(git, path).catch(nothingWithoutGit)),
    read: (blobs) => readBlobs(git, blobs),
  };
}

function nothingWithoutGit(error: unknown): readonly never[] {
  if (isMissing(error)) return [];
  throw error;
}

async function compare(git: Git, base: string, head: string): Promise<Result<Comparison>> {
  const baseTip = await resolveCommit(git, base);
  if (!baseTip.ok) return baseTip;
  const tip = await resolveCommit(git, head);
  if (!tip.ok) return tip;
  const start = await mergeBase(git, baseTip.value, tip.value, base);
  if (!start.ok) return start;
  const files = await unlessPartial(git, () => changedFiles(git, start.value, tip.value));
  if (!files.ok) return files;
  return success({
    mergeBase: start.value,
    baseTip: baseTip.value,
    head: tip.value,
    baseRef: base,
    files: files.value,
  });
}

/**
 * Sizes and renames need contents. A partial clone would fetch those one by one, with rights that we do not have, so
 * there git fails; in any other clone a failure means damage, and is thrown.
 */
async function unlessPartial<Value>(git: Git, read: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return success(await read());
  } catch (error) {
    const partial = await git(['config', '--get-regexp', '^(extensions\\.partialclone|remote\\..*\\.promisor)$']);
    if (partial.status === 0) return failure(partialClone);
    throw error;
  }
}

async function tryGit(git: Git): Promise<GitOutput | undefined> {
  try {
    return await git(['rev-parse', '--absolute-git-dir']);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

const noGit: Problem = {
  code: 'bad-usage',
  says: 'git was not found, and the pull request is read with it.',
  advice: 'Install git 2.30 or newer, and make sure that it is on the PATH.',
};

const partialClone: Problem = {
  code: 'shallow-clone',
  says: 'This is a partial clone: it leaves out contents of files, which may be those of the migrations.',
  advice: 'Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-checkout:`).',
};

function cannotOpen(directory: string, stderr: string): Problem {
  const name = JSON.stringify(directory);
  if (stderr.includes('dubious ownership')) {
    return {
      code: 'not-a-repository',
      says: `git does not trust the repository in ${name}, because another user owns it.`,
      advice: 'Run `git config --global --add safe.directory` with that folder, as the user who runs this.',
    };
  }
  if (stderr.includes('cannot change to')) {
    return {
      code: 'not-a-repository',
      says: `The folder ${name} cannot be opened.`,
      advice: 'Check its name and your rights, or name another folder with `--repo`.',
    };
  }
  return {
    code: 'not-a-repository',
    says: `${name} is not in a git repository.`,
    advice:
      'Run this inside the repository, or name its folder with `--repo` (Action: check out the repository first).',
  };
}
