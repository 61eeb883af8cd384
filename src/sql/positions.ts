import type { Span } from '../domain/finding.ts';

/**
 * One text, three ways to count: the parser's locations are UTF-8 bytes, its error positions are code points, and
 * everybody else (editors, GitHub, JavaScript) counts UTF-16 units. This is the only place that converts.
 */
export interface Positions {
  /** UTF-16 offset of a UTF-8 byte offset; an offset inside a character is that character's start. */
  fromByte(byte: number): number;
  /** UTF-16 offset of a code point offset, both counted from `start` (UTF-16). */
  fromCodePoint(codePoints: number, start: number): number;
  /** The span of two UTF-16 offsets, the second exclusive. */
  span(start: number, end: number): Span;
}

export function positionsIn(file: string, text: string): Positions {
  const ascii = isAscii(text);
  const starts = lineStarts(text);
  const byteMap = ascii ? undefined : utf16ByByte(text);
  return {
    fromByte: (byte) => (byteMap ? (byteMap[Math.min(byte, byteMap.length - 1)] ?? 0) : Math.min(byte, text.length)),
    fromCodePoint: (count, start) => (ascii ? Math.min(start + count, text.length) : advance(text, start, count)),
    span: (start, end) => {
      const from = place(starts, start);
      const to = place(starts, end);
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    },
  };
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/** A lone surrogate is written as U+FFFD by the encoder: three bytes, like any other unit above U+07FF. */
function utf16ByByte(text: string): Uint32Array {
  const map = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    map.fill(at, byte, byte + width);
    byte += width;
    at += code > 0xffff ? 2 : 1;
  }
  map[byte] = text.length;
  return map.subarray(0, byte + 1);
}

function advance(text: string, start: number, count: number): number {
  let at = start;
  for (let passed = 0; passed < count && at < text.length; passed += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function place(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
