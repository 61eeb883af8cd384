import { notMeasured } from '../../domain/rehearsal.ts';
import type { NotMeasured } from '../../domain/rehearsal.ts';
import { as } from '../../sql/nodes.ts';
import { bytes } from '../../domain/figures.ts';
import type { LogRead } from '../../ports/database.ts';
import { installWitness } from './event-triggers.ts';
import type { Testimony } from './event-triggers.ts';
import type { Sender } from '../run/execute.ts';
import type { Tampering } from '../plan.ts';
import { polling } from './polling.ts';
import { clockAhead, committedReadings, locksOf, readingsOf, walPosition, withStorage } from './relations.ts';
import type { Reading } from './relations.ts';
import { mayBeWrapped } from '../run/script.ts';
import type { Step } from '../run/script.ts';
import { letGo, looking, note, now, settle } from './seen.ts';
import type { Scene, Seen, Watch } from './seen.ts';
import type { Guarded } from './watchdog.ts';

export interface Observing {
  readonly sender: Sender;
  /** Grows as the migrations run. */
  readonly seen: readonly Seen[];
  readonly tampering: readonly Tampering[];
  /** What could not be watched here, for the report. */
  readonly notes: readonly string[];
  /** Tells of a transaction that nobody ended, and takes away what was put into the database for looking. */
  readonly finish: () => Promise<void>;
}

/** A sender that looks at locks, files, scans and the log around every statement. */
export async function observing(scene: Scene): Promise<Observing> {
  const watch: Watch = {
    scene,
    oids: withStorage(scene.known),
    witness: await installWitness(scene, scene.known),
    aheadMs: await clockAhead(scene.observer, () => scene.clock.elapsed()),
    seen: [],
    tampering: [],
    open: [],
    looked: 0,
  };
  // What was told of our own preparations is none of the migration's.
  await scene.server.log();
  const sender: Sender = {
    control: (sql) => scene.migrator.run(sql),
    fresh: () => scene.fresh(),
    statement: (step, place) => observeStep(watch, step, place),
    ended: () => {
      settle(watch);
    },
  };
  const finish = async (): Promise<void> => {
    settle(watch);
    const last = watch.seen.at(-1)?.step;
    if (last) testimonies(watch, last, await scene.server.log());
    await watch.witness?.remove();
  };
  return {
    sender,
    seen: watch.seen,
    tampering: watch.tampering,
    notes: watch.witness ? [] : [unwitnessed(scene)],
    finish,
  };
}

function unwitnessed({ server: { withheld } }: Scene): string {
  const because =
    withheld?.superuser === undefined && withheld?.log !== undefined
      ? 'No event trigger could tell of it, as the server’s log is closed to us'
      : 'The observer is no superuser on this server';
  return `${because}: of DDL in a block that commits by itself only those locks are told that were held for some milliseconds.`;
}

async function observeStep(watch: Watch, step: Step, place: 'alone' | 'inside'): Promise<Guarded> {
  if (step.node && 'TransactionStmt' in step.node) return observeBlock(watch, step);
  if (!step.node || (place === 'alone' && !mayBeWrapped(step.node))) return observeAlone(watch, step, place);
  if (place === 'inside') return observeInside(watch, step);
  return observeWrapped(watch, step);
}

/** The file's own BEGIN, COMMIT, SAVEPOINT …: nothing to look at but the time, and what a way back lets go of. */
async function observeBlock(watch: Watch, step: Step): Promise<Guarded> {
  const { migrator, observer, route } = watch.scene;
  const startMs = now(watch);
  const outcome = await route.send(step);
  note(watch, { step, outcome, startMs, endMs: now(watch) });
  const back = step.node && as('TransactionStmt', step.node)?.kind === 'TRANS_STMT_ROLLBACK_TO';
  if (back && outcome.ok) letGo(watch, await looking(watch, () => locksOf(observer, migrator.pid)));
  return outcome;
}

/** An autocommit statement in a BEGIN and COMMIT of ours, so that its locks can be read while it holds them. */
async function observeWrapped(watch: Watch, step: Step): Promise<Guarded> {
  const { migrator, clock } = watch.scene;
  await migrator.run('BEGIN');
  const outcome = await observeInside(watch, step);
  if (!outcome.ok) {
    if (!outcome.error.fatal) await migrator.run('ROLLBACK');
    return outcome;
  }
  const start = clock.elapsed();
  const committed = await migrator.run('COMMIT');
  const last = watch.open.pop();
  if (last)
    watch.open.push({
      ...last,
      outcome: committed.ok ? outcome : committed,
      durationMs: last.durationMs + clock.elapsed() - start,
    });
  return committed.ok ? outcome : committed;
}

