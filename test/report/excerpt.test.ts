import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { excerptsOf } from '../../src/report/excerpt.ts';

/** The place of `part` in `text`, as findings name places. */
function placeOf(text: string, part: string) {
  const start = text.indexOf(part);
  const at = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  const [from, to] = [at(start), at(start + part.length)];
  return { file: 'a.sql', ...from, endLine: to.line, endColumn: to.column };
}

const shown = (text: string, part: string, columns = 60) => {
  const found = excerptsOf(new Map([['a.sql', text]]), columns)(placeOf(text, part));
  return found && [found.source, found.marks, ...(found.goesOnTo === undefined ? [] : [found.goesOnTo])];
};

describe('the line of a finding', () => {
  test('is underlined where the finding is', () => {
    expect(shown('-- why\nSELECT 1; DROP TABLE orders;\n', 'DROP TABLE orders')).toEqual([
      'SELECT 1; DROP TABLE orders;',
      '          ^^^^^^^^^^^^^^^^^',
    ]);
  });

  test.each([
    ['letters beyond ASCII', "SELECT 'größe'; DROP TABLE t;", "SELECT 'größe'; DROP TABLE t;", 16, 12],
    ['characters of two columns', '/* 漢字 🚀 */ DROP TABLE t;', '/* 漢字 🚀 */ DROP TABLE t;', 14, 12],
    ['accents written on their letter', '/* e\u0301 */ DROP TABLE t;', '/* e\u0301 */ DROP TABLE t;', 8, 12],
    ['tabs', '\tSELECT 1;\tDROP TABLE t;', '    SELECT 1;    DROP TABLE t;', 17, 12],
    ['marks that turn the reading direction', '/*\u202e*/ DROP TABLE t;', '/*⟨U+202E⟩*/ DROP TABLE t;', 13, 12],
  ])('stands above its mark after %s', (_, text, source, before, length) => {
    expect(shown(text, 'DROP TABLE t')).toEqual([source, ' '.repeat(before) + '^'.repeat(length)]);
  });

  test('ends where a CRLF line ends, and says how far the place goes on', () => {
    expect(shown('CREATE TABLE t (\r\n  id int\r\n);\r\n', 'CREATE TABLE t (\r\n  id int\r\n)')).toEqual([
      'CREATE TABLE t (',
      '^'.repeat(16),
      3,
    ]);
  });

  test('begins shortly before the place where it is too long', () => {
    const text = `SELECT '${'x'.repeat(200)}'; DROP TABLE orders; SELECT '${'y'.repeat(200)}';`;
    expect(shown(text, 'DROP TABLE orders', 40)).toEqual([
      "…xxxxxx'; DROP TABLE orders; SELECT 'yy…",
      '          ^^^^^^^^^^^^^^^^^',
    ]);
  });

  test('is left out where the finding is about the file as a whole, or the file is not known', () => {
    const excerpts = excerptsOf(new Map([['a.sql', 'SELECT 1;\n']]), 60);
    const top = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    expect([excerpts({ file: 'a.sql', ...top }), excerpts({ file: 'b.sql', ...top, endColumn: 5 })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('never is wider than the terminal, nor its mark outside it', () => {
    const unit = fc.constantFrom('a', ' ', '\t', 'ö', '漢', '🚀', 'e\u0301', '\u202e', '\u0007');
    const words = fc.array(unit, { maxLength: 120 }).map((units) => units.join(''));
    fc.assert(
      fc.property(words, words, words, fc.integer({ min: 30, max: 90 }), (before, inside, after, columns) => {
        const text = before + inside + after;
        const at = {
          file: 'a',
          line: 1,
          column: before.length + 1,
          endLine: 1,
          endColumn: before.length + inside.length + 1,
        };
        const found = excerptsOf(new Map([['a', text]]), columns)(at);
        expect(found === undefined).toBe(inside === '');
        expect(found?.marks ?? '^').toMatch(/^ *\^+$/);
        expect((found?.marks ?? '').length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
