import { expect, test } from '@jest/globals';
import { interruptedEverywhere } from './faults.ts';

test.each([
  ['approve by digest', ['after', 'migrations move']],
  ['block', ['before']],
] as const)(
  '%s: interrupted at every call it is never green for what nobody approved, and nothing is said twice',
  async (name, ways) => {
    expect(await interruptedEverywhere(name, ways)).toBeGreaterThan(20);
  },
  60_000,
);
