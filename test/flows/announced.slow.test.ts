import { describe, expect, test } from '@jest/globals';
import { announcedEverywhere, cases } from './announced.ts';

let interruptions = 0;

describe('interrupted at every call, in every way: nobody is told twice without a word, and what is recorded was sent', () => {
  test.each(Object.keys(cases))(
    '%s',
    async (name) => {
      const moves = name === 'notify' ? (['migrations move', 'head moves'] as const) : [];
      interruptions += await announcedEverywhere(name, ['before', 'after', 'killed', ...moves]);
    },
    300_000,
  );

  test('that is more than five hundred interruptions', () => {
    console.info(`${interruptions} interruptions`);
    expect(interruptions).toBeGreaterThan(500);
  });
});
