import { strength } from '../../../domain/lock.ts';
import type { ObservedLock } from '../../../domain/rehearsal.ts';
import type { TrafficRun, TrafficStall, TrafficWait } from '../../../domain/traffic.ts';
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

/** What the samples of a run add up to. A slow answer that no lock explains is the machine's doing, and left out. */
export function figuresOf(log: RunLog): TrafficRun {
  const { startMs, endMs, rows } = log;
  const locked = lockedRows(log.samples)
    .filter((wait) => lengthOf(wait) > noticedMs)
    .flatMap((wait) => caused(wait, log));
  const reads = answersOf(log, 'reads');
  const writes = answersOf(log, 'writes');
  const blocked = [...reads.waits, ...writes.waits, ...locked];
  const bucket = (endMs - startMs) / parts;
  const lane = (waits: readonly Wait[]): readonly number[] =>
    Array.from({ length: parts }, (_, index) => {
      const [from, until] = [startMs + index * bucket, startMs + (index + 1) * bucket];
      return told(longest(waits.filter((wait) => wait.startMs < until && wait.endMs > from)));
    });
  return {
    longestReadStallMs: told(longest(reads.all)),
    longestWriteStallMs: told(longest([...writes.all, ...locked])),
    blockedStatements: blocked.length,
    rows,
    stalls: stallsOf(log, blocked),
    totalMs: told(endMs - startMs),
    reads: lane(reads.all),
    writes: lane([...writes.all, ...locked]),
  };
}

/** More is not seen through a connection. */
const told = (ms: number): number => Math.round(ms * 10) / 10;
const lengthOf = ({ startMs, endMs }: Wait): number => endMs - startMs;
const longest = (waits: readonly Wait[]): number => waits.reduce((most, wait) => Math.max(most, lengthOf(wait)), 0);

interface Answers {
  readonly waits: readonly Caused[];
  /** The quick ones, too; where there are none, the usual one of the calm before. */
  readonly all: readonly Wait[];
}

function answersOf(log: RunLog, kind: Does): Answers {
  const { samples, startMs } = log;
  const mine = samples.filter(({ does }) => does === kind);
  const calm = mine.filter(({ endMs }) => endMs <= startMs).toSorted((one, other) => lengthOf(one) - lengthOf(other));
  const usual = calm[Math.floor(calm.length / 2)];
  const isSlow = (wait: Wait): boolean => lengthOf(wait) > (usual ? lengthOf(usual) : 0) + noticedMs;
  const during = mine.filter(({ endMs }) => endMs > startMs);
  const waits = during.filter(isSlow).flatMap((wait) => caused(wait, log));
  const all = [...during.filter((wait) => !isSlow(wait)), ...waits];
  return { waits, all: all.length === 0 && usual ? [usual] : all };
}

/** A wait, and the statement that is to blame. */
interface Caused extends Wait {
  readonly cause: Sending;
}
function caused(wait: Wait, log: RunLog): readonly Caused[] {
  const cause = causeOf(wait, log);
  return cause ? [{ ...wait, cause }] : [];
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
function stallsOf({ statements }: RunLog, waits: readonly Caused[]): readonly TrafficStall[] {
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
