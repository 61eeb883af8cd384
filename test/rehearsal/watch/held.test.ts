import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blocks, lockModes } from '../../../src/domain/lock.ts';
import { heldLocks, newLocks } from '../../../src/rehearsal/watch/held.ts';
import type { Look, TakenLock } from '../../../src/rehearsal/watch/held.ts';
import type { LockRow } from '../../../src/rehearsal/watch/relations.ts';

const share: LockRow = { oid: 1, mode: 'ShareLock' };
const exclusive: LockRow = { oid: 1, mode: 'AccessExclusiveLock' };
const look = (at: number, ...locks: readonly LockRow[]): Look => ({ at, locks });

describe('how long a lock was held', () => {
  test('is at most from the last look without it to the next one without it', () => {
    expect(heldLocks([look(0), look(10), look(12, share), look(20, share), look(25), look(40)])).toEqual([
      { ...share, sinceMs: 10, untilMs: 25 },
    ]);
  });

  test('is not known yet where the statement ends with it', () => {
    expect(heldLocks([look(0), look(12, share), look(40, share)])).toEqual([{ ...share, sinceMs: 0 }]);
  });

  test('of several holds is the longest: that is what others wait for', () => {
    const looks = [look(0), look(1, share), look(2), look(10, share), look(30), look(31, share), look(32)];
    expect(heldLocks(looks)).toEqual([{ ...share, sinceMs: 2, untilMs: 30 }]);
  });

  test('counts for a weaker mode only where others waited for it longer', () => {
    expect(heldLocks([look(0), look(5, share, exclusive), look(9)])).toEqual([
      { ...exclusive, sinceMs: 0, untilMs: 9 },
    ]);
    expect(heldLocks([look(0), look(1, share), look(5, share, exclusive), look(9)])).toEqual([
      { ...share, sinceMs: 0, untilMs: 9 },
      { ...exclusive, sinceMs: 1, untilMs: 9 },
    ]);
    const reading: LockRow = { oid: 1, mode: 'AccessShareLock' };
    expect(heldLocks([look(0), look(1, reading), look(5, reading, share), look(9)])).toEqual([
      { ...share, sinceMs: 1, untilMs: 9 },
    ]);
  });

  test('is told once in a transaction, unless a stronger mode comes or it was let go', () => {
    const taken = (lock: LockRow, more: Partial<TakenLock> = {}): TakenLock => ({ ...lock, sinceMs: 0, ...more });
    expect(newLocks([taken(share)], [taken(exclusive)])).toEqual([]);
    expect(newLocks([taken(exclusive)], [taken(share)])).toEqual([taken(exclusive)]);
    expect(newLocks([taken(share)], [taken(exclusive, { untilMs: 5 })])).toEqual([taken(share)]);
  });
});

describe('whatever was held, and whenever somebody looked', () => {
  const end = 100;
  interface Hold extends LockRow {
    readonly from: number;
    readonly to: number;
  }
  const hold: fc.Arbitrary<Hold> = fc
    .record({
      oid: fc.integer({ min: 1, max: 3 }),
      mode: fc.constantFrom(...lockModes),
      from: fc.integer({ min: 1, max: 90 }),
      length: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ length, ...lock }) => ({ ...lock, to: Math.min(end, lock.from + length) }));
  const moments = fc.uniqueArray(fc.integer({ min: 1, max: end - 1 }), { maxLength: 30 });

  const holdsAt = (holds: readonly Hold[], at: number): readonly Hold[] =>
    holds.filter(({ from, to }) => from <= at && at < to);
  const looksAt = (holds: readonly Hold[], times: readonly number[]): readonly Look[] =>
    [0, ...times.toSorted((a, b) => a - b), end].map((at) => look(at, ...holdsAt(holds, at)));
  const spanOf = ({ sinceMs, untilMs }: TakenLock): number => (untilMs ?? end) - sinceMs;

  test('a hold that a look met is told in its mode or a stronger one, with its whole length or more if others wait', () => {
    fc.assert(
      fc.property(fc.array(hold, { maxLength: 6 }), moments, (holds, times) => {
        const told = heldLocks(looksAt(holds, times));
        for (const { oid, mode, from, to } of times.flatMap((at) => holdsAt(holds, at))) {
          const same = told.filter((lock) => lock.oid === oid);
          const covering = same.filter((lock) => lockModes.indexOf(lock.mode) >= lockModes.indexOf(mode));
          expect(Math.max(...covering.map(spanOf))).toBeGreaterThanOrEqual(blocks(mode).length > 0 ? to - from : 1);
        }
      }),
    );
  });

  test('looking more often never makes a lock seem held for longer', () => {
    fc.assert(
      fc.property(hold, moments, moments, ({ from, to, ...lock }, times, more) => {
        const few = heldLocks(looksAt([{ ...lock, from, to }], times));
        const many = heldLocks(looksAt([{ ...lock, from, to }], [...new Set([...times, ...more])]));
        fc.pre(few.length > 0);
        expect(Math.max(...many.map(spanOf))).toBeLessThanOrEqual(Math.max(...few.map(spanOf)));
      }),
    );
  });
});
