import type { Range } from './text.ts';

// Comments (Postgres nests block comments; one level is enough to find placeholders), strings, names, dollar bodies.
const quotedParts =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(?<![\w$])\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g;

/** Where comments, strings, quoted names and dollar bodies are. Good enough to look for placeholders between them. */
export function quotedRanges(sql: string): readonly Range[] {
  return [...sql.matchAll(quotedParts)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** The first match of a global pattern that lies outside comments and quotes. */
export function firstOutsideQuotes(sql: string, pattern: RegExp): RegExpExecArray | undefined {
  const matches = [...sql.matchAll(pattern)];
  if (matches.length === 0) return undefined;
  const quoted = quotedRanges(sql);
  return matches.find((match) => !quoted.some((range) => match.index >= range.start && match.index < range.end));
}
