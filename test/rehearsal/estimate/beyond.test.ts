import { describe, expect, test } from '@jest/globals';
import { notMeasured } from '../../../src/domain/rehearsal.ts';
import type { StatementRun, WorkClass } from '../../../src/domain/rehearsal.ts';
import { cliffs } from '../../../src/rehearsal/estimate/beyond.ts';

const gigabyte = 1024 ** 3;
const place = {
  growth: 100,
  bytesHere: 0.3 * gigabyte,
  tableBytes: 30 * gigabyte,
  cacheBytes: 64 * gigabyte,
  maintenanceBytes: gigabyte,
  walLimitBytes: gigabyte,
};
const run = (kind: WorkClass, more: Partial<StatementRun> = {}): StatementRun => ({
  ...{ file: '1.sql', line: 1, sql: '', durationMs: 1, locks: [], rewrites: [], scans: [], walBytes: 0, tempBytes: 0 },
  estimate: { ...notMeasured('not yet'), class: kind },
  ...more,
});

describe('what happens at production’s size only', () => {
  test('nothing, where the table fits into memory there and the statement writes little', () => {
    expect(cliffs(run('scan'), 1_000_000, place)).toEqual([]);
  });

  test('a table that production cannot keep in memory is read from disk', () => {
    expect(cliffs(run('scan'), 1_000_000, { ...place, cacheBytes: 16 * gigabyte })).toEqual([
      {
        times: 1.7,
        says: 'beyond memory: about 32 GB with its indexes, more than the 17 GB that production caches, so it reads from disk',
      },
    ]);
  });

  test('where nobody says how much production caches, a usual amount is taken and named so', () => {
    const { cacheBytes, ...unsaid } = place;
    expect(cacheBytes).toBe(64 * gigabyte);
    expect(cliffs(run('scan'), 1_000_000, unsaid)[0]?.says).toBe(
      'beyond memory: about 32 GB with its indexes, more than the 8.6 GB that production is taken to cache, so it reads from disk',
    );
  });

  test('a sort that fitted here goes through files there; one that did so here as well is measured', () => {
    const says = 'the sort outgrows `maintenance_work_mem` (1.1 GB) and goes through files, which it did not here';
    expect(cliffs(run('scan-sort'), 100_000_000, place)).toEqual([{ times: 1.3, says }]);
    expect(cliffs(run('scan-sort', { tempBytes: 1 }), 100_000_000, place)).toEqual([]);
  });

  test('more WAL than production writes between two checkpoints', () => {
    expect(cliffs(run('rewrite', { walBytes: 100_000_000 }), 1_000_000, place)).toEqual([
      {
        times: 1.3,
        says: 'about 10 GB of WAL, more than `max_wal_size` (1.1 GB): production makes checkpoints meanwhile',
      },
    ]);
  });
});
