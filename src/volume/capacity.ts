import { numberCapacity } from './numbers.ts';
import type { Restriction } from './restriction.ts';
import type { ColumnShape, TypeShape } from './shape.ts';
import { longestOf, patternCapacity } from './texts.ts';
import { isNumber, isText, listOfValues } from './value.ts';

/** How many distinct values there are to be had. */
export function capacityOf({ kind, largest = -Infinity }: ColumnShape, restriction: Restriction): number {
  const values = listOfValues(kind, restriction);
  if (values) return Math.max(1, values.length);
  if (isNumber(kind)) return numberCapacity(kind, restriction, largest);
  if (isText(kind) && restriction.patterns) return patternCapacity(kind, restriction);
  const longest = longestOf(kind, restriction);
  if (isText(kind)) return longest < 8 ? 16 ** longest : Infinity;
  if (kind.base === 'bytea') return longest < 8 ? 256 ** longest : Infinity;
  if (kind.element) return elements(kind.element, restriction);
  return (fixed[kind.base] ?? (() => Infinity))(kind);
}

const elements = (kind: TypeShape, { most }: Restriction): number =>
  most === 0
    ? 1
    : capacityOf({ number: 0, name: '', type: '', kind, notNull: true, generated: false, hasDefault: false }, {});

const bits = ({ length = 32 }: TypeShape): number => 2 ** Math.min(length, 60);
const day = 86_400_000;
const fixed: Readonly<Record<string, (kind: TypeShape) => number>> = {
  bool: () => 2,
  bit: bits,
  varbit: bits,
  char: () => 26,
  date: () => 1_000_000,
  time: () => day,
  timetz: () => day,
  inet: () => 2 ** 31,
  cidr: () => 2 ** 31,
};
