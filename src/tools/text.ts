import type { Direction, MigrationFile, ToolId, TransactionMode } from '../domain/migration.ts';
import type { NamedText } from '../ports/migration-tool.ts';

/** A stretch of a text in UTF-16 units, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One line without its line break. */
export interface Line extends Range {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** The lines of a text; `\r\n` and `\n` both end one, as in every tool here. */
export function linesOf(text: string): readonly Line[] {
  let start = 0;
  return text.split('\n').map((raw, index) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const found = { text: line, number: index + 1, start, end: start + line.length };
    start += raw.length + 1;
    return found;
  });
}

const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');

/** The text with everything outside `kept`, in its order, replaced by spaces; length and line breaks stay (ADR 1). */
export function blankOutside(text: string, ...kept: readonly Range[]): string {
  const between = kept.map(({ start, end }, index) => {
    return blank(text.slice(kept[index - 1]?.end ?? 0, start)) + text.slice(start, end);
  });
  return between.join('') + blank(text.slice(kept.at(-1)?.end ?? 0));
}

/** The line (from 1) of an offset. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const byteOrderMark = '\uFEFF';

/** The file without its byte order mark, and what to tell the reader about it. */
export function withoutMark(text: string): { readonly text: string; readonly warnings: readonly string[] } {
  return text.startsWith(byteOrderMark)
    ? { text: text.slice(1), warnings: ['a byte order mark was removed'] }
    : { text, warnings: [] };
}

interface WholeFile {
  readonly tool: ToolId;
  readonly version: string;
  readonly direction: Direction;
  readonly transaction: TransactionMode;
  readonly warnings: readonly string[];
  /** What runs: the file's text, with placeholders resolved. */
  readonly script: string;
  readonly text: string;
}

/** A file that is all up or all down. */
export function wholeFile(file: NamedText, whole: WholeFile): MigrationFile {
  const { script, ...rest } = whole;
  return { path: file.path, ...rest, ...(whole.direction === 'down' ? { down: script } : { up: script }) };
}
