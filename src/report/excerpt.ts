import type { Span } from '../domain/finding.ts';
import { visible } from './escape.ts';

/** A line of the source with the place marked below it, as compilers show it. */
export interface Excerpt {
  /** From 1. */
  readonly line: number;
  readonly source: string;
  /** Blanks and carets, for a terminal that gives each character its usual room. */
  readonly marks: string;
  /** The last line of the place, where it is another one. */
  readonly goesOnTo?: number;
}

/** Hands out excerpts of these files; undefined where there is no such line, or a finding is about a file as a whole. */
export function excerptsOf(texts: ReadonlyMap<string, string>, columns: number): (at: Span) => Excerpt | undefined {
  const split = new Map<string, readonly string[]>();
  return (at) => {
    const text = texts.get(at.file);
    if (text === undefined) return undefined;
    const lines = split.get(at.file) ?? text.replace(/^\uFEFF/, '').split('\n');
    split.set(at.file, lines);
    const line = lines[at.line - 1]?.replace(/\r$/, '');
    return line === undefined ? undefined : excerpt(line, at, columns);
  };
}

function excerpt(line: string, { line: number, column, endLine, endColumn }: Span, columns: number) {
  const end = endLine > number ? line.trimEnd().length : Math.min(endColumn - 1, line.length);
  const start = Math.min(column - 1, end);
  if (start >= end) return undefined;
  const parts = [line.slice(0, start), line.slice(start, end), line.slice(end)].map(shown);
  const [before = '', marked = '', after = ''] = parts;
  const from = widthOf(before);
  const width = widthOf(marked);
  // A line too long for the terminal is shown from shortly before the place.
  const dropped = from + width <= columns ? 0 : Math.max(0, from - 10);
  const source = clipped(`${before}${marked}${after}`, dropped, columns);
  const marks = `${' '.repeat(from - dropped)}${'^'.repeat(Math.min(width, columns - from + dropped))}`;
  return { line: number, source, marks, ...(endLine > number && { goesOnTo: endLine }) };
}

/** A tab would be as wide as the terminal likes. */
const shown = (text: string): string => visible(text).replace(/\t/g, '    ');

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that a terminal gives a character: none to an accent on its letter, two to Chinese and emoji. */
const widthOfOne = (character: string): number => {
  if (character < '\u0300') return 1;
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
};

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += widthOfOne(character);
  return width;
}

/** What stands in the columns from `from`, at most `columns` of them; an ellipsis where something was left out. */
function clipped(text: string, from: number, columns: number): string {
  let at = 0;
  let clip = '';
  let cut = false;
  for (const character of text) {
    const width = widthOfOne(character);
    if (at >= from && at + width <= from + columns)
      clip += at === from && from > 0 ? '…'.padEnd(width, ' ') : character;
    else cut ||= at >= from;
    at += width;
  }
  return cut ? `${clip.slice(0, -1)}…` : clip.trimEnd();
}
