import { bytes, counted, duration, share } from '../domain/figures.ts';
import { replayBytesPerSecond } from '../domain/rehearsal.ts';
import type { RehearsalRun, StatementRun, TableVolume } from '../domain/rehearsal.ts';
import { joined, short } from './words.ts';

type Run = Pick<RehearsalRun, 'statements' | 'volume'>;

/** What the migrations write: rows, dead tuples and WAL here, and the disk and replication lag they cost in production. */
export function volumeWords({ statements, volume }: Run): string {
  const changed = sum(statements.map(rowsChanged));
  const wal = sum(statements.map(({ walBytes }) => walBytes));
  const rows = `${changed === 0 ? 'No row' : counted(changed, 'row')} changed, ${bytes(wal)} of WAL in the rehearsal.`;
  return [rows, deadWords(statements, volume), rewriteWords(statements, volume), lagWords(statements, volume)]
    .filter((words) => words !== '')
    .join(' ');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A DO block has no count of its own, but leaves dead tuples. */
const rowsChanged = ({ rowsAffected, deadTuples = [] }: StatementRun): number =>
  rowsAffected ?? sum(deadTuples.map(({ rows }) => rows));

/** Below it autovacuum has nothing to do either (autovacuum_vacuum_scale_factor). */
const worthTelling = 0.2;

function deadWords(statements: readonly StatementRun[], volume: readonly TableVolume[]): string {
  const told = volume.flatMap(({ table, rows }) => {
    const dead = statements.flatMap(({ deadTuples = [] }) => deadTuples.filter((one) => one.table === table));
    const portion = sum(dead.map((one) => one.rows)) / Math.max(1, rows);
    return portion < worthTelling ? [] : [`\`${short(table)}\` (${share(portion)} of its rows)`];
  });
  return told.length === 0 ? '' : `Dead tuples stay in ${joined(told)} until vacuum has cleaned up.`;
}

/** How many times as large production’s table is; 1 where that is not known. */
const factor = ({ rows, productionRows }: TableVolume): number =>
  productionRows === undefined || rows === 0 ? 1 : productionRows / rows;

function rewriteWords(statements: readonly StatementRun[], volume: readonly TableVolume[]): string {
  const rewritten = new Set(statements.flatMap(({ rewrites }) => rewrites));
  const told = volume.filter(({ table }) => rewritten.has(table));
  if (told.length === 0) return '';
  const needed = sum(told.map((table) => table.bytes * factor(table)));
  return `Rewriting ${joined(told.map(({ table }) => `\`${short(table)}\``))} needs about ${bytes(needed)} of free disk.`;
}

const muchWal = 1_000_000_000;

function lagWords(statements: readonly StatementRun[], volume: readonly TableVolume[]): string {
  const wal = sum(
    statements.map(({ walBytes, rewrites, scans }) => {
      // What read or copied all of it writes more where there is more.
      const touched = volume.filter(
        ({ table }) => rewrites.includes(table) || scans.some((scan) => scan.table === table),
      );
      return walBytes * Math.max(1, ...touched.map(factor));
    }),
  );
  if (wal < muchWal) return '';
  return `In production about ${bytes(wal)} of WAL: a replica that replays ${bytes(replayBytesPerSecond)} a second lags up to ${duration((wal / replayBytesPerSecond) * 1000)}.`;
}
