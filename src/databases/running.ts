import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProviderName } from '../domain/rehearsal.ts';
import type { Login, LogLine, LogRead, Server, Session } from '../ports/database.ts';
import { parseLog } from './log.ts';
import { type Passwords, makeRoles, roles } from './roles.ts';
import { type Address, addressText, openSession } from './session.ts';
import { logFormat } from './settings.ts';

/** What a provider knows of the cluster that it has started. */
export interface Cluster {
  readonly provider: ProviderName;
  readonly host: string;
  readonly port: number;
  readonly notes: (version: string) => readonly string[];
  /** Bytes of the server's log from an offset on, at most `logPiece`. */
  readonly readLog: (observer: Session, major: number, offset: number) => Promise<Uint8Array>;
  readonly freeBytes: () => Promise<number | undefined>;
  /** Ends it and removes every trace; called once. */
  readonly end: () => Promise<void>;
}

/** Bytes read from the server's log at a time. */
export const logPiece = 1024 ** 2;
/** A migration that floods the log is not read to the end in one call. */
const logPieces = 128;
const logPatienceMs = 2_000;

/** Makes both roles through `first`, a session of the observer, and hands out the running server. */
export async function serverOver(
  cluster: Cluster,
  first: Session,
  passwords: Passwords,
  signal: AbortSignal,
): Promise<Server> {
  await makeRoles(first, passwords);
  const { version, major } = await versionOf(first);
  const entrance = (login: Login, database: string): Address => ({
    ...addressOf(cluster),
    user: roles[login],
    password: passwords[login],
    database,
  });
  const connect = (login: Login, database: string): Promise<Session> => openSession(entrance(login, database));
  let stopping: Promise<void> | undefined;
  const onAbort = (): void => void stop();
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      signal.removeEventListener('abort', onAbort);
      await cluster.end();
      await first.end();
    })());
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    provider: cluster.provider,
    version,
    major,
    notes: cluster.notes(version),
    roles,
    databaseName: (name) => name,
    connect,
    address: (login, database) => addressText(entrance(login, database)),
    log: logReader(cluster, first, major),
    freeBytes: cluster.freeBytes,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const addressOf = ({ host, port }: Cluster): Pick<Address, 'host' | 'port'> => ({ host, port });

export async function versionOf(session: Session): Promise<{ readonly version: string; readonly major: number }> {
  const { rows } = await session.query<{ version: string; number: number }>(
    `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
            current_setting('server_version_num')::int AS number`,
  );
  const row = rows[0];
  if (!row) throw new Error('Postgres did not tell its version');
  return { version: row.version, major: Math.floor(row.number / 10_000) };
}

/**
 * Lines reach the file through a pipe, a little after the statement that wrote them. So each call writes a line of its
 * own and reads until it finds that: what was logged before the call is then complete.
 */
export function logReader(cluster: Pick<Cluster, 'readLog'>, observer: Session, major: number): () => Promise<LogRead> {
  const secret = `end of log ${randomBytes(16).toString('hex')}`;
  const decoder = new TextDecoder();
  let calls = 0;
  let offset = 0;
  let rest = '';
  const piece = async (): Promise<{ readonly lines: readonly LogLine[]; readonly bytes: number }> => {
    const bytes = await cluster.readLog(observer, major, offset);
    offset += bytes.length;
    const parsed = parseLog(rest + decoder.decode(bytes, { stream: true }), logFormat(major));
    rest = parsed.rest;
    return { lines: parsed.lines, bytes: bytes.length };
  };
  const readOn = async (): Promise<LogRead> => {
    calls += 1;
    const mark = `${secret} ${calls}`;
    const marked = await observer.run(`DO $$ BEGIN RAISE LOG '${mark}'; END $$`);
    const until = performance.now() + (marked.ok ? logPatienceMs : 0);
    const lines: LogLine[] = [];
    let pieces = 0;
    while (pieces < logPieces) {
      const read = await piece();
      lines.push(...read.lines);
      if (read.lines.some(({ message }) => message === mark)) break;
      if (read.bytes > 0) pieces += 1;
      else if (performance.now() > until) break;
      else await pause(2);
    }
    const told = lines.filter(({ message }) => !message.startsWith(secret));
    return { lines: told, ...(pieces === logPieces && { flooded: logPieces * logPiece }) };
  };
  // One call after the other: each goes on where the last one ended.
  let turn: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = turn.then(readOn);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/**
 * Tries until the server answers; undefined when `ended` says that it never will, or `patienceMs` is over.
 * @param refused called once where the server answers and does not let us in.
 */
export async function firstSession(
  address: Address,
  ended: () => boolean | Promise<boolean>,
  patienceMs: number,
  refused?: () => Promise<void>,
): Promise<Session | undefined> {
  const until = performance.now() + patienceMs;
  let asked = refused;
  while (!(await ended()) && performance.now() < until) {
    try {
      return await openSession(address);
    } catch (error) {
      if (asked && isRefusal(error)) {
        await asked();
        asked = undefined;
      }
      await pause(10);
    }
  }
  return undefined;
}

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^28(000|P01)$/.test(String(error.code));
