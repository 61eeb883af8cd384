import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Comparison } from '../../src/domain/pull-request.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import { repository } from './repository.ts';
import type { TestRepository } from './repository.ts';

const open = async (made: TestRepository): Promise<Repository> => {
  const opened = await openRepository(made.directory);
  if (!opened.ok) throw new Error(opened.problem.says);
  return opened.value;
};
const compare = async (made: TestRepository, base = 'main', head = 'feature'): Promise<Comparison> => {
  const compared = await (await open(made)).compare(base, head);
  if (!compared.ok) throw new Error(compared.problem.says);
  return compared.value;
};
const text = async (made: TestRepository, blobs: readonly (string | undefined)[]) => {
  const read = await (await open(made)).read(blobs as never);
  if (!read.ok) throw new Error(read.problem.says);
  return read.value.map((bytes) => Buffer.from(bytes).toString());
};

describe('what a pull request changes', () => {
  test('is told from where it left the base branch, not from the tip of that branch', async () => {
    using made = repository();
    const start = made.commit({ 'migrations/1.sql': 'one\n' });
    made.on('feature').commit({ 'migrations/2.sql': 'two\n' });
    const tip = made.on('main').commit({ 'migrations/9.sql': 'somebody else\n' });
    const { files, mergeBase, baseTip, baseRef } = await compare(made);
    expect({ mergeBase, baseTip, baseRef }).toEqual({ mergeBase: start, baseTip: tip, baseRef: 'main' });
    expect(files).toEqual([
      { path: 'migrations/2.sql', status: 'added', mode: '100644', blob: files[0]?.blob, bytes: 4 },
    ]);
    expect(await text(made, [files[0]?.blob])).toEqual(['two\n']);
  });

  test('holds edits, renames and deletions with both sides', async () => {
    using made = repository();
    const long = 'create table a (id bigint);\n'.repeat(20);
    made.commit({ 'edited.sql': 'old\n', 'deleted.sql': 'gone\n', 'before.sql': long });
    made.on('feature').commit({
      'edited.sql': 'new\n',
      'deleted.sql': undefined,
      'before.sql': undefined,
      'after.sql': `${long}-- one line more\n`,
    });
    const { files } = await compare(made);
    expect(files.map(({ status, path, previousPath }) => [status, path, previousPath])).toEqual([
      ['renamed', 'after.sql', 'before.sql'],
      ['deleted', 'deleted.sql', undefined],
      ['modified', 'edited.sql', undefined],
    ]);
    expect(
      await text(
        made,
        files.map(({ baseBlob }) => baseBlob),
      ),
    ).toEqual([long, 'gone\n', 'old\n']);
    expect(
      await text(
        made,
        files.slice(1).map(({ blob }) => blob),
      ),
    ).toEqual(['gone\n', 'new\n']);
  });

  test('names links and submodules by their mode, and a file that became a link', async () => {
    using made = repository();
    const commit = made.commit({ 'a.sql': 'select 1;\n' });
    made
      .on('feature')
      .commit({ 'a.sql': { link: '/etc/passwd' }, 'b.sql': { link: 'a.sql' }, lib: { submodule: commit } });
    const { files } = await compare(made);
    expect(files.map(({ status, path, mode, bytes }) => [status, path, mode, bytes])).toEqual([
      ['modified', 'a.sql', '120000', 11],
      ['added', 'b.sql', '120000', 5],
      ['added', 'lib', '160000', undefined],
    ]);
  });

  test('is empty when nothing changed', async () => {
    using made = repository();
    made.commit({ 'a.sql': '' });
    made.on('feature');
    expect((await compare(made)).files).toEqual([]);
  });

  test('keeps names apart that differ by case, by length or by a stray byte', async () => {
    using made = repository();
    made.commit({ readme: '' });
    const long = `${'deep/'.repeat(800)}x.sql`;
    made.on('feature').commit([
      [Buffer.from('A.sql'), '1'],
      [Buffer.from('a.sql'), '2'],
      [Buffer.from(long), '3'],
      [Buffer.from([0x66, 0xff, 0x2e, 0x73, 0x71, 0x6c]), '4'],
      [Buffer.from([0x66, 0xfe, 0x2e, 0x73, 0x71, 0x6c]), '5'],
    ]);
    const { files } = await compare(made);
    expect(files.map(({ path }) => path)).toEqual(['A.sql', 'a.sql', long, 'f\udcfe.sql', 'f\udcff.sql']);
    expect(
      await text(
        made,
        files.map(({ blob }) => blob),
      ),
    ).toEqual(['1', '2', '3', '5', '4']);
  });

  test('reads a name made to climb out of the repository as the plain name it is', async () => {
    using made = repository();
    made.commit({ readme: '' });
    const blob = made.git('rev-parse', 'HEAD:readme');
    // git's own commands refuse to write such a tree; a hostile push need not use them.
    const inner = Buffer.concat([Buffer.from('100644 x.sql\0'), Buffer.from(blob, 'hex')]);
    const outer = made.tree(Buffer.concat([Buffer.from('40000 ..\0'), Buffer.from(made.tree(inner), 'hex')]));
    made.git('update-ref', 'refs/heads/feature', made.git('commit-tree', outer, '-p', 'main', '-m', 'climb'));
    const { files } = await compare(made);
    expect(files.map(({ path, status }) => [path, status])).toContainEqual(['../x.sql', 'added']);
  });

  test('any name and any bytes survive the way through git', async () => {
    const name = fc
      .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map((part) => part.replaceAll(/[/\0]/g, '_')).join('/'))
      .filter(
        (path) => !/\p{Surrogate}/u.test(path) && !path.split('/').some((part) => /^(\.|\.\.|\.?git.*)$/i.test(part)),
      );
    await fc.assert(
      fc.asyncProperty(name, fc.uint8Array(), async (path, bytes) => {
        using made = repository();
        made.commit({ '-': '' });
        made.on('feature').commit({ [`d/${path}`]: bytes });
        const { files, head } = await compare(made);
        expect(files.map((file) => file.path)).toEqual([`d/${path}`]);
        const source = await open(made);
        const read = await source.read(files.map(({ blob }) => blob));
        expect(read.ok && [...(read.value[0] ?? [])]).toEqual([...bytes]);
        const tree = await source.tree(head);
        expect(tree.ok && tree.value.map((entry) => [entry.path, entry.bytes])).toContainEqual([
          `d/${path}`,
          bytes.length,
        ]);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a repository that tries to run something', () => {
  test('gets no diff program, no filter, no replaced object and no hook started', async () => {
    using made = repository();
    made.commit({ 'a.sql': 'old\n', '.gitattributes': '*.sql diff=evil filter=evil\n' });
    made.on('feature').commit({ 'a.sql': 'new\n' });
    const trap = `touch ${made.directory}/ran`;
    for (const name of ['diff.external', 'diff.evil.command', 'diff.evil.textconv', 'filter.evil.smudge']) {
      made.git('config', name, trap);
    }
    made.git('config', 'core.fsmonitor', trap);
    made.git('config', 'diff.relative', 'true');
    const real = made.git('rev-parse', 'feature:a.sql');
    made.git('replace', real, made.git('rev-parse', 'main:a.sql'));
    const { files } = await compare(made);
    expect(await text(made, [files[0]?.blob])).toEqual(['new\n']);
    expect(existsSync(`${made.directory}/ran`)).toBe(false);
  });

  test('cannot be replaced by another one through the environment of a hook', async () => {
    using made = repository();
    using other = repository();
    made.commit({ 'a.sql': '' });
    made.on('feature').commit({ 'b.sql': '' });
    other.commit({ 'c.sql': '' });
    process.env['GIT_DIR'] = other.directory;
    try {
      expect((await compare(made)).files.map(({ path }) => path)).toEqual(['b.sql']);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});
