import type { Session } from '../../../ports/database.ts';

/** `rows`: whether a row of the table can be changed now. It never waits for one, so that no deadlock is of our making. */
export type Does = 'reads' | 'writes' | 'rows';

/** One statement of the application’s kind, sent over and over. */
export interface Probe {
  readonly table: string;
  readonly does: Does;
  readonly sql: string;
}

/** One sending of it; milliseconds on the clock. `locked`: somebody else’s transaction has changed the row. */
export interface Sample extends Pick<Probe, 'table' | 'does'> {
  readonly startMs: number;
  readonly endMs: number;
  readonly outcome: 'done' | 'locked' | 'failed';
}

/**
 * None of them changes anything, and none needs a column to be there. A DELETE of no row takes the table lock of every
 * write; a row that cannot be had at once is locked by whoever changes it.
 */
export function probesOn(table: string): readonly Probe[] {
  const read = { table, does: 'reads', sql: `SELECT 1 FROM ${table} LIMIT 1` } as const;
  const write = { table, does: 'writes', sql: `DELETE FROM ${table} WHERE false` } as const;
  const row = { table, does: 'rows', sql: `SELECT 1 FROM ${table} LIMIT 1 FOR NO KEY UPDATE NOWAIT` } as const;
  return [read, read, write, write, row];
}

/** Between two sendings. */
export const pauseMs = 4;

/** Longer than anything that is rehearsed here may keep it waiting; what hangs is ended with the database. */
const limits = `SET statement_timeout = '120s'; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

export const asProbe = async (session: Session): Promise<Session> => {
  await session.run(limits);
  return session;
};

export interface Probing {
  readonly samples: readonly Sample[];
  /** Lets the last answer come. */
  stop(): Promise<void>;
}

/** Sends each probe over its own connection until told to stop; one that fails is not sent again. */
export function probing(
  sessions: readonly { readonly probe: Probe; readonly session: Session }[],
  now: () => number,
): Probing {
  const samples: Sample[] = [];
  let running = true;
  const repeat = async ({ table, does, sql }: Probe, session: Session): Promise<void> => {
    while (running) {
      const startMs = now();
      const answer = await session.run(sql);
      const locked = !answer.ok && does === 'rows' && answer.error.sqlstate === '55P03';
      const outcome = answer.ok ? 'done' : locked ? 'locked' : 'failed';
      samples.push({ table, does, startMs, endMs: now(), outcome });
      if (outcome === 'failed') return;
      await pause(pauseMs);
    }
  };
  const done = Promise.all(sessions.map(({ probe, session }) => repeat(probe, session)));
  return {
    samples,
    async stop() {
      running = false;
      await done;
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
