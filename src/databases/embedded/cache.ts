import { access, constants, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { endProcessesIn, fateOf, ourselves, readOwner } from '../process.ts';
import { type ServerUser, reachable } from './user.ts';

/** Folders that may keep binaries and templates between runs, best first. */
function cacheFolders(user: ServerUser, environment: NodeJS.ProcessEnv): readonly string[] {
  const parents = [environment['RUNNER_TOOL_CACHE'], environment['XDG_CACHE_HOME'], join(homedir(), '.cache')];
  // Root's own home is closed to the user who runs Postgres.
  const system = user.uid === undefined ? [] : ['/var/cache'];
  return [...parents, ...system].flatMap((one) =>
    one === undefined || one === '' ? [] : [join(one, 'migration-rehearsal')],
  );
}

/** The first that we can write and the server can read; undefined where there is none. */
export async function cacheFolder(
  user: ServerUser,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  for (const folder of cacheFolders(user, environment)) {
    if (!(await reachable(user, folder))) continue;
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      // Read-only or not ours: the next one.
    }
  }
  return undefined;
}

/** Half made when its run was killed. */
export const unfinished = '.unfinished-';
/** On its way out when its run was killed. */
export const going = '.going-';
const leftOver = [unfinished, going];
const ownerFile = '.owner.json';
/** For one whose owner cannot be known. */
const unfinishedMs = 60 * 60 * 1000;

/**
 * Makes a folder all at once: filled beside its place, then renamed, so that concurrent runs and a crash midway leave
 * either the whole of it or nothing. Throws what `fill` throws.
 */
export async function makeOnce(folder: string, fill: (empty: string) => Promise<void>): Promise<void> {
  if (await exists(folder)) return;
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true, mode: 0o755 });
  await sweepUnfinished(parent);
  const workshop = await mkdtemp(join(parent, unfinished));
  try {
    await writeFile(join(workshop, ownerFile), JSON.stringify(await ourselves()));
    await fill(workshop);
    await rm(join(workshop, ownerFile));
    await rename(workshop, folder);
  } catch (error) {
    await rm(workshop, { recursive: true, force: true });
    // Somebody else was faster, which serves us as well.
    if (!(await exists(folder))) throw error;
  }
}

export const exists = (path: string): Promise<boolean> => stat(path).then(Boolean, () => false);

/** Removes what killed runs left half made. */
export async function sweepUnfinished(parent: string): Promise<void> {
  for (const name of (await readdir(parent)).filter((one) => leftOver.some((kind) => one.startsWith(kind)))) {
    const workshop = join(parent, name);
    if (!(await isAbandoned(workshop))) continue;
    // A killed run's initdb goes on by itself.
    await endProcessesIn(workshop);
    await rm(workshop, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }).catch(() => undefined);
  }
}

async function isAbandoned(workshop: string): Promise<boolean> {
  const owner = readOwner(await readFile(join(workshop, ownerFile), 'utf8').catch(() => ''));
  const fate = owner ? await fateOf(owner) : 'unknown';
  const found = await stat(workshop).catch(() => undefined);
  return fate === 'gone' || (fate === 'unknown' && found !== undefined && Date.now() - found.mtimeMs > unfinishedMs);
}
