import { quotedRanges } from '../quoted.ts';
import type { Line, Range } from '../text.ts';
import { linesOf } from '../text.ts';

const begins = /^-- \+migrate StatementBegin\b/;
const ends = /^-- \+migrate StatementEnd\b/;
/** What stands before a comment on the line; a word that begins with two dashes starts one. */
const code = (line: string): string => line.split(/(?:^|\s)--/, 1)[0] ?? '';

/**
 * sql-migrate reads no SQL: a statement ends at the semicolon that ends a line, be it inside a function's body, unless
 * StatementBegin holds it together; and the last one must have its semicolon. Where that goes wrong, and how.
 */
export function refusedEnd(text: string, section: Range): { readonly line: number; readonly says: string } | undefined {
  const lines = linesOf(text).filter(({ start, end }) => start >= section.start && end <= section.end);
  const quoted = quotedRanges(text.slice(section.start, section.end));
  const inside = (line: Line): boolean => {
    const at = line.start + code(line.text).lastIndexOf(';') - section.start;
    return quoted.some(({ start, end }) => at > start && at < end);
  };
  let held = false;
  let open: Line | undefined;
  for (const line of lines) {
    if (begins.test(line.text)) held = true;
    if (ends.test(line.text)) [held, open] = [false, undefined];
    if (line.text.startsWith('-- ') || line.text.trim() === '') continue;
    open ??= line;
    if (held || !code(line.text).trimEnd().endsWith(';')) continue;
    if (inside(line)) {
      return {
        line: line.number,
        says: 'sql-migrate takes this semicolon, inside quotes, for the end of a statement; put -- +migrate StatementBegin and StatementEnd around it',
      };
    }
    open = undefined;
  }
  return open && { line: open.number, says: 'sql-migrate refuses a statement without a semicolon at its end' };
}
