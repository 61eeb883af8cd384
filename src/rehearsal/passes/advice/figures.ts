import type { AdviceFigures } from '../../../domain/advice.ts';
import { strength } from '../../../domain/lock.ts';
import type { ObservedLock } from '../../../domain/rehearsal.ts';
import { as } from '../../../sql/nodes.ts';
import type { KnownRelations } from '../../watch/relations.ts';
import type { Seen } from '../../watch/seen.ts';

/** Whose figures are wanted. */
export interface Subject {
  /** Tables of the finding. */
  readonly tables: readonly string[];
  readonly known: KnownRelations;
  /** The statements stand in one transaction that began before them, or as they say themselves. */
  readonly standing: 'in-one-transaction' | 'by-themselves';
  /** Held already, as they stand in a transaction that has taken them. */
  readonly held?: readonly ObservedLock[];
}

/** What a run of statements did to tables that were there before, taken together. */
export function figuresOf(seen: readonly Seen[], { tables, known, standing, held = [] }: Subject): AdviceFigures {
  const views = new Set([...known.values()].flatMap(({ kind, name }) => (kind === 'm' ? [name] : [])));
  // Nobody writes to a materialized view but its own REFRESH.
  const kept = seen.map((one) => ({
    ...one,
    locks: one.locks.filter(({ object, blocks }) => blocks.includes('reads') || !views.has(object)),
  }));
  const locks = kept.flatMap((one) => one.locks);
  const waits = hardest([...held, ...locks].filter(({ blocks }) => blocks.length > 0));
  const rows = longest(locks.filter(({ object, mode }) => mode === rowMode && tables.includes(object)));
  return {
    durationMs: sum(seen.map(({ durationMs }) => durationMs)),
    ...(waits && { waits }),
    ...(rows && { rowsLockedMs: rows.heldMs }),
    rewrites: seen.flatMap(({ rewrites }) => rewrites),
    scansWhileWaiting: scansWhileWaiting(
      kept,
      standing,
      held.map(({ object }) => object),
    ),
    walBytes: sum(seen.map(({ walBytes }) => walBytes)),
  };
}

/** The lock of whoever changes rows: others may do so too, but for these rows they wait. */
const rowMode = 'RowExclusiveLock';

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
const longest = (locks: readonly ObservedLock[]): ObservedLock | undefined =>
  locks.toSorted((a, b) => b.heldMs - a.heldMs)[0];

/** The strongest of those that are held for about as long as any: of one transaction they end together. */
function hardest(locks: readonly ObservedLock[]): ObservedLock | undefined {
  const most = longest(locks)?.heldMs ?? 0;
  const long = locks.filter(({ heldMs }) => heldMs >= most * 0.9);
  return longest(long.filter(({ mode }) => long.every((other) => strength(other.mode) <= strength(mode))));
}

/** A lock outlives the last statement of its transaction by no more. */
const commitMs = 5;

/** Locks that make others wait, which statements before had taken and which were there to its end. */
export function heldBefore(seen: readonly Seen[], first: Seen | undefined): readonly ObservedLock[] {
  const at = first ? seen.indexOf(first) : -1;
  let passedMs = 0;
  return seen
    .slice(0, Math.max(at, 0))
    .toReversed()
    .flatMap(({ locks, durationMs }) => {
      passedMs += durationMs;
      const since = passedMs;
      return locks
        .map((lock) => ({ ...lock, heldMs: lock.heldMs - since }))
        .filter(({ blocks, heldMs }) => blocks.length > 0 && heldMs > commitMs);
    });
}

/** Locks stay to the end of a transaction: of a block its statements' locks are told once, and meant to its end. */
function scansWhileWaiting(
  seen: readonly Seen[],
  standing: Subject['standing'],
  before: readonly string[],
): readonly string[] {
  const scanned = new Set<string>();
  let held = before;
  let block = standing === 'in-one-transaction' || before.length > 0;
  for (const { step, locks, scans, rewrites } of seen) {
    const kind = as('TransactionStmt', step.node)?.kind;
    if (kind !== undefined) {
      block = kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
      held = [];
    }
    const taken = locks.filter(({ blocks }) => blocks.length > 0).map(({ object }) => object);
    const now = [...held, ...taken];
    // Who copies a table reads it, too: that is told as a copy.
    for (const { table } of scans) if (now.includes(table) && !rewrites.includes(table)) scanned.add(table);
    held = block ? now : [];
  }
  return [...scanned];
}
