import { describe, expect, test } from '@jest/globals';
import { htmlPage } from '../../src/report/html.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import { terminal } from '../../src/report/terminal.ts';
import { blocker, dangerous } from './samples.ts';

// What the rehearsal of the advice showed stands below it, whoever reads.
const rehearsed = 'Rehearsed too, on 100,000 rows: nobody waits; as written, writes wait for 412 ms.';
const report = { ...dangerous, findings: [{ ...blocker, rehearsed }] };
const last = blocker.instead.trim().split('\n').at(-1) ?? '';

describe('the two figures, below “Instead”', () => {
  test('in the comment', () => {
    expect(markdown(report)).toContain(`${last}\n\`\`\`\n\n${rehearsed}\n\n<sub>`);
  });
  test('on the page', () => {
    expect(htmlPage(report)).toContain(
      '</pre>\n<p>Rehearsed too, on 100,000 rows: nobody waits; as written, writes wait for 412 ms.</p>\n<p class="meta">',
    );
  });
  test('at a terminal', () => {
    expect(terminal(report, { width: 120 })).toContain(`      ${last}\n    ${rehearsed}\n`);
  });
  test('for code scanning', () => {
    expect(JSON.parse(sarif(report, {}))).toMatchObject({
      runs: [{ results: [{ message: { text: `${blocker.says}\n\nInstead:\n${blocker.instead}\n\n${rehearsed}` } }] }],
    });
  });
  test('and nothing where it was not rehearsed', () => {
    for (const text of [markdown(dangerous), htmlPage(dangerous), terminal(dangerous), sarif(dangerous, {})])
      expect(text).not.toContain('undefined');
  });
});

test('how right former ranges were stands below the statements at a terminal', () => {
  if (dangerous.rehearsal?.status !== 'ran') throw new Error('It was rehearsed.');
  const pastEstimates = { compared: 5, inside: 4, times: [0.8, 1.4], applied: true } as const;
  const told = terminal({ ...dangerous, rehearsal: { ...dangerous.rehearsal, pastEstimates } }, { width: 120 });
  expect(told).toContain(
    '  Of 5 former estimates 4 were right: production took 0.8–1.4 times the middle of the range. The ranges here are put\n  right by them.\n',
  );
  expect(terminal(dangerous)).not.toContain('former');
});
