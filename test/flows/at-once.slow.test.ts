import { expect, test } from '@jest/globals';
import { heardTwiceEverywhere } from './at-once.ts';
import { cases } from './faults.ts';

test.each(Object.keys(cases))(
  '%s, heard twice at once, is done once, wherever in the one the other comes between',
  async (name) => {
    expect(await heardTwiceEverywhere(name)).toBeGreaterThan(10);
  },
  120_000,
);
