import { expect, test } from '@jest/globals';
import { bytes, counted, duration, durationRange, rows, share } from '../../src/report/figures.ts';

test.each([
  [0, '0 ms'],
  [0.2, '< 1 ms'],
  [412.4, '412 ms'],
  [999.7, '1 s'],
  [13_100, '13.1 s'],
  [61_000, '61 s'],
  [119_700, '2 min'],
  [540_000, '9 min'],
  [9_000_000, '2.5 h'],
  [259_200_000, '3 days'],
])('%d ms is told as “%s”', (ms, told) => {
  expect(duration(ms)).toBe(told);
});

test.each([
  [[240_000, 540_000], '4–9 min'],
  [[18_000, 2_400_000], '18 s–40 min'],
  [[10, 600_000], '10 ms–10 min'],
  [[52_910, 766_133], '53 s–13 min'],
  [[52_910, 66_133], '53–66 s'],
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
  expect(rows(10_000_000)).toBe('10,000,000');
  expect([counted(1, 'query', 'queries'), counted(2, 'query', 'queries')]).toEqual(['1 query', '2 queries']);
  expect([bytes(0), bytes(999), bytes(214_000_000), bytes(2_100_000_000)]).toEqual([
    '0 bytes',
    '999 bytes',
    '214 MB',
    '2.1 GB',
  ]);
  expect([share(0.97), share(0.9999), share(1)]).toEqual(['97 %', '99 %', '100 %']);
});
