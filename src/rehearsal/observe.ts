import { blocks, lockModes, strength } from '../domain/lock.ts';
import type { LockMode } from '../domain/lock.ts';
import type { ObservedLock } from '../domain/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Server, Session } from '../ports/database.ts';
import type { Sender } from './execute.ts';
import { committedReadings, locksOf, readingsOf, walPosition, withStorage } from './relations.ts';
import type { KnownRelations, LockRow, Reading } from './relations.ts';
import type { Router } from './route.ts';
import { mayBeWrapped } from './script.ts';
import type { Step } from './script.ts';
import type { Guarded } from './watchdog.ts';

/** What one statement was seen to do; milliseconds and bytes. */
export interface Seen {
  readonly step: Step;
  readonly outcome: Guarded;
  readonly durationMs: number;
  readonly locks: readonly ObservedLock[];
  readonly rewrites: readonly string[];
  readonly scans: readonly { readonly table: string; readonly rows: number }[];
  readonly walBytes: number;
  readonly tempBytes: number;
}

export interface Scene {
  readonly migrator: Session;
  readonly observer: Session;
  readonly server: Server;
  readonly clock: Clock;
  readonly known: KnownRelations;
  readonly route: Router;
  fresh(): Promise<void>;
}

interface TakenLock extends LockRow {
  readonly sinceMs: number;
  readonly untilMs?: number;
}

interface Draft extends Omit<Seen, 'locks'> {
  readonly taken: TakenLock[];
}

interface Watch {
  readonly scene: Scene;
  readonly oids: readonly number[];
  readonly seen: Seen[];
  /** Statements of the transaction under way, whose locks have no end yet. */
  open: Draft[];
  /** Milliseconds spent looking, which no lock was held for the migration's sake. */
  looked: number;
}

/** Time as it would pass without us. */
const now = ({ scene, looked }: Watch): number => scene.clock.elapsed() - looked;

async function looking<Value>(watch: Watch, look: () => Promise<Value>): Promise<Value> {
  const start = watch.scene.clock.elapsed();
  try {
    return await look();
  } finally {
    watch.looked += watch.scene.clock.elapsed() - start;
  }
}

/** A sender that looks at locks, files, scans and the log around every statement. `seen` grows as it goes. */
export function observing(scene: Scene): {
  readonly sender: Sender;
  readonly seen: readonly Seen[];
  /** Tells of a transaction that nobody ended. */
  readonly finish: () => void;
} {
  const watch: Watch = { scene, oids: withStorage(scene.known), seen: [], open: [], looked: 0 };
  const sender: Sender = {
    control: (sql) => scene.migrator.run(sql),
    fresh: () => scene.fresh(),
    statement: (step, place) => observeStep(watch, step, place),
    ended: () => {
      settle(watch);
    },
  };
  return {
    sender,
    seen: watch.seen,
    finish: () => {
      settle(watch);
    },
  };
}

async function observeStep(watch: Watch, step: Step, place: 'alone' | 'inside'): Promise<Guarded> {
  if (step.node && 'TransactionStmt' in step.node) return endOfBlock(watch, step);
  if (!step.node || (place === 'alone' && !mayBeWrapped(step.node))) return observeAlone(watch, step, place);
  if (place === 'inside') return observeInside(watch, step);
  return observeWrapped(watch, step);
}

/** The file's own BEGIN, COMMIT, SAVEPOINT …: nothing to look at but the time. */
async function endOfBlock(watch: Watch, step: Step): Promise<Guarded> {
  const { clock, route } = watch.scene;
  const start = clock.elapsed();
  const outcome = await route.send(step);
  watch.open.push(draft(step, outcome, clock.elapsed() - start));
  return outcome;
}

const draft = (step: Step, outcome: Guarded, durationMs: number): Draft => ({
  step,
  outcome,
  durationMs,
  taken: [],
  rewrites: [],
  scans: [],
  walBytes: 0,
  tempBytes: 0,
});

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
  const { migrator, observer, route, server } = watch.scene;
  // SET TRANSACTION must come before any query, ours too; a setting touches no table.
  const quiet = step.node !== undefined && 'VariableSetStmt' in step.node;
  const [before, wal] = await looking(watch, async () => {
    return [
      quiet ? new Map<number, Reading>() : await readingsOf(migrator, watch.oids),
      await walPosition(observer),
    ] as const;
  });
  const start = now(watch);
  const outcome = await route.send(step);
  const durationMs = now(watch) - start;
  await looking(watch, async () => {
    const walBytes = (await walPosition(observer)) - wal;
    // The error is told before the locks are let go: what would be seen then is a matter of luck.
    const locks = outcome.ok ? await locksOf(observer, migrator.pid) : [];
    const after = outcome.ok && !quiet ? await readingsOf(migrator, watch.oids) : before;
    const held = new Set(watch.open.flatMap(({ taken }) => taken.map(key)));
    const taken = locks.filter((lock) => isNew(watch, lock, held)).map((lock) => ({ ...lock, sinceMs: start }));
    const tempBytes = await tempBytesOf(server, migrator.pid);
    watch.open.push({
      ...draft(step, outcome, durationMs),
      taken,
      walBytes,
      tempBytes,
      ...changes(watch, step, before, after),
    });
  });
  return outcome;
}

