import type { Deadlock, HazardousQuery, Victim } from '../../../domain/query-hazards.ts';
import type { StatementRun } from '../../../domain/rehearsal.ts';
import type { Outcome, Session } from '../../../ports/database.ts';
import { quoteIdentifier } from '../../../sql/names.ts';
import { plainSender } from '../../base/baseline.ts';
import { execute } from '../../run/execute.ts';
import { dogOf, dropDatabase, enter, enterAsMigrator, makeDatabase } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Step } from '../../run/script.ts';
import { attempt, forget } from './ask.ts';
import type { KnownQuery } from './known.ts';
import { lockPairs } from './lock-pairs.ts';
import type { LockPair } from './lock-pairs.ts';

const copy = 'rehearsal_deadlock';
/** Each takes a copy of the base schema, and a deadlock is found after a second only. */
const mostPairs = 4;
const mostFound = 2;

/** Postgres's own default: how long a transaction waits before it looks for a deadlock. */
const usualTimeoutMs = 1_000;
const queryMs = 10_000;
/** Both look for a deadlock after the same time: who began to wait well before the other does so first. */
const pauses = { soon: 0.3, later: 1.2 } as const;

/** Pairs of tables on which the migrations and an application that writes them in its natural order end each other. */
export async function deadlocks(
  lab: Lab,
  ready: Prepared,
  statements: readonly StatementRun[],
): Promise<readonly Deadlock[]> {
  const found: Deadlock[] = [];
  try {
    for (const pair of (await lockPairs(lab, ready, statements)).slice(0, mostPairs)) {
      if (found.length === mostFound) break;
      const soon = await meeting(lab, ready, pair, 'soon');
      if (soon.ended === 'nobody' || !soon.at) continue;
      const later = await meeting(lab, ready, pair, 'later');
      found.push({
        ...deadlockOf(pair, soon.at),
        ...{ timeoutMs: soon.timeoutMs, ended: { soon: soon.ended, later: later.ended } },
      });
    }
  } finally {
    await dropDatabase(lab, copy);
  }
  return found;
}

const deadlockOf = (
  { earlier, later, mode }: LockPair,
  { file, line }: Step,
): Omit<Deadlock, 'ended' | 'timeoutMs'> => ({
  ...{ first: later.table, second: earlier.table, mode, at: { file, line } },
  queries: [hazardous(earlier.query), hazardous(later.query)],
});

const hazardous = ({ sql, source, callsPerSecond }: KnownQuery): HazardousQuery => ({
  ...{ query: sql, source },
  ...(callsPerSecond !== undefined && { callsPerSecond }),
});

interface Meeting {
  readonly ended: Victim;
  readonly timeoutMs: number;
  /** Where the migrations waited for the application. */
  readonly at?: Step;
}

/** The migrations once more, while a transaction of the application has written the one table and writes the other. */
async function meeting(lab: Lab, ready: Prepared, pair: LockPair, goesOn: keyof typeof pauses): Promise<Meeting> {
  await makeDatabase(lab, copy, databases.base);
  const database = quoteIdentifier(lab.server.databaseName(copy));
  // Where only a superuser may, the server's own is the one that counts.
  await lab.keeper.run(`ALTER DATABASE ${database} SET deadlock_timeout = '${usualTimeoutMs}ms'`);
  await using bench = await enter(lab, copy);
  await using application = await enterAsMigrator(lab, copy);
  const plain = plainSender(lab, bench);
  const timeoutMs = await timeoutOf(application);
  let met: Meeting = { ended: 'nobody', timeoutMs };
  let open = false;
  await execute(ready.changed, {
    ...plain,
    async statement(step, place) {
      if (step === pair.begins) {
        await begin(lab, bench, application, pair);
        open = true;
      }
      const sent = plain.statement(step, place);
      if (!open || !(await waitsFor(lab, bench, application, sent))) return sent;
      open = false;
      await Promise.race([sent, pause(timeoutMs * pauses[goesOn])]);
      const dog = dogOf(lab, bench, timeoutMs + queryMs);
      const answer = await attempt(application, pair.later.query, dog);
      await application.run('ROLLBACK');
      await forget(application);
      const outcome = await sent;
      met = { at: step, ended: victimOf(answer?.sqlstate, outcome), timeoutMs };
      return outcome;
    },
    async ended() {
      if (open) await application.run('ROLLBACK');
      open = false;
    },
  });
  return met;
}

async function timeoutOf(application: Session): Promise<number> {
  const { rows } = await application.query<{ ms: number }>(
    `SELECT setting::int4 AS ms FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'`,
  );
  return rows[0]?.ms ?? usualTimeoutMs;
}

function victimOf(application: string | undefined, migration: Outcome): Victim {
  if (!migration.ok && migration.error.sqlstate === found) return 'migration';
  return application === found ? 'application' : 'nobody';
}
const found = '40P01';

/** The application's transaction begins with its own query; where made-up values fail, with the lock that it takes. */
async function begin(lab: Lab, bench: Bench, application: Session, { earlier }: LockPair): Promise<void> {
  await application.run('BEGIN');
  // It may meet another table that the migrations hold already: that is no meeting of these two.
  await application.run(`SET LOCAL lock_timeout = '200ms'`);
  await application.run('SAVEPOINT migration_rehearsal_written');
  const refused = await attempt(application, earlier.query, dogOf(lab, bench, queryMs));
  if (refused) {
    await application.run('ROLLBACK TO SAVEPOINT migration_rehearsal_written');
    await application.run(`LOCK TABLE ${earlier.table} IN ROW EXCLUSIVE MODE`);
  }
  await application.run('SET LOCAL lock_timeout = 0');
  await forget(application);
}

/** Whether a statement of the migrations comes to wait for the application, rather than to its end. */
async function waitsFor(
  lab: Lab,
  { observer, migrator }: Bench,
  application: Session,
  sent: Promise<Outcome>,
): Promise<boolean> {
  const state = { over: false };
  const over = (): boolean => (state.over = true);
  const settled = sent.then(over, over);
  while (!state.over) {
    lab.signal.throwIfAborted();
    const { rows } = await observer.query<{ waits: boolean }>(
      `SELECT $1 = ANY (pg_catalog.pg_blocking_pids($2)) AS waits`,
      [application.pid, migrator.pid],
    );
    if (rows[0]?.waits) return true;
    await Promise.race([settled, pause(pollMs)]);
  }
  return false;
}
const pollMs = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
