import { randomUUID } from 'node:crypto';
import { constants, copyFile, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, unfinished } from './cache.ts';
import { type Ended, runProgram } from '../process.ts';
import type { ServerUser } from './user.ts';

/** A program of the system's did not work; `output` is what it said. */
export class ProgramError extends Error {
  readonly output: string;
  constructor(program: string, ended: Ended) {
    super(`${program} failed`);
    this.output = ended.output;
  }
}

export async function must(program: string, args: readonly string[], user: ServerUser = {}): Promise<void> {
  const ended = await runProgram(program, args, { ...user, timeout: longMs });
  if (ended.status !== 0) throw new ProgramError(program, ended);
}
/** Gigabytes take minutes on a slow disk. */
const longMs = 10 * 60_000;

/** Copies a folder with times and rights; the blocks are shared where the file system can. */
export async function copyFolder(from: string, to: string): Promise<void> {
  const cloning = process.platform === 'linux' ? ['--reflink=auto'] : process.platform === 'darwin' ? ['-c'] : [];
  const ended = await runProgram('cp', ['-Rp', ...cloning, from, to], { timeout: longMs });
  if (ended.status === 0) return;
  // Not every cp (busybox) and not every file system knows clones.
  if (await exists(to)) await rm(to, { recursive: true, force: true });
  await must('cp', ['-Rp', from, to]);
}

/** Hands a folder to the server's user, or back to us. */
export async function giveFolder(folder: string, user: Required<ServerUser> | ServerUser): Promise<void> {
  if (user.uid !== undefined) await must('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

/**
 * Waits until a folder's files are on the disk. Names and sizes get there before what is in the files: after a crash of
 * the machine they would tell of a whole copy, and its pages be empty.
 */
export async function onDisk(folder: string): Promise<void> {
  const ended = await runProgram('sync', ['-f', folder], { timeout: longMs });
  // Only GNU's knows one file system from another.
  if (ended.status !== 0) await must('sync', []);
}

/** Whether a file and its copy in another folder would share their blocks: tried with one. */
export async function sharesBlocks(file: string, folder: string): Promise<boolean> {
  const probe = join(folder, `${unfinished}${randomUUID()}`);
  try {
    await copyFile(file, probe, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true });
  }
}

/** Every file below a folder, by its path. */
export async function filesIn(
  folder: string,
): Promise<readonly { readonly path: string; readonly bytes: number; readonly changedMs: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return Promise.all(
    files.map(async (entry) => {
      const full = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = await lstat(full);
      return { path: full.slice(folder.length + 1), bytes: size, changedMs: Math.floor(mtimeMs) };
    }),
  );
}