async function observeInside(watch: Watch, step: Step): Promise<Guarded> {
  const { migrator, observer, route } = watch.scene;
  // SET TRANSACTION must come before any query, ours too.
  const quiet = isSetting(step);
  const [before, wal] = await looking(watch, async () => {
    return [
      quiet ? new Map<number, Reading>() : await readingsOf(migrator, watch.oids),
      await walPosition(observer),
    ] as const;
  });
  const queue = queueOf(watch);
  const startMs = now(watch);
  const outcome = await route.send(step);
  const endMs = now(watch);
  const queued = queue();
  await looking(watch, async () => {
    const walBytes = (await walPosition(observer)) - wal;
    // The error is told before the locks are let go: what would be seen then is a matter of luck.
    const holds = outcome.ok ? await locksOf(observer, migrator.pid) : [];
    const after = outcome.ok && !quiet ? await readingsOf(migrator, watch.oids) : undefined;
    const logged = await loggedOf(watch, step, startMs);
    note(watch, {
      step,
      outcome,
      startMs,
      endMs,
      holds,
      before,
      ...(after && { after }),
      walBytes,
      ...logged,
      ...queued,
    });
  });
  return outcome;
}

/** A setting touches no table. */
const isSetting = ({ node }: Step): boolean => node !== undefined && 'VariableSetStmt' in node;

/** What cannot be wrapped is looked at every few milliseconds while it runs. */
async function observeAlone(watch: Watch, step: Step, place: 'alone' | 'inside'): Promise<Guarded> {
  const { observer, migrator, route, known } = watch.scene;
  const quiet = isSetting(step);
  // What the statement before it read may not have been reported yet, and is none of this one's.
  if (place === 'alone' && !quiet && watch.scene.server.major >= 15) await flush(watch);
  const before = quiet ? new Map<number, Reading>() : await committedReadings(observer, watch.oids);
  const wal = await walPosition(observer);
  // The first look fills the observer's caches, and would come too late.
  await locksOf(observer, migrator.pid);
  const startMs = now(watch);
  const poll = polling(observer, migrator.pid, known, () => now(watch));
  const queue = queueOf(watch);
  const outcome = await route.send(step);
  const endMs = now(watch);
  const queued = queue();
  const polled = await poll.stop();
  const walBytes = (await walPosition(observer)) - wal;
  const asked = place === 'alone' && !quiet && !(!outcome.ok && outcome.error.fatal);
  const flushed = asked && (await flush(watch));
  const after = flushed ? await committedReadings(observer, watch.oids) : before;
  const logged = await loggedOf(watch, step, startMs);
  note(watch, { step, outcome, startMs, endMs, polled, before, after, walBytes, ...logged, ...queued });
  return outcome;
}

/** Begins to watch how long the migrator waits for a processor; the answer is what it waited until then. */
function queueOf({ scene: { server, migrator } }: Watch): () => Pick<Seen, 'queuedMs'> {
  const before = server.queuedMs?.(migrator.pid);
  return () => {
    const after = server.queuedMs?.(migrator.pid);
    return before === undefined || after === undefined ? {} : { queuedMs: after - before };
  };
}

/** The backend reports what it read only now and then; from 15 it can be asked to. */
async function flush({ scene }: Watch): Promise<boolean> {
  if (scene.server.major < 15) {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return true;
  }
  const asked = await scene.migrator.run('SELECT pg_catalog.pg_stat_force_next_flush()');
  return asked.ok;
}

interface Logged {
  readonly told: readonly Testimony[];
  readonly tempBytes: number | NotMeasured;
}

/** What the server's log has of the statement that has just ended. */
async function loggedOf(watch: Watch, step: Step, startMs: number): Promise<Logged> {
  const { migrator, server } = watch.scene;
  if (server.withheld?.log !== undefined) return { told: [], tempBytes: notMeasured(server.withheld.log) };
  const read = await server.log();
  const sizes = read.lines.map(({ pid, message }) =>
    pid === migrator.pid ? Number(/^temporary file: .* size (\d+)$/.exec(message)?.[1] ?? 0) : 0,
  );
  const onWatch = (ms: number): number => ms - watch.aheadMs - watch.looked;
  const told = testimonies(watch, step, read).map((one) => ({
    ...one,
    atMs: onWatch(one.atMs),
    begunMs: onWatch(one.begunMs),
  }));
  // A deferred trigger may have spoken at the COMMIT before.
  return { told: told.filter(({ atMs }) => atMs > startMs - clockToleranceMs), tempBytes: total(sizes) };
}

/** On a busy machine the clocks are compared no better than that. */
const clockToleranceMs = 5;
const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

function testimonies(watch: Watch, step: Step, { lines, flooded }: LogRead): readonly Testimony[] {
  const { told, forged } = watch.witness?.read(lines) ?? { told: [], forged: 0 };
  const place = { file: step.file, line: step.line, sql: step.sql };
  if (forged > 0) watch.tampering.push({ ...place, says: forgery });
  if (flooded !== undefined) watch.tampering.push({ ...place, says: flood(flooded) });
  return told;
}

const flood = (read: number): string =>
  `It wrote more than ${bytes(read)} into the server’s log, where its locks are told: not all of them are known.`;
const forgery = 'It wrote into the server’s log what only the rehearsal’s own event triggers write there.';
