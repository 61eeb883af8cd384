import { createHash } from 'node:crypto';
import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { roles } from '../roles.ts';
import { cacheFolder, exists, makeOnce } from './cache.ts';
import type { Binaries } from './find.ts';
import { type Ended, runProgram } from '../process.ts';
import { type ServerUser, giveTo } from './user.ts';

/** Raised when initdb is called otherwise: older templates are then left alone. */
const recipe = 1;

/** initdb or a copy did not work; `output` is what the program said. */
export class TemplateError extends Error {
  readonly output: string;
  constructor(program: string, ended: Ended) {
    super(`${program} failed`);
    this.output = ended.output;
  }
}

/** Fills a data directory: a copy of the cached template (0.1 s), which is made (1 s) when there is none yet. */
export async function fillDataDirectory(binaries: Binaries, data: string, user: ServerUser): Promise<void> {
  const cache = await cacheFolder(user);
  if (cache === undefined) {
    await emptyFor(user, data);
    await initialise(binaries, data, user);
    return;
  }
  const template = join(cache, 'templates', await key(binaries));
  await makeOnce(template, async (empty) => {
    const built = join(empty, 'data');
    await giveTo(user, empty);
    await emptyFor(user, built);
    await initialise(binaries, built, user);
    // What later servers start from belongs to us, out of reach of the SQL that runs in them.
    if (user.uid !== undefined) await must('chown', ['-R', '0:0', empty]);
    await chmod(empty, 0o700);
  });
  await copy(join(template, 'data'), data, user);
}

async function emptyFor(user: ServerUser, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await giveTo(user, folder);
}

async function key(binaries: Binaries): Promise<string> {
  const { dev, ino, size, mtimeMs } = await stat(join(binaries.folder, 'postgres'));
  const identity = [recipe, binaries.folder, binaries.version, dev, ino, size, mtimeMs].join(' ');
  return `${binaries.version}-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
}

/** Collation C, so that every machine sorts alike; checksums as the major's default. */
async function initialise(binaries: Binaries, data: string, user: ServerUser): Promise<void> {
  const args = ['-D', data, '-U', roles.observer, '-E', 'UTF8', '--locale=C', '--auth=reject', '--no-sync'];
  await must(join(binaries.folder, 'initdb'), args, user);
}

async function copy(from: string, to: string, user: ServerUser): Promise<void> {
  const cloning = process.platform === 'linux' ? ['--reflink=auto'] : process.platform === 'darwin' ? ['-c'] : [];
  const { status } = await runProgram('cp', ['-Rp', ...cloning, from, to]);
  if (status !== 0) {
    // Not every cp (busybox) and not every file system knows clones.
    if (await exists(to)) await rm(to, { recursive: true });
    await must('cp', ['-Rp', from, to]);
  }
  if (user.uid !== undefined) await must('chown', ['-R', `${user.uid}:${user.gid}`, to]);
}

async function must(program: string, args: readonly string[], user: ServerUser = {}): Promise<void> {
  const ended = await runProgram(program, args, user);
  if (ended.status !== 0) throw new TemplateError(program, ended);
}
