import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { wholeTime } from '../../src/domain/foretold.ts';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import { assemble } from '../../src/report/assemble.ts';
import type { Facts } from '../../src/report/assemble.ts';
import { checkPage } from '../../src/report/check.ts';
import { htmlPage } from '../../src/report/html.ts';
import { fromJson, toJson } from '../../src/report/json.ts';
import { markdown } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import { reportJsonSchema } from '../../src/report/schema/report.ts';
import { recall } from '../../src/report/memory.ts';
import { terminal } from '../../src/report/terminal.ts';
import * as samples from './samples.ts';

const { blocker, broken, clean, cleanFacts, dangerous, dangerousFacts, empty, emptyFacts, failed, failedFacts } =
  samples;
const reports = { dangerous, clean, failed, broken, empty };
const names = Object.keys(reports) as (keyof typeof reports)[];

const decided = (facts: Facts) => {
  const { verdict, because } = assemble(facts);
  return `${verdict}: ${because}`;
};
const problem = { code: 'time-limit', says: 'A statement ran past 60 s.', advice: 'Raise the limit.' } as const;
const syntax = { ...blocker, rule: 'syntax-error', says: 'Postgres’s parser refuses this.' };
/** The same review without a rehearsal. */
function withoutRehearsal(facts: Facts): Facts {
  const { rehearsal, ...rest } = facts;
  expect(rehearsal).toBeDefined();
  return rest;
}
const unrehearsed = withoutRehearsal(dangerousFacts);
/** The first statement's lock stays until the last has run. */
function keptThrough(facts: Facts): Facts {
  const ran = facts.rehearsal as RehearsalRun;
  const object = 'public.orders';
  const kept = {
    object,
    mode: 'ShareLock',
    heldMs: wholeTime(ran.statements).rehearsedMs,
    blocks: ['writes'],
  } as const;
  const statements = ran.statements.map((one, index) => ({ ...one, locks: index === 0 ? [kept] : [] }));
  return { ...facts, rehearsal: { ...ran, statements } };
}

describe('the verdict', () => {
  test.each<[string, Facts, string]>([
    ['nothing changed', emptyFacts, 'pass: No migration changes.'],
    [
      'nothing recognised',
      { ...emptyFacts, lookedIn: ['db/'] },
      'pass: No migrations in this repository (looked in `db/`).',
    ],
    ['the list was cut', { ...emptyFacts, problems: [problem] }, 'error: A statement ran past 60 s. Raise the limit.'],
    ['a blocker', dangerousFacts, 'needs-approval: `orders` would refuse writes for 4–9 min.'],
    [
      'approved',
      { ...dangerousFacts, approval: { digest: dangerousFacts.digest, by: ['ann'] } },
      'approved: Approved by ann for exactly these migrations.',
    ],
    [
      'approved before a push',
      { ...dangerousFacts, approval: { digest: 'old', by: ['ann'] } },
      'needs-approval: `orders` would refuse writes for 4–9 min.',
    ],
    [
      'not known outweighs a blocker',
      { ...dangerousFacts, problems: [problem] },
      'error: A statement ran past 60 s. Raise the limit.',
    ],
    [
      'known bad outweighs not known',
      { ...failedFacts, problems: [problem] },
      'fail: `0042_add_email.up.sql:1` fails: it names a table that does not exist then: `orders`.',
    ],
    [
      'a lock that is kept while others run',
      keptThrough(dangerousFacts),
      'needs-approval: `orders` would refuse writes for 4.1–9.1 min.',
    ],
    [
      'a blocker whose second sentence begins with a figure',
      {
        ...dangerousFacts,
        findings: [{ ...blocker, objects: [], says: 'Reads of `orders` wait. 2 queries read it.' }],
      },
      'needs-approval: Reads of `orders` wait.',
    ],
    [
      'forbidden',
      { ...dangerousFacts, forbidden: [blocker.rule] },
      `fail: ${blocker.says} The configuration lets nobody approve it.`,
    ],
    ['asked for, not done', unrehearsed, 'error: Not rehearsed: The rehearsal left no result.'],
    ['only read', { ...unrehearsed, asked: 'reading' }, `needs-approval: ${blocker.says.slice(0, -1)}; not rehearsed.`],
    [
      'only read, refused by the parser',
      { ...unrehearsed, asked: 'reading', findings: [syntax] },
      'fail: Postgres’s parser refuses this; not rehearsed.',
    ],
    ['only read, clean', { ...unrehearsed, asked: 'reading', findings: [] }, 'pass: No blocker found; not rehearsed.'],
  ])('%s', (_name, facts, expected) => {
    expect(decided(facts)).toBe(expected);
  });
});

