import { strength } from '../../domain/lock.ts';
import type { ObservedLock, TrafficRun, TrafficStall, TrafficWait } from '../../domain/rehearsal.ts';
import type { Does, Sample } from './probes.ts';
import type { RunLog, Sending } from './run.ts';

/** A probe waited where it took so much longer than in the calm before. */
export const noticedMs = 25;
/** Parts of the drawing. */
export const parts = 36;

/** One wait that is told of, or one quick answer. */
interface Wait {
  readonly table: string;
  readonly does: Does;
  readonly startMs: number;
  readonly endMs: number;
}

/** What the samples of a run add up to. What no lock explains is the machine's doing: nobody waited then. */
export function figuresOf(log: RunLog): TrafficRun {
  const { samples, startMs, endMs, rows } = log;
  const reads = during(log, 'reads');
  const writes = during(log, 'writes');
  const locked = lockedRows(samples).filter((wait) => lengthOf(wait) > noticedMs);
  const slow = [
    ...reads.filter((wait) => isWait(wait, calmOf(log, 'reads'))),
    ...writes.filter((wait) => isWait(wait, calmOf(log, 'writes'))),
    ...locked,
  ];
  const blocked = slow.flatMap((wait) => {
    const cause = causeOf(wait, log);
    return cause ? [{ ...wait, cause }] : [];
  });
  const bucket = (endMs - startMs) / parts;
  const lane = (waits: readonly Wait[]): readonly number[] =>
    Array.from({ length: parts }, (_, index) => {
      const [from, until] = [startMs + index * bucket, startMs + (index + 1) * bucket];
      return told(longest(waits.filter((wait) => wait.startMs < until && wait.endMs > from)));
    });
  return {
    longestReadStallMs: told(longest(reads)),
    longestWriteStallMs: told(longest([...writes, ...locked])),
    blockedStatements: blocked.length,
    rows,
    stalls: stallsOf(log, blocked),
    totalMs: told(endMs - startMs),
    reads: lane(reads),
    writes: lane([...writes, ...locked]),
  };
}

/** More is not seen through a connection. */
const told = (ms: number): number => Math.round(ms * 10) / 10;
const lengthOf = ({ startMs, endMs }: Wait): number => endMs - startMs;
const longest = (waits: readonly Wait[]): number => Math.max(0, ...waits.map(lengthOf));
const isWait = (wait: Wait, calmMs: number): boolean => lengthOf(wait) > calmMs + noticedMs;

const during = ({ samples, startMs }: RunLog, kind: Does): readonly Sample[] =>
  samples.filter(({ does, endMs }) => does === kind && endMs > startMs);

/** How quick an answer is before anything happens, in the middle of them. */
function calmOf({ samples, startMs }: RunLog, kind: Does): number {
  const calm = samples.filter(({ does, endMs }) => does === kind && endMs <= startMs).map(lengthOf);
  return calm.toSorted((a, b) => a - b)[Math.floor(calm.length / 2)] ?? 0;
}

/** From the first answer that a row is locked to the first that it is not. */
function lockedRows(samples: readonly Sample[]): readonly Wait[] {
  const waits: Wait[] = [];
  for (const table of new Set(samples.map((sample) => sample.table))) {
    let since: number | undefined;
    const mine = samples.filter((sample) => sample.table === table && sample.does === 'rows');
    for (const { outcome, startMs, endMs } of mine) {
      if (outcome === 'locked') since ??= startMs;
      else if (since !== undefined) {
        waits.push({ table, does: 'rows', startMs: since, endMs });
        since = undefined;
      }
    }
  }
  return waits;
}

/** By the statement that made them wait. */
function stallsOf(
  { statements }: RunLog,
  waits: readonly (Wait & { readonly cause: Sending })[],
): readonly TrafficStall[] {
  return statements.flatMap((statement) => {
    const mine = waits.filter(({ cause }) => cause === statement);
    const { file, line, waited } = statement;
    if (mine.length === 0 && !waited) return [];
    const most = (kind: Does): number => told(longest(mine.filter(({ does }) => does === kind)));
    const tables = new Set([...statement.tables, ...mine.map(({ table }) => table)]);
    return {
      ...{ file, line, tables: [...tables].toSorted() },
      ...{ readMs: most('reads'), writeMs: most('writes'), rowMs: most('rows') },
      ...(waited && { waited: withoutNobody(waited) }),
    };
  });
}

/** Of the statements whose locks keep such a probe waiting the one whose transaction was there for the longest of it. */
function causeOf(wait: Wait, { statements, probed }: RunLog): Sending | undefined {
  const shared = ({ startMs, releasedMs }: Sending): number =>
    Math.min(releasedMs, wait.endMs) - Math.max(startMs, wait.startMs);
  // Who reads a table waits for a lock on its index or its partition, too.
  const concerns = (object: string): boolean => object === wait.table || !probed.includes(object);
  return statements
    .filter((one) => shared(one) > 0 && one.locks.some((lock) => concerns(lock.object) && keeps(lock, wait.does)))
    .toSorted((one, other) => shared(other) - shared(one))[0];
}

/** Changed rows are locked under the weakest lock of writers. */
const keeps = ({ mode, blocks }: ObservedLock, does: Does): boolean =>
  does === 'rows' ? strength(mode) >= strength('RowExclusiveLock') : blocks.includes(does);

const withoutNobody = ({ alike = [], ...waited }: TrafficWait): TrafficWait => ({
  ...waited,
  ms: told(waited.ms),
  ...(alike.length > 0 && { alike }),
});
