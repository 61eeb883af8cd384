import { describe, expect, test } from '@jest/globals';
import { notMeasured } from '../../src/domain/rehearsal.ts';
import type { Estimate, MeasuredEstimate, StatementRun } from '../../src/domain/rehearsal.ts';
import { foretold, foretoldText } from '../../src/domain/foretold.ts';
import { estimateLines, inShort, pastWords } from '../../src/report/production.ts';

const run = (estimate: Estimate, file = 'db/migrations/0042_add_email.up.sql'): StatementRun => ({
  ...{ file, line: 3, sql: '', durationMs: 1, locks: [], rewrites: [], scans: [], walBytes: 0, tempBytes: 0 },
  estimate,
});
const index: MeasuredEstimate = {
  class: 'scan-sort',
  productionMs: [240_000, 540_000],
  model: 'n log n',
  sizes: [1_250_000, 2_500_000, 5_000_000, 10_000_000],
  error: 0.08,
  calibrated: false,
};
const catalog: MeasuredEstimate = {
  ...index,
  ...{ class: 'metadata', productionMs: [1, 12], model: 'constant', sizes: [10_000_000], error: 0 },
};

const says = (estimate: Estimate): string | undefined => estimateLines([run(estimate)])[0]?.says;

describe('how a range was made', () => {
  test('in one line: the sizes, the model, whether real runs have put it right', () => {
    expect(inShort([run(catalog), run(index)])).toBe('runs at 1.25, 2.5, 5, 10 million rows, n log n, uncalibrated');
    expect(inShort([run({ ...index, sizes: [31_250, 1_000_000] })])).toBe(
      'runs at 0.031, 1 million rows, n log n, uncalibrated',
    );
    expect(inShort([run({ ...index, sizes: [1_250, 40_000], calibrated: true })])).toBe(
      'runs at 1,250, 40,000 rows, n log n, calibrated',
    );
    expect(inShort([run(catalog)])).toBe('');
  });

  test('of each statement', () => {
    expect(estimateLines([run({ ...index, runs: 9 })])).toEqual([
      {
        where: '0042_add_email.up.sql:3',
        range: '4–9 min',
        says: 'by n log n, 9 runs at 1,250,000 · 2,500,000 · 5,000,000 · 10,000,000 rows, largest residual 8 %, uncalibrated.',
      },
    ]);
    expect(says({ ...catalog, class: 'scan', model: 'measured with as many rows as production has' })).toBe(
      'measured with as many rows as production has, a run at 10,000,000 rows, uncalibrated.',
    );
    expect(says(catalog)).toBe('a change of the catalog alone, a run at 10,000,000 rows, uncalibrated.');
  });

  test('says what raised its upper end, and what an empty memory costs', () => {
    const widened = [
      'beyond memory',
      'about 10 GB of WAL, more than `max_wal_size` (1.1 GB): production makes checkpoints meanwhile',
    ];
    const cold = { ms: 2_200, warmMs: 1_300 };
    expect(says({ ...catalog, widened, cold })).toBe(
      'a change of the catalog alone, a run at 10,000,000 rows, uncalibrated. The upper end counts in: beyond memory; about 10 GB of WAL, more than `max_wal_size` (1.1 GB): production makes checkpoints meanwhile. Here it took 2.2 s with nothing of the table in memory, 1.3 s with all of it: the upper end counts the former.',
    );
    expect(says({ ...catalog, cold: notMeasured('a container’s files are out of reach') })).toBe(
      'a change of the catalog alone, a run at 10,000,000 rows, uncalibrated. Measured warm only: a container’s files are out of reach.',
    );
  });

  test('is not passed over where there is none, but for a change of the catalog', () => {
    expect(says({ ...notMeasured('it fails'), class: 'scan' })).toBe('not estimated: it fails.');
    expect(says({ ...notMeasured('it fails'), class: 'metadata' })).toBeUndefined();
  });
});

describe('what became of former estimates', () => {
  test('how many were right, and by how much production was longer or shorter', () => {
    expect(pastWords({ compared: 5, inside: 4, times: [0.8, 1.4], applied: true })).toBe(
      'Of 5 former estimates 4 were right: production took 0.8–1.4 times the middle of the range. The ranges here are put right by them.',
    );
    expect(pastWords({ compared: 1, inside: 1, times: [2, 2], applied: false })).toBe(
      'Of 1 former estimate 1 was right: production took 2 times the middle of the range. Three of them are needed before they put the ranges here right.',
    );
  });

  test('can be written into the profile as the report has it', () => {
    const [one] = foretold([run(catalog), run(index), run(catalog, '0043_note.sql')]);
    expect(foretold([run(catalog), run(index), run(catalog, '0043_note.sql')])).toHaveLength(1);
    expect(foretoldText(one!)).toBe(
      '{ "migration": "0042_add_email", "seconds": …, "predicted": [240001, 540012], "class": "scan-sort" }',
    );
  });
});
