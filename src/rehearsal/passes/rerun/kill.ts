import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome, Session } from '../../../ports/database.ts';
import { quoteIdentifier } from '../../../sql/names.ts';
import { enter } from '../../lab.ts';
import type { Bench, Lab } from '../../lab.ts';
import type { Step } from '../../run/script.ts';
import { userSchema } from '../rollback/mine.ts';
import type { Meddler } from './copies.ts';

/** Whether it came to that: a statement that waits for nobody ends before it can be broken off. */
export interface Broken {
  killed: boolean;
}

/** Ends the migrator’s backend once so much is committed, as a lost connection or a killed process does. */
export const breakingBehind =
  (commits: number, broken: Broken): Meddler =>
  (sender, bench) => {
    let done = 0;
    return {
      control: (sql) => (broken.killed ? Promise.resolve(lost) : sender.control(sql)),
      fresh: () => (broken.killed ? Promise.resolve() : sender.fresh()),
      statement: (step, place) => (broken.killed ? Promise.resolve(lost) : sender.statement(step, place)),
      async ended(how) {
        if (how === 'committed') done += 1;
        if (how === 'committed' && done === commits) broken.killed = await kill(bench.guard, bench.migrator.pid);
      },
    };
  };

/** Ends it when a statement has run whose transaction is still open. */
export const breakingInside =
  (at: Step, broken: Broken): Meddler =>
  (sender, bench) => ({
    ...sender,
    async statement(step, place) {
      const outcome = await sender.statement(step, place);
      if (step !== at || !outcome.ok) return outcome;
      broken.killed = await kill(bench.guard, bench.migrator.pid);
      return lost;
    },
  });

/** Ends it in the midst of a statement, while somebody holds what that comes to need. */
export const breakingHeld =
  (lab: Lab, at: Step, holds: (bench: Bench) => Promise<readonly string[]>, broken: Broken): Meddler =>
  (sender, bench) => ({
    ...sender,
    async statement(step, place) {
      if (step !== at) return sender.statement(step, place);
      const held = await holds(bench);
      return whileHeld(lab, bench, held, () => sender.statement(step, place), broken);
    },
  });

/** Nothing that is sent afterwards arrives. */
const lost: Outcome = { ok: false, error: { sqlstate: '57P01', fatal: true } };

/** Somebody holds what the statement needs; once it waits, it is ended. */
async function whileHeld(
  lab: Lab,
  bench: Bench,
  holds: readonly string[],
  send: () => Promise<Outcome>,
  broken: Broken,
): Promise<Outcome> {
  await using holder = await enter(lab, bench.database);
  await holder.observer.query('BEGIN');
  for (const sql of holds) await holder.observer.run(sql);
  const state = { over: false };
  const sent = send().finally(() => (state.over = true));
  if (await waits(bench.guard, bench.migrator.pid, state)) {
    broken.killed = await kill(bench.guard, bench.migrator.pid);
  }
  await holder.observer.query('ROLLBACK');
  const outcome = await sent;
  return broken.killed ? lost : outcome;
}

const patienceMs = 5_000;

/** Whether the backend comes to wait for a lock before its statement is over. */
async function waits(guard: Session, pid: number, state: { readonly over: boolean }): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!state.over && performance.now() < until) {
    const { rows } = await guard.query(
      `SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`,
      [pid],
    );
    if (rows.length > 0) return true;
    await sleep(1);
  }
  return false;
}

/** Once it is gone: until then what it held is held. */
async function kill(guard: Session, pid: number): Promise<boolean> {
  const done = await guard.run(`SELECT pg_catalog.pg_terminate_backend(${pid})`);
  if (!done.ok) return false;
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const { rows } = await guard.query('SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = $1', [pid]);
    if (rows.length === 0) return true;
    await sleep(1);
  }
  return false;
}

/** Like an application that writes to every table: CONCURRENTLY waits for it when it has begun, and only then. */
export async function writersHold({ observer }: Bench): Promise<readonly string[]> {
  const { rows } = await observer.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND ${userSchema}`,
  );
  return rows.length === 0 ? [] : [`LOCK TABLE ${rows.map(({ name }) => name).join(', ')} IN ROW EXCLUSIVE MODE`];
}

/** One row in the middle of each table: batches that change rows come to it when half of them are done. */
export const rowsHeld = (tables: Iterable<{ readonly name: string }>): readonly string[] =>
  [...tables].map(
    ({ name }) =>
      `SELECT 1 FROM ONLY ${name} WHERE ctid = (SELECT ctid FROM ONLY ${name} OFFSET (SELECT count(*) / 2 FROM ONLY ${name}) LIMIT 1) FOR UPDATE`,
  );

/** Invalid indexes by their name as SQL writes it. */
export async function invalidNow({ observer }: Bench): Promise<ReadonlySet<string>> {
  const { rows } = await observer.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i' ORDER BY 1, 2`,
  );
  return new Set(rows.map(({ schema, name }) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`));
}
