import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bareEnvironment } from '../process.ts';
import { endOf, watchdog } from '../watchdog.ts';
import type { Binaries } from './find.ts';
import type { PrivateFolder } from './folder.ts';

import type { ServerUser } from './user.ts';

/** A running server, and the watchdog that ends it should we be killed. */
export interface Postmaster {
  readonly ended: () => boolean;
  /** What it said before its log began. */
  readonly words: () => Promise<string>;
  /** Writes everything out and ends; settles when no process is left. */
  readonly close: () => Promise<void>;
  /** Immediate shutdown; settles when no process is left. */
  readonly end: () => Promise<void>;
}

/**
 * Stops the server if it is still the one it was told of, and removes its folder: as the server's user, who may not be
 * allowed to take it out of its parent. What says whose it was then stays, for the next start to remove.
 */
const afterUs = `
  pid=$1 folder=$2
  if [ "$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)" = "$pid" ]; then
    kill -QUIT "$pid"
    tries=0
    while kill -0 "$pid" 2>/dev/null && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$pid" 2>/dev/null
  fi
  rm -rf -- "$folder/data" "$folder/next" "$folder/old" "$folder/s" "$folder/words"
  if [ -w "$(dirname -- "$folder")" ]; then rm -rf -- "$folder"; fi`;

/** Its last checkpoint writes out what loading has left in memory. */
const closingPatienceMs = 120_000;

export async function startPostmaster(
  binaries: Binaries,
  folder: PrivateFolder,
  user: ServerUser,
): Promise<Postmaster> {
  const said = join(folder.path, 'words');
  const file = await open(said, 'w');
  const as = { ...user, env: bareEnvironment() };
  const server = spawn(join(binaries.folder, 'postgres'), ['-D', folder.data], {
    ...as,
    cwd: folder.path,
    // Its own process group: Ctrl-C in a terminal is for us, who then end it in order.
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
  });
  const serverEnd = endOf(server);
  await file.close();
  const guard = watchdog(afterUs, [`${server.pid ?? 0}`, folder.path], as);
  const ended = async (signal: NodeJS.Signals, patienceMs: number): Promise<void> => {
    server.ref();
    server.kill(signal);
    const impatient = setTimeout(() => server.kill('SIGKILL'), patienceMs);
    await serverEnd;
    clearTimeout(impatient);
    await guard.release();
  };
  // A forgotten stop must not hang the command line.
  server.unref();
  return {
    ended: () => server.pid === undefined || server.exitCode !== null || server.signalCode !== null,
    words: () => readFile(said, 'utf8').catch(() => ''),
    close: () => ended('SIGINT', closingPatienceMs),
    end: () => ended('SIGQUIT', 10_000),
  };
}
