import type { Problem } from '../domain/errors.ts';
import { duration } from '../domain/figures.ts';
import type { Server } from '../ports/database.ts';
import type { Lab } from './lab.ts';
import type { Limits } from './plan.ts';

/**
 * Runs a pass under its own limit and what is left of the whole; undefined where it met it. The statement under way is
 * ended, those that follow are not sent, and no further database is made.
 */
export async function within<Value>(lab: Lab, pass: (lab: Lab) => Promise<Value>): Promise<Value | undefined> {
  const left = lab.deadlineMs - lab.world.clock.elapsed() - reserveMs;
  if (left <= 0) return undefined;
  const limit = new AbortController();
  const timer = setTimeout(
    () => {
      limit.abort();
    },
    Math.min(lab.plan.limits.passMs, left),
  );
  try {
    const value = await pass({ ...lab, signal: AbortSignal.any([lab.signal, limit.signal]) });
    return limit.signal.aborted ? undefined : value;
  } catch (error) {
    if (limit.signal.aborted && !lab.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
/** Kept for ending what is under way and telling what was measured. */
const reserveMs = 500;

/** Who may end a rehearsal before its time. */
export interface Ends {
  readonly total: AbortSignal;
  readonly caller: AbortSignal;
  /** The server's log tells of a full disk, or there is hardly any left. */
  readonly disk: 'full' | 'free';
}

/** Less is no room for the next segment of WAL. */
const fewBytes = 16 * 1024 * 1024;

/** A full disk shows in many ways: a failed checkpoint, a server that ended itself, a template that cannot be copied. */
export async function diskOf(server: Server): Promise<'full' | 'free'> {
  const { lines } = await server.log().catch(() => ({ lines: [] }));
  const told = lines.some(
    ({ sqlstate, message }) => sqlstate === '53100' || message.includes('No space left on device'),
  );
  const left = await server.freeBytes().catch(() => undefined);
  return told || (left !== undefined && left < fewBytes) ? 'full' : 'free';
}

/** Why a rehearsal stopped in the middle; undefined where it is a bug of ours. */
export function endedBy(error: unknown, ends: Ends, limits: Limits): Problem | undefined {
  if (ends.caller.aborted) return interrupted;
  if (ends.total.aborted) return overall(limits);
  const sqlstate = sqlstateOf(error);
  if (ends.disk === 'full' || sqlstate === '53100') return diskFull;
  if (sqlstate === '55P03') return keptLocked;
  return lostStates.test(sqlstate) || lostSockets.test(codeOf(error)) ? lost : undefined;
}

const interrupted: Problem = {
  code: 'interrupted',
  says: 'The rehearsal was interrupted.',
  advice: 'Run it again.',
};
const overall = ({ totalMs }: Limits): Problem => ({
  code: 'time-limit',
  says: `The rehearsal as a whole took longer than ${duration(totalMs)}.`,
  advice: 'Make volume.rows smaller, or raise rehearsal.total-limit.',
});
const diskFull: Problem = {
  code: 'disk-full',
  says: 'The disk of the rehearsal’s Postgres is full.',
  advice: 'Make volume.rows smaller, or give the runner more disk.',
};
/** Only our own looks wait no longer than that: the migrations have the limits that they set. */
const keptLocked: Problem = {
  code: 'time-limit',
  says: 'The migrations leave a lock behind that nobody lets go of: what they made could not be looked at.',
  advice: 'Let them end what they begin: PREPARE TRANSACTION keeps its locks until somebody commits it.',
};
const lost: Problem = {
  code: 'database-lost',
  says: 'The connection to the rehearsal’s Postgres was lost.',
  advice: 'Run it again; where it happens again, a migration ends the server or the machine is out of memory.',
};

/** Connection exceptions, and what a server says that ends or is not there. */
const lostStates = /^(08|57P0[1-5])/;
const lostSockets = /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
const field = (error: unknown, name: 'sqlstate' | 'code'): string => {
  if (typeof error !== 'object' || error === null || !(name in error)) return '';
  return String((error as Readonly<Record<string, unknown>>)[name]);
};
const sqlstateOf = (error: unknown): string => field(error, 'sqlstate') || field(error, 'code');
const codeOf = (error: unknown): string => field(error, 'code');
