import { blocks, strength } from '../../domain/lock.ts';
import type { LockRow } from './relations.ts';

/** The locks that the migration's backend held at one moment, on the watch. */
export interface Look {
  readonly at: number;
  readonly locks: readonly LockRow[];
}

/** A lock that a statement took; without `untilMs` it was still held when the statement had ended. */
export interface TakenLock extends LockRow {
  readonly sinceMs: number;
  readonly untilMs?: number;
}

/**
 * Looks in the order of time, the first before the statement and the last after it, as locks with the time that each was
 * held at most: from the last look without it to the next one without it. Of several holds of one lock the longest
 * counts, as that is what others wait for; one that goes on is told before all.
 */
export function heldLocks(looks: readonly Look[]): readonly TakenLock[] {
  const open = new Map<string, TakenLock>();
  const longest = new Map<string, TakenLock>();
  let before = looks[0]?.at ?? 0;
  for (const { at, locks } of looks) {
    const held = new Map(locks.map((lock) => [key(lock), lock]));
    for (const [name, lock] of open) {
      if (held.has(name)) continue;
      open.delete(name);
      const closed = { ...lock, untilMs: at };
      const longer = longest.get(name);
      if (!longer || heldFor(longer, at) < heldFor(closed, at)) longest.set(name, closed);
    }
    for (const [name, { oid, mode }] of held) if (!open.has(name)) open.set(name, { oid, mode, sinceMs: before });
    before = at;
  }
  return strongest([...new Map([...longest, ...open]).values()], before);
}

const key = ({ oid, mode }: LockRow): string => `${oid} ${mode}`;
const heldFor = ({ sinceMs, untilMs }: TakenLock, end: number): number => (untilMs ?? end) - sinceMs;

/** A weaker mode says nothing beside a stronger one, unless it kept others waiting for longer. */
const strongest = (locks: readonly TakenLock[], end: number): readonly TakenLock[] =>
  locks.filter(
    (lock) =>
      !locks.some(
        (other) =>
          other.oid === lock.oid &&
          strength(other.mode) > strength(lock.mode) &&
          (blocks(lock.mode).length === 0 || heldFor(other, end) >= heldFor(lock, end)),
      ),
  );

/** Of a statement's locks those that its transaction does not hold already, in the same mode or a stronger one. */
export const newLocks = (taken: readonly TakenLock[], open: readonly TakenLock[]): readonly TakenLock[] =>
  taken.filter(
    (lock) =>
      !open.some(
        (other) => other.untilMs === undefined && other.oid === lock.oid && strength(other.mode) >= strength(lock.mode),
      ),
  );
