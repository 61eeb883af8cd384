import type { Outcome, Session } from '../../ports/database.ts';
import { locksOf } from './relations.ts';
import type { LockRow } from './relations.ts';

/** Ends what runs too long, from a connection that the migration cannot reach. */
export interface Watchdog {
  readonly observer: Session;
  /** Milliseconds a statement may take. */
  readonly limitMs: number;
  /** Ends everything under way. */
  readonly signal: AbortSignal;
}

export type Guarded = Outcome & {
  readonly overLimit?: true;
  /** The locks that it held when it was ended: afterwards nobody can tell. */
  readonly held?: readonly LockRow[];
};

const patienceMs = 2_000;

/** The disk is full (SQLSTATE 53100): nothing that follows would tell of the migrations. */
export class DiskFull extends Error {
  readonly sqlstate = '53100';
}

/** Sends a statement; at the limit it is cancelled, and its backend ended where it does not heed that. */
export async function guarded(session: Session, sql: string, dog: Watchdog): Promise<Guarded> {
  if (dog.signal.aborted) return { ok: false, error: { sqlstate: '57014' }, overLimit: true };
  const state: { over: boolean; held: readonly LockRow[] } = { over: false, held: [] };
  const timers: NodeJS.Timeout[] = [];
  const bite = (): void => {
    state.over = true;
    // One connection answers in turn: the look is over before the cancellation is sent.
    void locksOf(dog.observer, session.pid).then(
      (held) => (state.held = held),
      () => undefined,
    );
    void act(dog.observer, 'pg_cancel_backend', session.pid);
    timers.push(setTimeout(() => void act(dog.observer, 'pg_terminate_backend', session.pid), patienceMs));
  };
  timers.push(setTimeout(bite, dog.limitMs));
  dog.signal.addEventListener('abort', bite, { once: true });
  try {
    const outcome = await session.run(sql);
    if (!outcome.ok && outcome.error.sqlstate === '53100') throw new DiskFull('The disk is full.');
    return state.over && !outcome.ok ? { ...outcome, overLimit: true, held: state.held } : outcome;
  } finally {
    dog.signal.removeEventListener('abort', bite);
    for (const timer of timers) clearTimeout(timer);
  }
}

/** The server may be gone by then: that is told by the statement itself. */
async function act(observer: Session, how: 'pg_cancel_backend' | 'pg_terminate_backend', pid: number): Promise<void> {
  await observer.query(`SELECT pg_catalog.${how}($1)`, [pid]).catch(() => undefined);
}
