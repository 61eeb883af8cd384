import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Sample } from '../../../src/rehearsal/estimate/fit.ts';
import {
  constantEstimate,
  estimateFrom,
  proportionalEstimate,
  wholeEstimate,
} from '../../../src/rehearsal/estimate/range.ts';

/** Runs at a 32nd to a quarter of a million rows, and at all of them. */
const runs = (ms: (rows: number) => number): readonly Sample[] =>
  [31_250, 62_500, 125_000, 250_000, 1_000_000].map((rows) => ({ rows, ms: ms(rows) }));
const sorted = (rows: number): number => (rows * Math.log2(rows)) / 50_000;

describe('a range from runs at several sizes', () => {
  test('holds four times the rows, and is at most some four times as wide as its beginning', () => {
    const { productionMs, model, error, sizes, runs: many } = estimateFrom('scan-sort', runs(sorted), 4_000_000);
    expect({ model, error, sizes, many }).toEqual({
      model: 'n log n',
      error: 0,
      sizes: [31_250, 62_500, 125_000, 250_000, 1_000_000],
      many: 5,
    });
    const truth = sorted(4_000_000);
    expect(productionMs[0]).toBeLessThan(truth);
    expect(productionMs[1]).toBeGreaterThan(truth);
    expect(productionMs[1] / productionMs[0]).toBeLessThan(4);
  });

  test('over a hundred times the rows is the order of magnitude', () => {
    const { productionMs, model } = estimateFrom('scan-sort', runs(sorted), 100_000_000);
    expect(model).toBe('n log n, order of magnitude');
    expect(productionMs[0]).toBeLessThan(sorted(100_000_000));
    expect(productionMs[1]).toBeCloseTo(sorted(100_000_000) * 1.5 * 10 ** 0.3, -3);
  });

  test('sees that a time grows with the square of the rows', () => {
    const squared = (rows: number): number => (rows / 10_000) ** 2;
    const { productionMs, model } = estimateFrom('rows', runs(squared), 4_000_000);
    expect(model).toBe('n squared');
    expect(productionMs[1]).toBeGreaterThan(squared(4_000_000));
  });

  test('takes the median where a size was run several times: one disturbed run moves nothing', () => {
    const three = runs(sorted).flatMap((one) => [one, one, one]);
    const disturbed = three.map((one, at) => (at === 4 ? { ...one, ms: one.ms * 20 } : one));
    expect(estimateFrom('scan', disturbed, 4_000_000)).toEqual(estimateFrom('scan', three, 4_000_000));
  });

  test('is raised by what happens at production’s size only, and says so', () => {
    const cliffs = [{ times: 2, says: 'beyond memory' }];
    const plain = estimateFrom('scan', runs(sorted), 4_000_000);
    const raised = estimateFrom('scan', runs(sorted), 4_000_000, { cliffs });
    expect(raised.widened).toEqual(['beyond memory']);
    expect(raised.productionMs[0]).toBe(plain.productionMs[0]);
    expect(raised.productionMs[1] / plain.productionMs[1]).toBeCloseTo(2, 2);
  });

  test('that is open already for want of sizes is not opened once more', () => {
    const cliffs = [{ times: 1.7, says: 'beyond memory' }];
    const far = estimateFrom('scan', runs(sorted), 100_000_000, { cliffs });
    expect(far.productionMs).toEqual(estimateFrom('scan', runs(sorted), 100_000_000).productionMs);
    expect(far.widened).toEqual(['beyond memory']);
  });

  test('begins where a run with fewer rows had not ended yet', () => {
    const { productionMs } = estimateFrom(
      'rows',
      runs((rows) => rows / 1_000),
      4_000_000,
      { longerThanMs: 60_000 },
    );
    expect(productionMs).toEqual([60_000, 180_000]);
  });

  test('of whatever runs is in order, finite and never below nothing', () => {
    const sample = fc.record({
      rows: fc.integer({ min: 1, max: 10_000_000 }),
      ms: fc.double({ min: 0, max: 1e7, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 1e10 }),
        (samples, rows) => {
          const [low, high] = estimateFrom('scan', samples, rows).productionMs;
          expect(Number.isFinite(high)).toBe(true);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeGreaterThanOrEqual(low);
        },
      ),
    );
  });
});

describe('a range without a fit', () => {
  test('of what is too short here is in proportion to the rows, and no more than the order of magnitude', () => {
    expect(proportionalEstimate('scan', { rows: 1_000, ms: 3 }, 100_000)).toEqual({
      class: 'scan',
      productionMs: [100, 900],
      model: 'in proportion, order of magnitude',
      sizes: [1_000],
      error: 0,
      calibrated: false,
    });
  });

  test('of what ran with all of production’s rows needs no other run', () => {
    expect(wholeEstimate('rewrite', { rows: 80_000, ms: 1_000 })).toMatchObject({
      productionMs: [600, 1_500],
      model: 'measured with as many rows as production has',
      sizes: [80_000],
    });
  });

  test('of a change of the catalog does not ask for rows', () => {
    expect(constantEstimate('metadata', 2, 1_000)).toMatchObject({ productionMs: [1, 12], model: 'constant' });
  });
});
