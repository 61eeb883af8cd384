import { describe, expect, test } from '@jest/globals';
import { modeInForce } from '../../src/flows/publish.ts';

const at = (instant: string) => ({ now: () => Date.parse(instant) });

describe('a trial that ends on a named day', () => {
  test.each([
    ['2027-01-30T23:59:59.999Z', 'report'],
    ['2027-01-31T00:00:00.000Z', 'enforce'],
    ['2027-02-01T12:00:00.000Z', 'enforce'],
    // The day is the UTC one, wherever the runner stands.
    ['2027-01-30T23:30:00.000-01:00', 'enforce'],
  ] as const)('at %s the mode is %s', (instant, mode) => {
    expect(modeInForce('report', '2027-01-31', at(instant))).toBe(mode);
  });

  test('report without such a day stays report, and enforce is never loosened', () => {
    expect(modeInForce('report', undefined, at('2099-01-01T00:00:00Z'))).toBe('report');
    expect(modeInForce('enforce', '2027-01-31', at('2026-01-01T00:00:00Z'))).toBe('enforce');
  });
});
