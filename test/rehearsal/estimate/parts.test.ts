import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { partsFor } from '../../../src/rehearsal/estimate/parts.ts';

test('a short run is followed by four sizes, from a 32nd of its rows on', () => {
  expect(partsFor(10_000, 4_000)).toEqual([1 / 32, 1 / 16, 1 / 8, 1 / 4]);
});

test('after a long one they begin smaller: the two that are always run take half of the budget at most', () => {
  expect(partsFor(32_000, 4_000).slice(0, 2)).toEqual([1 / 64, 1 / 32]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_600_000 }), fc.integer({ min: 2_000, max: 4_000 }), (mainMs, budgetMs) => {
      const parts = partsFor(mainMs, budgetMs);
      const [first = 0, second = 0] = parts;
      expect((first + second) * mainMs).toBeLessThanOrEqual(budgetMs / 2 + 0.001);
      expect(parts).toEqual(parts.map((_, index) => first * 2 ** index));
      expect(parts.at(-1)).toBe(1 / 4);
    }),
  );
});
