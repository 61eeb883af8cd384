import { failure, success } from '../domain/errors.ts';
import type { Failure, Result } from '../domain/errors.ts';
import { endOfToken, isComment, isSpace } from './lexer.ts';
import { parseText } from './parser.ts';
import type { Parsed, RawStatement } from './parser.ts';
import { splitPieces } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { positionsIn } from './positions.ts';
import type { Positions } from './positions.ts';
import type { Comment, ParsedScript, PsqlCommand, Statement, SyntaxProblem } from './statement.ts';

export { loadParser } from './parser.ts';

/**
 * Reads a script into statements. The parser must have been loaded.
 * A statement that Postgres's parser refuses becomes a `SyntaxProblem`, and the ones around it are still read.
 * Fails with `unreadable-migration` on a NUL byte and with `parser-limit` on a statement nested too deep.
 */
export function parseScript(file: string, given: string): Result<ParsedScript> {
  // A byte order mark is a syntax error to the parser; a space keeps every offset.
  const text = given.startsWith('\uFEFF') ? ` ${given.slice(1)}` : given;
  const positions = positionsIn(file, text);
  const nul = text.indexOf('\0');
  if (nul >= 0) return failure({ ...nulByte, ...at(file, positions, nul) });
  const whole = parseText(text);
  if (whole.kind === 'parsed') return success(wholeScript(text, positions, whole.statements));
  return inPieces(file, text, positions);
}

const nulByte = {
  code: 'unreadable-migration',
  says: 'The file holds a NUL byte, which Postgres would take for its end.',
  advice: 'Save the file as UTF-8 text (it may be UTF-16).',
} as const;

const at = (file: string, positions: Positions, offset: number): { file: string; line: number; column: number } => {
  const { line, column } = positions.span(offset, offset);
  return { file, line, column };
};

interface Extent {
  readonly start: number;
  readonly end: number;
  readonly node: RawStatement['node'];
  readonly copyData?: string;
}

function wholeScript(text: string, positions: Positions, raw: readonly RawStatement[]): ParsedScript {
  const extents = extentsOf(text, positions, raw);
  let end = 0;
  const statements = extents.map((extent, index) => {
    const comments = commentsBetween(text, positions, end, extent.start);
    end = extent.end;
    return statementOf(text, positions, extent, index, comments);
  });
  return { statements, problems: [], psqlCommands: [] };
}

function extentsOf(text: string, positions: Positions, raw: readonly RawStatement[]): readonly Extent[] {
  return raw.map(({ node, startByte, endByte }) => {
    const start = positions.fromByte(startByte);
    const end = endByte === undefined ? text.length : positions.fromByte(endByte);
    return { node, start, end: withoutTail(text, start, end) };
  });
}

/** The parser's length runs to the semicolon: comments and space before that are not the statement's. */
function withoutTail(text: string, start: number, end: number): number {
  const sql = text.slice(start, end);
  if (!sql.includes('--') && !sql.includes('/*')) return start + sql.trimEnd().length;
  let last = start;
  for (let from = start; from < end;) {
    const next = endOfToken(text, from);
    if (!isSpace(text[from]) && !isComment(text, from) && text[from] !== ';') last = next;
    from = next;
  }
  return Math.min(last, end);
}

function statementOf(
  text: string,
  positions: Positions,
  extent: Extent,
  index: number,
  comments: readonly Comment[],
): Statement {
  const { start, end, node, copyData } = extent;
  const sql = text.slice(start, end);
  const data = copyData === undefined ? {} : { copyData };
  return { index, sql, offset: start, node, comments, ...data, ...positions.span(start, end) };
}

function commentsBetween(text: string, positions: Positions, start: number, end: number): readonly Comment[] {
  const comments: Comment[] = [];
  for (let from = start; from < end;) {
    const next = isComment(text, from) ? Math.min(endOfToken(text, from), end) : from + 1;
    if (isComment(text, from)) comments.push({ text: text.slice(from, next), ...positions.span(from, next) });
    from = next;
  }
  return comments;
}

