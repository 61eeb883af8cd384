import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadParser, parseScript } from '../../src/sql/parse.ts';
import { eachNode } from '../../src/sql/nodes.ts';
import { bodyParts } from '../../src/sql/plpgsql.ts';

beforeAll(loadParser);

const nested = (open: string, close: string, times: number): string =>
  `SELECT ${open.repeat(times)}1${close.repeat(times)};\nDROP TABLE orders;\n`;

describe('SQL that nests too deep', () => {
  test.each([
    ['arrays that the parser itself would take', nested('ARRAY[', ']', 3000)],
    ['calls', nested('f(', ')', 2000)],
    ['a long sum', nested('1 + ', '', 3000)],
    ['brackets beyond the parser', nested('(', ')', 100_000)],
  ])('%s is a limit, told with its place', (_, sql) => {
    const parsed = parseScript('a.sql', sql);
    expect(parsed.ok ? parsed.value : { ...parsed.problem, cause: undefined }).toEqual({
      code: 'parser-limit',
      says: 'A statement is nested too deep for the parser to read it.',
      advice: 'Split the statement into smaller ones.',
      file: 'a.sql',
      line: 1,
      column: 1,
      cause: undefined,
    });
  });

  test.each([
    ['arrays', nested('ARRAY[', ']', 400)],
    ['calls', nested('f(', ')', 400)],
    ['a long sum', nested('1 + ', '', 600)],
  ])('%s as deep as a program may write them are read, and can be walked', (_, sql) => {
    const parsed = parseScript('a.sql', sql);
    let nodes = 0;
    for (const { node } of parsed.ok ? parsed.value.statements : []) eachNode(node, () => (nodes += 1));
    expect(nodes).toBeGreaterThan(400);
  });

  test('a body of PL/pgSQL that does is not read', () => {
    const body = (times: number) =>
      `DO $$ BEGIN ${'IF true THEN '.repeat(times)} DROP TABLE orders; ${'END IF; '.repeat(times)} END $$`;
    expect([bodyParts(body(50)), bodyParts(body(3000))]).toEqual([
      [{ kind: 'sql', sql: 'DROP TABLE orders' }],
      undefined,
    ]);
  });

  test('a hundred thousand comments in one another are one comment', () => {
    const parsed = parseScript('a.sql', `${'/*'.repeat(100_000)}${'*/'.repeat(100_000)}DROP TABLE orders;\n`);
    expect(parsed.ok && parsed.value.statements.map(({ sql }) => sql)).toEqual(['DROP TABLE orders']);
  }, 10_000);
});
