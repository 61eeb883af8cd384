import { endOfLine, endOfToken, isComment, isSpace } from './lexer.ts';

/** A stretch of a script between semicolons, without leading comments: what one statement is made of. */
export interface Piece {
  readonly kind: 'sql' | 'psql-command';
  readonly start: number;
  readonly end: number;
  /** Where the rows of `COPY … FROM stdin` stand, if the piece is one that psql would feed. */
  readonly data?: { readonly start: number; readonly end: number };
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** Splits a script as psql does, so that one statement the parser refuses does not hide the others. */
export function splitPieces(text: string): readonly Piece[] {
  const cursor: Cursor = { text, at: 0 };
  const pieces: Piece[] = [];
  skipBlank(cursor);
  while (cursor.at < text.length) {
    pieces.push(text[cursor.at] === '\\' ? psqlCommand(cursor) : sqlPiece(cursor));
    skipBlank(cursor);
  }
  return pieces;
}

function skipBlank(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    if (isSpace(text[cursor.at]) || text[cursor.at] === ';') cursor.at += 1;
    else if (isComment(text, cursor.at)) cursor.at = endOfToken(text, cursor.at);
    else return;
  }
}

function psqlCommand(cursor: Cursor): Piece {
  const start = cursor.at;
  cursor.at = endOfLine(cursor.text, start);
  return { kind: 'psql-command', start, end: cursor.at };
}

function sqlPiece(cursor: Cursor): Piece {
  const { text } = cursor;
  const start = cursor.at;
  let end = start;
  let depth = 0;
  const atomic = atomicBlocks();
  while (cursor.at < text.length) {
    const char = text[cursor.at] ?? '';
    if (char === '\\' && startsLine(text, cursor.at)) return { kind: 'sql', start, end };
    const next = endOfToken(text, cursor.at);
    if (char === ';' && depth === 0 && !atomic.open()) {
      cursor.at = next;
      return withData(cursor, { kind: 'sql', start, end });
    }
    if (char === '(') depth += 1;
    if (char === ')') depth = Math.max(0, depth - 1);
    if (!isSpace(char) && !isComment(text, cursor.at)) {
      end = next;
      atomic.sees(text.slice(cursor.at, next));
    }
    cursor.at = next;
  }
  return { kind: 'sql', start, end };
}

/** A backslash can only be a psql command where a line begins with it. */
const startsLine = (text: string, at: number): boolean => at === 0 || text[at - 1] === '\n';

/** `BEGIN ATOMIC … END` (14+) holds semicolons of its own; CASE inside it has an END too. */
function atomicBlocks(): { open(): boolean; sees(token: string): void } {
  let before = '';
  let depth = 0;
  return {
    open: () => depth > 0,
    sees: (token) => {
      const word = token.length <= 6 ? token.toUpperCase() : '';
      if (word === 'ATOMIC' && before === 'BEGIN') depth = 1;
      else if (depth > 0 && word === 'CASE') depth += 1;
      else if (depth > 0 && word === 'END') depth -= 1;
      before = word;
    },
  };
}

const copyFromStdin = /^copy\b[\s\S]*\bfrom\s+stdin\b/i;

function withData(cursor: Cursor, piece: Piece): Piece {
  const { text } = cursor;
  if (!copyFromStdin.test(text.slice(piece.start, piece.end))) return piece;
  const start = text.indexOf('\n', cursor.at) + 1;
  if (start === 0) return piece;
  const mark = /^\\\.\r?$/gm;
  mark.lastIndex = start;
  const found = mark.exec(text);
  const end = found ? found.index : text.length;
  cursor.at = found ? mark.lastIndex : text.length;
  return { ...piece, data: { start, end } };
}
