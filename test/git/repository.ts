import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha } from '../../src/domain/pull-request.ts';

/** A file's content, or a link, or a submodule; `undefined` deletes. */
export type Contents = string | Uint8Array | { readonly link: string } | { readonly submodule: string } | undefined;

export interface TestRepository extends Disposable {
  readonly directory: string;
  /** Commits these files on the current branch, on top of what is there; pairs are for names that are not UTF-8. */
  commit(files: Readonly<Record<string, Contents>> | readonly (readonly [Buffer, Contents])[], message?: string): Sha;
  /** Goes to a branch, making it at the current commit if it is new. */
  on(branch: string): TestRepository;
  /** Merges a branch into the current one with a merge commit; both must not have changed the same files. */
  merge(branch: string, message?: string): Sha;
  git(...args: readonly string[]): string;
  /** Writes a tree object from its raw bytes, unchecked, and names it. */
  tree(raw: Uint8Array): string;
}

const identity = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'migration-rehearsal-test-'));

/** A real bare repository on branch `main`, written by plumbing alone, so that any name and mode can be committed. */
export function repository(directory = temporaryFolder()): TestRepository {
  let seconds = 1_700_000_000;
  const run = (args: readonly string[], input: string | Uint8Array = ''): string => {
    // One commit a minute, always the same: the objects' names do not depend on when a test runs.
    const date = `${seconds} +0000`;
    const env = { ...process.env, ...identity, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const { status, stdout, stderr } = spawnSync('git', ['-C', directory, ...args], { input, env });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`);
    return stdout.toString().trim();
  };
  const entry = (contents: Contents): string => {
    if (contents === undefined) return `0 ${'0'.repeat(40)}`;
    if (typeof contents === 'string' || contents instanceof Uint8Array) {
      return `100644 ${run(['hash-object', '-w', '--stdin'], contents)}`;
    }
    if ('submodule' in contents) return `160000 ${contents.submodule}`;
    return `120000 ${run(['hash-object', '-w', '--stdin'], contents.link)}`;
  };
  const commitTree = (message: string, ...parents: readonly string[]): Sha => {
    seconds += 60;
    const options = parents.flatMap((parent) => ['-p', parent]);
    const commit = run(['commit-tree', run(['write-tree']), ...options, '-m', message]);
    run(['update-ref', 'HEAD', commit]);
    return commit as Sha;
  };
  const tip = (reference: string): readonly string[] =>
    run(['for-each-ref', '--format=%(objectname)', reference]).split('\n').filter(Boolean);
  const here = (): readonly string[] => tip(run(['symbolic-ref', 'HEAD']));

  run(['init', '--quiet', '--bare', '--initial-branch=main']);
  const self: TestRepository = {
    directory,
    commit(files, message = 'Change files') {
      const pairs = Symbol.iterator in files ? [...files] : Object.entries(files);
      const records = pairs.map(([path, contents]) =>
        Buffer.concat([Buffer.from(`${entry(contents)}\t`), Buffer.from(path), Buffer.from([0])]),
      );
      run(['update-index', '-z', '--index-info'], Buffer.concat(records));
      return commitTree(message, ...here());
    },
    on(branch) {
      const start = here()[0];
      run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
      if (here().length === 0 && start !== undefined) run(['update-ref', 'HEAD', start]);
      run(here().length === 0 ? ['read-tree', '--empty'] : ['read-tree', 'HEAD']);
      return self;
    },
    merge(branch, message = `Merge ${branch}`) {
      const base = run(['merge-base', 'HEAD', branch]);
      run(['read-tree', '-i', '-m', '--aggressive', base, 'HEAD', branch]);
      return commitTree(message, ...here(), ...tip(`refs/heads/${branch}`));
    },
    git: (...args) => run(args),
    tree: (raw) => run(['hash-object', '-w', '--literally', '-t', 'tree', '--stdin'], raw),
    [Symbol.dispose]: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return self;
}
