import { beforeAll, expect, test } from '@jest/globals';
import type { Estimate } from '../../src/domain/rehearsal.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { told } from './rehearsed.ts';

beforeAll(loadParser);

const backfill = "update orders set email = 'x' where customer_id = 7";
const estimate: Estimate = {
  class: 'rows',
  productionMs: [200_000, 310_000],
  model: 'linear',
  sizes: [1, 2],
  error: 0.1,
  calibrated: false,
};
const rerun = (progress: 'goes-on' | 'starts-anew') =>
  ({
    status: 'idempotent',
    says: 'Every statement can be run twice.',
    points: [
      { after: 0, at: '2.sql:1', how: 'during', progress, schema: '5 of 10 rows changed', next: 'psql -f 2.sql' },
    ],
  }) as const;

test('a backfill in a start hook that is ended before it is through, and starts anew each time', () => {
  const seen = { run: { estimate }, rehearsal: { rerun: rerun('starts-anew') }, startupBudgetMs: 240_000 };
  expect(told('startup-budget', backfill, seen)).toEqual([
    {
      severity: 'warning',
      evidence: 'observed',
      line: 1,
      objects: [],
      says: 'The migrations take up to 5.2 min in production, and the application may take 4 min to start: it is ended before they are through. The next start changes all rows again, and is ended just so.',
      instead:
        'Run them before the application starts, in a job of their own; or in batches that each commit and look for the rows that are left.',
    },
  ]);
});

test('one that goes on is told so', () => {
  const seen = { run: { estimate }, rehearsal: { rerun: rerun('goes-on') }, startupBudgetMs: 240_000 };
  expect(told('startup-budget', backfill, seen)).toMatchObject([
    { says: expect.stringMatching(/through\. The next start goes on with the rows that are left\.$/) },
  ]);
});

test('within the budget, or without one, nothing is said', () => {
  expect(told('startup-budget', backfill, { run: { estimate }, startupBudgetMs: 310_000 })).toEqual([]);
  expect(told('startup-budget', backfill, { run: { estimate } })).toEqual([]);
});
