import { describe, expect, test } from '@jest/globals';
import { cases, interruptedEverywhere } from './faults.ts';

let interruptions = 0;

describe('interrupted at every call, in every way: never green for what nobody approved, nothing said twice', () => {
  test.each(Object.keys(cases))(
    '%s',
    async (name) => {
      interruptions += await interruptedEverywhere(name);
    },
    300_000,
  );

  test('that is more than a thousand interruptions', () => {
    console.info(`${interruptions} interruptions`);
    expect(interruptions).toBeGreaterThan(1_000);
  });
});
