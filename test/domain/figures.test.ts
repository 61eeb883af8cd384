import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bytes, counted, duration, durationRange, grouped, share } from '../../src/domain/figures.ts';

test.each([
  [0, '0 ms'],
  [0.2, '< 1 ms'],
  [412.4, '412 ms'],
  [999.7, '1 s'],
  [13_100, '13.1 s'],
  [60_000, '1 min'],
  [61_000, '61 s'],
  [119_700, '2 min'],
  [540_000, '9 min'],
  [3_600_000, '1 h'],
  [9_000_000, '2.5 h'],
  [86_400_000, '1 day'],
  [259_200_000, '3 days'],
  [86_400_000_000, '1,000 days'],
])('%d ms is told as “%s”', (ms, told) => {
  expect(duration(ms)).toBe(told);
});

test.each([
  [[240_000, 540_000], '4–9 min'],
  [[18_000, 2_400_000], '18 s–40 min'],
  [[29_400, 444_000], '29 s–7.4 min'],
  [[10, 600_000], '10 ms–10 min'],
  [[52_910, 766_133], '53 s–13 min'],
  [[52_910, 66_133], '53–66 s'],
  [[52_910, 60_200], '53 s–1 min'],
  [[59_990, 130_000], '1–2.2 min'],
  [[62_000, 840_000], '1–14 min'],
  [[1_500, 2_600], '1.5–2.6 s'],
  [[0.2, 1_500], 'up to 1.5 s'],
  [[0.2, 0.4], '< 1 ms'],
  [[7_200_000, 400_000_000], '2 h–4.6 days'],
  [[7_000, 7_001], '7 s'],
] as const)('%p is told as “%s”', (range, told) => {
  expect(durationRange(range)).toBe(told);
});

test('counts, sizes and shares', () => {
  expect(grouped(10_000_000)).toBe('10,000,000');
  expect([counted(1, 'query', 'queries'), counted(2, 'query', 'queries')]).toEqual(['1 query', '2 queries']);
  expect([0, 1, 999, 1_000, 999_950, 214_000_000, 2_100_000_000].map(bytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '1 MB',
    '214 MB',
    '2.1 GB',
  ]);
  expect([share(0.97), share(0.9999), share(1)]).toEqual(['97 %', '99 %', '100 %']);
});

test('what is no finite number is told as unknown', () => {
  const none = [NaN, Infinity, -Infinity];
  for (const tell of [duration, grouped, bytes])
    expect(none.map(tell)).toEqual(['?', '?', '?'].map((one) => expect.stringContaining(one)));
  expect(none.map((end) => durationRange([1, end]))).toEqual(['?', '?', '?']);
});

/** From less than a millisecond to a hundred years, each magnitude as often, and what lies just beside a limit. */
const milliseconds = fc.oneof(
  fc.double({ min: -1, max: 12.5, noNaN: true }).map((power) => 10 ** power),
  fc
    .tuple(
      fc.constantFrom(1, 1_000, 60_000, 120_000, 3_600_000, 7_200_000, 86_400_000),
      fc.double({ min: 0.99, max: 1.01, noNaN: true }),
    )
    .map(([limit, beside]) => limit * beside),
);

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  day: 86_400_000,
  days: 86_400_000,
};

function read(told: string): number {
  const [, figure = '', unit = ''] = /^([\d,.]+) (ms|s|min|h|days?)$/.exec(told === '< 1 ms' ? '0.5 ms' : told) ?? [];
  return Number(figure.replaceAll(',', '')) * (unitMs[unit] ?? NaN);
}

test('a longer time is never told as a shorter one, and none is far from the truth', () => {
  fc.assert(
    fc.property(milliseconds, milliseconds, (one, other) => {
      const [short, long] = one <= other ? [one, other] : [other, one];
      expect(read(duration(short))).toBeLessThanOrEqual(read(duration(long)));
      if (one >= 1) expect(Math.abs(read(duration(one)) / one - 1)).toBeLessThanOrEqual(0.34);
    }),
  );
});

test('a whole of the next unit is told in that unit', () => {
  fc.assert(
    fc.property(milliseconds, (ms) => {
      expect([duration(ms), durationRange([ms, ms])]).not.toContainEqual(
        expect.stringMatching(/^(1,?000 ms|60 s|60 min|24 h|1 days)$/),
      );
    }),
  );
});

test('a range with equal ends is one figure; otherwise its ends stand in their order', () => {
  fc.assert(
    fc.property(milliseconds, fc.double({ min: 1, max: 50, noNaN: true }), (low, factor) => {
      expect(durationRange([low, low])).not.toContain('–');
      const told = durationRange([low, low * factor]);
      const [from = '', to = from] = told.replace(/^up to /, '').split('–');
      const unit = to.replace(/^[\d,.]+/, '');
      expect(read(/[a-z]/.test(from) ? from : from + unit)).toBeLessThanOrEqual(read(to));
    }),
  );
});

test('of sizes and counts too a larger one is never told as a smaller one', () => {
  const inBytes = { byte: 1, bytes: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };
  const size = fc.oneof(
    fc.double({ min: 0, max: 16, noNaN: true }).map((power) => 10 ** power),
    fc
      .tuple(fc.constantFrom(1e3, 1e6, 1e9, 1e12), fc.double({ min: 0.998, max: 1.002, noNaN: true }))
      .map(([limit, beside]) => limit * beside),
  );
  const sizeOf = (told: string): number => {
    const [figure = '', unit = ''] = told.split(' ');
    return Number(figure.replaceAll(',', '')) * inBytes[unit as keyof typeof inBytes];
  };
  fc.assert(
    fc.property(size, size, (one, other) => {
      const [small, large] = one <= other ? [one, other] : [other, one];
      expect(sizeOf(bytes(small))).toBeLessThanOrEqual(sizeOf(bytes(large)));
      expect(bytes(one)).not.toMatch(/^1,?000 [kMGT]?B|1 bytes/);
      expect(grouped(one).replaceAll(',', '')).toBe(Math.round(one).toString());
    }),
  );
});
