import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Span } from '../../src/domain/finding.ts';
import type { TransactionMode } from '../../src/domain/migration.ts';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/rules/kit/check.ts';
import { loadParser } from '../../src/sql/parse.ts';
import { inputFor, stepsOf } from './reading.ts';

beforeAll(loadParser);

// Whatever becomes of a migration on its way to us, it is read to its end and told in places that it has.

const migrations = rules.flatMap(({ examples }) => (examples ? [examples.bad, examples.good, examples.given] : []));
const rests = [
  ...['', ';', "'", '"', '$$', '$a$', '/*', '*/', '--', '\n', '\r\n', '\\', '\\.', '(', ')', ',', '\u0000', 'é', '🐎'],
  ...[
    'begin;',
    'commit;',
    'rollback;',
    'savepoint a;',
    'if exists ',
    'not null',
    'cascade',
    'only ',
    'public.',
    'pg_temp.',
  ],
  ...[
    "set lock_timeout = '1s';",
    'set search_path = a, "B";',
    'do $$ begin ',
    ' end $$;',
    'select f();',
    'concurrently ',
  ],
  ...['-- migrate:allow drop-table reason: x\n', 'create temp table orders (id int);', 'drop table orders;'],
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 12 }),
  text: fc.constantFrom(...rests),
});

function edited(text: string, { at, length, text: fresh }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + fresh + text.slice(start + length);
}

const mutated = fc
  .tuple(fc.array(fc.constantFrom(...migrations), { minLength: 1, maxLength: 3 }), fc.array(edit, { maxLength: 4 }))
  .map(([parts, edits]) => edits.reduce(edited, parts.join('\n')));
const modes: readonly TransactionMode[] = ['per-statement', 'per-file', 'one-message', 'all-pending'];

function inside(text: string, { line, column, endLine, endColumn }: Span): boolean {
  const lines = text.split('\n');
  const has = (row: number, at: number) => row >= 1 && at >= 1 && at <= (lines[row - 1] ?? '').length + 1;
  const ordered = endLine > line || (endLine === line && endColumn >= column);
  return has(line, column) && has(endLine, endColumn) && ordered && line <= lines.length && endLine <= lines.length;
}

describe('a migration that was torn and patched', () => {
  test('is read to its end, with every finding inside the file', () => {
    fc.assert(
      fc.property(mutated, fc.constantFrom(...modes), fc.boolean(), (text, transaction, known) => {
        const walked = stepsOf(text, { transaction, ...(known ? { given: migrations.slice(0, 20).join('\n') } : {}) });
        const { findings } = check(inputFor(walked));
        for (const problem of walked.problems) expect(inside(text, problem)).toBe(true);
        for (const finding of findings) {
          expect([finding, inside(text, finding)]).toEqual([finding, true]);
          expect(finding.says).toMatch(/\S/);
          expect(finding.instead).toMatch(/\S/);
        }
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('says the same whatever its line ends', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const told = (sql: string) =>
          check(inputFor(stepsOf(sql))).findings.map(({ rule, line, column }) => [rule, line, column]);
        const unix = text.replaceAll('\r', '').replaceAll('\\', '');
        expect(told(unix.replaceAll('\n', '\r\n'))).toEqual(told(unix));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
