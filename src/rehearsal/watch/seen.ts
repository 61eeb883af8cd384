import { blocks } from '../../domain/lock.ts';
import type { NotMeasured, ObservedLock, StatementRun } from '../../domain/rehearsal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Server, Session } from '../../ports/database.ts';
import type { Testimony, Witness } from './event-triggers.ts';
import { heldLocks, newLocks } from './held.ts';
import type { Look, TakenLock } from './held.ts';
import type { Tampering } from '../plan.ts';
import type { KnownRelations, LockRow, Reading } from './relations.ts';
import type { Router } from '../run/route.ts';
import type { Step } from '../run/script.ts';
import type { Guarded } from './watchdog.ts';

type Measured = Pick<
  StatementRun,
  'durationMs' | 'locks' | 'rewrites' | 'scans' | 'deadTuples' | 'walBytes' | 'tempBytes'
>;

/** What one statement was seen to do; milliseconds and bytes. */
export interface Seen extends Measured {
  readonly step: Step;
  readonly outcome: Guarded;
  /** Of its time, what it waited for a processor, where that is told. */
  readonly queuedMs?: number;
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

interface Draft extends Omit<Seen, 'locks'> {
  readonly taken: readonly TakenLock[];
}

export interface Watch {
  readonly scene: Scene;
  readonly oids: readonly number[];
  readonly witness: Witness | undefined;
  /** How far the server's clock is ahead of ours. */
  readonly aheadMs: number;
  readonly seen: Seen[];
  readonly tampering: Tampering[];
  /** Statements of the transaction under way, whose locks have no end yet. */
  open: Draft[];
  /** Milliseconds spent looking, which no lock was held for the migration's sake. */
  looked: number;
}

/** Time as it would pass without us. */
export const now = ({ scene, looked }: Watch): number => scene.clock.elapsed() - looked;

export async function looking<Value>(watch: Watch, look: () => Promise<Value>): Promise<Value> {
  const start = watch.scene.clock.elapsed();
  try {
    return await look();
  } finally {
    watch.looked += watch.scene.clock.elapsed() - start;
  }
}

/** A statement that has ended, and every look at it. */
export interface Ran {
  readonly step: Step;
  readonly outcome: Guarded;
  /** On the watch, as is the end. */
  readonly startMs: number;
  readonly endMs: number;
  /** Looks from outside while it ran. */
  readonly polled?: readonly Look[];
  /** What the backend itself has told of it, on the watch. */
  readonly told?: readonly Testimony[];
  /** What it holds now that it has ended. */
  readonly holds?: readonly LockRow[];
  readonly before?: ReadonlyMap<number, Reading>;
  readonly after?: ReadonlyMap<number, Reading>;
  readonly walBytes?: number;
  readonly tempBytes?: number | NotMeasured;
  readonly queuedMs?: number;
}

/** Keeps what was seen of a statement until its transaction ends. */
export function note(watch: Watch, ran: Ran): void {
  const { step, outcome, startMs, endMs, told = [], walBytes = 0, tempBytes = 0, queuedMs } = ran;
  const held = heldLocks(looksAt(ran)).filter(({ oid }) => watch.scene.known.has(oid));
  const taken = newLocks(
    held,
    watch.open.flatMap((draft) => draft.taken),
  ).map((lock) => withoutTelling(lock, told));
  // Clocks differ by a little: telling never took longer than the statement.
  const spent = Math.min(spentUntil(Infinity, told), Math.max(0, endMs - startMs));
  const durationMs = endMs - startMs - spent;
  const queued = queuedMs === undefined ? {} : { queuedMs };
  watch.open.push({ step, outcome, durationMs, taken, ...changes(watch, ran), walBytes, tempBytes, ...queued });
  watch.looked += spent;
}

/** Every moment of a statement at which its locks are known. */
function looksAt({ startMs, endMs, polled = [], told = [], outcome, holds = [] }: Ran): readonly Look[] {
  const own = told.flatMap(({ begunMs, atMs, locks }): readonly Look[] => {
    // A transaction of a block that commits inside begins with nothing.
    return [...(begunMs > startMs ? [{ at: begunMs, locks: [] }] : []), { at: atMs, locks }];
  });
  const during = [...polled, ...own]
    // Two clocks never quite agree.
    .map(({ at, locks }) => ({ at: Math.min(Math.max(at, startMs), endMs), locks }))
    .toSorted((a, b) => a.at - b.at);
  const cut = outcome.held ? [{ at: endMs, locks: outcome.held }] : [];
  return [{ at: startMs, locks: [] }, ...during, ...cut, { at: endMs, locks: holds }];
}

/** What telling had taken by then; a look from outside may fall in the midst of it. */
const spentUntil = (ms: number, told: readonly Testimony[]): number =>
  told.reduce((sum, { atMs, tookMs }) => sum + Math.min(tookMs, Math.max(0, ms - atMs)), 0);

function withoutTelling({ sinceMs, untilMs, ...lock }: TakenLock, told: readonly Testimony[]): TakenLock {
  const until = untilMs === undefined ? undefined : untilMs - spentUntil(untilMs, told);
  return { ...lock, sinceMs: sinceMs - spentUntil(sinceMs, told), ...(until !== undefined && { untilMs: until }) };
}

type Change = Pick<Seen, 'rewrites' | 'scans' | 'deadTuples'>;

function changes({ scene, oids }: Watch, { step, told = [], before = new Map(), after }: Ran): Change {
  const emptied = step.node !== undefined && 'TruncateStmt' in step.node;
  const rewrites = new Set<string>();
  const scans: { table: string; rows: number }[] = [];
  const deadTuples: { table: string; rows: number }[] = [];
  const read = new Map(told.flatMap(({ locks }) => locks.map(({ oid, rows }) => [oid, rows])));
  for (const oid of oids) {
    const name = scene.known.get(oid)?.name;
    const then = before.get(oid);
    if (name === undefined) continue;
    const now = after?.get(oid);
    const anew = then !== undefined && now !== undefined && now.file !== then.file && !emptied;
    if (anew || told.some(({ rewritten }) => rewritten === oid)) rewrites.add(name);
    // What failed can no longer be asked; its own backend may have told before.
    const rows = then === undefined ? 0 : (now?.read ?? read.get(oid) ?? 0) - then.read;
    if (rows > 0) scans.push({ table: name, rows });
    const dead = then === undefined || now === undefined ? 0 : now.dead - then.dead;
    if (dead > 0) deadTuples.push({ table: name, rows: dead });
  }
  return { rewrites: [...rewrites], scans, ...(deadTuples.length > 0 && { deadTuples }) };
}

/** A savepoint was rolled back: what its locks kept waiting goes on. */
export function letGo(watch: Watch, held: readonly LockRow[]): void {
  const at = now(watch);
  const still = (lock: TakenLock): boolean => held.some(({ oid, mode }) => oid === lock.oid && mode === lock.mode);
  watch.open = watch.open.map((draft) => ({
    ...draft,
    taken: draft.taken.map((lock) => (still(lock) ? lock : { untilMs: at, ...lock })),
  }));
}

/** The transaction is over: now it is known how long each lock was held. */
export function settle(watch: Watch): void {
  const end = now(watch);
  for (const { taken, ...seen } of watch.open) {
    watch.seen.push({ ...seen, locks: taken.flatMap((lock) => observed(watch.scene.known, lock, end)) });
  }
  watch.open = [];
}

function observed(
  known: KnownRelations,
  { oid, mode, sinceMs, untilMs }: TakenLock,
  end: number,
): readonly ObservedLock[] {
  const object = known.get(oid)?.name;
  const heldMs = Math.max(0, (untilMs ?? end) - sinceMs);
  return object === undefined ? [] : [{ object, mode, heldMs, blocks: blocks(mode) }];
}
