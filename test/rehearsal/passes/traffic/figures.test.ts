import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { figuresOf, parts } from '../../../../src/rehearsal/passes/traffic/figures.ts';
import type { Does, Sample } from '../../../../src/rehearsal/passes/traffic/probes.ts';
import type { RunLog, Sending } from '../../../../src/rehearsal/passes/traffic/run.ts';

const table = 'public.orders';
const sample = (does: Does, startMs: number, endMs: number, outcome: Sample['outcome'] = 'done'): Sample => ({
  ...{ table, does, startMs, endMs, outcome },
});
/** Two milliseconds an answer before the migration begins, at 100 ms. */
const calm = [sample('reads', 10, 12), sample('reads', 30, 32), sample('writes', 10, 12), sample('writes', 30, 32)];

const statement = (line: number, startMs: number, endMs: number, more: Partial<Sending> = {}): Sending => ({
  ...{ file: '2.sql', line, startMs, endMs, releasedMs: endMs, tables: [] },
  locks: [{ object: table, mode: 'AccessExclusiveLock', heldMs: 1, blocks: ['reads', 'writes'] }],
  ...more,
});

const log = (samples: readonly Sample[], statements: readonly Sending[]): RunLog => ({
  ...{ samples: [...calm, ...samples], statements, startMs: 100, endMs: 460, rows: 10, probed: [table], left: 0 },
  run: { open: false, commits: 1, completed: 1 },
});

const share = [{ object: table, mode: 'ShareLock', heldMs: 1, blocks: ['writes'] }] as const;

describe('what counts as waiting', () => {
  test('takes 25 ms longer than in the calm before', () => {
    const seen = figuresOf(log([sample('reads', 110, 137), sample('reads', 140, 168)], [statement(1, 105, 200)]));
    expect(seen).toMatchObject({ blockedStatements: 1, longestReadStallMs: 28 });
  });

  test('and has a lock to wait for: what is slow besides is the machine', () => {
    const samples = [sample('reads', 110, 190), sample('reads', 192, 195), sample('writes', 110, 200)];
    const seen = figuresOf(log(samples, [statement(1, 105, 200, { locks: share })]));
    expect(seen).toMatchObject({ blockedStatements: 1, longestReadStallMs: 3, longestWriteStallMs: 90 });
    expect(seen.stalls).toEqual([{ file: '2.sql', line: 1, tables: [table], readMs: 0, writeMs: 90, rowMs: 0 }]);
  });

  test('also for the lock of an index, which whoever plans a query takes', () => {
    const index = [
      { object: 'public.i', mode: 'AccessExclusiveLock', heldMs: 1, blocks: ['reads', 'writes'] },
    ] as const;
    const seen = figuresOf(log([sample('reads', 110, 190)], [statement(1, 105, 200, { locks: index })]));
    expect(seen.blockedStatements).toBe(1);
  });

  test('a migration that is over at once leaves the usual answer of before', () => {
    expect(figuresOf(log([], [statement(1, 101, 102)]))).toMatchObject({ longestReadStallMs: 2, stalls: [] });
  });
});

test('a wait is told of the statement whose transaction it spent most of its time with', () => {
  const statements = [statement(1, 105, 110, { releasedMs: 120 }), statement(2, 121, 130, { releasedMs: 300 })];
  const seen = figuresOf(log([sample('reads', 115, 299)], statements));
  expect(seen.stalls).toMatchObject([{ line: 2, readMs: 184 }]);
});

test('a changed row is locked until an answer says that it is not', () => {
  const row = [{ object: table, mode: 'RowExclusiveLock', heldMs: 1, blocks: [] }] as const;
  const asked = [
    sample('rows', 110, 111, 'locked'),
    sample('rows', 150, 151, 'locked'),
    sample('rows', 200, 201),
    sample('rows', 210, 211),
  ];
  const seen = figuresOf(log(asked, [statement(1, 105, 199, { locks: row })]));
  expect(seen.stalls).toMatchObject([{ line: 1, readMs: 0, writeMs: 0, rowMs: 91 }]);
  expect(seen.longestWriteStallMs).toBe(91);
});

test('the drawing has the longest wait of every moment, and none is longer than the longest', () => {
  const some = fc.array(
    fc.record({ startMs: fc.integer({ min: 0, max: 450 }), ms: fc.integer({ min: 0, max: 400 }) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(some, (waits) => {
      const samples = waits.map(({ startMs, ms }) => sample('reads', startMs, startMs + ms));
      const seen = figuresOf(log(samples, [statement(1, 0, 900)]));
      expect(seen.reads).toHaveLength(parts);
      expect(Math.max(...seen.reads)).toBeLessThanOrEqual(seen.longestReadStallMs);
      // Nothing that was going on at the end of the run is left out.
      const last = waits.filter(({ startMs, ms }) => startMs < 460 && startMs + ms > 450 && startMs + ms > 100);
      expect(seen.reads.at(-1)).toBe(last.reduce((most, { ms }) => Math.max(most, ms), 0));
    }),
  );
});
