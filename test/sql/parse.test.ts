import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadParser, parseScript } from '../../src/sql/parse.ts';
import type { ParsedScript } from '../../src/sql/statement.ts';

beforeAll(loadParser);

function parsed(text: string): ParsedScript {
  const result = parseScript('m.sql', text);
  if (!result.ok) throw new Error(result.problem.says);
  return result.value;
}

describe('a script is read into statements', () => {
  test('each with its own text, place and leading comments', () => {
    const { statements } = parsed('-- first\nselect 1; -- tail\n/* two */ -- lines\n  select 2  -- last\n ;\n');
    expect(
      statements.map(({ sql, line, column, endLine, endColumn }) => ({ sql, line, column, endLine, endColumn })),
    ).toEqual([
      { sql: 'select 1', line: 2, column: 1, endLine: 2, endColumn: 9 },
      { sql: 'select 2', line: 4, column: 3, endLine: 4, endColumn: 11 },
    ]);
    expect(statements.map(({ comments }) => comments.map(({ text, line }) => [text, line]))).toEqual([
      [['-- first', 1]],
      [
        ['-- tail', 2],
        ['/* two */', 3],
        ['-- lines', 3],
      ],
    ]);
  });

  test.each([
    ['umlauts', "-- Größe\nselect 'ä'; select 2"],
    ['emoji', "-- 🐘🐘\nselect '🐘'; select 2"],
    ['CRLF', '-- one\r\nselect 1;\r\n\r\nselect 2'],
    ['a byte order mark', '\uFEFFselect 1; select 2'],
    ['blanks where another section stood', '              \n\n select 1;select 2'],
  ])('places are right after %s', (_, text) => {
    const { statements } = parsed(text);
    expect(statements).toHaveLength(2);
    for (const { sql, offset, line, column } of statements) {
      expect(text.slice(offset, offset + sql.length)).toBe(sql);
      expect(text.split('\n')[line - 1]?.slice(column - 1)).toContain(sql);
    }
  });

  test('nothing at all, or comments only, is a script without statements', () => {
    for (const text of ['', '  \n', '-- nothing\n', ';;;']) expect(parsed(text).statements).toEqual([]);
  });
});

describe('a statement that the parser refuses', () => {
  test('does not hide the ones around it, and its place is the word at fault', () => {
    const text = "-- größer 🐘\nselect 1;\nalter tabel 'ü' x;\n-- why\nselect 2;";
    const { statements, problems } = parsed(text);
    expect(statements.map(({ index, sql, line }) => [index, sql, line])).toEqual([
      [0, 'select 1', 2],
      [2, 'select 2', 5],
    ]);
    expect(statements[1]?.comments.map((comment) => comment.text)).toEqual(['-- why']);
    expect(problems).toEqual([
      {
        index: 1,
        sql: "alter tabel 'ü' x",
        message: 'syntax error at or near "tabel"',
        file: 'm.sql',
        line: 3,
        column: 7,
        endLine: 3,
        endColumn: 12,
      },
    ]);
  });

  test('an unterminated quote takes the rest of the file, and only that', () => {
    const { statements, problems } = parsed("select 1; select 'abc; select 2;");
    expect(statements.map(({ sql }) => sql)).toEqual(['select 1']);
    expect(problems.map(({ column, message }) => [column, message])).toEqual([
      [18, 'unterminated quoted string at or near "\'abc; select 2;"'],
    ]);
  });

  test('semicolons in quotes, dollar quotes, comments and BEGIN ATOMIC end nothing', () => {
    const good = [
      "select ';', E'\\';', \";\" /* ; /* ; */ ; */",
      'do $a$ begin perform 1; end; $a$',
      'create function f() returns int begin atomic select case when true then 1 else 2 end; select 2; end',
      'create rule r as on insert to t do (select 1; select 2)',
    ];
    const { statements, problems } = parsed(`${good.join(';\n')};\nbroken;`);
    expect(statements).toHaveLength(4);
    expect(problems.map(({ sql }) => sql)).toEqual(['broken']);
  });
});

