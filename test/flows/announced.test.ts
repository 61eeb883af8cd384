import { expect, test } from '@jest/globals';
import { announcedEverywhere } from './announced.ts';

test.each([
  ['notify', ['killed']],
  ['watch', ['after']],
  ['the reminder', ['before', 'after', 'killed']],
] as const)(
  '%s: interrupted at every call nobody is told twice without a word, and what is recorded was sent',
  async (name, ways) => {
    expect(await announcedEverywhere(name, ways)).toBeGreaterThan(5);
  },
  60_000,
);
