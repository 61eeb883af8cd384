import type { FuncCall, Node } from '@pgsql/types';
import { stringOf } from '../../sql/names.ts';
import { constantText } from '../../sql/nodes.ts';
import { digestOf } from './md5.ts';
import { risingList } from './picks.ts';
import { characterAt, paddedHex, sized, upper } from './texts.ts';
import type { Digest, Digits, Hex, Texts } from './texts.ts';
import { bucket } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

/** How the arguments of a call are read. */
export interface Arguments {
  readonly number: (node: Node | undefined) => Numbers | undefined;
  readonly text: (node: Node | undefined) => Texts | undefined;
  readonly other: (node: Node | undefined) => { readonly kind: string } | Digits | Hex | undefined;
}

type Call = (program: Program, args: readonly Node[], read: Arguments) => Texts | Hex | Digest | Numbers | undefined;

const lengthIn = (node: Node | undefined): number | undefined => {
  const length = Number(constantText(node) ?? NaN);
  return Number.isInteger(length) && length > 0 ? length : undefined;
};

const calls: Readonly<Record<string, Call>> = {
  md5: (program, [of], { other }) => {
    const digits = other(of);
    return digits && isDigits(digits) ? digestOf(program, digits) : undefined;
  },
  to_hex: (_, [of], { number }) => {
    const value = number(of);
    return value && { kind: 'hex', value };
  },
  lpad: (program, [of, length, filling], { other }) => {
    const hex = other(of);
    const digits = lengthIn(length);
    if (!hex || !isHex(hex) || digits === undefined || constantText(filling) !== '0') return undefined;
    return paddedHex(program, hex.value, digits);
  },
  rpad: (program, [of, length, filling], { text }) => {
    const [body, wide, one] = [text(of), lengthIn(length), constantText(filling)];
    return body && wide !== undefined && one?.length === 1 ? sized(program, body, wide, one) : undefined;
  },
  left: (program, [of, length], { text }) => {
    const [body, kept] = [text(of), lengthIn(length)];
    return body && kept !== undefined ? sized(program, body, kept) : undefined;
  },
  upper: (program, [of], { text }) => {
    const body = text(of);
    return body && upper(program, body);
  },
  substr: (program, [of, from, length], { number }) => {
    const [characters, place] = [constantText(of), number(from)];
    if (characters === undefined || !place || constantText(length) !== '1') return undefined;
    return characterAt(program, characters, place);
  },
  width_bucket: (program, [of, among], { number }) => {
    const [value, bounds] = [number(of), risingList(among)];
    return value && bounds && bucket(program, value, bounds);
  },
};

const isDigits = (one: { readonly kind: string }): one is Digits => one.kind === 'digits';
const isHex = (one: { readonly kind: string }): one is Hex => one.kind === 'hex';

/** Undefined for a function that the generator's keys, times and digests have no need of. */
export function callOf(program: Program, call: FuncCall, read: Arguments): ReturnType<Call> {
  const [schema, name = ''] = (call.funcname ?? []).map(stringOf);
  const known = schema === 'pg_catalog' && Object.hasOwn(calls, name) ? calls[name] : undefined;
  return known?.(program, call.args ?? [], read);
}
