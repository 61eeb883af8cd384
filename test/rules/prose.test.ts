import { beforeAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../src/rules/index.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { findingsIn } from './reading.ts';

beforeAll(loadParser);

const mostWords = 32;

/** What a reader stumbles over, in so many words; names and SQL between backticks count as one. */
function stumbles(prose: string): readonly string[] {
  const plain = prose.replace(/`[^`]*`/g, 'X');
  const long = plain
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => ({ sentence, words: sentence.split(/\s+/).length }))
    .filter(({ words }) => words > mostWords);
  return [
    ...long.map(({ sentence, words }) => `${words} words: ${sentence}`),
    ...(/ {2}/.test(plain) ? ['two blanks'] : []),
    ...(/\b1 [a-z]+s\b/.test(plain) ? ['a plural of one'] : []),
    ...(/[a-z]'/i.test(plain) ? ['a straight apostrophe'] : []),
    ...(/(Share|Exclusive)Lock\b/.test(plain) ? ['a lock by its name in the source'] : []),
    ...(/[.…:]$/.test(plain) ? [] : ['no end']),
  ];
}

test('a long sentence, a slip and a missing end are seen', () => {
  const slips = `It takes  ShareLock on 1 rows of a table${' and then of another one'.repeat(6)}; that's all`;
  expect(stumbles(slips).map((one) => one.replace(/: .*/, ''))).toEqual([
    '41 words',
    'two blanks',
    'a plural of one',
    'a straight apostrophe',
    'a lock by its name in the source',
    'no end',
  ]);
  expect(stumbles('Writes to `public.orders` wait until the index is built. Reads go on.')).toEqual([]);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { title, why, versions, examples }) => {
  test('has a title without a full stop, and reasons that can be read', () => {
    expect(title).not.toMatch(/\.$/);
    expect([`${title}.`, why, ...(versions ? [versions] : [])].flatMap(stumbles)).toEqual([]);
  });

  test('says so in words that can be read', () => {
    if (!examples) return;
    const said = findingsIn(examples.bad, { given: examples.given }).filter(({ rule }) => rule === id);
    expect(said.flatMap(({ says }) => stumbles(says))).toEqual([]);
    const told = said.flatMap(({ instead }) => instead.split('\n').filter((line) => line.startsWith('-- ')));
    expect(told.flatMap((line) => stumbles(`${line.slice(3)}.`))).toEqual([]);
  });
});
