import type { A_Indirection, Node } from '@pgsql/types';
import { as, constantText } from '../../sql/nodes.ts';
import type { Numbers } from './vectors.ts';

/** One of some values, by its place from 1 in their list: what it looks like on disk is told by rows that have it. */
export interface Pick {
  readonly kind: 'pick';
  readonly place: Numbers;
  readonly values: number;
  /** 1 where it is NULL. */
  readonly absent?: Float64Array;
}

/** `(ARRAY[…])[place]`. */
export function pickOf(
  { arg, indirection }: A_Indirection,
  number: (node: Node | undefined) => Numbers | undefined,
): Pick | undefined {
  const [at, ...more] = indirection ?? [];
  const values = as('A_ArrayExpr', arg)?.elements ?? [];
  const index = as('A_Indices', at);
  const place = index && !index.is_slice && more.length === 0 ? number(index.uidx) : undefined;
  if (!place || place.low < 1 || place.high > values.length || place.nullable) return undefined;
  return values.every((one) => constantText(one) !== undefined)
    ? { kind: 'pick', place, values: values.length }
    : undefined;
}

/** The numbers of `ARRAY[1, 2]::bigint[]`, if they rise. */
export function risingList(node: Node | undefined): readonly number[] | undefined {
  const cast = as('TypeCast', node);
  const list = as('A_ArrayExpr', cast?.arg)?.elements ?? [];
  const numbers = list.map((one) => Number(constantText(one) ?? NaN));
  const rising = numbers.every((one, at) => Number.isSafeInteger(one) && one > (numbers[at - 1] ?? -Infinity));
  return rising && numbers.length > 0 ? numbers : undefined;
}
