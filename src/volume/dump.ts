import { endOfToken, isComment, isSpace } from '../sql/lexer.ts';
import { splitPieces } from '../sql/pieces.ts';
import type { Piece } from '../sql/pieces.ts';

/** A dump in the plain format, or a seed: one part after the other, so that its size does not matter. */
export type DumpPart =
  /** One statement; the last may be cut off. */
  | (Piecemeal & { readonly kind: 'sql' })
  /** A line that only psql understands. */
  | (Piecemeal & { readonly kind: 'command' })
  /** `COPY … FROM stdin` with its rows, which must be taken before the next part. */
  | (Piecemeal & { readonly kind: 'rows'; readonly rows: AsyncIterable<Uint8Array> })
  /** The text ends in the middle of rows. */
  | { readonly kind: 'cut'; readonly line: number }
  /** A statement longer than any that pg_dump writes. */
  | { readonly kind: 'endless'; readonly line: number };

export interface Piecemeal {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const longest = 64 * 1024 * 1024;

export async function* dumpParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DumpPart> {
  const reader = readerOf(bytes);
  try {
    yield* partsOf(reader);
  } finally {
    // Who stops in the middle lets go of the file, and of the program that writes it.
    await reader.close();
  }
}

async function* partsOf(reader: Reader): AsyncGenerator<DumpPart> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let first = 1;
  let tried = 0;
  for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
    const here = decoder.decode(line).replace(/^\uFEFF/, '');
    if (text === '') {
      if (saysNothing(here)) continue;
      first = reader.number();
    }
    text += here;
    if (text.length > longest) {
      yield { kind: 'endless', line: first };
      return;
    }
    if (!mayEnd(here, text, tried)) continue;
    const pieces = wholePieces(text);
    tried = text.length;
    if (!pieces) continue;
    for (const piece of pieces) {
      const part = { text: text.slice(piece.start, piece.end), line: first + breaksIn(text.slice(0, piece.start)) };
      if (!piece.data) yield { kind: piece.kind === 'sql' ? 'sql' : 'command', ...part };
      else if (yield* withRows(reader, part)) return;
    }
    text = '';
    tried = 0;
  }
  if (text.trim() !== '') yield { kind: 'sql', text, line: first };
}

async function* withRows(reader: Reader, part: Piecemeal): AsyncGenerator<DumpPart, boolean> {
  const taken = { state: 'open' as 'open' | 'closed' | 'cut' };
  const rows = reader.rows((how) => (taken.state = how));
  yield { kind: 'rows', ...part, rows };
  // Who did not want them all has them passed over.
  while ((await rows.next()).done !== true);
  if (taken.state !== 'cut') return false;
  yield { kind: 'cut', line: part.line };
  return true;
}

const saysNothing = (line: string): boolean => /^\s*(--.*)?$/.test(line.trimEnd());
const breaksIn = (text: string): number => text.split('\n').length - 1;

/** A long text is looked at again only when it has grown by a good part, so that it is not read a thousand times. */
const mayEnd = (line: string, text: string, tried: number): boolean =>
  line.startsWith('\\') ||
  /\bstdin\b/i.test(line) ||
  (line.includes(';') && (text.length < 64 * 1024 || text.length > tried * 1.2));

/** Undefined where the last statement is not at its end. */
function wholePieces(text: string): readonly Piece[] | undefined {
  const pieces = splitPieces(text);
  const last = pieces.at(-1);
  if (!last) return undefined;
  if (last.kind === 'psql-command' || last.data) return pieces;
  let at = last.end;
  while (at < text.length && (isSpace(text[at]) || isComment(text, at)))
    at = isSpace(text[at]) ? at + 1 : endOfToken(text, at);
  return text[at] === ';' ? pieces : undefined;
}

interface Reader {
  /** With its line break; undefined at the end. */
  line(): Promise<Uint8Array | undefined>;
  /** Of the line that was read last, from 1. */
  number(): number;
  close(): Promise<void>;
  /** What stands before a line of its own that is `\.`. */
  rows(ends: (how: 'closed' | 'cut') => void): AsyncGenerator<Uint8Array>;
}

const lineFeed = 0x0a;

function readerOf(bytes: AsyncIterable<Uint8Array>): Reader {
  const source = bytes[Symbol.asyncIterator]();
  let held: Uint8Array = new Uint8Array();
  let at = 0;
  let number = 0;
  const more = async (): Promise<boolean> => {
    const next = await source.next();
    if (next.done === true) return false;
    const rest = held.subarray(at);
    held = rest.length === 0 ? next.value : joined(rest, next.value);
    at = 0;
    return true;
  };
  const upTo = (end: number): Uint8Array => {
    const taken = held.subarray(at, end);
    at = end;
    return taken;
  };
  return {
    async line() {
      for (let seen = 0; ;) {
        const end = held.indexOf(lineFeed, at + seen);
        seen = held.length - at;
        if (end < 0 && (await more())) continue;
        if (end < 0 && seen === 0) return undefined;
        number += 1;
        return upTo(end < 0 ? held.length : end + 1);
      }
    },
    number: () => number,
    async close() {
      await source.return?.();
    },
    async *rows(ends) {
      for (;;) {
        let start = at;
        for (let end = held.indexOf(lineFeed, start); end >= 0; end = held.indexOf(lineFeed, start)) {
          number += 1;
          if (isMark(held, start, end)) {
            const last = upTo(start);
            at = end + 1;
            if (last.length > 0) yield last;
            ends('closed');
            return;
          }
          start = end + 1;
        }
        if (start > at) yield upTo(start);
        if (await more()) continue;
        const closed = isMark(held, at, held.length);
        const rest = upTo(held.length);
        if (!closed && rest.length > 0) yield rest;
        ends(closed ? 'closed' : 'cut');
        return;
      }
    },
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** `\.`, with or without a carriage return. */
const isMark = (bytes: Uint8Array, start: number, end: number): boolean =>
  bytes[start] === 0x5c &&
  bytes[start + 1] === 0x2e &&
  (end === start + 2 || (end === start + 3 && bytes[start + 2] === 0x0d));
