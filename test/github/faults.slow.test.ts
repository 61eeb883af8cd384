import { afterAll, describe, expect, test } from '@jest/globals';
import { cases, forget, interruptedEverywhere } from './interrupted.ts';

afterAll(forget);

let interruptions = 0;

describe('GitHub fails at every call, in every way: never green for what nobody approved, nothing said twice, nothing left pending', () => {
  test.each(Object.keys(cases))(
    '%s',
    async (name) => {
      interruptions += await interruptedEverywhere(name, 'in every way');
    },
    600_000,
  );

  test('that is more than a thousand interruptions', () => {
    expect(interruptions).toBeGreaterThan(1_000);
  });
});
