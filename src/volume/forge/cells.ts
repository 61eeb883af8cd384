import { packed } from './numerics.ts';
import type { Numeric, Varied } from './numerics.ts';
import type { Texts } from './texts.ts';
import { lengthOf } from './texts.ts';
import type { Vector } from './vector.ts';
import { absence } from './vectors.ts';
import type { Program } from './vectors.ts';

/** How a worked-out value is written: as a number of so many bytes, or byte by byte where a part is worked out. */
export type Form =
  | { readonly kind: 'int2' | 'int4' | 'int8' | 'bool'; readonly out: Float64Array }
  | { readonly kind: 'bytes'; readonly parts: Texts['parts'] }
  | Varied;

/** A column whose values differ from block to block. */
export interface Cell {
  readonly name: string;
  /** Absent: the value is that of the pool's row, where it is not NULL. */
  readonly form?: Form;
  /** Bytes of its value, without a header. */
  readonly length: number;
  /** 1 where it is NULL. */
  readonly absent?: Float64Array;
}

const numbers: Readonly<Record<string, 'int2' | 'int4' | 'int8'>> = {
  int2: 'int2',
  int4: 'int4',
  oid: 'int4',
  int8: 'int8',
};
const widths = { int2: 2, int4: 4, int8: 8, bool: 1 } as const;
const kindsOfTime: Readonly<Record<string, 'time' | 'date'>> = { timestamptz: 'time', timestamp: 'time', date: 'date' };
const texts = new Set(['text', 'varchar', 'bpchar']);

/** A vector as a column of this type; undefined where they do not go together. */
export function cellOf(program: Program, name: string, type: string, vector: Vector): Cell | undefined {
  if (vector.kind === 'text' && texts.has(type)) return textCell(name, vector);
  if (vector.kind === 'uuid' && type === 'uuid') return textCell(name, vector);
  if (vector.kind === 'numeric') return type === 'numeric' ? numericCell(program, name, vector) : undefined;
  const kind = numberForm(type, vector);
  const value = vector.kind === 'time' || vector.kind === 'date' ? vector.value : vector;
  if (!kind || (value.kind !== 'number' && value.kind !== 'truth')) return undefined;
  const absent = absence(program, value);
  return { name, form: { kind, out: value.out }, length: widths[kind], ...(absent && { absent }) };
}

function numberForm(type: string, { kind }: Vector): keyof typeof widths | undefined {
  if (kind === 'number') return numbers[type];
  if (kind === 'truth') return type === 'bool' ? 'bool' : undefined;
  if (kindsOfTime[type] !== kind) return undefined;
  return kind === 'date' ? 'int4' : 'int8';
}

function numericCell(program: Program, name: string, vector: Numeric): Cell {
  const absent = absence(program, vector.value);
  return { name, form: packed(program, vector), length: 0, ...(absent && { absent }) };
}

const textCell = (name: string, { parts, absent }: Texts): Cell => ({
  name,
  form: { kind: 'bytes', parts },
  length: lengthOf({ parts }),
  ...(absent && { absent }),
});

/** Bytes, and the same as words. */
export interface Views {
  readonly bytes: Uint8Array;
  readonly shorts: Uint16Array;
  readonly words: Int32Array;
}

export const viewsOf = (bytes: number): Views => {
  const buffer = new ArrayBuffer(bytes);
  return { bytes: new Uint8Array(buffer), shorts: new Uint16Array(buffer), words: new Int32Array(buffer) };
};

/** Writes the values of some rows of the batch at their places; -1 is none. */
export function write(form: Form, views: Views, places: Int32Array, from: number, to: number): void {
  switch (form.kind) {
    case 'int8':
      writeLong(form.out, views.words, places, from, to);
      return;
    case 'int4':
      for (let i = from; i < to; i++) {
        const at = places[i] ?? -1;
        if (at >= 0) views.words[at >> 2] = form.out[i] ?? 0;
      }
      return;
    case 'int2':
      for (let i = from; i < to; i++) {
        const at = places[i] ?? -1;
        if (at >= 0) views.shorts[at >> 1] = form.out[i] ?? 0;
      }
      return;
    case 'bool':
      for (let i = from; i < to; i++) {
        const at = places[i] ?? -1;
        if (at >= 0) views.bytes[at] = form.out[i] ?? 0;
      }
      return;
    case 'bytes':
      writeParts(form.parts, views.bytes, places, from, to);
      return;
    case 'varied':
      // Such rows are formed with their values.
      return;
  }
}

function writeLong(out: Float64Array, words: Int32Array, places: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const at = places[i] ?? -1;
    if (at < 0) continue;
    const value = out[i] ?? 0;
    const high = Math.floor(value / 4_294_967_296);
    words[at >> 2] = value - high * 4_294_967_296;
    words[(at >> 2) + 1] = high;
  }
}

function writeParts(parts: Texts['parts'], bytes: Uint8Array, places: Int32Array, from: number, to: number): void {
  let offset = 0;
  for (const { length, out } of parts) {
    if (out) writePart(out, length, bytes, places, offset, from, to);
    offset += length;
  }
}

function writePart(
  out: Uint8Array,
  length: number,
  bytes: Uint8Array,
  places: Int32Array,
  offset: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const at = places[i] ?? -1;
    if (at < 0) continue;
    for (let c = 0; c < length; c++) bytes[at + offset + c] = out[i * length + c] ?? 0;
  }
}
