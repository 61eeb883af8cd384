import { expect, test } from '@jest/globals';
import type { Profile } from '../../src/domain/profile.ts';
import { profileDiff } from '../../src/flows/profile-diff.ts';

const profile = (day: number, rows: Readonly<Record<string, number>>, ...queries: readonly string[]): Profile => ({
  takenAt: Date.UTC(2027, 0, day),
  tables: new Map(Object.entries(rows).map(([name, count]) => [name, { rows: count }])),
  queries: queries.map((sql) => ({ sql, callsPerSecond: 2.5 })),
});

test('what grew, shrank, came and went, the largest first', () => {
  const before = profile(
    1,
    { 'public.a': 1_000, 'public.b': 10, 'public.c': 500, 'public.d': 100, 'public.gone': 7 },
    'SELECT $1',
  );
  const after = profile(
    31,
    { 'public.a': 1_500, 'public.b': 90_000, 'public.c': 100, 'public.d': 101, 'public.new': 1 },
    'SELECT $1',
    'SELECT a\n  FROM b',
  );
  expect(profileDiff(before, after)).toBe(`Production since 2027-01-01 (30 days)

Grown
  public.b: 10 → 90,000 rows (9,000 times as many)
  public.a: 1,000 → 1,500 rows (+50 %)

Shrunk
  public.c: 500 → 100 rows (−80 %)

New tables
  public.new: 1 row

Gone tables
  public.gone: 7 rows

New queries
  SELECT a FROM b (2.5/s)
`);
});

test('nothing to tell', () => {
  const before = profile(1, { 'public.a': 1_000 });
  expect(profileDiff(before, profile(2, { 'public.a': 1_050 }))).toBe(
    'Production since 2027-01-01 (1 day): nothing notable changed.\n',
  );
  const undated = { tables: before.tables, queries: [] };
  expect(profileDiff(undated, before)).toBe('Production since an older profile: nothing notable changed.\n');
});

test('a long list is cut, and says so', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`public.t${at}`, 5]));
  expect(profileDiff(profile(1, {}), profile(2, many))).toMatch(/ {2}public\.t29: 5 rows\n {2}and 10 more\n$/);
});
