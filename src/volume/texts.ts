import { textsOf, unitsOf } from './pattern.ts';
import type { Unit } from './pattern.ts';
import type { Restriction } from './restriction.ts';
import type { TypeShape } from './shape.ts';
import { bodyOf, digest, filler, hexDigits, literal, rising } from './request.ts';
import type { ValueRequest } from './request.ts';

const cut = (text: string, length: number): string => `pg_catalog.left(${text}, ${length})`;

export const longestOf = ({ length }: TypeShape, { longest }: Restriction): number =>
  Math.min(length ?? Infinity, longest ?? Infinity);

export function textOf(kind: TypeShape, request: ValueRequest): string {
  const { restriction } = request;
  const shaped = (restriction.patterns ?? []).map((pattern) => patterned(pattern, kind, request));
  const made = shaped.find((one) => one !== undefined) ?? plainText(kind, request);
  return restriction.letters === 'upper' ? `pg_catalog.upper(${made})` : made;
}

function plainText(kind: TypeShape, request: ValueRequest): string {
  const { index, spread, restriction, statistics, seed, pieces } = request;
  const longest = longestOf(kind, restriction);
  const shortest = restriction.shortest ?? 0;
  if (statistics?.distinct !== undefined || statistics?.width !== undefined) return sizedText(kind, request);
  const short = spread === 'distinct' && longest < 32;
  const width = Math.min(longest, 12);
  const hash = pieces?.digest() ?? digest(index, seed);
  const body = short ? rising(index, width) : longest < 32 ? cut(hash, longest) : hash;
  return shortest > (short ? width : 32) ? `pg_catalog.rpad(${body}, ${shortest}, 'x')` : body;
}

/** Values in the order of the index, as wide as production's. */
function sizedText(kind: TypeShape, { index, restriction, statistics, values, seed, pieces }: ValueRequest): string {
  const wide = Math.max(1, Math.round(bodyOf(statistics?.width ?? 33)));
  const longest = longestOf(kind, restriction);
  const digits = Math.min(longest, hexDigits(values));
  const length = Math.min(longest, Math.max(wide, digits, restriction.shortest ?? 0));
  const head = rising(index, digits);
  return length <= digits
    ? head
    : `${head} || ${pieces?.filler(length - digits) ?? filler(index, length - digits, seed)}`;
}

/** Few texts, spelled out; undefined where a pattern allows many. */
export const spelledOut = ({ patterns }: Restriction): readonly string[] | undefined =>
  patterns?.length === 1 ? textsOf(patterns[0] ?? '') : undefined;

function patterned(
  pattern: string,
  kind: TypeShape,
  { index, restriction, statistics, values }: ValueRequest,
): string | undefined {
  const units = unitsOf(pattern);
  if (!units) return undefined;
  const wide = statistics?.width === undefined ? 0 : Math.round(bodyOf(statistics.width));
  const shortest = Math.max(restriction.shortest ?? 0, Math.min(wide, longestOf(kind, restriction)));
  const places = placesOf(units, { shortest, longest: longestOf(kind, restriction), values });
  return spelling(places, index);
}

/** How many texts a pattern can tell apart. */
export function patternCapacity(kind: TypeShape, restriction: Restriction): number {
  const units = unitsOf(restriction.patterns?.[0] ?? '');
  if (!units) return Infinity;
  const wish = { shortest: restriction.shortest ?? 0, longest: longestOf(kind, restriction), values: 1e15 };
  return placesOf(units, wish).reduce((product, chars) => product * chars.length, 1);
}

interface Wish {
  readonly shortest: number;
  readonly longest: number;
  readonly values: number;
}

/** Repeats characters until enough texts can be told apart. */
function placesOf(units: readonly Unit[], { shortest, longest, values }: Wish): readonly string[] {
  const times = units.map(({ least }) => least);
  const length = (): number => times.reduce((sum, count) => sum + count, 0);
  const texts = (): number => units.reduce((product, { chars }, at) => product * chars.length ** (times[at] ?? 0), 1);
  const growing = (): number =>
    units.findLastIndex(
      ({ chars, most: upTo }, at) => (times[at] ?? 0) < upTo && (chars.length > 1 || texts() >= values),
    );
  while (length() < longest && (length() < shortest || texts() < values)) {
    const at = growing();
    if (at < 0) break;
    times[at] = (times[at] ?? 0) + 1;
  }
  return units.flatMap(({ chars }, at) => Array.from({ length: times[at] ?? 0 }, () => chars));
}

/** Each place is a digit of the index, the last one the lowest. */
function spelling(places: readonly string[], index: string): string {
  let weight = 1;
  const pieces: string[] = [];
  for (const chars of places.toReversed()) {
    const fixed = chars.length === 1 || weight > 1e12;
    const digit = weight === 1 ? `(${index})` : `(${index}) / ${weight}`;
    pieces.unshift(
      fixed
        ? literal(chars[0] ?? '')
        : `pg_catalog.substr(${literal(chars)}, (1 + ${digit} % ${chars.length})::int4, 1)`,
    );
    if (!fixed) weight *= chars.length;
  }
  const joined = pieces.join(' || ').replaceAll(/'((?:[^']|'')*)' \|\| (?=')/g, "'$1' || ");
  return joined === '' ? "''" : `(${joined})`;
}
