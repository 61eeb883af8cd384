import type { LogRead, Session } from '../../ports/database.ts';
import { logPiece, logReader } from '../running.ts';
import { logFormat } from '../settings.ts';

/** The server's own log, where it is written in a form that programs read; undefined elsewhere. */
export async function teamLog(
  observer: Session,
  major: number,
  prefix: string,
): Promise<(() => Promise<LogRead>) | undefined> {
  const now = await currentFile(observer, major);
  if (now === undefined) return undefined;
  let { path, offset } = now;
  const readLog = async (): Promise<Uint8Array> => {
    const piece = await readPiece(observer, path, offset);
    offset += piece.length;
    if (piece.length > 0) return piece;
    // Read to its end: the server may have begun another one.
    const next = await currentFile(observer, major);
    if (next !== undefined && next.path !== path) ({ path, offset } = { path: next.path, offset: 0 });
    return piece;
  };
  const read = logReader({ readLog }, observer, major);
  // What others do on the server is none of ours.
  return async () => {
    const { lines, ...more } = await read();
    return { lines: lines.filter(({ database = '' }) => database.startsWith(prefix)), ...more };
  };
}

interface File {
  readonly path: string;
  readonly offset: number;
}

async function currentFile(observer: Session, major: number): Promise<File | undefined> {
  const { rows } = await observer.query<{ path: string | null }>('SELECT pg_catalog.pg_current_logfile($1) AS path', [
    logFormat(major),
  ]);
  const path = rows[0]?.path ?? null;
  if (path === null) return undefined;
  const found = await observer.query<{ size: number }>('SELECT size FROM pg_catalog.pg_stat_file($1, true)', [path]);
  const size = found.rows[0]?.size;
  return typeof size === 'number' ? { path, offset: size } : undefined;
}

async function readPiece(observer: Session, path: string, offset: number): Promise<Uint8Array> {
  const { rows } = await observer.query<{ piece: Uint8Array | null }>(
    'SELECT pg_catalog.pg_read_binary_file($1, $2::bigint, $3::bigint, true) AS piece',
    [path, offset, logPiece],
  );
  return rows[0]?.piece ?? new Uint8Array();
}