describe('a script for psql', () => {
  test('a structure file made by pg_dump loads: commands passed over, rows kept with their COPY', () => {
    const text =
      "\\restrict abc\n\\connect app\nCREATE TABLE t (a int, b text);\nCOPY public.t (a, b) FROM stdin;\n1\tit's;\n\\N\t\\\\x\n\\.\n\nSELECT 1;\n\\unrestrict abc\n";
    const { statements, problems, psqlCommands } = parsed(text);
    expect(problems).toEqual([]);
    expect(psqlCommands.map((command) => [command.line, command.text])).toEqual([
      [1, '\\restrict abc'],
      [2, '\\connect app'],
      [10, '\\unrestrict abc'],
    ]);
    expect(statements.map(({ sql, line }) => [sql, line])).toEqual([
      ['CREATE TABLE t (a int, b text)', 3],
      ['COPY public.t (a, b) FROM stdin', 4],
      ['SELECT 1', 9],
    ]);
    expect(statements[1]?.copyData).toBe("1\tit's;\n\\N\t\\\\x\n");
  });

  test('a command that would run something else is a problem, never passed over', () => {
    expect(parsed('select 1;\n\\i other.sql\n').problems.map(({ message, line }) => [message, line])).toEqual([
      ["psql's command \\i is not SQL; only psql can run it", 2],
    ]);
  });
});

describe('what cannot be read at all', () => {
  test('a NUL byte', () => {
    const result = parseScript('m.sql', 'select 1;\nselect \0 2;');
    expect(result).toEqual({
      ok: false,
      problem: {
        code: 'unreadable-migration',
        says: 'The file holds a NUL byte, which Postgres would take for its end.',
        advice: 'Save the file as UTF-8 text (it may be UTF-16).',
        file: 'm.sql',
        line: 2,
        column: 8,
      },
    });
  });

  test.each([
    ['brackets', `select ${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['sums', `select 1${' + 1'.repeat(20_000)}`],
  ])('a statement nested too deep: %s', (_, sql) => {
    const result = parseScript('m.sql', `select 1;\n${sql};`);
    expect(result.ok ? result : { code: result.problem.code, line: result.problem.line }).toEqual({
      code: 'parser-limit',
      line: 2,
    });
    expect(parsed('select 1').statements).toHaveLength(1);
  });
});

test('50,000 statements are read within seconds, also when one of them is wrong', () => {
  const text = 'insert into t values (1);\n'.repeat(50_000);
  expect(parsed(text).statements).toHaveLength(50_000);
  const mended = parsed(`${text}bad;`);
  expect([mended.statements.length, mended.problems.length]).toEqual([50_000, 1]);
}, 20_000);

describe('whatever the text, positions stay inside the file', () => {
  const words = fc.constantFrom(
    ...[
      'select 1',
      'create table "ü" (a int)',
      "'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      ';',
      '\n',
      '\r\n',
      '\\.',
      '🐘',
      'é',
    ],
    ...[
      'copy t from stdin;\n1\n\\.\n',
      "E'\\",
      'begin atomic',
      'end',
      '(',
      ')',
      ' ',
      '\\connect x\n',
      'alter table t add b int',
    ],
  );
  test('and the statements with the problems are slices of it, in order', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const { statements, problems } = parsed(text);
        let end = 0;
        for (const statement of statements) {
          expect(text.slice(statement.offset, statement.offset + statement.sql.length)).toBe(statement.sql);
          expect(statement.offset).toBeGreaterThanOrEqual(end);
          end = statement.offset + statement.sql.length;
        }
        const lines = text.split('\n');
        for (const { line, column, endLine, endColumn, sql } of [...statements, ...problems]) {
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -1) + 1);
          expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1]?.length ?? -1) + 1);
          expect(text).toContain(sql);
        }
      }),
      { numRuns: 300 },
    );
  });
});
