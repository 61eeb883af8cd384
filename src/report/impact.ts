import { duration, durationRange } from '../domain/figures.ts';
import { wholeTime } from '../domain/foretold.ts';
import type { Blocked } from '../domain/lock.ts';
import type { RehearsalRun, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { capital, heldInProduction, lockWords, short, statementsOf, waitWords } from './words.ts';

/** A statement and a table that refuses somebody while it runs, or until its transaction ends. */
export interface Refusal {
  readonly statement: StatementRun;
  readonly object: string;
  readonly blocks: readonly Blocked[];
  readonly lock: string;
  /** “13.1 s in the rehearsal, 4–9 min in production”, or that the latter is not known. */
  readonly howLong: string;
}

/** Shorter ones are no news to anybody, wherever they come from. */
const unnoticedMs = 50;

/** Every table that refuses somebody, once, at the statement that does it the longest; the longest first. */
export function refusals({ statements, volume }: Pick<RehearsalRun, 'statements' | 'volume'>): readonly Refusal[] {
  const tables = new Set(volume.map(({ table }) => table));
  const all = statements.flatMap((statement, index) => {
    const blocking = statement.locks.filter(({ blocks }) => blocks.length > 0);
    // The indexes of a table are locked with it: who waits for them waits for the table.
    const own = blocking.filter(({ object }) => tables.has(object));
    return (own.length > 0 ? own : blocking).map((lock) => {
      const known = heldInProduction(lock, statements.slice(index));
      return { statement, lock, upper: Math.max(lock.heldMs, known?.[1] ?? 0), known };
    });
  });
  const longest = all.toSorted((one, other) => other.upper - one.upper);
  return longest
    .filter((one, index) => longest.findIndex(({ lock }) => lock.object === one.lock.object) === index)
    .filter(({ upper, known }) => upper >= unnoticedMs || known === undefined)
    .map(({ statement, lock, known }) => ({
      statement,
      object: lock.object,
      blocks: lock.blocks,
      lock: lockWords(lock),
      howLong: lasting(lock.heldMs, known),
    }));
}

function lasting(heldMs: number, known: readonly [number, number] | undefined): string {
  const here = `${duration(heldMs)} in the rehearsal`;
  if (known === undefined) return `${here}, not known in production`;
  return known[1] < unnoticedMs ? here : `${here}, ${durationRange(known)} in production`;
}

/** “4–9 min in production (13.2 s in the rehearsal)”; what is not known is said to be unknown. */
export function expectedTime(report: Pick<Report, 'rehearsal'>): string {
  const statements = statementsOf(report.rehearsal);
  if (report.rehearsal?.status !== 'ran') return 'not known: it was not rehearsed to its end.';
  const { rehearsedMs, productionMs } = wholeTime(statements);
  const here = `${duration(rehearsedMs)} in the rehearsal`;
  if (statements.length === 0) return 'no statement has to run.';
  if (productionMs === undefined) return `not known in production; ${here}.`;
  return `${durationRange(productionMs)} in production; ${here}.`;
}

/** Who waits, a sentence each. */
export function impact(report: Pick<Report, 'rehearsal'>): readonly string[] {
  if (report.rehearsal?.status !== 'ran') return ['Not known: it was not rehearsed to its end.'];
  const found = refusals(report.rehearsal).map(
    ({ object, blocks, howLong, lock }) =>
      `${capital(waitWords(blocks))} on \`${short(object)}\` for ${howLong} (${lock}).`,
  );
  const said = [...found, ...behindOthers(report.rehearsal)];
  return said.length > 0
    ? said
    : ['No lock makes reads or writes of an existing table wait for a time that one notices.'];
}

/** A lock that is held for a moment can wait for long, and everybody behind it. */
function behindOthers({ traffic }: RehearsalRun): readonly string[] {
  if (traffic.status === 'not-measured') return [];
  const { longestReadStallMs: reads, longestWriteStallMs: writes } = traffic;
  if (Math.max(reads, writes) < unnoticedMs) return [];
  return [
    `Under traffic reads waited up to ${duration(reads)} and writes up to ${duration(writes)}: while a lock waits for a transaction that is open, everybody waits behind it.`,
  ];
}

/** The way back, as it was rehearsed. */
export function wayBack({ rehearsal }: Pick<Report, 'rehearsal'>): string {
  if (rehearsal?.status !== 'ran') return 'Not known: it was not rehearsed to its end.';
  const { rollback } = rehearsal;
  if (rollback.status === 'not-measured') return `Not rehearsed: ${rollback.because}`;
  const { generated } = rollback;
  return generated === undefined ? rollback.says : `${rollback.says} A generated one was run: ${generated.says}`;
}

/** Tables whose rows are written anew, and the bytes of WAL that all of it makes. */
export function weight(statements: readonly StatementRun[]): {
  readonly rewrites: readonly string[];
  readonly walBytes: number;
} {
  return {
    rewrites: [...new Set(statements.flatMap(({ rewrites }) => rewrites))],
    walBytes: statements.reduce((sum, { walBytes }) => sum + walBytes, 0),
  };
}
