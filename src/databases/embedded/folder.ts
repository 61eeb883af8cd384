import { lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, endProcessesIn, fateOf, ourselves, readOwner, startedAt } from '../process.ts';
import { type ServerUser, giveTo, reachable } from './user.ts';

const prefix = 'migration-rehearsal-pg-';
const ownerFile = 'owner.json';
/** A folder of another process space, or without an owner yet, is left alone for this long. */
const strangerMs = 24 * 60 * 60 * 1000;
const newbornMs = 10 * 60 * 1000;

/** A cluster's own folder, closed to everybody but the server's user. */
export interface PrivateFolder {
  readonly path: string;
  readonly data: string;
  /** Folder of the socket: short, because a socket's path may have at most 103 bytes. */
  readonly socket: string;
}

export async function makePrivateFolder(user: ServerUser): Promise<PrivateFolder> {
  const parent = await temporaryFolder(user);
  const owner = JSON.stringify(await ourselves());
  const path = await mkdtemp(join(parent, prefix));
  await writeFile(join(path, ownerFile), owner);
  const socket = join(path, 's');
  await mkdir(socket, { mode: 0o700 });
  await giveTo(user, socket);
  await giveTo(user, path);
  return { path, data: join(path, 'data'), socket };
}

const longestFolder = 103 - `/${prefix}XXXXXX/s/.s.PGSQL.5432`.length;

/** The system's, unless it is out of the server's reach or too long for a socket below it. */
async function temporaryFolder(user: ServerUser): Promise<string> {
  const folder = tmpdir();
  return folder.length <= longestFolder && (await reachable(user, folder)) ? folder : '/tmp';
}

/** Removes what processes left that were killed: the server, if it still runs, and its folder. */
export async function sweep(user: ServerUser): Promise<void> {
  const parent = await temporaryFolder(user);
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const folder = join(parent, name);
    if (!(await isAbandoned(folder, user))) continue;
    await killServer(folder);
    // A copy of the template, or the watchdog.
    await endProcessesIn(folder);
    await removeFolder(folder).catch(() => undefined);
  }
}

/** What says whose it was goes last: should we be killed in the middle, the next start knows it. */
export async function removeFolder(folder: string): Promise<void> {
  // What is ending there may write for a moment more.
  const whole = { recursive: true, force: true, maxRetries: 8, retryDelay: 100 };
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter((name) => name !== ownerFile).map((name) => rm(join(folder, name), whole)));
  await rm(folder, whole);
}

async function isAbandoned(folder: string, user: ServerUser): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory() || ![process.getuid?.(), user.uid].includes(found.uid)) return false;
  const ageMs = Date.now() - found.mtimeMs;
  const owner = readOwner(await readFile(join(folder, ownerFile), 'utf8').catch(() => ''));
  if (!owner) return ageMs > newbornMs;
  const fate = await fateOf(owner);
  return fate === 'gone' || (fate === 'unknown' && ageMs > strangerMs);
}

/** Only a process that names this very folder: the file that holds its id may be old. */
async function killServer(folder: string): Promise<void> {
  const file = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  if (!(pid > 1) || !(await commandLine(pid)).includes(folder)) return;
  process.kill(pid, 'SIGQUIT');
  for (let tries = 0; tries < 100 && (await startedAt(pid)) !== undefined; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
