import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { defences } from './threats.ts';

/** Of each row of the page’s table of threats, from the first: the tests that it links to. */
const rows = readFileSync('docs/security.md', 'utf8')
  .split(/^## Threats.*$/m)[1]!
  .split(/^## /m)[0]!
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => [...line.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, path]) => path));

describe('what stands against each threat', () => {
  test('is seventeen rows, of which none is without a test', () => {
    expect(rows).toHaveLength(17);
    expect(rows.filter((tests) => tests.length === 0)).toEqual([]);
  });

  test('is proven by the tests that the page names, and by no others', () => {
    const proven = rows.map((_, at) => defences.filter(({ threat }) => threat === at + 1).map((one) => one.test));
    expect(rows.map((tests) => tests.toSorted())).toEqual(proven.map((tests) => [...new Set(tests)].toSorted()));
  });

  test.each(defences)('$threat: what is taken out of $takenOut.0.file is there, once', ({ takenOut }) => {
    for (const { file, from } of takenOut) expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  });
});
