import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ruleIds } from '../../src/rules/index.ts';
import { expectedOf, unmet } from './expected.ts';
import { examples, incidents, reviewed } from './incident.ts';

test('an instant ALTER of a small table is a blocker behind one open reader', async () => {
  const report = await reviewed('07-doctolib-behind-a-reader');
  expect(unmet(expectedOf('07-doctolib-behind-a-reader'), report)).toEqual([]);
}, 60_000);

describe('every incident', () => {
  test.each(incidents)('%s tells what happened, where that is told, and what the report says', (incident) => {
    const page = readFileSync(join(examples, incident, 'README.md'), 'utf8');
    expect(page).toMatch(/^# \S/);
    expect(page.split('\n').filter((line) => line.startsWith('## '))).toEqual(['## What the report says']);
    if (incident !== '16-harmless') expect(page).toMatch(/\]\(https:\/\//);
  });

  test.each(incidents)('%s expects rules that there are', (incident) => {
    const { findings, absent = [] } = expectedOf(incident);
    const named = [...findings.map((line) => line.split(' ')[1]), ...absent];
    expect(named.filter((rule) => !ruleIds.includes(rule ?? ''))).toEqual([]);
  });
});
