/**
 * Just enough of Postgres's lexical rules to find where things end: quotes, dollar quotes, nested comments.
 * It serves files that the parser refuses as a whole, and the comments between statements; what a statement *means*
 * is always the parser's word. (Manual, “Lexical Structure”; standard_conforming_strings is taken as on.)
 */

/** The end of the white space, comment, quoted thing or word at `at`; always beyond `at`. */
export function endOfToken(text: string, at: number): number {
  const here = text[at] ?? '';
  if (here === "'") return endOfQuoted(text, at, "'");
  if (here === '"') return endOfQuoted(text, at, '"');
  if (here === '-' && text[at + 1] === '-') return endOfLine(text, at);
  if (here === '/' && text[at + 1] === '*') return endOfBlockComment(text, at);
  if (here === '$') return endOfDollar(text, at);
  if (isWordStart(here)) return endOfWord(text, at);
  return at + 1;
}

export const isComment = (text: string, at: number): boolean =>
  (text[at] === '-' && text[at + 1] === '-') || (text[at] === '/' && text[at + 1] === '*');

export const isSpace = (char: string | undefined): boolean => char !== undefined && /[ \t\n\r\f\v]/.test(char);

export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

function endOfQuoted(text: string, at: number, quote: string): number {
  for (let from = at + 1; ;) {
    const end = text.indexOf(quote, from);
    if (end < 0) return text.length;
    if (text[end + 1] !== quote) return end + 1;
    from = end + 2;
  }
}

/** E'…' only: a backslash escapes. */
function endOfEscaped(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === "'") {
      if (text[end + 1] !== "'") return end + 1;
      end += 1;
    }
  }
  return text.length;
}

function endOfBlockComment(text: string, at: number): number {
  let depth = 1;
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at + 2;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

function endOfDollar(text: string, at: number): number {
  dollarTag.lastIndex = at;
  const tag = dollarTag.exec(text)?.[0];
  if (tag === undefined) return at + 1;
  const end = text.indexOf(tag, at + tag.length);
  return end < 0 ? text.length : end + tag.length;
}

const isWordStart = (char: string): boolean => /[A-Za-z_\u0080-\uffff]/.test(char);
const word = /[A-Za-z0-9_$\u0080-\uffff]+/y;

function endOfWord(text: string, at: number): number {
  word.lastIndex = at;
  const found = word.exec(text)?.[0] ?? text[at] ?? '';
  const end = at + found.length;
  const escapes = found === 'E' || found === 'e';
  return escapes && text[end] === "'" ? endOfEscaped(text, end) : end;
}
