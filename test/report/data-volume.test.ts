import { describe, expect, test } from '@jest/globals';
import type { StatementRun, TableVolume } from '../../src/domain/rehearsal.ts';
import { volumeWords } from '../../src/report/data-volume.ts';

const statement = (changes: Partial<StatementRun>): StatementRun => ({
  ...{
    file: '2.sql',
    line: 1,
    sql: '',
    durationMs: 7_000,
    locks: [],
    rewrites: [],
    scans: [],
    walBytes: 0,
    tempBytes: 0,
  },
  estimate: { status: 'not-measured', because: '', class: 'rows' },
  ...changes,
});
const table = (name: string, rows: number, productionRows?: number): TableVolume => ({
  ...{ table: name, rows, bytes: rows * 200, source: 'synthetic' },
  ...(productionRows !== undefined && { productionRows }),
});
const pages = table('public.pages', 500_000);

describe('what the migrations write', () => {
  test('nothing', () => {
    expect(volumeWords({ statements: [statement({})], volume: [pages] })).toBe(
      'No row changed, 0 bytes of WAL in the rehearsal.',
    );
  });

  test('an UPDATE of every row leaves as many dead tuples', () => {
    const deadTuples = [{ table: 'public.pages', rows: 500_000 }];
    const update = statement({ rowsAffected: 500_000, deadTuples, walBytes: 235_000_000 });
    expect(volumeWords({ statements: [update], volume: [pages] })).toBe(
      '500,000 rows changed, 235 MB of WAL in the rehearsal. Dead tuples stay in `pages` (100 % of its rows) until vacuum has cleaned up.',
    );
  });

  test('a DO block has no count of its own', () => {
    const deadTuples = [{ table: 'public.pages', rows: 20_000 }];
    expect(volumeWords({ statements: [statement({ deadTuples })], volume: [pages] })).toBe(
      '20,000 rows changed, 0 bytes of WAL in the rehearsal.',
    );
  });

  test('a rewrite needs the table’s room once more, as large as it is in production', () => {
    const rewrite = statement({ rewrites: ['public.orders'], walBytes: 100_000_000 });
    expect(volumeWords({ statements: [rewrite], volume: [table('public.orders', 1_000_000, 50_000_000)] })).toBe(
      'No row changed, 100 MB of WAL in the rehearsal. Rewriting `orders` needs about 10 GB of free disk. In production about 5 GB of WAL: a replica that replays 16 MB a second lags up to 5.2 min.',
    );
  });

  test('a statement by key writes no more where there are more rows', () => {
    const batch = statement({ rowsAffected: 10_000, walBytes: 100_000_000 });
    expect(volumeWords({ statements: [batch], volume: [table('public.orders', 1_000_000, 50_000_000)] })).toBe(
      '10,000 rows changed, 100 MB of WAL in the rehearsal.',
    );
  });
});
