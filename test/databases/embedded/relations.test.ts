import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chown, link, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relationsIn } from '../../../src/databases/embedded/relations.ts';
import { serverUser } from '../../../src/databases/embedded/user.ts';
import type { RelationFiles } from '../../../src/ports/database.ts';
import { startTestServer } from '../server.ts';

const page = 8192;
const pages = (count: number, letter: string): Uint8Array => new Uint8Array(Buffer.alloc(count * page, letter));
const of = (...pieces: readonly Uint8Array[]) => ({
  bytes: pieces.reduce((sum, { length }) => sum + length, 0),
  pieces,
});

const user = await serverUser();

describe('the file of a table', () => {
  let data: string;
  let files: RelationFiles;
  const at = (path: string): string => join(data, path);
  const own = (path: string): Promise<void> =>
    user.uid === undefined ? Promise.resolve() : chown(at(path), user.uid, user.gid);
  const lying = async (path: string, content: string | Uint8Array = ''): Promise<void> => {
    await writeFile(at(path), content, { mode: 0o600 });
    await own(path);
  };

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'migration-rehearsal-relations-'));
    await mkdir(at('base/5'), { recursive: true });
    files = relationsIn({ data, user, segmentBytes: 4 * page });
  });
  afterEach(() => rm(data, { recursive: true }));

  test('is read as it is, and an empty one is filled page by page', async () => {
    await lying('base/5/100', pages(2, 'a'));
    await lying('base/5/101');
    expect(await files.read('base/5/100')).toEqual({ bytes: Buffer.from(pages(2, 'a')) });
    expect(await files.write('base/5/101', of(pages(1, 'b'), pages(2, 'c')))).toBe('written');
    expect(await readFile(at('base/5/101'), 'utf8')).toBe('b'.repeat(page) + 'c'.repeat(2 * page));
  });

  test('goes on in further files of the same owner and rights', async () => {
    await lying('base/5/100');
    const pieces = [pages(3, 'a'), pages(1, 'b'), pages(4, 'c'), pages(2, 'd')];
    expect(await files.write('base/5/100', of(...pieces))).toBe('written');
    expect((await readdir(at('base/5'))).toSorted()).toEqual(['100', '100.1', '100.2']);
    const written = await Promise.all(['100', '100.1', '100.2'].map((name) => readFile(at(`base/5/${name}`), 'utf8')));
    expect(written).toEqual(['a'.repeat(3 * page) + 'b'.repeat(page), 'c'.repeat(4 * page), 'd'.repeat(2 * page)]);
    const [first, last] = await Promise.all([stat(at('base/5/100')), stat(at('base/5/100.2'))]);
    expect([last.uid, last.gid, last.mode]).toEqual([first.uid, first.gid, first.mode]);
  });

  test.each(['base/5/100_fsm', 'base/5/../5/100', '/base/5/100', 'base/5/100\n', 'global/1260', 'pg_tblspc/9/5/100'])(
    'has no such name: %j',
    async (path) => {
      await lying('base/5/100');
      const strange = { because: 'its file is not an ordinary one' };
      expect([await files.read(path), await files.write(path, of(pages(1, 'a')))]).toEqual([strange, strange]);
    },
  );

  test('is reached by no link, and has no second name', async () => {
    await mkdir(at('elsewhere'));
    await lying('elsewhere/100');
    await symlink(at('elsewhere/100'), at('base/5/100'));
    await symlink(at('elsewhere'), at('base/6'));
    await lying('base/5/101');
    await link(at('base/5/101'), at('base/5/102'));
    await mkdir(at('base/5/103'));
    const answers = [];
    for (const path of ['base/5/100', 'base/6/100', 'base/5/101', 'base/5/103', 'base/5/104'])
      answers.push(await files.write(path, of(pages(1, 'a'))));
    expect(answers).toEqual([
      { because: 'its file cannot be reached (ELOOP)' },
      { because: 'its file is not an ordinary one' },
      { because: 'its file is not an ordinary one' },
      { because: 'its file cannot be reached (EISDIR)' },
      { because: 'its file cannot be reached (ENOENT)' },
    ]);
    expect(await readFile(at('elsewhere/100'), 'utf8')).toBe('');
    expect(await readFile(at('base/5/101'), 'utf8')).toBe('');
  });

  test('is left alone where somebody has written to it, or to what follows it', async () => {
    await lying('base/5/100', pages(1, 'a'));
    await lying('base/5/101');
    await lying('base/5/101.1', 'theirs');
    expect(await files.write('base/5/100', of(pages(1, 'b')))).toEqual({ because: 'its file is not empty' });
    expect(await files.write('base/5/101', of(pages(4, 'b'), pages(1, 'c')))).toEqual({
      because: 'its file cannot be reached (EEXIST)',
    });
    expect(await readFile(at('base/5/100'), 'utf8')).toBe('a'.repeat(page));
    expect(await readFile(at('base/5/101.1'), 'utf8')).toBe('theirs');
  });

  (user.uid === undefined ? test.skip : test)('belongs to the server’s user', async () => {
    await writeFile(at('base/5/100'), '');
    expect(await files.write('base/5/100', of(pages(1, 'a')))).toEqual({ because: 'its file is not an ordinary one' });
  });

  test.each([
    ['no whole pages', { bytes: page, pieces: [new Uint8Array(page - 1), new Uint8Array(1)] }],
    ['nothing', { bytes: page, pieces: [new Uint8Array()] }],
    ['more', { bytes: page, pieces: [pages(1, 'a'), pages(1, 'a')] }],
    ['one across two files', { bytes: 5 * page, pieces: [pages(3, 'a'), pages(2, 'a')] }],
  ])('is not whole where the pieces are %s', async (_, content) => {
    await lying('base/5/100');
    expect(await files.write('base/5/100', content)).toEqual({
      because: 'its pages came to another size than they were to have',
    });
  });

  test('is filled from two buffers in turn, each made anew while the other is written', async () => {
    await lying('base/5/100');
    const buffers = [Buffer.alloc(2 * page), Buffer.alloc(2 * page)];
    const inTurn = function* (): Iterable<Uint8Array> {
      for (let piece = 0; piece < 20; piece++) yield buffers[piece % 2]!.fill(65 + piece);
    };
    expect(await files.write('base/5/100', { bytes: 40 * page, pieces: inTurn() })).toBe('written');
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, part) => readFile(at(`base/5/100${part === 0 ? '' : `.${part}`}`), 'utf8')),
    );
    const letters = Array.from({ length: 20 }, (_, piece) => String.fromCharCode(65 + piece).repeat(2 * page));
    expect(written.join('')).toBe(letters.join(''));
  });

  test('says nothing of the system where whoever makes the pieces is wrong', async () => {
    await lying('base/5/100');
    const wrong = (function* (): Iterable<Uint8Array> {
      yield pages(1, 'a');
      throw new Error('a bug');
    })();
    await expect(files.write('base/5/100', { bytes: 2 * page, pieces: wrong })).rejects.toThrow('a bug');
  });
});

describe('who asks for pages without checksums', () => {
  test('has them on Postgres 18, whose own are with them, and the tables’ files', async () => {
    const told: unknown[] = [];
    for (const checksums of [undefined, 'off'] as const) {
      await using server = await startTestServer({ major: 18, ...(checksums && { checksums }) });
      await using session = await server.connect('observer', 'postgres');
      const { rows } = await session.query<{ with: string; path: string }>(
        `SELECT current_setting('data_checksums') AS with, pg_relation_filepath('pg_statistic') AS path`,
      );
      const read = await server.relations?.read(rows[0]!.path);
      told.push([rows[0]!.with, read && 'bytes' in read ? read.bytes.length % page : read]);
    }
    expect(told).toEqual([
      ['on', undefined],
      ['off', 0],
    ]);
  });
});
