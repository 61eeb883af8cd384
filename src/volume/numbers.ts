import type { ValueRequest } from './request.ts';
import type { Restriction } from './restriction.ts';
import type { TypeShape } from './shape.ts';

const limits: Readonly<Record<string, number>> = { int2: 32_767, int4: 2_147_483_647, oid: 4_000_000_000 };
const anySpan = 100_000;

export const highest = ({ base, digits }: TypeShape): number =>
  limits[base] ?? (base === 'numeric' && digits !== undefined ? 10 ** digits - 1 : Number.MAX_SAFE_INTEGER);

const isWhole = ({ base, scale }: TypeShape): boolean =>
  ['int2', 'int4', 'int8', 'oid'].includes(base) || (base === 'numeric' && scale === 0);

/** Both ends, as whole numbers; `narrow` where there is no room for many of them and fractions must do. */
interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly narrow: boolean;
}

export function boundsOf(kind: TypeShape, restriction: Restriction): Bounds {
  // numeric(2, 2) has nothing before its point.
  if (kind.digits !== undefined && kind.digits <= 0) return { low: 0, high: 10 ** kind.digits * 0.98, narrow: true };
  const most = highest(kind) - (restriction.below ? Math.min(100, highest(kind) / 10) : 0);
  const ceiling = restriction.high === undefined ? most : Math.min(Number(restriction.high), most);
  const high = restriction.highOpen && Number.isInteger(ceiling) ? ceiling - 1 : Math.floor(ceiling);
  const floor = restriction.low === undefined ? lowest(kind, high) : Number(restriction.low);
  const low = restriction.lowOpen && Number.isInteger(floor) ? floor + 1 : Math.ceil(floor);
  const narrow = !isWhole(kind) && restriction.high !== undefined && high - low < 1;
  return narrow ? { low: Math.min(floor, ceiling), high: ceiling, narrow } : { low, high, narrow };
}

/** Numbers begin at 1 where they may; a column of debts counts up to its bound. */
const lowest = (kind: TypeShape, high: number): number => (high >= 1 ? 1 : Math.max(-highest(kind), high - anySpan));

/** Distinct numbers count up from beyond what is there; others are scattered, so that sorting them is work. */
export function numberOf(kind: TypeShape, request: ValueRequest, largest: number): string {
  const { index, spread, restriction, values, statistics } = request;
  const { low, high, narrow } = boundsOf(kind, restriction);
  if (narrow) return `${low} + ${high - low}::numeric * ((${index}) % ${values} + 1) / ${values + 1}`;
  if (spread === 'distinct') {
    const from = Math.max(low, Math.floor(largest) + 1, wideStart(kind, high, values, statistics?.width));
    return `${from} + (${index})`;
  }
  const span = Math.max(1, Math.min(anySpan, Math.floor(high - low + 1)));
  return `${low} + ((${index}) * 7919) % ${span}`;
}

const digitsOfGroup = 10_000;

/** A numeric keeps four digits in two bytes, behind three of header: where to begin for values as wide as production's. */
function wideStart({ base, scale }: TypeShape, high: number, values: number, width: number | undefined): number {
  if (base !== 'numeric' || width === undefined || scale !== 0) return -Infinity;
  const groups = Math.min(Math.round((width - 3) / 2), 3);
  const start = groups > 1 ? digitsOfGroup ** (groups - 1) : -Infinity;
  return start + values < high ? start : -Infinity;
}

/** How many there are. */
export function numberCapacity(kind: TypeShape, restriction: Restriction, largest: number): number {
  const { low, high, narrow } = boundsOf(kind, restriction);
  if (narrow) return kind.scale === undefined ? Infinity : Math.max(0, Math.floor((high - low) * 10 ** kind.scale) - 1);
  return Math.max(0, high - Math.max(low, Math.floor(largest) + 1) + 1);
}
