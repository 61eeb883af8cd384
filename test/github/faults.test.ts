import { afterAll, expect, test } from '@jest/globals';
import { forget, interruptedEverywhere } from './interrupted.ts';

afterAll(forget);

test('block: whichever call fails, it is never green for what is blocked, and nothing is said twice', async () => {
  expect(await interruptedEverywhere('block', 'in turn')).toBeGreaterThan(20);
}, 60_000);