/** What became of the pieces so far. */
interface Reading {
  readonly file: string;
  readonly text: string;
  readonly positions: Positions;
  readonly statements: Statement[];
  readonly problems: SyntaxProblem[];
  readonly psqlCommands: PsqlCommand[];
  /** Where the last piece ended: comments are looked for from here. */
  end: number;
  index: number;
}

function inPieces(file: string, text: string, positions: Positions): Result<ParsedScript> {
  const reading: Reading = { file, text, positions, statements: [], problems: [], psqlCommands: [], end: 0, index: 0 };
  for (const piece of splitPieces(text)) {
    if (piece.kind === 'psql-command') readPsqlCommand(reading, piece);
    else {
      const refused = readPiece(reading, piece);
      if (refused) return refused;
    }
    reading.end = piece.data?.end ?? piece.end;
  }
  const { statements, problems, psqlCommands } = reading;
  return success({ statements, problems, psqlCommands });
}

function readPiece(reading: Reading, piece: Piece): Failure | undefined {
  const { text, positions } = reading;
  const sql = text.slice(piece.start, piece.end);
  const parsed = parseText(sql);
  if (parsed.kind === 'too-deep') return tooDeep(reading, piece, parsed.cause);
  if (parsed.kind === 'refused') {
    reading.problems.push(syntaxProblem(reading, piece, parsed));
    return undefined;
  }
  for (const extent of extentsOf(sql, positionsIn('', sql), parsed.statements)) {
    const start = piece.start + extent.start;
    const comments = commentsBetween(text, positions, reading.end, start);
    const data = piece.data ? { copyData: text.slice(piece.data.start, piece.data.end) } : {};
    const here = { node: extent.node, start, end: piece.start + extent.end, ...data };
    reading.statements.push(statementOf(text, positions, here, reading.index, comments));
    reading.index += 1;
    reading.end = here.end;
  }
  return undefined;
}

const tooDeep = ({ file, positions }: Reading, piece: Piece, cause: unknown): Failure =>
  failure({
    code: 'parser-limit',
    says: 'A statement is nested too deep for the parser to read it.',
    advice: 'Split the statement into smaller ones.',
    ...at(file, positions, piece.start),
    cause,
  });

function syntaxProblem(reading: Reading, piece: Piece, refused: Extract<Parsed, { kind: 'refused' }>): SyntaxProblem {
  const { text, positions } = reading;
  const where = Math.min(positions.fromCodePoint(refused.codePoint, piece.start), piece.end);
  const end = where < piece.end ? Math.min(endOfToken(text, where), piece.end) : piece.end;
  const index = reading.index;
  reading.index += 1;
  const sql = text.slice(piece.start, piece.end);
  return { index, sql, message: shortened(refused.message), ...positions.span(where, end) };
}

/** An unterminated quote makes the parser repeat the rest of the file. */
const shortened = (message: string): string => (message.length > 160 ? `${message.slice(0, 160)}…` : message);

/** Commands that neither run SQL nor read files: a structure file made by pg_dump has the first four. */
const harmless = new Set(
  'connect c restrict unrestrict set unset echo qecho warn timing pset x a t encoding errverbose conninfo'.split(' '),
);

function readPsqlCommand(reading: Reading, piece: Piece): void {
  const text = reading.text.slice(piece.start, piece.end).trimEnd();
  const span = reading.positions.span(piece.start, piece.start + text.length);
  const name = /^\\([a-z_]+)/i.exec(text)?.[1] ?? '';
  if (harmless.has(name)) {
    reading.psqlCommands.push({ text, ...span });
    return;
  }
  const message = `psql's command \\${name} is not SQL; only psql can run it`;
  reading.problems.push({ index: reading.index, sql: text, message, ...span });
  reading.index += 1;
}
