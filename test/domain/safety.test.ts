import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { oversize, shown, textOf, unsafeEntry } from '../../src/domain/safety.ts';

const file = (bytes: string | readonly number[], path = 'migrations/1.sql', mode = '100644') => ({
  path,
  mode,
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes),
});

describe('a migration file', () => {
  test('is read as it stands, its byte order mark included', () => {
    expect(textOf(file('\ufeffselect ‘größe’;\r\n'))).toEqual({ ok: true, value: '\ufeffselect ‘größe’;\r\n' });
    expect(textOf(file('', 'a.sql', '100755'))).toEqual({ ok: true, value: '' });
  });

  test.each([
    [
      'a link',
      file('x', 'a.sql', '120000'),
      'a.sql is a symbolic link, so its SQL is not in this repository under that name.',
    ],
    [
      'a submodule',
      file('x', 'lib', '160000'),
      'lib is a submodule, so its SQL is not in this repository under that name.',
    ],
    ['an odd mode', file('x', 'a.sql', '100666'), 'a.sql has the git file mode 100666, which no ordinary file has.'],
    [
      'a climbing path',
      file('x', '../a.sql'),
      '../a.sql is a path that leads out of the repository or into git itself.',
    ],
    ['a stray byte in its name', file('x', 'f\udcff.sql'), 'The name of f\\xff.sql is not UTF-8.'],
    [
      'a NUL',
      file('a;\nb\0;\n'),
      'migrations/1.sql holds a NUL byte in line 2, after which Postgres would read nothing.',
    ],
    ['Latin-1', file([0x61, 0x0a, 0x0a, 0xe9]), 'migrations/1.sql is not UTF-8: line 3 holds other bytes.'],
    [
      'a Git LFS pointer',
      file('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'),
      'migrations/1.sql is a Git LFS pointer, so its SQL is not in this repository.',
    ],
  ])('that is %s could not be verified', (_, bad, says) => {
    expect(textOf(bad)).toMatchObject({ ok: false, problem: { code: 'unsafe-file', says, file: bad.path } });
  });

  test('names the line where the text goes wrong', () => {
    expect(textOf(file('a;\nb\0;\n'))).toMatchObject({ problem: { line: 2 } });
    expect(textOf(file([0x61, 0x0a, 0xff, 0x0a]))).toMatchObject({ problem: { line: 2 } });
  });

  test('of any bytes is either text or a problem with a line of that file, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = textOf({ path: 'a.sql', mode: '100644', bytes });
        const lines = bytes.reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 1);
        if (read.ok) expect(Buffer.from(read.value)).toEqual(Buffer.from(bytes));
        else expect(read.problem.line).toBeLessThanOrEqual(lines);
      }),
    );
  });
});

describe('sizes', () => {
  test('of one file and of all together are limited', () => {
    const megabyte = 1024 * 1024;
    expect(oversize([{ path: 'a.sql', bytes: 2 * megabyte }, { path: 'lib' }])).toBeUndefined();
    expect(oversize([{ path: 'a.sql', bytes: 2.5 * megabyte }])).toEqual({
      code: 'file-too-large',
      says: 'a.sql holds 2.6 MB; a migration file may hold 2 MB.',
      advice: 'Load large data outside the migrations, or split the file.',
      file: 'a.sql',
    });
    expect(oversize(Array.from({ length: 11 }, () => ({ path: 'a.sql', bytes: 2 * megabyte })))).toEqual({
      code: 'pull-request-too-large',
      says: 'The migrations of this pull request hold 23 MB together; 20 MB can be verified.',
      advice: 'Split the pull request.',
    });
  });
});

describe('a name in a sentence', () => {
  test('stays on one line and shows what would be invisible', () => {
    expect(shown('a\nb\u202ec\udcff.sql')).toBe('a\\x0ab\\u{202e}c\\xff.sql');
    expect(shown('ä/ü.sql')).toBe('ä/ü.sql');
    expect(shown('x'.repeat(4000)).length).toBeLessThan(200);
  });

  test('.git in any spelling is no place for a migration', () => {
    expect(unsafeEntry({ path: 'a/.GIT/x.sql', mode: '100644' })?.code).toBe('unsafe-file');
    expect(unsafeEntry({ path: 'a/.github/x.sql', mode: '100644' })).toBeUndefined();
  });
});
