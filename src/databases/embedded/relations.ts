import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname, join } from 'node:path';
import type { RelationContent, RelationFiles, ServerRequest } from '../../ports/database.ts';
import type { ServerUser } from './user.ts';

/** As Postgres is built; a build of another size is told by its settings, which who asks has read. */
const pageBytes = 8192;
const usualSegmentBytes = 1024 ** 3;
/** What is read is meant to be a few megabytes. */
const mostRead = 256 * 1024 ** 2;

interface Folder {
  /** The data directory. */
  readonly data: string;
  readonly user: ServerUser;
  readonly segmentBytes?: number;
}

/**
 * Pages are written as other processors than ours would not read them, and by rules for files that Windows does not
 * know: undefined there, and where nobody asked for a cluster whose pages are without checksums.
 */
export const relationsFor = ({ checksums }: ServerRequest, folder: Folder): RelationFiles | undefined =>
  checksums === 'off' && endianness() === 'LE' && process.platform !== 'win32' ? relationsIn(folder) : undefined;

/**
 * The files of tables below a data directory. The server reads them through the same page cache as we write them, and
 * has nothing of a file in its own buffers that a transaction has just made and not looked at; so nothing needs to be
 * flushed: not for a later read, not for a copy of the database or of the stopped cluster, and no crash is recovered
 * from, since `fsync` is off for all of the cluster and it goes with its server.
 */
export function relationsIn(folder: Folder): RelationFiles {
  return {
    read: (path) => readAll(folder, path).catch(refused),
    write: (path, content) =>
      writeAll(folder, path, content).catch((error: unknown) => (isFull(error) ? 'disk-full' : refused(error))),
  };
}

async function readAll(folder: Folder, path: string): ReturnType<RelationFiles['read']> {
  const opened = await openOwn(folder, path, constants.O_RDONLY);
  if ('because' in opened) return opened;
  await using file = opened.file;
  if (opened.found.size > mostRead) return { because: 'its first rows take too much room' };
  return { bytes: await file.readFile() };
}

async function writeAll(
  folder: Folder,
  path: string,
  { bytes, pieces }: RelationContent,
): ReturnType<RelationFiles['write']> {
  const { data, segmentBytes = usualSegmentBytes } = folder;
  const opened = await openOwn(folder, path, constants.O_RDWR);
  if ('because' in opened) return opened;
  const files = [opened.file];
  try {
    if (opened.found.size > 0n) return { because: 'its file is not empty' };
    let at = 0;
    let writing = Promise.resolve();
    for (const piece of pieces) {
      // The piece was made while the one before it was written.
      await writing;
      const place = at % segmentBytes;
      if (!isWhole(piece) || place + piece.length > segmentBytes || at + piece.length > bytes) return wrongSize;
      if (at > 0 && place === 0) files.push(await openNew(join(data, path), at / segmentBytes, opened));
      writing = writePiece(files.at(-1) ?? opened.file, piece, place);
      // Heard below, or once the next piece is there.
      writing.catch(() => undefined);
      at += piece.length;
    }
    await writing;
    return 'written';
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

const wrongSize = { because: 'its pages came to another size than they were to have' };

const isWhole = ({ length }: Uint8Array): boolean => length > 0 && length % pageBytes === 0;

async function writePiece(file: FileHandle, piece: Uint8Array, place: number): Promise<void> {
  for (let done = 0; done < piece.length;)
    done += (await file.write(piece, done, piece.length - done, place + done)).bytesWritten;
}

type Opened = { readonly file: FileHandle; readonly found: BigIntStats } | { readonly because: string };

/** A file of the server's user and of no other name, where no link led to it. */
async function openOwn({ data, user }: Folder, path: string, how: number): Promise<Opened> {
  const strange = { because: 'its file is not an ordinary one' };
  if (!/^base\/\d+\/\d+$/.test(path)) return strange;
  const folder = dirname(path);
  if ((await realpath(join(data, folder))) !== join(await realpath(data), folder)) return strange;
  const file = await open(join(data, path), how | constants.O_NOFOLLOW);
  const found = await file.stat({ bigint: true });
  if (found.isFile() && found.nlink === 1n && found.uid === BigInt(user.uid ?? process.getuid?.() ?? -1))
    return { file, found };
  await file.close();
  return strange;
}

/** The next gigabyte's: nothing may be there yet. */
async function openNew(
  path: string,
  segment: number,
  { found: { uid, gid, mode } }: Extract<Opened, { readonly found: BigIntStats }>,
): Promise<FileHandle> {
  const how = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(`${path}.${segment}`, how, Number(mode & 0o777n));
  if (process.getuid?.() === 0) await file.chown(Number(uid), Number(gid));
  return file;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

/** What the system has against it; anything else is a bug. */
function refused(error: unknown): { readonly because: string } {
  if (codeOf(error) === '') throw error;
  return { because: `its file cannot be reached (${codeOf(error)})` };
}
