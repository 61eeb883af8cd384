import { endOfToken, isComment, isSpace } from './lexer.ts';

/** What Postgres keeps of a name (NAMEDATALEN − 1). */
export const longestName = 63;

export const bytesOf = (name: string): number => Buffer.byteLength(name);

/** A name as Postgres keeps it: at most 63 bytes, no character cut in two. */
export function kept(name: string): string {
  const bytes = Buffer.from(name);
  let end = Math.min(bytes.length, longestName);
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** A name as a statement writes it, and what it means before Postgres cuts it. */
export interface LongName {
  readonly written: string;
  readonly name: string;
}

/** Names that the parser has cut, so that its tree no longer shows them. */
export function longNames(sql: string): readonly LongName[] {
  const found: LongName[] = [];
  // Most statements hold no word that long.
  if (!/[^\s.,();]{64}/u.test(sql) && !/"[^"]{32,}"/u.test(sql)) return found;
  for (let at = 0; at < sql.length;) {
    const end = endOfToken(sql, at);
    const token = isSpace(sql[at]) || isComment(sql, at) ? '' : sql.slice(at, end);
    const name = token.startsWith('"')
      ? token.slice(1, -1).replaceAll('""', '"')
      : /^[A-Za-z_\u0080-\uffff]/.test(token)
        ? token.toLowerCase()
        : '';
    if (bytesOf(name) > longestName) found.push({ written: token, name });
    at = end;
  }
  return found;
}
