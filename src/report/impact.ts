import { duration, durationRange } from '../domain/figures.ts';
import { wholeTime } from '../domain/foretold.ts';
import type { Blocked } from '../domain/lock.ts';
import type { StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { capital, lockWords, short, statementsOf, waitWords } from './words.ts';

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
export function refusals(statements: readonly StatementRun[]): readonly Refusal[] {
  const all = statements.flatMap((statement) =>
    statement.locks
      .filter(({ blocks }) => blocks.length > 0)
      .map((lock) => {
        const { estimate, durationMs } = statement;
        // The estimate is the statement's; a lock that a transaction keeps much longer is not told by it.
        const whole = lock.heldMs <= durationMs * 1.5 + 5;
        const known = whole && 'productionMs' in estimate ? estimate.productionMs : undefined;
        const upper = Math.max(lock.heldMs, known?.[1] ?? 0);
        const sure = known !== undefined || (estimate.class === 'metadata' && whole);
        return { statement, lock, upper, sure, howLong: lasting(lock.heldMs, known, sure) };
      }),
  );
  const longest = all.toSorted((one, other) => other.upper - one.upper);
  return longest
    .filter((one, index) => longest.findIndex(({ lock }) => lock.object === one.lock.object) === index)
    .filter(({ upper, sure }) => upper >= unnoticedMs || !sure)
    .map(({ statement, lock, howLong }) => ({
      statement,
      object: lock.object,
      blocks: lock.blocks,
      lock: lockWords(lock),
      howLong,
    }));
}

function lasting(heldMs: number, known: readonly [number, number] | undefined, sure: boolean): string {
  const here = `${duration(heldMs)} in the rehearsal`;
  if (known !== undefined) return `${here}, ${durationRange(known)} in production`;
  return sure ? here : `${here}, not known in production`;
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
  const found = refusals(report.rehearsal.statements);
  if (found.length === 0)
    return ['No lock makes reads or writes of an existing table wait for a time that one notices.'];
  return found.map(
    ({ object, blocks, howLong, lock }) =>
      `${capital(waitWords(blocks))} on \`${short(object)}\` for ${howLong} (${lock}).`,
  );
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
