/** What a CHECK asks of one column, as far as we can read it. */
export interface Restriction {
  readonly low?: string;
  readonly high?: string;
  /** The bound itself is not allowed. */
  readonly lowOpen?: true;
  readonly highOpen?: true;
  readonly values?: readonly string[];
  readonly not?: readonly string[];
  /** Characters; of bytea bytes. */
  readonly shortest?: number;
  readonly longest?: number;
  /** Regular expressions, anchored as they are. */
  readonly patterns?: readonly string[];
  readonly letters?: 'lower' | 'upper';
  readonly json?: string;
  /** Of an array. */
  readonly fewest?: number;
  readonly most?: number;
  /** Its value lies above that of another column. */
  readonly above?: string;
  /** Another column's value lies above. */
  readonly below?: true;
  readonly notNull?: true;
  readonly mustBeNull?: true;
}

/** One way to satisfy a condition, by column name, unquoted; `VALUE` in a domain's check is `value`. */
export type Alternative = ReadonlyMap<string, Restriction>;

/** Both at once; undefined where they contradict each other. */
export function together(a: Alternative, b: Alternative): Alternative | undefined {
  const merged = new Map(a);
  for (const [column, restriction] of b) {
    const one = narrower(merged.get(column) ?? {}, restriction);
    if (one.mustBeNull && one.notNull) return undefined;
    if (one.values?.length === 0 || isEmpty(one)) return undefined;
    merged.set(column, one);
  }
  return merged;
}

const isEmpty = ({ low, high, lowOpen, highOpen }: Restriction): boolean => {
  if (low === undefined || high === undefined) return false;
  const [x, y] = [Number(low), Number(high)];
  const words = Number.isNaN(x) || Number.isNaN(y);
  // `now` is no date to compare with.
  if (words && !(/^\d/.test(low) && /^\d/.test(high))) return false;
  const [from, to] = words ? [low, high] : [x, y];
  return from > to || (from === to && (lowOpen === true || highOpen === true));
};

/** Both at once; of two bounds that are numbers the tighter one. */
export function narrower(a: Restriction, b: Restriction): Restriction {
  const not = [...(a.not ?? []), ...(b.not ?? [])];
  const both = a.values && b.values ? a.values.filter((value) => b.values?.includes(value)) : (a.values ?? b.values);
  const values = both?.filter((value) => !not.includes(value));
  return present({
    ...a,
    ...b,
    ...lowest(a, b),
    ...highest(a, b),
    ...(values && { values }),
    ...(not.length > 0 && { not }),
    ...((a.patterns ?? b.patterns) && { patterns: [...(a.patterns ?? []), ...(b.patterns ?? [])] }),
    shortest: larger(a.shortest, b.shortest),
    longest: smaller(a.longest, b.longest),
    fewest: larger(a.fewest, b.fewest),
    most: smaller(a.most, b.most),
  });
}

type Loose = { readonly [Key in keyof Restriction]: Restriction[Key] | undefined };
const present = (loose: Loose): Restriction =>
  Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined));

const larger = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
const smaller = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

function lowest(a: Restriction, b: Restriction): Loose {
  const from = tighter(a.low, b.low, (x, y) => x > y || (x === y && a.lowOpen === true)) === 'a' ? a : b;
  return { low: from.low, lowOpen: from.lowOpen };
}

function highest(a: Restriction, b: Restriction): Loose {
  const from = tighter(a.high, b.high, (x, y) => x < y || (x === y && a.highOpen === true)) === 'a' ? a : b;
  return { high: from.high, highOpen: from.highOpen };
}

/** Numbers are compared as such, dates as ISO text. */
function tighter(
  a: string | undefined,
  b: string | undefined,
  beats: (x: number | string, y: number | string) => boolean,
): 'a' | 'b' {
  if (a === undefined) return 'b';
  if (b === undefined) return 'a';
  const [x, y] = [Number(a), Number(b)];
  return (Number.isNaN(x) || Number.isNaN(y) ? beats(a, b) : beats(x, y)) ? 'a' : 'b';
}
