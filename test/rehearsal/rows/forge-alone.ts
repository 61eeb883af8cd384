// Forges a table in a process of its own, as one line on standard output tells.
// Usage: tsx forge-alone.ts for-ever (never comes to its end) | full (on a disk that has no room for it)
import { statfs, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RelationFiles } from '../../../src/ports/database.ts';
import { loadParser } from '../../../src/sql/parse.ts';
import { startTestServer } from '../../databases/server.ts';
import { digestOf, filledBy, lean, meddled } from './forging.ts';

await loadParser();
await using server = await startTestServer({ checksums: 'off' });
const { relations } = server;
if (!relations) throw new Error('The files of an embedded server are out of reach.');
await using session = await server.connect('observer', 'postgres');
const ballast = join(tmpdir(), 'ballast');
const free = async (): Promise<number> => (({ bavail, bsize }) => bavail * bsize)(await statfs(tmpdir()));
let room = 0;

const neverEnding: RelationFiles['write'] = async (path, content) => {
  await relations.write(path, content);
  const { rows } = await session.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  console.log(rows[0]?.folder.replace(/\/data$/, ''));
  return new Promise(() => setInterval(() => undefined, 1_000));
};

const withoutRoom: RelationFiles['write'] = async (path, content) => {
  room = await free();
  await writeFile(ballast, Buffer.alloc(room - 3_000_000));
  return relations.write(path, content);
};

const files = meddled(relations, { write: process.argv[2] === 'full' ? withoutRoom : neverEnding });
const failed = await filledBy(server, 'shop', lean, { files }).then(
  () => 'nothing',
  (error: unknown) => String(error),
);
await rm(ballast);
await using shop = await server.connect('observer', 'shop');
const file = (await free()) < room ? 'there' : 'gone';
console.log(JSON.stringify({ failed, orders: await digestOf(shop, 'orders'), file }));
