import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RelationFiles, Server } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { violations } from '../../volume/filling.ts';
import { digestOf, filledBy, lean, meddled, rows, shop, withPages } from './forging.ts';

let server: Server;
let files: RelationFiles;
let inserted: unknown;
let insertedLean: unknown;
beforeAll(async () => {
  await loadParser();
  server = await startTestServer({ checksums: 'off' });
  if (!server.relations) throw new Error('The files of an embedded server are out of reach.');
  files = server.relations;
  await using usual = await filledBy(server, 'usual', shop, { files: undefined });
  expect(usual.notes).toEqual([]);
  inserted = await digestOf(usual, 'orders');
  await using narrow = await filledBy(server, 'narrow', lean, { files: undefined });
  insertedLean = await digestOf(narrow, 'orders');
});
afterAll(() => server.stop());

const forged = 'public.orders is forged: its pages were written as files, and its rows checked.';
const notForged = (because: string): string => `public.orders is not forged, its rows were inserted: ${because}.`;

describe('a large table', () => {
  test('is written as a file, and has the rows that INSERTs make, in every index, under every constraint', async () => {
    await using made = await filledBy(server, 'forged', shop, { files });
    expect(made.notes).toEqual([forged]);
    expect(await digestOf(made, 'orders')).toEqual(inserted);
    expect(await violations(made)).toEqual([]);
    const { rows: found } = await made.query(
      `SELECT (SELECT relhastriggers FROM pg_class WHERE relname = 'orders') AS triggers, nextval('orders_id_seq') AS next,
              (SELECT count(*) FROM pg_stats WHERE tablename = 'orders') AS known,
              (SELECT count(*) FROM pg_extension WHERE extname = 'amcheck') AS left`,
    );
    expect(found).toEqual([{ triggers: true, next: rows + 1, known: 7, left: 0 }]);
    // It is a table like any other from now on.
    await made.query('TRUNCATE items');
    expect(await made.run('DELETE FROM orders WHERE id <= 20')).toMatchObject({ ok: true, rowCount: 20 });
    expect(await made.run('INSERT INTO orders SELECT * FROM orders WHERE id = 30')).toMatchObject({
      error: { sqlstate: '23505' },
    });
    expect(await made.run('UPDATE orders SET quantity = 1 WHERE id % 3 = 0')).toMatchObject({ ok: true });
    expect(await made.run('VACUUM FULL orders')).toMatchObject({ ok: true });
    expect(await violations(made)).toEqual([]);
  });

  test('is whole in copies of its database, whichever way they are made', async () => {
    const made = await filledBy(server, 'original', lean, { files });
    await made.end();
    await using keeper = await server.connect('observer', 'postgres');
    const digests: unknown[] = [];
    for (const strategy of ['WAL_LOG', 'FILE_COPY']) {
      const name = `by_${strategy.toLowerCase()}`;
      await keeper.query(`CREATE DATABASE ${name} TEMPLATE original STRATEGY ${strategy}`);
      await using copy = await server.connect('observer', name);
      digests.push(await digestOf(copy, 'orders'));
    }
    expect(digests).toEqual([insertedLean, insertedLean]);
  });

  test('is forged on Postgres 18 as well, whose pages usually bear checksums', async () => {
    await using newer = await startTestServer({ major: 18, checksums: 'off' });
    await using orders = await filledBy(newer, 'forged', lean, { files: newer.relations });
    expect(orders.notes).toEqual([forged]);
    expect(await digestOf(orders, 'orders')).toEqual(insertedLean);
    expect(await violations(orders)).toEqual([]);
  });
});

describe('what is not as it should be is noticed, undone, and inserted instead:', () => {
  const firstRow = (pages: Buffer): number => pages.readUInt32LE(24) & 0x7fff;
  test.each<readonly [string, () => RelationFiles, string]>([
    [
      'a changed byte in the server’s own rows',
      () =>
        meddled(files, {
          read: async (path) => {
            const read = await files.read(path);
            if ('bytes' in read) read.bytes.fill(1, 8192 * 8 - 1, 8192 * 8);
            return read;
          },
        }),
      'Postgres makes other rows of it than we work out',
    ],
    [
      'a file that somebody has written to',
      () =>
        meddled(files, {
          write: async (path, content) => {
            await appendFile(join(await dataFolder(), path), Buffer.alloc(8192));
            return files.write(path, content);
          },
        }),
      'its file is not empty',
    ],
    [
      'pages of another size',
      () => withPages(files, (pages) => [pages.subarray(0, 8192 * 10 + 512)]),
      'its pages came to another size than they were to have',
    ],
    ['lost pages', () => withPages(files, (pages) => [pages.subarray(8192)]), 'its rows came to another number'],
    [
      'pages that are there twice',
      () => withPages(files, (pages) => [pages.copyWithin(0, 8192, 16_384)]),
      'Postgres refuses it (SQLSTATE 23505)',
    ],
    [
      'a condition that does not hold',
      () => withPages(files, (pages) => [everyRow(pages, (row) => pages.writeInt32LE(77, row + 36))]),
      'its conditions did not hold',
    ],
    [
      'a key that points at nothing',
      () => withPages(files, (pages) => [everyRow(pages, (row) => pages.writeInt32LE(1_000_000, row + 32))]),
      'its foreign keys did not hold',
    ],
    [
      'a row whose header says two things at once',
      () =>
        withPages(files, (pages) => {
          const flags = firstRow(pages) + 20;
          pages.writeUInt16LE(pages.readUInt16LE(flags) | 0x1400, flags);
          return [pages];
        }),
      'its pages were not sound',
    ],
  ])('%s', async (title, wrong, because) => {
    const name = title.replaceAll(/[^a-z]/g, '_');
    await using orders = await filledBy(server, name, lean, { files: wrong() });
    expect(orders.notes).toEqual([notForged(because)]);
    expect(await digestOf(orders, 'orders')).toEqual(insertedLean);
  });
});

async function dataFolder(): Promise<string> {
  await using session = await server.connect('observer', 'postgres');
  const { rows: found } = await session.query<{ data_directory: string }>('SHOW data_directory');
  return found[0]?.data_directory ?? '';
}

function everyRow(pages: Buffer, change: (row: number) => void): Buffer {
  for (let page = 0; page < pages.length; page += 8192) {
    const items = (pages.readUInt16LE(page + 12) - 24) / 4;
    for (let item = 0; item < items; item++) change(page + (pages.readUInt32LE(page + 24 + item * 4) & 0x7fff));
  }
  return pages;
}
