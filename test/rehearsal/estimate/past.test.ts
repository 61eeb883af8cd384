import { describe, expect, test } from '@jest/globals';
import type { PastMigration } from '../../../src/domain/profile.ts';
import { calibrated, pastEstimates } from '../../../src/rehearsal/estimate/past.ts';
import { wholeEstimate } from '../../../src/rehearsal/estimate/range.ts';

/** Foretold 1–4 s: the middle is 2 s. */
const took = (seconds: number, more: Partial<PastMigration> = {}): PastMigration => ({
  migration: `took_${seconds}`,
  seconds,
  predicted: [1_000, 4_000],
  ...more,
});
const estimate = wholeEstimate('rewrite', { rows: 1, ms: 10_000 });

describe('what became of former estimates', () => {
  test('is told in times of their middle, and how many were right', () => {
    expect(pastEstimates([took(2), took(3), took(1.6), took(5), took(2.4)])).toEqual({
      compared: 5,
      inside: 4,
      times: [0.8, 2.5],
      applied: true,
    });
  });

  test('is not known where nobody wrote down what was foretold', () => {
    expect(pastEstimates(undefined)).toBeUndefined();
    expect(pastEstimates([{ migration: '0041', seconds: 1310 }])).toBeUndefined();
  });

  test('puts a range where production’s runs were', () => {
    expect(calibrated(estimate, [took(4), took(4), took(3.5)])).toMatchObject({
      productionMs: [12_000, 30_000],
      calibrated: true,
    });
  });

  test('makes a range wider that was too narrow for what came', () => {
    const { productionMs } = calibrated(estimate, [took(0.25), took(2), took(16)]);
    // Once four times longer than foretold, once four times shorter.
    expect(productionMs).toEqual([1_500, 60_000]);
  });

  test('asks runs of the same kind of work, where there are three', () => {
    const past = [4, 4, 4].map((seconds) => took(seconds, { class: 'rewrite' }));
    const others = [0.5, 0.5, 0.5, 0.5].map((seconds) => took(seconds, { class: 'scan' }));
    expect(calibrated(estimate, [...past, ...others]).productionMs).toEqual([12_000, 30_000]);
  });

  test('leaves the range as it is for two of them, and for a change of the catalog', () => {
    expect(calibrated(estimate, [took(4), took(4)])).toBe(estimate);
    const catalog = wholeEstimate('metadata', { rows: 1, ms: 1 });
    expect(calibrated(catalog, [took(4), took(4), took(4)])).toBe(catalog);
  });
});
