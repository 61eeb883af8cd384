import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Sha } from '../../src/domain/pull-request.ts';
import { openRepository } from '../../src/git/repository.ts';
import { repository, temporaryFolder } from './repository.ts';
import type { TestRepository } from './repository.ts';

/** A clone with a work tree, as a person or a job has it. */
function cloneOf(made: TestRepository): string {
  const folder = join(temporaryFolder(), 'clone');
  made.git('clone', '--quiet', made.directory, folder);
  return folder;
}

async function checkedOut(folder: string, commit: Sha) {
  const opened = await openRepository(folder);
  if (!opened.ok) throw new Error(opened.problem.says);
  const tree = await opened.value.checkOut(commit);
  if (!tree.ok) throw new Error(tree.problem.says);
  return tree.value;
}

/** A link that leads nowhere is there as well. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

test('a commit lies in a folder of its own, with what was installed beside it, and goes again', async () => {
  using made = repository();
  const commit = made.commit({
    '.gitignore': 'node_modules\n.env\n',
    'bin/migrate': 'echo\n',
    'packages/shop/a.js': '1\n',
    'inside.js': { link: 'packages/shop/a.js' },
    'outside.js': { link: '../../secret' },
    'absolute.js': { link: '/etc/passwd' },
  });
  const folder = cloneOf(made);
  mkdirSync(join(folder, 'node_modules/pg'), { recursive: true });
  mkdirSync(join(folder, 'packages/shop/node_modules'));
  writeFileSync(join(folder, 'node_modules/pg/index.js'), '');
  writeFileSync(join(folder, 'packages/shop/node_modules/a'), '');
  writeFileSync(join(folder, '.env'), 'SECRET=1');
  writeFileSync(join(folder, 'packages/shop/a.js'), 'not committed\n');
  const tree = await checkedOut(folder, commit);
  const at = (path: string): string => join(tree.folder, path);
  expect(readFileSync(at('packages/shop/a.js'), 'utf8')).toBe('1\n');
  expect(readlinkSync(at('inside.js'))).toBe('packages/shop/a.js');
  expect(lstatSync(at('node_modules')).isSymbolicLink()).toBe(true);
  expect(statSync(at('packages/shop/node_modules')).isDirectory()).toBe(true);
  expect(['.env', '.git', 'outside.js', 'absolute.js'].filter((path) => isThere(at(path)))).toEqual([]);
  await tree[Symbol.asyncDispose]();
  expect(existsSync(tree.folder)).toBe(false);
  expect(existsSync(join(folder, 'node_modules/pg/index.js'))).toBe(true);
});
