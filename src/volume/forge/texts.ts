import { batchRows } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

/** A piece of a text: worked out, or absent where it is the same in every block and read from the pool's own row. */
export interface Part {
  readonly length: number;
  /** So many bytes a row, one row behind the other. */
  readonly out?: Uint8Array;
}

/** Texts of one length, a byte a character; of 16 bytes a uuid. */
export interface Texts {
  readonly kind: 'text' | 'uuid';
  readonly parts: readonly Part[];
  /** 1 where it is NULL. */
  readonly absent?: Float64Array;
}

/** A number in digits, with what is behind it: only to be digested, as its length differs. */
export interface Digits {
  readonly kind: 'digits';
  readonly value: Numbers;
  readonly behind: string;
}

/** A number in hexadecimal digits: only to be filled up, as its length differs. */
export interface Hex {
  readonly kind: 'hex';
  readonly value: Numbers;
}

/** A digest's 16 bytes, before they are spelled out. */
export interface Digest {
  readonly kind: 'digest';
  readonly raw: Uint8Array;
  readonly absent?: Float64Array;
}

export const lengthOf = ({ parts }: Pick<Texts, 'parts'>): number => parts.reduce((sum, { length }) => sum + length, 0);

const hexDigits = new TextEncoder().encode('0123456789abcdef');
const zero = 48;

/** `lpad(to_hex(…), length, '0')`. */
export function paddedHex(
  program: Program,
  { out: values, low, high, nullable }: Numbers,
  length: number,
): Texts | undefined {
  if (low < 0 || high >= 16 ** Math.min(length, 13) || nullable) return undefined;
  const out = new Uint8Array(batchRows * length);
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) {
      let rest = values[i] ?? 0;
      for (let place = (i + 1) * length - 1; place >= i * length; place--) {
        const next = Math.floor(rest / 16);
        out[place] = hexDigits[rest - next * 16] ?? zero;
        rest = next;
      }
    }
  });
  return { kind: 'text', parts: [{ length, out }] };
}

export function spelled(program: Program, { raw, absent }: Digest): Texts {
  const out = new Uint8Array(batchRows * 32);
  program.steps.push((count) => {
    for (let i = 0; i < count * 16; i++) {
      const byte = raw[i] ?? 0;
      out[i * 2] = hexDigits[byte >> 4] ?? 0;
      out[i * 2 + 1] = hexDigits[byte & 15] ?? 0;
    }
  });
  return { kind: 'text', parts: [{ length: 32, out }], ...(absent && { absent }) };
}

/** The same text in every row. */
export function written(text: string): Texts | undefined {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length !== text.length) return undefined;
  const out = new Uint8Array(batchRows * bytes.length);
  for (let i = 0; i < batchRows; i++) out.set(bytes, i * bytes.length);
  return { kind: 'text', parts: [{ length: bytes.length, out }] };
}

/** One behind the other. */
export function joined(a: Texts, b: Texts): Texts | undefined {
  if (a.absent && b.absent && a.absent !== b.absent) return undefined;
  const absent = a.absent ?? b.absent;
  return { kind: 'text', parts: [...a.parts, ...b.parts], ...(absent && { absent }) };
}

/** The first characters; behind a shorter text the filling, if there is one. */
export function sized(program: Program, text: Texts, length: number, filling = ''): Texts | undefined {
  const parts: Part[] = [];
  let left = length;
  for (const part of text.parts) {
    if (part.length <= left) parts.push(part);
    else if (left > 0) parts.push(shortened(program, part, left));
    left = Math.max(0, left - part.length);
  }
  const more = filling === '' || left === 0 ? undefined : written(filling.repeat(left));
  return { ...text, parts: [...parts, ...(more?.parts ?? [])] };
}

function shortened(program: Program, { length: whole, out: from }: Part, length: number): Part {
  if (!from) return { length };
  const out = new Uint8Array(batchRows * length);
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) for (let c = 0; c < length; c++) out[i * length + c] = from[i * whole + c] ?? 0;
  });
  return { length, out };
}

export function upper(program: Program, text: Texts): Texts {
  const parts = text.parts.map(({ length, out: from }) => {
    if (!from) return { length };
    const out = new Uint8Array(batchRows * length);
    program.steps.push((count) => {
      for (let i = 0; i < count * length; i++) {
        const code = from[i] ?? 0;
        out[i] = code >= 97 && code <= 122 ? code - 32 : code;
      }
    });
    return { length, out };
  });
  return { ...text, parts };
}

/** `substr(characters, place, 1)`. */
export function characterAt(program: Program, characters: string, place: Numbers): Texts | undefined {
  const codes = new TextEncoder().encode(characters);
  if (codes.length !== characters.length || place.low < 1 || place.high > codes.length || place.nullable)
    return undefined;
  const out = new Uint8Array(batchRows);
  const places = place.out;
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) out[i] = codes[(places[i] ?? 1) - 1] ?? 0;
  });
  return { kind: 'text', parts: [{ length: 1, out }] };
}

const nibble = (code: number): number => (code <= 57 ? code - zero : (code | 32) - 87);

/** The 16 bytes of 32 hexadecimal digits. */
export function uuidOf(program: Program, text: Texts): Texts | undefined {
  if (lengthOf(text) !== 32 || text.parts.some(({ length }) => length % 2 === 1)) return undefined;
  const parts = text.parts.map(({ length, out: from }) => {
    const bytes = length / 2;
    if (!from) return { length: bytes };
    const out = new Uint8Array(batchRows * bytes);
    program.steps.push((count) => {
      for (let i = 0; i < count * bytes; i++)
        out[i] = (nibble(from[i * 2] ?? zero) << 4) | nibble(from[i * 2 + 1] ?? zero);
    });
    return { length: bytes, out };
  });
  return { ...text, kind: 'uuid', parts };
}