describe('the checklist', () => {
  const statuses = (facts: Facts) =>
    Object.fromEntries(assemble(facts).checklist.map(({ item, status }) => [item, status]));

  test('asks for people only where something waits', () => {
    expect(statuses(dangerousFacts)).toMatchObject({
      'lock-analysis': 'fail',
      'team-notified': 'unknown',
      'rollback-plan': 'warn',
    });
    expect(statuses(cleanFacts)).toMatchObject({
      'lock-analysis': 'pass',
      'team-notified': 'not-applicable',
      'rollback-plan': 'pass',
    });
  });
  test('acquits nothing that was not measured', () => {
    const read = withoutRehearsal(cleanFacts);
    expect(statuses({ ...read, asked: 'reading' })).toMatchObject({
      'lock-analysis': 'unknown',
      'backward-compatibility': 'unknown',
      idempotent: 'unknown',
    });
    expect(statuses(failedFacts)).toMatchObject({ 'lock-analysis': 'unknown', 'data-volume': 'unknown' });
  });
  test('has nothing to check without a migration', () => {
    expect(new Set(Object.values(statuses(emptyFacts)))).toEqual(new Set(['not-applicable']));
  });
});

describe.each(names)('the %s report', (name) => {
  const report = reports[name];
  test('reads on GitHub', () => {
    expect(markdown(report)).toMatchSnapshot();
  });
  test('reads in a terminal', () => {
    expect(terminal(report)).toMatchSnapshot();
  });
  test('is valid JSON by the published schema, and comes back the same', () => {
    const valid = new Ajv2020().compile(JSON.parse(reportJsonSchema()) as object);
    expect([valid(JSON.parse(toJson(report))), valid.errors]).toEqual([true, null]);
    expect(fromJson(toJson(report))).toEqual(report);
  });
  test('is a page that asks nothing of the network', () => {
    expect(htmlPage(report)).not.toMatch(/<script|<link|<img|https?:/);
  });
});

test('the schema refuses an unknown key', () => {
  const valid = new Ajv2020().compile(JSON.parse(reportJsonSchema()) as object);
  expect(valid({ ...clean, mood: 'fine' })).toBe(false);
});

describe('a report of a thousand findings', () => {
  const findings = Array.from({ length: 1_000 }, (_unused, index) => ({
    ...blocker,
    id: `f${index}`,
    says: `Writes wait. ${'x'.repeat(400)}`,
  }));
  const large = assemble({ ...dangerousFacts, findings });
  test('fits a comment, decision and tables first', () => {
    const body = markdown(large);
    expect(body.length).toBeLessThanOrEqual(65_536 - 1_024);
    expect(body).toContain('| statement | rehearsed |');
    expect(body).toMatch(/_\d+ more details did not fit here/);
  });
  test('fits a check, and its memory is whole', () => {
    const { summary, text, title, annotations } = checkPage(large);
    expect([summary.length <= 65_535, text.length <= 65_535, title.length <= 255]).toEqual([true, true, true]);
    expect(annotations).toHaveLength(100);
    expect(recall(text)).toMatchObject({ ok: true, value: { digest: large.digest, verdict: 'needs-approval' } });
  });
});

test('the check marks blockers and warnings beside their lines', () => {
  const { title, annotations, text } = checkPage(dangerous);
  expect(title).toBe('Needs approval: orders would refuse writes for 4–9 min');
  expect(annotations.map(({ level, startLine, endColumn }) => [level, startLine, endColumn])).toEqual([
    ['failure', 3, 47],
    ['warning', 1, 40],
  ]);
  expect(text).toContain('"findings":[["f1","blocker"],["f2","warning"]],"classes":["metadata","scan-sort","rows"]');
});

test('code scanning finds each result by rule, place and lasting id', () => {
  const { runs } = JSON.parse(sarif(dangerous, samples.cards)) as { runs: [{ results: object[] }] };
  expect(runs[0].results[0]).toEqual({
    ruleId: 'create-index-not-concurrent',
    ruleIndex: 0,
    level: 'error',
    message: { text: `${blocker.says}\n\nInstead:\n${blocker.instead}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: blocker.file, uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 48 },
        },
      },
    ],
    partialFingerprints: { 'findingId/v1': 'f1' },
  });
});