const key = ({ oid, mode }: LockRow): string => `${oid} ${mode}`;

/** A mode held already is not told again, nor a weaker one beside it; a stronger one is. */
function isNew({ scene, open }: Watch, lock: LockRow, held: ReadonlySet<string>): boolean {
  if (!scene.known.has(lock.oid) || !isLockMode(lock.mode) || held.has(key(lock))) return false;
  const strongest = Math.max(-1, ...open.flatMap(({ taken }) => taken.filter(({ oid }) => oid === lock.oid).map(rank)));
  return rank(lock) > strongest;
}
const rank = ({ mode }: LockRow): number => (isLockMode(mode) ? strength(mode) : -1);
const isLockMode = (mode: string): mode is LockMode => lockModes.some((known) => known === mode);

type Change = Pick<Seen, 'rewrites' | 'scans'>;

function changes(
  { scene }: Watch,
  step: Step,
  before: ReadonlyMap<number, Reading>,
  after: ReadonlyMap<number, Reading>,
): Change {
  const emptied = step.node !== undefined && 'TruncateStmt' in step.node;
  const rewrites: string[] = [];
  const scans: { table: string; rows: number }[] = [];
  for (const [oid, now] of after) {
    const name = scene.known.get(oid)?.name;
    const then = before.get(oid);
    if (name === undefined || !then) continue;
    if (now.file !== then.file && !emptied) rewrites.push(name);
    if (now.read > then.read) scans.push({ table: name, rows: now.read - then.read });
  }
  return { rewrites, scans };
}

/** What cannot be wrapped is looked at every few milliseconds while it runs. */
async function observeAlone(watch: Watch, step: Step, place: 'alone' | 'inside'): Promise<Guarded> {
  const { observer, migrator, route, server } = watch.scene;
  const before = await committedReadings(observer, watch.oids);
  const wal = await walPosition(observer);
  // The first look fills the observer's caches, and would come too late.
  await locksOf(observer, migrator.pid);
  const start = now(watch);
  const poll = polling(watch, migrator.pid);

  const outcome = await route.send(step);
  const durationMs = now(watch) - start;
  const taken = await poll.stop();
  const walBytes = (await walPosition(observer)) - wal;
  const told = !outcome.ok && outcome.error.fatal ? false : place === 'alone' && (await flush(watch));
  const after = told ? await committedReadings(observer, watch.oids) : before;
  const tempBytes = await tempBytesOf(server, migrator.pid);
  watch.open.push({
    ...draft(step, outcome, durationMs),
    taken: [...taken],
    walBytes,
    tempBytes,
    ...changes(watch, step, before, after),
  });
  return outcome;
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

const pollMs = 2;
const eagerLooks = 200;

interface Poll {
  stop(): Promise<readonly TakenLock[]>;
}

function polling(watch: Watch, pid: number): Poll {
  const { observer } = watch.scene;
  const found = new Map<string, TakenLock>();
  let running = true;
  let looks = 0;
  const look = async (): Promise<void> => {
    while (running) {
      const at = now(watch);
      for (const lock of await locksOf(observer, pid)) {
        if (!isNew(watch, lock, new Set())) continue;
        const first = found.get(key(lock));
        found.set(key(lock), { ...lock, sinceMs: first?.sinceMs ?? at, untilMs: now(watch) });
      }
      // A short statement is over in a few milliseconds: look without a pause at first.
      if (++looks > eagerLooks) await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  const done = look();
  return {
    async stop() {
      running = false;
      await done;
      return [...found.values()];
    },
  };
}

/** The transaction is over: now it is known how long each lock was held. */
function settle(watch: Watch): void {
  const end = now(watch);
  for (const { taken, ...seen } of watch.open) {
    const locks = taken.flatMap((lock) => observed(watch.scene.known, lock, end));
    watch.seen.push({ ...seen, locks });
  }
  watch.open = [];
}

function observed(known: KnownRelations, lock: TakenLock, end: number): readonly ObservedLock[] {
  const object = known.get(lock.oid)?.name;
  if (object === undefined || !isLockMode(lock.mode)) return [];
  return [{ object, mode: lock.mode, heldMs: (lock.untilMs ?? end) - lock.sinceMs, blocks: blocks(lock.mode) }];
}

async function tempBytesOf(server: Server, pid: number): Promise<number> {
  const sizes = (await server.log()).map((line) => {
    return line.pid === pid ? Number(/^temporary file: .* size (\d+)$/.exec(line.message)?.[1] ?? 0) : 0;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
