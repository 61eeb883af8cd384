import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import { shown } from '../../domain/safety.ts';
import type { ServerRequest } from '../../ports/database.ts';
import { cacheFolder } from './cache.ts';
import type { Binaries } from './find.ts';
import { type Shelf, shelfIn } from './shelf.ts';
import { identityOf } from './template.ts';
import type { ServerUser } from './user.ts';

/** Where the clusters of this server may be kept; undefined where none are. */
export async function shelfOf(
  binaries: Binaries,
  user: ServerUser,
  { keep = '0', settings, checksums }: ServerRequest,
): Promise<Result<Shelf | undefined>> {
  const mostBytes = bytesOf(keep);
  if (mostBytes === 'unreadable') return failure(unreadable(keep));
  const cache = mostBytes === 0 ? undefined : await cacheFolder(user);
  if (cache === undefined) return success(undefined);
  const requested = Object.entries(settings).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const made = [await identityOf(binaries, checksums), await (code ??= codeDigest()), JSON.stringify(requested)];
  const identity = made.join('\n');
  return success(shelfIn({ folder: join(cache, 'prepared'), user, mostBytes, identity }));
}

const units: Readonly<Record<string, number>> = { MB: 1024 ** 2, GB: 1024 ** 3 };

/** `auto` is undefined: the shelf's own measure. */
export function bytesOf(keep: string): number | undefined | 'unreadable' {
  if (keep === 'auto') return undefined;
  if (keep === '0') return 0;
  const [, amount, unit] = /^(\d{1,6}) ?(MB|GB)$/.exec(keep) ?? [];
  return amount === undefined || unit === undefined ? 'unreadable' : Number(amount) * (units[unit] ?? 1);
}

const unreadable = (keep: string): Problem => ({
  code: 'bad-configuration',
  says: `MIGRATION_REHEARSAL_CACHE is ${shown(keep)}, which is no size.`,
  advice: 'Set it to a size such as 5GB or 500MB, to 0 to keep nothing, or to auto.',
});

let code: Promise<string> | undefined;

/** Of the program itself: what another version has made is not what this one would make. */
async function codeDigest(): Promise<string> {
  const root = programFolder(dirname(fileURLToPath(import.meta.url)));
  const names = await readdir(root, { recursive: true });
  const hash = createHash('sha256');
  for (const name of names.filter((one) => /\.(ts|js|wasm)$/.test(one)).toSorted())
    hash.update(name).update(await readFile(join(root, name)));
  return hash.digest('hex');
}

/** `dist`, or `src` where it runs from its sources; else where this file is. */
function programFolder(own: string): string {
  for (let folder = own; folder !== dirname(folder); folder = dirname(folder))
    if (['dist', 'src'].includes(basename(folder))) return folder;
  return basename(own) === 'shared' ? dirname(own) : own;
}
