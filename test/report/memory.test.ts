import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RehearsalRun } from '../../src/domain/rehearsal.ts';
import type { Report } from '../../src/domain/report.ts';
import { assemble } from '../../src/report/assemble.ts';
import { lesserNote } from '../../src/report/lesser.ts';
import { recall, remember } from '../../src/report/memory.ts';
import { hostile } from './hostile.ts';
import { blocker, broken, clean, dangerous, dangerousFacts, empty, failed, warning } from './samples.ts';

/** The report in the check's text, from which every later command works without rehearsing again. */

const advice = 'Comment `/migrate rerun`, which rehearses it again.';
const lost = (says: string) => ({ ok: false, problem: { code: 'github', says, advice } });
const none = lost('The check of this commit holds no report that could be read.');
const damaged = lost('The check of this commit holds a report that is damaged, or of another version.');

const block = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
const packed = (text: string): string => deflateRawSync(text).toString('base64');
const digest = dangerous.digest;

describe('what a check keeps', () => {
  test.each(Object.entries({ dangerous, clean, failed, broken, empty }))('%s: the whole report', (_name, report) => {
    expect(recall(remember(report))).toEqual({ ok: true, value: report });
  });

  test('is found at the end of a longer text, and only there', () => {
    const text = remember(dangerous);
    expect(recall(`Some words.\n\n\`\`\`json\n{}\n\`\`\`\n\n${text}\n`)).toMatchObject({ ok: true });
    expect(recall(`${text}\n\nAnd more words.`)).toEqual(none);
  });

  test('survives names made of everything that means something to Markdown', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const finding = {
          ...blocker,
          id: `x${name}`,
          rule: `x${name}`,
          file: `db/${name}`,
          says: `${name}.`,
          instead: `${name};`,
        };
        const report = assemble({ ...dangerousFacts, findings: [finding] });
        // A half of a character cannot be written as UTF-8, here or anywhere else.
        const whole = JSON.parse(JSON.stringify(report).replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\ufffd')) as Report;
        expect(recall(remember(whole))).toEqual({ ok: true, value: whole });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a report too large for a check', () => {
  const run = dangerousFacts.rehearsal as RehearsalRun;
  const noise = fc.sample(fc.string({ minLength: 900, maxLength: 1_000 }), { numRuns: 4_000, seed: 7 });
  const many = (most: number, severity: 'blocker' | 'advice') =>
    noise.slice(0, most).map((says, line) => ({
      ...(severity === 'blocker' ? blocker : warning),
      severity,
      id: `${severity}-${line}`,
      line: line + 1,
      says: `x${says}`,
    }));

  test('of 4 MB still fits, and keeps its blockers and what they accuse', () => {
    const findings = [...many(20, 'blocker'), ...many(3_900, 'advice')];
    const schemaDiff = noise.slice(0, 500).join('\n');
    const large = assemble({ ...dangerousFacts, findings, rehearsal: { ...run, schemaDiff } });
    expect(JSON.stringify(large).length).toBeGreaterThan(4_000_000);
    const text = remember(large);
    expect(text.length).toBeLessThanOrEqual(65_535);
    const kept = recall(text);
    if (!kept.ok) throw new Error(kept.problem.says);
    const { verdict, because, findings: told, rehearsal } = kept.value;
    expect({ verdict, because }).toEqual({ verdict: large.verdict, because: large.because });
    expect(told.map(({ id }) => id)).toEqual(many(20, 'blocker').map(({ id }) => id));
    const { statements, notes } = rehearsal as RehearsalRun;
    expect(statements.map(({ line, locks }) => [line, locks])).toContainEqual([3, run.statements[1]!.locks]);
    expect(notes).toContain(lesserNote);
  });

  test('loses its schema diff first', () => {
    const schemaDiff = noise.slice(0, 200).join('\n');
    const kept = recall(remember(assemble({ ...dangerousFacts, rehearsal: { ...run, schemaDiff } })));
    expect(kept).toEqual({
      ok: true,
      value: { ...dangerous, rehearsal: { ...run, schemaDiff: '', notes: [...run.notes, lesserNote] } },
    });
  });

  test('whose blockers alone are too many is not kept, and says so', () => {
    const text = remember(assemble({ ...dangerousFacts, findings: many(4_000, 'blocker') }));
    expect(text.length).toBeLessThanOrEqual(65_535);
    expect(recall(text)).toEqual(lost('The report of this commit was too large to be kept in its check.'));
  });
});

describe('what somebody else wrote into a check', () => {
  const json = JSON.stringify(dangerous);
  test.each([
    ['nothing', '', none],
    ['words', 'All is well.', none],
    ['no JSON', '```json\n{"digest":\n```', none],
    ['a list', block([digest]), none],
    ['another kind of digest', block({ digest: 7, report: packed(json) }), none],
    ['a report that is no text', block({ digest, report: { verdict: 'pass' } }), none],
    ['no base64', block({ digest, report: '!!!' }), damaged],
    ['nothing deflated', block({ digest, report: '' }), damaged],
    ['no JSON within', block({ digest, report: packed('{"schema":') }), damaged],
    ['half of it', block({ digest, report: packed(json).slice(0, 400) }), damaged],
    ['another digest', block({ digest: '0'.repeat(64), report: packed(json) }), damaged],
    ['a key too many', block({ digest, report: packed(json.replace('{', '{"extra":1,')) }), damaged],
    ['a verdict of its own', block({ digest, report: packed(json.replace('needs-approval', 'fine')) }), damaged],
    ['a bomb of 64 MB', block({ digest, report: bomb(json) }), damaged],
  ])('%s is no report', (_name, text, answer) => {
    expect(recall(text)).toEqual(answer);
  });

  test('any text at all is a report or a problem, never an exception', () => {
    const mutated = fc
      .tuple(fc.nat(remember(dangerous).length), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([at, piece]) => `${remember(dangerous).slice(0, at)}${piece}${remember(dangerous).slice(at + 3)}`);
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((text) => block({ digest, report: text })),
          mutated,
        ),
        (text) => {
          const answer = recall(text);
          expect(answer.ok ? answer.value.digest : answer.problem.code).toBe(answer.ok ? digest : 'github');
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

/** A report that would be good, were it not for the blanks behind it: they go a thousand to one. */
function bomb(json: string): string {
  return deflateRawSync(Buffer.concat([Buffer.from(json), Buffer.alloc(64 * 1024 * 1024, ' ')])).toString('base64');
}
