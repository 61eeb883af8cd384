import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/domain/finding.ts';
import { suggestions } from '../../src/report/suggestions.ts';

const path = 'm/1.sql';
const finding = (more: Partial<Finding>): Finding => ({
  ...{ id: 'f1', rule: 'r', severity: 'blocker', evidence: 'read', objects: [], says: 'Writes wait.', instead: '' },
  ...{ docs: '', file: path, line: 1, column: 1, endLine: 1, endColumn: 9 },
  edit: 'select 2',
  ...more,
});
const made = (after: string, findings: readonly Finding[], before = '') =>
  suggestions(findings, [{ path, before, after }], 'main -->').map(({ line, endLine, body }) => [
    `${line}-${endLine}`,
    body.split('\n\n')[1],
  ]);

describe('a suggestion', () => {
  test('keeps what stands beside the statement on its lines', () => {
    const span = { line: 2, column: 3, endLine: 3, endColumn: 4 };
    expect(made('begin;\r\n  select\r\n  1; -- why\r\n', [finding(span)])).toEqual([
      ['2-3', '```suggestion\n  select 2; -- why\n```'],
    ]);
  });

  test('is fenced by more backticks than it holds', () => {
    expect(made('select 1;\n', [finding({ edit: "select '```'" })])).toEqual([
      ['1-1', "````suggestion\nselect '```';\n````"],
    ]);
  });

  test('is made for no line twice, none that was let pass, and none without a text of ours', () => {
    const twice = [finding({}), finding({ id: 'f2' })];
    expect(made('select 1;\n', twice)).toHaveLength(1);
    expect(made('select 1;\n', [finding({ suppressed: { was: 'blocker', reason: 'so' } })])).toEqual([]);
    expect(made('select 1;\n', [finding({ file: 'other.sql' })])).toEqual([]);
  });

  test('is made for lines of the diff only: what changed, and three lines around it', () => {
    const before = Array.from({ length: 20 }, (_, n) => `select ${n};`).join('\n');
    const after = before.replace('select 9;', 'select 99;');
    const at = (line: number) => made(after, [finding({ line, endLine: line })], before).length;
    expect([1, 6, 7, 10, 13, 14].map(at)).toEqual([0, 0, 1, 1, 1, 0]);
    expect(made(after, [finding({ line: 12, endLine: 14 })], before)).toEqual([]);
  });

  test('holds nothing that a reader cannot see', () => {
    expect(made('select 1;\n', [finding({ edit: 'select \u202e2' })])).toEqual([]);
  });

  test('is found again by a line that no name can end', () => {
    const [one] = suggestions([finding({ id: 'a">-->' })], [{ path, before: '', after: 'select 1;\n' }], 'main -->');
    expect(one?.marker).toBe('<!-- migration-rehearsal:suggestion id="main%20--%3E" finding="a%22%3E--%3E" -->');
  });
});
