import type { Line, Range } from '../text.ts';
import { linesOf } from '../text.ts';

/** One `--changeset author:id` of a formatted SQL file. */
export interface Changeset {
  readonly author: string;
  readonly id: string;
  /** What follows on the line. Liquibase looks for each attribute anywhere in it. */
  readonly attributes: string;
  readonly line: number;
  readonly up: Range;
  /** The SQL of its rollback; absent where nobody wrote one, empty for “not required”. */
  readonly down?: readonly Range[];
}

const header = /^\s*--\s*liquibase\s+formatted\s+sql\b(.*)$/im;
// Whatever stands before the first colon is the author, be it an attribute that somebody wrote first.
const start = /^\s*--\s*changeset\s+(?:"([^"]+)"|([^:]+?)):(?:"([^"]+)"|(\S+))(.*)$/i;
const rollback = /^\s*--\s*rollback\s+/i;
const rollbackBlock = /\/\*\s*liquibase\s+rollback\b([\s\S]*?)\*\//gi;
const nothingToDo = /^(?:not required|empty)\s*;?\s*$/i;

/** The changesets of a file, in its order; undefined for a file without the header, which is one changeset as a whole. */
export function changesetsOf(text: string): readonly Changeset[] | undefined {
  if (!header.test(text.split('\n', 1)[0] ?? '')) return undefined;
  const lines = linesOf(text);
  const starts = lines.flatMap((line) => {
    const match = start.exec(line.text);
    return match === null ? [] : [{ line, match }];
  });
  return starts.map(({ line, match }, index) => {
    const up = { start: line.end, end: starts[index + 1]?.line.start ?? text.length };
    const [, quotedAuthor, author = '', quotedId, id = '', rest = ''] = match;
    const own = lines.filter((one) => one.start > up.start && one.end <= up.end);
    const down = rollbackOf(text, up, own);
    return {
      author: quotedAuthor ?? author,
      id: quotedId ?? id,
      attributes: `${quotedAuthor ?? author}:${quotedId ?? id}${rest}`,
      line: line.number,
      up,
      ...(down && { down }),
    };
  });
}

function rollbackOf(text: string, up: Range, lines: readonly Line[]): readonly Range[] | undefined {
  const inLines = lines.flatMap((line) => {
    const mark = rollback.exec(line.text)?.[0];
    return mark === undefined ? [] : [{ start: line.start + mark.length, end: line.end }];
  });
  const inBlocks = [...text.slice(up.start, up.end).matchAll(rollbackBlock)].map((match) => {
    const from = up.start + match.index + match[0].length - 2 - (match[1] ?? '').length;
    return { start: from, end: from + (match[1] ?? '').length };
  });
  const all = [...inLines, ...inBlocks].sort((a, b) => a.start - b.start);
  if (all.length === 0) return undefined;
  const said = all.map(({ start: from, end }) => text.slice(from, end));
  // One that names the changeset to run instead is not followed.
  if (said.some((one) => /^\s*changesetId:/i.test(one))) return undefined;
  return said.every((one) => nothingToDo.test(one.trim())) ? [] : all;
}

/** The value of an attribute; names count in any case. */
export const attribute = (changeset: Pick<Changeset, 'attributes'>, name: string): string | undefined =>
  new RegExp(`\\b${name}:(?:"([^"]*)"|(\\S+))`, 'i').exec(changeset.attributes)?.slice(1).find(Boolean);

/** What ends a statement of the changeset: its own delimiter at the end of a line, else GO or a slash alone on one. */
export function delimiterOf(changeset: Pick<Changeset, 'attributes'>): RegExp {
  const own = attribute(changeset, 'endDelimiter')?.replace(/^(?:\\r|\\n|\^)+|(?:\\r|\\n|\$)+$/g, '');
  if (own === undefined || own === '' || own === ';') return /^[ \t]*(?:go|\/)[ \t]*$/gim;
  // The end of a block comment is no slash.
  return new RegExp(`(?<!\\*)${own.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[ \\t]*$`, 'gim');
}

/** Whether a changeset is for Postgres at all: `dbms:oracle`, `dbms:!postgresql`. */
export function forPostgres(changeset: Pick<Changeset, 'attributes'>): boolean {
  const named = attribute(changeset, 'dbms')?.toLowerCase().split(',');
  if (named === undefined) return true;
  if (named.includes('!postgresql') || named.includes('none')) return false;
  return named.some((one) => one === 'postgresql' || one === 'all' || one.startsWith('!'));
}

/** `logicalFilePath` in the header or on the changeset: Liquibase then takes the file for that one. */
export const logicalPath = (text: string, changeset: Pick<Changeset, 'attributes'>): string | undefined =>
  attribute(changeset, 'logicalFilePath') ?? attribute({ attributes: header.exec(text)?.[1] ?? '' }, 'logicalFilePath');
