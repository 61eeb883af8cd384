import { createHash } from 'node:crypto';
import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerRequest } from '../../ports/database.ts';
import { roles } from '../roles.ts';
import { cacheFolder, makeOnce } from './cache.ts';
import { copyFolder, giveFolder, must } from './copy.ts';
import type { Binaries } from './find.ts';
import { type ServerUser, giveTo } from './user.ts';

/** Raised when initdb is called otherwise: older templates are then left alone. */
const recipe = 1;

/** Fills a data directory: a copy of the cached template (0.1 s), which is made (1 s) when there is none yet. */
export async function fillDataDirectory(
  binaries: Binaries,
  data: string,
  user: ServerUser,
  checksums: ServerRequest['checksums'],
): Promise<void> {
  const cache = await cacheFolder(user);
  if (cache === undefined) {
    await emptyFor(user, data);
    await initialise(binaries, data, user, checksums);
    return;
  }
  const template = join(cache, 'templates', await identityOf(binaries, checksums));
  await makeOnce(template, async (empty) => {
    const built = join(empty, 'data');
    await giveTo(user, empty);
    await emptyFor(user, built);
    await initialise(binaries, built, user, checksums);
    // What later servers start from belongs to us, out of reach of the SQL that runs in them.
    if (user.uid !== undefined) await giveFolder(empty, { uid: 0, gid: 0 });
    await chmod(empty, 0o700);
  });
  await copyFolder(join(template, 'data'), data);
  await giveFolder(data, user);
}

async function emptyFor(user: ServerUser, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await giveTo(user, folder);
}

/** Tells these programs from every other installation, older ones in the same place too. */
export async function identityOf(binaries: Binaries, checksums: ServerRequest['checksums']): Promise<string> {
  const { dev, ino, size, mtimeMs } = await stat(join(binaries.folder, 'postgres'));
  const made = [...plainly(binaries, checksums), binaries.folder, binaries.version];
  const identity = [recipe, ...made, dev, ino, size, mtimeMs].join(' ');
  return `${binaries.version}-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}

/** Collation C, so that every machine sorts alike; checksums as the major's default, unless they are unwanted. */
async function initialise(
  binaries: Binaries,
  data: string,
  user: ServerUser,
  checksums: ServerRequest['checksums'],
): Promise<void> {
  const args = ['-D', data, '-U', roles.observer, '-E', 'UTF8', '--locale=C', '--auth=reject', '--no-sync'];
  await must(join(binaries.folder, 'initdb'), [...args, ...plainly(binaries, checksums)], user);
}

/** Only from 18 on are there checksums without a word, and a word against them. */
const plainly = ({ major }: Binaries, checksums: ServerRequest['checksums']): readonly string[] =>
  checksums === 'off' && major >= 18 ? ['--no-data-checksums'] : [];
