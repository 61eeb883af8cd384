import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, statfs, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptCluster, KeptClusters, TakenCluster } from '../../ports/database.ts';
import { exists, going, makeOnce, sweepUnfinished } from './cache.ts';
import { copyFolder, filesIn, giveFolder, onDisk, sharesBlocks } from './copy.ts';
import type { ServerUser } from './user.ts';

/** What lies beside a kept data directory. */
interface Label {
  /** Milliseconds since 1970. */
  readonly made: number;
  readonly bytes: number;
  /** Of every file's path, size and time: a copy that lacks anything is none. */
  readonly digest: string;
  readonly facts: unknown;
}

/** A folder of kept clusters. */
export interface Shelf {
  /** Copies the cluster of a key to a place that is not there yet; undefined where there is none, or no room. */
  copyTo(key: string, place: string, suits?: Suits): Promise<Omit<TakenCluster, 'tookMs'> | undefined>;
  /** Keeps a copy of a stopped cluster, oldest out first. */
  save(key: string, data: string, facts: unknown): Promise<KeptCluster>;
  /** What does not start is not offered again. */
  forget(key: string): Promise<void>;
}

export type Suits = Parameters<KeptClusters['take']>[1];

export interface ShelfRequest {
  readonly folder: string;
  readonly user: ServerUser;
  /** All kept clusters together; undefined = as much as is reasonable. */
  readonly mostBytes: number | undefined;
  /** Programs, code and settings: part of every key. */
  readonly identity: string;
}

const labelFile = 'label.json';
const gigabyte = 1024 ** 3;
/** What a rehearsal needs beside a cluster: it may write all of it anew, and sorts. */
const withRoom = (bytes: number): number => bytes * 2 + gigabyte;

export function shelfIn(request: ShelfRequest): Shelf {
  const { folder, user } = request;
  const placeOf = (key: string): string =>
    join(folder, createHash('sha256').update(`${request.identity}\n${key}`).digest('hex').slice(0, 32));
  const forget = (key: string): Promise<void> => takeDown(placeOf(key));
  return {
    forget,
    async copyTo(key, place, suits) {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      await sweepUnfinished(folder);
      const entry = placeOf(key);
      if (!(await exists(entry))) return undefined;
      const label = await labelOf(entry);
      if (!label) {
        await forget(key);
        return undefined;
      }
      const fit = suits?.(label.facts) ?? 'suits';
      if (fit === 'outdated') await forget(key);
      if (fit !== 'suits') return undefined;
      const how = (await sharesBlocks(join(entry, labelFile), join(place, '..'))) ? 'reflink' : 'copy';
      if (how === 'copy' && (await freeIn(join(place, '..'))) < withRoom(label.bytes)) return undefined;
      const copy = await copied(entry, place, label);
      if (copy !== 'whole') {
        await rm(place, { recursive: true, force: true });
        if (copy === 'another') await forget(key);
        return undefined;
      }
      await giveFolder(place, user);
      const now = new Date();
      await utimes(join(entry, labelFile), now, now).catch(() => undefined);
      return { facts: label.facts, ageMs: Date.now() - label.made, how };
    },
    save: (key, data, facts) =>
      saved(request, placeOf(key), data, facts).catch((error: unknown) => ({ because: whyNot(error) })),
  };
}

/** `another`: it is not what was kept. */
async function copied(entry: string, place: string, label: Label): Promise<'whole' | 'another' | 'failed'> {
  try {
    await copyFolder(join(entry, 'data'), place);
    return digestOf(await filesIn(place)) === label.digest ? 'whole' : 'another';
  } catch {
    // Another run has just made room, or the disk is full.
    return 'failed';
  }
}

async function saved(request: ShelfRequest, entry: string, data: string, facts: unknown): Promise<KeptCluster> {
  const { folder, user, mostBytes } = request;
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const files = await filesIn(data);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const free = await freeIn(folder);
  const most = mostBytes ?? Math.min(usualBytes, free / usualShare);
  if (bytes > most) return { because: 'it is larger than all that may be kept' };
  await makeRoom(folder, most - bytes);
  const shares = await sharesBlocks(join(data, 'PG_VERSION'), folder);
  if (!shares && (await freeIn(folder)) < withRoom(bytes)) return { because: 'the disk is nearly full' };
  const label: Label = { made: Date.now(), bytes, digest: digestOf(files), facts };
  await makeOnce(entry, async (empty) => {
    await copyFolder(data, join(empty, 'data'));
    // What later servers start from belongs to us, out of reach of the SQL that runs in them.
    if (user.uid !== undefined) await giveFolder(empty, { uid: 0, gid: 0 });
    await writeFile(join(empty, labelFile), JSON.stringify(label), { mode: 0o600 });
    await chmod(empty, 0o700);
    await onDisk(empty);
  });
  return 'kept';
}

const usualBytes = 5 * gigabyte;
/** Of the free disk. */
const usualShare = 10;

/** Removes the clusters that were not used for longest, until the others are no more than this. */
async function makeRoom(folder: string, room: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const entries = await Promise.all(
    names.map(async (name) => {
      const entry = join(folder, name);
      const files = await filesIn(entry).catch(() => []);
      const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
      return { entry, bytes, used: files.find(({ path }) => path === labelFile)?.changedMs ?? 0 };
    }),
  );
  let left = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { entry, bytes } of entries.toSorted((one, other) => one.used - other.used)) {
    if (left <= room) return;
    await takeDown(entry);
    left -= bytes;
  }
}

/** Renamed first, so that nobody begins to copy what is going. */
async function takeDown(entry: string): Promise<void> {
  const out = join(entry, '..', `${going}${randomUUID()}`);
  const moved = await rename(entry, out).then(
    () => true,
    () => false,
  );
  if (moved) await rm(out, { recursive: true, force: true }).catch(() => undefined);
}

async function labelOf(entry: string): Promise<Label | undefined> {
  try {
    return JSON.parse(await readFile(join(entry, labelFile), 'utf8')) as Label;
  } catch {
    return undefined;
  }
}

function digestOf(files: Awaited<ReturnType<typeof filesIn>>): string {
  const lines = files.map(({ path, bytes, changedMs }) => `${path} ${bytes} ${changedMs}`);
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

const freeIn = (folder: string): Promise<number> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );

const whyNot = (error: unknown): string =>
  String((error as { readonly output?: string }).output ?? error).includes('No space left')
    ? 'the disk is full'
    : 'its copy could not be written';
