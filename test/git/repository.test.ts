import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Problem, Result } from '../../src/domain/errors.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository, temporaryFolder } from './repository.ts';

const problem = (result: Result<unknown>): Problem | undefined => (result.ok ? undefined : result.problem);
const compare = async (directory: string, base: string, head: string) => {
  const opened = await openRepository(directory);
  return opened.ok ? opened.value.compare(base, head) : opened;
};
const paths = (result: Awaited<ReturnType<typeof compare>>) =>
  result.ok ? result.value.files.map(({ path }) => path) : result.problem;

describe('a repository', () => {
  test('may be bare, a work tree, a folder in it or a linked work tree', async () => {
    using made = repository();
    made.commit({ 'sub/a.sql': '' });
    made.on('feature').commit({ 'sub/b.sql': '' });
    const folder = temporaryFolder();
    made.git('clone', '--quiet', '--branch', 'feature', made.directory, join(folder, 'clone'));
    made.git('-C', join(folder, 'clone'), 'worktree', 'add', '--quiet', '--detach', join(folder, 'linked'));
    for (const directory of [
      made.directory,
      join(folder, 'clone'),
      join(folder, 'clone', 'sub'),
      join(folder, 'linked'),
    ]) {
      expect(paths(await compare(directory, 'main', 'feature'))).toEqual(['sub/b.sql']);
    }
    const inside = await openRepository(join(folder, 'clone', 'sub'));
    expect(inside.ok && inside.value.root).toBe(join(folder, 'clone'));
    rmSync(folder, { recursive: true });
  });

  test('says so where there is none', async () => {
    const folder = temporaryFolder();
    expect(problem(await openRepository(folder))).toEqual({
      code: 'not-a-repository',
      says: `"${folder}" is not in a git repository.`,
      advice:
        'Run this inside the repository, or name its folder with `--repo` (Action: check out the repository first).',
    });
    expect(problem(await openRepository(join(folder, 'no')))).toEqual({
      code: 'not-a-repository',
      says: `The folder "${folder}/no" cannot be opened.`,
      advice: 'Check its name and your rights, or name another folder with `--repo`.',
    });
    rmSync(folder, { recursive: true });
  });

  test('of another user is not trusted, and the cure is named', async () => {
    using made = repository();
    // Only root can give a folder away, and only then does git have something to distrust.
    if (process.getuid?.() !== 0) return;
    execFileSync('chown', ['-R', '12345', made.directory]);
    expect(problem(await openRepository(made.directory))).toEqual({
      code: 'not-a-repository',
      says: `git does not trust the repository in "${made.directory}", because another user owns it.`,
      advice: 'Run `git config --global --add safe.directory` with that folder, as the user who runs this.',
    });
  });

  test('cannot be read where git is missing', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      expect(problem(await openRepository('/'))).toEqual({
        code: 'bad-usage',
        says: 'git was not found, and the pull request is read with it.',
        advice: 'Install git 2.30 or newer, and make sure that it is on the PATH.',
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});

describe('a reference', () => {
  test('that nobody made is answered with the nearest branch', async () => {
    using made = repository();
    made.commit({ 'a.sql': '' });
    made.on('feature/orders');
    expect(problem(await compare(made.directory, 'main', 'feature/order'))).toEqual({
      code: 'unknown-ref',
      says: 'There is no commit, branch or tag named "feature/order" in this repository.',
      advice: 'Did you mean "feature/orders"?',
    });
    expect(problem(await compare(made.directory, '--output=/tmp/x', 'main'))).toEqual({
      code: 'unknown-ref',
      says: 'There is no commit, branch or tag named "--output=/tmp/x" in this repository.',
      advice: 'Fetch it first (`git fetch origin`), or name another one; `git branch --all` lists them.',
    });
  });

  test('may be a branch that only origin has, as in a checkout on a runner', async () => {
    using made = repository();
    made.commit({ 'a.sql': '' });
    const head = made.on('feature').commit({ 'b.sql': '' });
    const folder = temporaryFolder();
    made.git('clone', '--quiet', '--branch', 'feature', made.directory, folder);
    expect(paths(await compare(folder, 'main', 'HEAD'))).toEqual(['b.sql']);
    expect(paths(await compare(folder, 'origin/main', head))).toEqual(['b.sql']);
    rmSync(folder, { recursive: true });
  });
});

describe('a history that is not all there', () => {
  test('is an error that names fetch-depth, never “nothing changed”', async () => {
    using made = repository();
    const base = made.commit({ 'a.sql': '1' });
    made.commit({ 'a.sql': '2' });
    made.on('feature').commit({ 'b.sql': '' });
    made.commit({ 'b.sql': 'b' });
    made.on('main').commit({ 'a.sql': '3' });
    const folder = temporaryFolder();
    const shallow = join(folder, 'shallow');
    made.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${made.directory}`, shallow);
    const advice = 'Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.';
    expect(problem(await compare(shallow, 'main', 'origin/feature'))).toEqual({
      code: 'shallow-clone',
      says: 'This clone is shallow and does not reach back to where the pull request left "main".',
      advice,
    });
    expect(problem(await compare(shallow, base, 'origin/feature'))).toEqual({
      code: 'shallow-clone',
      says: `"${base}" is not in this clone, which is shallow.`,
      advice,
    });
    rmSync(folder, { recursive: true });
  });

  test('as in a partial clone is told too', async () => {
    using made = repository();
    made.git('config', 'uploadpack.allowFilter', 'true');
    made.commit({ 'a.sql': 'one' });
    made.on('feature').commit({ 'a.sql': undefined, 'b.sql': 'two' });
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const partial = join(folder, 'partial');
    made.git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${made.directory}`, partial);
    const told = {
      code: 'shallow-clone',
      says: 'This is a partial clone: it leaves out contents of files, which may be those of the migrations.',
      advice: 'Clone without `--filter` (actions/checkout: remove `filter:` and `sparse-checkout:`).',
    };
    expect(problem(await compare(partial, 'origin/main', 'origin/feature'))).toEqual(told);
    rmSync(folder, { recursive: true });
  });

  test('without a common ancestor cannot be compared', async () => {
    using made = repository();
    made.commit({ 'a.sql': '' });
    made.git('symbolic-ref', 'HEAD', 'refs/heads/orphan');
    made.commit({ 'b.sql': '' });
    expect(problem(await compare(made.directory, 'main', 'orphan'))).toEqual({
      code: 'no-merge-base',
      says: 'The pull request and "main" have no commit in common, so what it changes cannot be told.',
      advice: 'Name the base branch that the pull request was started from, or rebase it on that branch.',
    });
  });
});

describe('the merged history', () => {
  test('lists the newest merges and commits that add what is asked for, one entry a merge', async () => {
    using made = repository();
    made.commit({ 'migrations/1.sql': '' }, 'Root, with nothing before it');
    made.commit({ 'migrations/2.sql': '' }, 'Add 2');
    made.on('feature').commit({ 'migrations/3.sql': '' }, 'Add 3');
    made.commit({ 'migrations/4.sql': '' }, 'Add 4');
    const before = made.on('main').commit({ 'src/app.ts': '' }, 'Unrelated');
    const merge = made.merge('feature', 'Merge 3 and 4');
    made.commit({ 'migrations/2.sql': 'edited' }, 'Edit 2');
    const opened = await openRepository(made.directory);
    if (!opened.ok) throw new Error(opened.problem.says);
    const tip = await opened.value.resolve('main');
    if (!tip.ok) throw new Error(tip.problem.says);
    const wanted = (path: string) => path.startsWith('migrations/');
    const found = await opened.value.commitsAdding(tip.value, wanted, 10);
    expect(found.map(({ subject, added }) => [subject, added])).toEqual([
      ['Merge 3 and 4', ['migrations/3.sql', 'migrations/4.sql']],
      ['Add 2', ['migrations/2.sql']],
    ]);
    expect(found[0]).toMatchObject({ commit: merge, parent: before });
    expect(await opened.value.commitsAdding(tip.value, wanted, 1)).toEqual(found.slice(0, 1));
  });
});
