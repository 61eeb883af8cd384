import { mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha, TreeEntry } from '../domain/pull-request.ts';
import type { Tree } from '../ports/migrating.ts';
import { gitIn } from './command.ts';
import type { Git } from './command.ts';
import { listTree, readBlobs } from './objects.ts';
import { decodePath, fields } from './path.ts';

/**
 * Writes a commit into a folder of its own, from its objects: no filter and no hook of the repository's runs. Folders
 * that git ignores or does not know (node_modules, vendor, .venv, …) are linked from the work tree, so that what was
 * installed there serves here too.
 */
export async function checkOut(git: Git, root: string, commit: Sha): Promise<Result<Tree>> {
  // By its real name, as the system names it where it tells what works there.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'migration-rehearsal-tree-')));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const written = await writeTree(git, folder, await listTree(git, commit));
    if (!written.ok) {
      await remove();
      return written;
    }
    await linkInstalled(root, folder);
    return success({ folder, [Symbol.asyncDispose]: remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Held in memory at a time. */
const pieceBytes = 32 * 1024 * 1024;

async function writeTree(git: Git, folder: string, entries: readonly TreeEntry[]): Promise<Result<true>> {
  const wanted = entries.filter(({ mode, path }) => mode !== '160000' && staysInside(path));
  for (const folders of new Set(wanted.map(({ path }) => dirname(path))))
    await mkdir(join(folder, folders), { recursive: true });
  // Links come last: nothing is written through one.
  const links: (readonly [string, string])[] = [];
  for (const piece of piecesOf(wanted)) {
    const blobs = await readBlobs(
      git,
      piece.map(({ blob }) => blob),
    );
    if (!blobs.ok) return blobs;
    for (const [index, { path, mode }] of piece.entries()) {
      const bytes = blobs.value[index] ?? new Uint8Array();
      if (mode === '120000') links.push([path, new TextDecoder().decode(bytes)]);
      else await writeFile(join(folder, path), bytes, { flag: 'wx', mode: mode === '100755' ? 0o755 : 0o644 });
    }
  }
  for (const [path, target] of links)
    if (staysInside(join(dirname(path), target)) && !target.startsWith('/')) await symlink(target, join(folder, path));
  return success(true);
}

function staysInside(path: string): boolean {
  const [first = ''] = normalize(path).split('/');
  return first !== '' && first !== '..' && first.toLowerCase() !== '.git';
}

function piecesOf(entries: readonly TreeEntry[]): readonly (readonly TreeEntry[])[] {
  const pieces: TreeEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    if (entry.bytes > room || pieces.length === 0) {
      pieces.push([]);
      room = pieceBytes;
    }
    pieces.at(-1)?.push(entry);
    room -= entry.bytes;
  }
  return pieces;
}

/** A file that git ignores may hold secrets (.env): only folders are linked, each in the folder that it lies in. */
async function linkInstalled(root: string, folder: string): Promise<void> {
  const git = gitIn(root);
  for (const kind of [['--ignored'], []]) {
    const listed = await git(['ls-files', '-z', '--others', ...kind, '--exclude-standard', '--directory']);
    if (listed.status !== 0) return;
    for (const field of fields(listed.stdout)) {
      const path = decodePath(field).replace(/\/$/, '');
      const [here, there] = [join(root, path), join(folder, path)];
      if (!staysInside(path) || !(await isFolder(here)) || !(await isFolder(dirname(there)))) continue;
      // What the commit itself has stays.
      if (!(await isFolder(there))) await symlink(here, there).catch(() => undefined);
    }
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
