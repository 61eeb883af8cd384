import { createHash, randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { FetchedRepository, FetchRequest, Keeping } from './fetch.ts';
import { fetchedFolder, fetchRepository } from './fetch.ts';

export interface KeptRepositoriesSettings {
  /** Nobody else may look into it: private repositories lie there. */
  readonly folder: string;
  /** All of them together; the one that was asked for longest ago goes first. */
  readonly mostBytes: number;
  readonly mostRepositories: number;
}

/** Fetches, with what was fetched before as the start. */
export type FetchKept = (request: FetchRequest) => Promise<Result<FetchedRepository>>;

/**
 * The packs of each repository are kept, and nothing else of it: no configuration, no names of branches, no token. Every
 * fetch has a repository of its own, whose packs are the kept ones by another name (hard links), so that any number of
 * runs and processes can add, read and remove without waiting for each other.
 */
export function keptRepositories(settings: KeptRepositoriesSettings): FetchKept {
  const { folder } = settings;
  // Of many that begin at once, one brings the whole history, and the others what is new to it.
  const first = new Map<string, Promise<unknown>>();
  const known = new Set<string>();
  return async (request) => {
    const place = join(folder, nameOf(request));
    const keeping = keepingIn(place);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (let other = first.get(place); other !== undefined; other = first.get(place)) await other;
    const begun = fetchRepository({ ...request, within: folder }, keeping);
    if (!known.has(place)) {
      const ended = begun.then(
        ({ ok }) => ok && known.add(place),
        () => undefined,
      );
      first.set(place, ended);
      void ended.then(() => first.delete(place));
    }
    const fetched = await begun;
    await tidy(settings).catch(() => undefined);
    return fetched.ok ? success(distrusted(fetched.value, keeping)) : fetched;
  };
}

const nameOf = ({ serverUrl, owner, repo }: FetchRequest): string =>
  createHash('sha256').update(`${serverUrl}/${owner}/${repo}`.toLowerCase()).digest('hex').slice(0, 32);

const listFile = 'list.json';
const list = z.object({
  packs: z.array(z.string().regex(/^pack-[0-9a-f]+\.(pack|idx)$/)),
  commits: z.array(z.string().regex(/^[0-9a-f]{40,64}$/)),
});

/** What GitHub is told that we have, so that it sends what is new. */
const mostCommits = 200;
/** Every fetch adds one; git looks for an object in each. */
const mostPacks = 100;

function keepingIn(place: string): Keeping {
  const forget = () => rm(place, { recursive: true, force: true, maxRetries: 3 });
  return {
    forget,
    lay: async (directory) => {
      const { packs, commits } = await listIn(place);
      if (packs.length === 0) return 'nothing';
      try {
        for (const name of packs) await linked(join(place, name), join(directory, 'objects/pack', name));
        await writeFile(join(directory, 'packed-refs'), commits.map((one) => `${one} refs/kept/${one}\n`).join(''));
        const now = new Date();
        await utimes(place, now, now);
        return 'laid';
      } catch {
        await forget();
        return 'nothing';
      }
    },
    // What cannot be kept, on a full disk for one, costs the next run its head start and this one nothing.
    keep: (directory, commits) => keepIn(place, directory, commits).then(undefined, forget),
  };
}

async function keepIn(place: string, directory: string, commits: readonly string[]): Promise<void> {
  const there = join(directory, 'objects/pack');
  const files = (await readdir(there)).filter((name) => /^pack-[0-9a-f]+\.(pack|idx)$/.test(name));
  if (files.length > mostPacks * 2) throw new Error('The next fetch brings all of it in one pack.');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const before = await listIn(place);
  for (const name of files) await linked(join(there, name), join(place, name));
  const packs = [...new Set([...before.packs, ...files])];
  const all = [...new Set([...commits, ...before.commits])].slice(0, mostCommits);
  await write(join(place, listFile), JSON.stringify({ packs, commits: all }));
}

async function listIn(place: string): Promise<z.infer<typeof list>> {
  try {
    return list.parse(JSON.parse(await readFile(join(place, listFile), 'utf8')));
  } catch {
    return { packs: [], commits: [] };
  }
}

async function write(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, text);
  await rename(beside, path);
}

/** A pack is named by what is in it: one of the same name is the same. */
async function linked(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code === 'ENOENT') throw error;
    // Not every file system knows two names for a file.
    await copyFile(from, to);
  }
}

/** What cannot be read was damaged on the disk: the next run begins anew. */
function distrusted(repository: FetchedRepository, keeping: Keeping): FetchedRepository {
  const doubtful = new Set(['no-merge-base', 'shallow-clone', 'unknown-ref']);
  const watched = async <Value>(reading: Promise<Result<Value>>): Promise<Result<Value>> => {
    const [ended] = await Promise.allSettled([reading]);
    const whole = ended.status === 'fulfilled' && (ended.value.ok || !doubtful.has(ended.value.problem.code));
    if (!whole) await keeping.forget();
    return reading;
  };
  return {
    ...repository,
    compare: (base, head) => watched(repository.compare(base, head)),
    tree: (commit) => watched(repository.tree(commit)),
    read: (blobs) => watched(repository.read(blobs)),
    commitsTouching: (base, head, paths) => watched(repository.commitsTouching(base, head, paths)),
  };
}

/** A run is over long before; what is left in its place was left by a process that was killed. */
const longestRunMs = 24 * 60 * 60_000;

async function tidy({ folder, mostBytes, mostRepositories }: KeptRepositoriesSettings): Promise<void> {
  const all = await Promise.all((await readdir(folder)).map((name) => sizeOf(join(folder, name))));
  const runs = all.filter(({ path }) => path.startsWith(join(folder, fetchedFolder)));
  const kept = all.filter((one) => !runs.includes(one)).toSorted((one, other) => other.used - one.used);
  let bytes = 0;
  const tooMany = kept.filter((one, index) => (bytes += one.bytes) > mostBytes || index >= mostRepositories);
  const left = runs.filter(({ used }) => Date.now() - used > longestRunMs);
  for (const { path } of [...tooMany, ...left]) await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

async function sizeOf(path: string) {
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => undefined)));
  const self = await stat(path).catch(() => undefined);
  return {
    path,
    used: self?.mtimeMs ?? 0,
    bytes: sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0),
  };
}
