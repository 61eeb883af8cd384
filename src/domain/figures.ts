/** Figures as a person reads them, everywhere the same. What is no finite number is “?”, and nothing is below zero. */

interface Unit {
  readonly name: string;
  readonly ms: number;
  /** Up to this many milliseconds the unit is the natural one. */
  readonly below: number;
  /** From this many of it on, a measured time is told without decimals. */
  readonly wholeFrom: number;
}

const days: Unit = { name: 'days', ms: 86_400_000, below: Infinity, wholeFrom: 10 };
const units: readonly Unit[] = [
  { name: 'ms', ms: 1, below: 999.5, wholeFrom: 0 },
  { name: 's', ms: 1_000, below: 119_500, wholeFrom: 100 },
  { name: 'min', ms: 60_000, below: 7_170_000, wholeFrom: 10 },
  { name: 'h', ms: 3_600_000, below: 171_000_000, wholeFrom: 10 },
  days,
];

/** Milliseconds as “< 1 ms”, “412 ms”, “13.1 s”, “1 min”, “61 s”, “9 min”, “2.5 h”, “3 days”. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return unknown;
  if (ms < 1) return ms <= 0 ? '0 ms' : '< 1 ms';
  return spoken(told(ms, 'measured'));
}

/**
 * A range of milliseconds as “4–9 min”; each end in its own unit where they differ: “18 s–40 min”. An estimate is never
 * as exact as a measured time: from 10 of a unit on it is whole.
 */
export function durationRange([low, high]: readonly [number, number]): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return unknown;
  if (high < 1) return duration(high);
  const to = told(high, 'estimated');
  if (low < 1) return `up to ${spoken(to)}`;
  const from = low < to.unit.ms ? told(low, 'estimated') : toldIn(to.unit, low, 'estimated');
  if (from.unit !== to.unit) return `${spoken(from)}–${spoken(to)}`;
  return from.figure === to.figure ? spoken(to) : `${from.figure}–${spoken(to)}`;
}

/**
 * A whole number as “10,000,000”. By hand: the first number that a locale writes costs 90 ms, as long as reading a
 * hundred files.
 */
export const grouped = (count: number): string =>
  Number.isFinite(count)
    ? Math.max(0, Math.round(count))
        .toString()
        .replace(/\B(?=(?:\d{3})+$)/g, ',')
    : unknown;

/** “10,000,000 rows”, “1 query”. */
export function counted(count: number, one: string, many = `${one}s`): string {
  const figure = grouped(count);
  return `${figure} ${figure === '1' ? one : many}`;
}

const sizes = ['kB', 'MB', 'GB', 'TB', 'PB'].map((name, index) => ({ name, bytes: 1_000 ** (index + 1) }));

/** Bytes in powers of 1,000: “1 byte”, “214 MB”, “2.1 GB”. */
export function bytes(size: number): string {
  // 999.6 of a unit would be told as 1,000 of it.
  const unit = sizes.findLast((one) => size >= one.bytes * 0.9995);
  return unit ? `${digits(size / unit.bytes)} ${unit.name}` : counted(size, 'byte');
}

/** A share from 0 to 1 as “97 %”; never rounded up to all of it. */
export const share = (part: number): string => `${grouped(part >= 1 ? 100 : Math.min(99, part * 100))} %`;

const unknown = '?';

interface Told {
  readonly figure: string;
  readonly unit: Unit;
}

type Exactness = 'measured' | 'estimated';

/** In the unit that is natural for it. What rounds to one of the next is told in that: “1 min”, never “60 s”. */
function told(ms: number, exactness: Exactness): Told {
  const at = units.findIndex(({ below }) => ms < below);
  const [unit = days, next] = units.slice(at);
  const one = toldIn(unit, ms, exactness);
  return next && one.figure === String(next.ms / unit.ms) ? { figure: '1', unit: next } : one;
}

const toldIn = (unit: Unit, ms: number, exactness: Exactness): Told => ({
  figure: digits(ms / unit.ms, exactness === 'measured' ? unit.wholeFrom : Math.min(unit.wholeFrom, 10)),
  unit,
});

const spoken = ({ figure, unit }: Told): string => `${figure} ${unit === days && figure === '1' ? 'day' : unit.name}`;

/** One decimal while it says something, none after; “9” rather than “9.0”. */
const digits = (value: number, wholeFrom = 10): string =>
  value >= wholeFrom ? grouped(value) : value.toFixed(1).replace(/\.0$/, '');
