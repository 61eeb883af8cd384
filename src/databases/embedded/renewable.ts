import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../domain/errors.ts';
import type { KeptCluster, KeptClusters, Server, TakenCluster } from '../../ports/database.ts';
import type { PrivateFolder } from './folder.ts';
import type { Shelf, Suits } from './shelf.ts';
import { tidied } from './tidy.ts';

/** A server that runs, and how it is shut down in order; its folder stays. */
export interface Booted {
  readonly server: Server;
  readonly close: () => Promise<void>;
}

export interface House {
  readonly folder: PrivateFolder;
  readonly shelf: Shelf | undefined;
  /** Starts a server on the data directory, with settings beside those that were asked for. */
  readonly boot: (settings?: Readonly<Record<string, string>>) => Promise<Result<Booted>>;
  readonly remove: () => Promise<void>;
  /** Of the stopped cluster. */
  readonly forget: NonNullable<Server['forgetFiles']>;
  readonly signal: AbortSignal;
}

/** A server whose cluster may be put away and exchanged while it is in use. */
export function renewable(first: Booted, house: House): Server {
  const { shelf, signal } = house;
  let now = first;
  let turn: Promise<unknown> = Promise.resolve();
  let stopping: Promise<void> | undefined;
  const onAbort = (): void => void stop();
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      signal.removeEventListener('abort', onAbort);
      await turn.catch(() => undefined);
      await now.server.stop();
      await house.remove();
    })());
  signal.addEventListener('abort', onAbort, { once: true });
  const alone = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const started = async (settings?: Readonly<Record<string, string>>): Promise<boolean> => {
    const again = await house.boot(settings);
    if (again.ok) now = again.value;
    return again.ok;
  };
  return {
    ...first.server,
    connect: (login, database) => now.server.connect(login, database),
    address: (login, database) => now.server.address(login, database),
    log: () => now.server.log(),
    stop,
    [Symbol.asyncDispose]: stop,
    writeWal: (wal) =>
      alone(async () => {
        await now.close();
        // A reader of the log begins at its top.
        await rm(join(house.folder.data, 'log'), { recursive: true, force: true });
        if (wal === 'least' && (await started(leastWal))) return;
        if (!(await started())) throw new Error('The server did not start again.');
      }),
    forgetFiles: () =>
      alone(async () => {
        await now.close();
        // A reader of the log begins at its top.
        await rm(join(house.folder.data, 'log'), { recursive: true, force: true });
        const forgotten = await house.forget();
        if (!(await started())) throw new Error('The server did not start again.');
        return forgotten;
      }),
    ...(shelf && {
      kept: {
        take: (key, suits) => alone(() => taken(house, shelf, { key, suits }, { close: () => now.close(), started })),
        keep: (key, facts) =>
          alone(async () => {
            await now.close();
            const kept = await putAway(house, shelf, key, facts);
            if (!(await started())) throw new Error('The server did not start again.');
            return kept;
          }),
      } satisfies KeptClusters,
    }),
  };
}

/** What wants more would keep the server from starting. */
const leastWal = { wal_level: 'minimal', max_wal_senders: '0', archive_mode: 'off' };

async function putAway({ folder }: House, shelf: Shelf, key: string, facts: unknown): Promise<KeptCluster> {
  return (await tidied(folder.data))
    ? shelf.save(key, folder.data, facts)
    : { because: 'the server did not shut down in time' };
}

interface Wish {
  readonly key: string;
  readonly suits: Suits;
}

interface Running {
  readonly close: () => Promise<void>;
  readonly started: () => Promise<boolean>;
}

/** The copy is whole before anything is exchanged, and the cluster before it stays until the new one has answered. */
async function taken(
  { folder }: House,
  shelf: Shelf,
  { key, suits }: Wish,
  running: Running,
): Promise<TakenCluster | undefined> {
  const start = performance.now();
  const [next, old] = [join(folder.path, 'next'), join(folder.path, 'old')];
  const copy = await shelf.copyTo(key, next, suits);
  if (!copy) return undefined;
  await running.close();
  await rename(folder.data, old);
  await rename(next, folder.data);
  if (await running.started().catch(() => false)) {
    const tookMs = performance.now() - start;
    await rm(old, { recursive: true, force: true });
    return { ...copy, tookMs };
  }
  await shelf.forget(key);
  await rm(folder.data, { recursive: true, force: true });
  await rename(old, folder.data);
  if (!(await running.started())) throw new Error('The server did not start again.');
  return undefined;
}
