import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const committer = `${identity.GIT_COMMITTER_NAME} <${identity.GIT_COMMITTER_EMAIL}>`;

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
  const head = join(directory, 'HEAD');
  const here = (): string =>
    readFileSync(head, 'utf8')
      .replace(/^ref: /, '')
      .trim();
  // Branches are files, as HEAD is, and need no process of git's to be read.
  const tip = (branch: string): string | undefined =>
    existsSync(join(directory, branch)) ? readFileSync(join(directory, branch), 'utf8').trim() : undefined;

  run(['init', '--quiet', '--bare', '--template=', '--initial-branch=main']);
  const self: TestRepository = {
    directory,
    commit(files, message = 'Change files') {
      seconds += 60;
      const changes = Symbol.iterator in files ? files : Object.entries(files);
      const stream = commitOf({ branch: here(), parent: tip(here()), seconds, message, changes: [...changes] });
      return run(['-c', 'core.fsync=none', 'fast-import', '--quiet'], stream) as Sha;
    },
    on(branch) {
      const start = tip(here());
      const reference = `refs/heads/${branch}`;
      writeFileSync(head, `ref: ${reference}\n`);
      if (start !== undefined && tip(reference) === undefined) run(['update-ref', 'HEAD', start]);
      return self;
    },
    merge(branch, message = `Merge ${branch}`) {
      seconds += 60;
      run(['read-tree', '-i', '-m', '--aggressive', run(['merge-base', 'HEAD', branch]), 'HEAD', branch]);
      const merged = run(['commit-tree', run(['write-tree']), '-p', 'HEAD', '-p', branch, '-m', message]);
      run(['update-ref', 'HEAD', merged]);
      return merged as Sha;
    },
    git: (...args) => run(args),
    tree: (raw) => run(['hash-object', '-w', '--literally', '-t', 'tree', '--stdin'], raw),
    [Symbol.dispose]: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return self;
}

interface Commit {
  readonly branch: string;
  readonly parent: string | undefined;
  readonly seconds: number;
  readonly message: string;
  readonly changes: readonly (readonly [string | Buffer, Contents])[];
}

/** A commit as `git fast-import` reads it, and the wish to be told its name: one process for all of it. */
function commitOf({ branch, parent, seconds, message, changes }: Commit): Buffer {
  const removed = changes.filter(([, contents]) => contents === undefined);
  const written = changes.filter(([, contents]) => contents !== undefined);
  return Buffer.concat([
    Buffer.from(`commit ${branch}\nmark :1\ncommitter ${committer} ${seconds} +0000\n`),
    data(`${message}\n`),
    Buffer.from(parent === undefined ? '' : `from ${parent}\n`),
    // A folder may take the place of a file.
    ...removed.map(([path]) => Buffer.from(`D ${quoted(path)}\n`)),
    ...written.map(([path, contents]) => change(quoted(path), contents)),
    Buffer.from('get-mark :1\n'),
  ]);
}

function change(path: string, contents: Contents = ''): Buffer {
  if (typeof contents === 'string' || contents instanceof Uint8Array) {
    return Buffer.concat([Buffer.from(`M 100644 inline ${path}\n`), data(contents)]);
  }
  return 'submodule' in contents
    ? Buffer.from(`M 160000 ${contents.submodule} ${path}\n`)
    : Buffer.concat([Buffer.from(`M 120000 inline ${path}\n`), data(contents.link)]);
}

function data(contents: string | Uint8Array): Buffer {
  const bytes = Buffer.from(contents);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** Every byte of a name in octal: nothing in it can be taken for the end of it. */
const quoted = (path: string | Buffer): string =>
  `"${Array.from(Buffer.from(path), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
