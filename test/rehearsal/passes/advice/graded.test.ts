import { describe, expect, test } from '@jest/globals';
import type { AdviceFigures } from '../../../../src/domain/advice.ts';
import { replayBytesPerSecond } from '../../../../src/domain/rehearsal.ts';
import { graded, lagOf } from '../../../../src/rehearsal/passes/advice/graded.ts';
import type { Tried } from '../../../../src/rehearsal/passes/advice/graded.ts';

const figures = (durationMs: number, more: Partial<AdviceFigures> = {}): AdviceFigures => ({
  ...{ durationMs, rewrites: [], scansWhileWaiting: [], walBytes: 0 },
  ...more,
});
const share = (heldMs: number): Partial<AdviceFigures> => ({
  waits: { object: 'public.orders', mode: 'ShareLock', heldMs, blocks: ['writes'] },
});
const tried = (original: AdviceFigures, alternative: AdviceFigures, more: Partial<Tried> = {}): Tried => ({
  ...{ finding: 'f', rule: 'some-rule', file: '1.sql', line: 1, rows: 100_000, sql: 'SELECT 1;' },
  ...{ original, alternative, ...more },
});
const status = (one: Tried): string => graded(one).status;
const says = (one: Tried): string => graded(one).says;

describe('advice helps', () => {
  test('where nobody waits any more, or for as long at most; a few milliseconds are chance', () => {
    expect(status(tried(figures(412, share(412)), figures(900)))).toBe('helps');
    expect(status(tried(figures(2, share(2)), figures(40, share(40))))).toBe('helps');
  });

  test('where a table is copied once instead of several times', () => {
    const twice = figures(800, { ...share(800), rewrites: ['public.orders', 'public.orders'] });
    expect(status(tried(twice, figures(400, { ...share(400), rewrites: ['public.orders'] })))).toBe('helps');
    expect(status(tried(twice, figures(400, { ...share(400), rewrites: ['public.payments'] })))).toBe('no-better');
  });

  test('both figures are told, and nothing of a pair that nobody waits for', () => {
    expect(says(tried(figures(412, share(412)), figures(900)))).toBe(
      'Rehearsed too, on 100,000 rows: nobody waits; as written, writes wait for 412 ms. It takes 900 ms instead of 412 ms.',
    );
    expect(says(tried(figures(412), figures(900)))).toBe(
      'Rehearsed too, on 100,000 rows: nobody waits; nor does anybody as written. It takes 900 ms instead of 412 ms.',
    );
    expect(says(tried(figures(412), figures(900, share(3))))).toBe(
      'Rehearsed too, on 100,000 rows: writes wait for 3 ms at most; as written, nobody waits. It takes 900 ms instead of 412 ms.',
    );
  });

  test('of a backfill the rows that stay locked, the pauses, the WAL, the replicas and the count', () => {
    const lag = {
      ...{ bytesPerSecond: replayBytesPerSecond, productionRows: 10_000_000 },
      ...{ originalMs: 62_000, alternativeMs: 0 },
    };
    const one = tried(
      figures(480, { rowsLockedMs: 480, walBytes: 21_000_000 }),
      figures(2_500, { rowsLockedMs: 45, walBytes: 22_000_000 }),
      { pausesMs: 2_000, lag, verification: { sql: 'SELECT …', before: 100_000, after: 0 } },
    );
    expect(says(one)).toBe(
      'Rehearsed too, on 100,000 rows: a row stays locked for 45 ms at most; as written, for 480 ms. It takes 2.5 s (2 s of it pauses) instead of 480 ms, with 22 MB of WAL instead of 21 MB. With production’s 10,000,000 rows a replica that replays 16 MB a second would fall behind by about 62 s, in batches not at all. The count of rows that need work was 100,000 before and 0 after.',
    );
  });
});

describe('advice is none', () => {
  test.each<[string, AdviceFigures]>([
    ['where others wait longer', figures(700, share(700))],
    ['where a table is read while they wait', figures(5, { ...share(5), scansWhileWaiting: ['public.orders'] })],
    ['where it is copied', figures(5, { ...share(5), rewrites: ['public.orders'] })],
  ])('%s', (_, alternative) => {
    expect(status(tried(figures(412, share(412)), alternative))).toBe('no-better');
  });

  test('where batches keep rows as long as the one statement did', () => {
    const locked = (rowsLockedMs: number) => figures(rowsLockedMs, { rowsLockedMs });
    expect(status(tried(locked(400), locked(700)))).toBe('no-better');
    expect(status(tried(locked(400), locked(60)))).toBe('helps');
  });

  test('where it fails, or leaves rows undone', () => {
    const error = { sqlstate: '42703', says: 'A column does not exist.' };
    expect(status(tried(figures(1), figures(1), { error }))).toBe('fails');
    const verification = { sql: 'SELECT …', before: 9, after: 2 };
    expect(graded(tried(figures(1), figures(1), { verification }))).toMatchObject({
      status: 'fails',
      says: 'Rehearsed on 100,000 rows it left 2 rows undone.',
    });
  });
});

test('a replica falls behind by what it cannot take in the time', () => {
  const written = (seconds: number) => seconds * replayBytesPerSecond;
  expect(lagOf(figures(1_000, { walBytes: written(3) }), 10)).toBe(20_000);
  expect(lagOf(figures(4_000, { walBytes: written(3) }), 10)).toBe(0);
});
