import type { Advice, AdviceFigures } from '../../../domain/advice.ts';
import { bytes, counted, duration, grouped } from '../../../domain/figures.ts';
import { replayBytesPerSecond } from '../../../domain/rehearsal.ts';

export type Tried = Omit<Advice, 'status' | 'says'>;

/** Whether the advice held what it promised, and both sides as a sentence. */
export function graded(tried: Tried): Advice {
  const status = statusOf(tried);
  return { ...tried, status, says: saysOf(tried, status) };
}

function statusOf({ error, verification, original, alternative }: Tried): Advice['status'] {
  if (error || (verification && verification.after > 0)) return 'fails';
  if (copiesAsOften(original, alternative) || alternative.scansWhileWaiting.length > 0) return 'no-better';
  const longer = (now = 0, then = 0): boolean => now > Math.max(then * 1.5, then + noiseMs);
  const rows = original.rowsLockedMs !== undefined && longer(alternative.rowsLockedMs, original.rowsLockedMs);
  return rows || longer(alternative.waits?.heldMs, original.waits?.heldMs) ? 'no-better' : 'helps';
}
/** A table may be copied once where it was copied several times. */
const copiesAsOften = (original: AdviceFigures, { rewrites }: AdviceFigures): boolean =>
  rewrites.some((table) => timesIn(rewrites, table) >= timesIn(original.rewrites, table));
const timesIn = (tables: readonly string[], table: string): number => tables.filter((one) => one === table).length;
/** Shorter holds are a matter of chance on a busy machine. */
const noiseMs = 50;

function saysOf(tried: Tried, status: Advice['status']): string {
  const { rows, error, verification, original, alternative } = tried;
  const on = `on ${counted(rows, 'row')}`;
  if (error) return `Rehearsed ${on} it failed with SQLSTATE ${error.sqlstate}: ${error.says}`;
  if (verification && verification.after > 0)
    return `Rehearsed ${on} it left ${counted(verification.after, 'row')} undone.`;
  const helps = status === 'helps' ? `Rehearsed too, ${on}` : `Rehearsed ${on} it is no better`;
  return [`${helps}: ${difference(original, alternative)}. ${times(tried)}.`, behind(tried), checked(tried)]
    .filter(Boolean)
    .join(' ');
}

/** Who waits for how long, before and after. */
function difference(original: AdviceFigures, alternative: AdviceFigures): string {
  const then = original.waits;
  if (then === undefined && original.rowsLockedMs !== undefined && alternative.rowsLockedMs !== undefined)
    return `a row stays locked for ${duration(alternative.rowsLockedMs)} at most; as written, for ${duration(original.rowsLockedMs)}`;
  const { waits } = alternative;
  const nobody = waits ? 'as written, nobody waits' : 'nor does anybody as written';
  const written = then ? `as written, ${who(then)} wait for ${duration(then.heldMs)}` : nobody;
  return `${waits ? `${who(waits)} wait for ${duration(waits.heldMs)} at most` : 'nobody waits'}; ${written}`;
}
const who = ({ blocks }: NonNullable<AdviceFigures['waits']>): string => blocks.join(' and ');

function times({ original, alternative, pausesMs = 0 }: Tried): string {
  const rests = pausesMs > 0 ? ` (${duration(pausesMs)} of it pauses)` : '';
  const wal =
    original.rowsLockedMs === undefined
      ? ''
      : `, with ${bytes(alternative.walBytes)} of WAL instead of ${bytes(original.walBytes)}`;
  return `It takes ${duration(alternative.durationMs)}${rests} instead of ${duration(original.durationMs)}${wal}`;
}

/** How far such a replica is behind when a change of so many rows has ended. */
export function lagOf({ walBytes, durationMs }: AdviceFigures, times: number): number {
  return Math.max(0, (walBytes / replayBytesPerSecond) * 1_000 - durationMs) * times;
}

function behind({ lag }: Tried): string {
  if (!lag || Math.max(lag.originalMs, lag.alternativeMs) < 1_000) return '';
  const rest = lag.alternativeMs < 1_000 ? 'not at all' : duration(lag.alternativeMs);
  return `With production’s ${counted(lag.productionRows, 'row')} a replica that replays ${bytes(lag.bytesPerSecond)} a second would fall behind by about ${duration(lag.originalMs)}, in batches ${rest}.`;
}

const checked = ({ verification }: Tried): string =>
  verification ? `The count of rows that need work was ${grouped(verification.before)} before and 0 after.` : '';
