import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LogLine } from '../../../src/ports/database.ts';
import { sentIn, withParameters } from '../../../src/rehearsal/command/heard.ts';

const told = (message: string, more: Partial<LogLine> = {}): LogLine => ({ pid: 1, severity: 'LOG', message, ...more });
const refused = (statement: string, sqlstate: string): LogLine => ({
  ...{ pid: 1, severity: 'ERROR', message: 'relation "t" does not exist' },
  ...{ statement, sqlstate },
});

test('messages of both protocols come in their order, with their parameters in their places', () => {
  const sent = sentIn([
    told('statement: BEGIN'),
    told('execute <unnamed>: INSERT INTO t VALUES ($1, $2)', { parameters: "Parameters: $1 = 'o''hara', $2 = NULL" }),
    told('execute fetch from C_1: SELECT 1'),
    told('duration: 0.1 ms'),
    told('statement: COMMIT', { pid: 2 }),
  ]);
  expect(sent).toEqual([
    { pid: 1, sql: 'BEGIN' },
    { pid: 1, sql: "INSERT INTO t VALUES ('o''hara', NULL)" },
    { pid: 2, sql: 'COMMIT' },
  ]);
});

test('an error belongs to the message that was begun with, or stands for one that the parser refused', () => {
  const sent = sentIn([
    told('statement: SELECT FROM t'),
    refused('SELECT FROM t', '42P01'),
    refused('SELEKT 1', '42601'),
  ]);
  expect(sent).toEqual([
    { pid: 1, sql: 'SELECT FROM t', sqlstate: '42P01' },
    { pid: 1, sql: 'SELEKT 1', sqlstate: '42601' },
  ]);
});

test('what looks like a parameter inside a string or a remark is none', () => {
  const sql = "SELECT $1, '$1', $$ $1 $$, a$1 -- $1\nFROM t WHERE b = $10";
  expect(withParameters(sql, "parameters: $1 = 'x', $10 = 'y'")).toBe(
    "SELECT 'x', '$1', $$ $1 $$, a$1 -- $1\nFROM t WHERE b = 'y'",
  );
});

test('any value comes back as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string()), { minLength: 1 }), (values) => {
      const literals = values.map((value) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`));
      const parameters = literals.map((literal, index) => `$${index + 1} = ${literal}`).join(', ');
      const sql = literals.map((_, index) => `$${index + 1}`).join(' | ');
      expect(withParameters(sql, `Parameters: ${parameters}`)).toBe(literals.join(' | '));
    }),
  );
});
