import { expect, test } from '@jest/globals';
import { defaults } from '../../src/config/defaults.ts';
import { productionSource } from '../../src/flows/plan.ts';
import { assemble } from '../../src/report/assemble.ts';
import { cleanFacts } from '../report/samples.ts';

const day = 86_400_000;
const clock = { now: () => 1_000 * day, elapsed: () => 0 };
const aged = (days?: number) =>
  productionSource(
    {
      config: defaults,
      profile: { tables: new Map(), queries: [], ...(days !== undefined && { takenAt: (1_000 - days) * day }) },
    },
    clock,
  );

test('the report says how old the profile is', () => {
  expect(aged(0)).toBe('Production’s rows are from its profile, taken today.');
  expect(aged(1)).toBe('Production’s rows are from its profile, taken 1 day ago.');
  expect(aged(30)).toBe('Production’s rows are from its profile, taken 30 days ago.');
  expect(productionSource({ config: defaults }, clock)).toBeUndefined();
});

test('a stale one, or one without a date, says so and what to do', () => {
  const rest = 'it lowers no finding. Take a new one with `migration-rehearsal profile`.';
  expect(aged(31)).toBe(`Production’s profile is 31 days old, stale after 30 days: ${rest}`);
  expect(aged()).toBe(`Production’s profile has no date: ${rest}`);
});

test('the checklist says it beside the rows that were rehearsed', () => {
  const { checklist } = assemble({ ...cleanFacts, productionSource: aged(3) ?? '' });
  expect(checklist.find(({ item }) => item === 'production-like-volume')?.says).toBe(
    '10,000,000 of 212,000,000 rows in `orders` (synthetic). Production’s rows are from its profile, taken 3 days ago.',
  );
});
