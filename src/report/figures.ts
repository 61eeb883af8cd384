/** Figures as a person reads them. Thin narrow details (which unit, how many digits) live here and nowhere else. */

interface Unit {
  readonly name: string;
  readonly ms: number;
  /** Up to this many milliseconds the unit is the natural one. */
  readonly below: number;
}

const units: readonly Unit[] = [
  { name: 'ms', ms: 1, below: 999.5 },
  { name: 's', ms: 1_000, below: 119_500 },
  { name: 'min', ms: 60_000, below: 7_170_000 },
  { name: 'h', ms: 3_600_000, below: 171_000_000 },
];

/** Milliseconds as “< 1 ms”, “412 ms”, “13.1 s”, “9 min”, “2.5 h”, “3 days”. */
export function duration(ms: number): string {
  if (ms < 1) return ms <= 0 ? '0 ms' : '< 1 ms';
  const unit = unitOf(ms);
  return `${inUnit(ms, unit)} ${unit.name}`;
}

/**
 * A range of milliseconds as “4–9 min”; each end in its own unit where they differ: “18 s–40 min”. An estimate is never
 * as exact as a measured time: from 10 of a unit on it is whole.
 */
export function durationRange([low, high]: readonly [number, number]): string {
  if (high < 1) return duration(high);
  const unit = unitOf(high);
  if (low < 1) return `up to ${about(high, unit)} ${unit.name}`;
  const below = low >= unit.ms ? unit : unitOf(low);
  const [from, to] = [about(low, below), about(high, unit)];
  if (below !== unit) return `${from} ${below.name}–${to} ${unit.name}`;
  return from === to ? `${to} ${unit.name}` : `${from}–${to} ${unit.name}`;
}

/** “10,000,000”. */
/** By hand: the first number that a locale writes costs 90 ms, as long as reading a hundred files. */
export const rows = (count: number): string => String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** “10,000,000 rows”, “1 query”. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${rows(count)} ${count === 1 ? one : many}`;

/** Bytes in powers of 1,000: “214 MB”, “2.1 GB”. */
export function bytes(size: number): string {
  const names = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = size < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log10(size) / 3));
  const scaled = size / 1_000 ** power;
  return `${power === 0 ? scaled : digits(scaled)} ${names[power] ?? ''}`;
}

/** A share from 0 to 1 as “97 %”; never rounded up to all of it. */
export function share(part: number): string {
  const percent = part >= 1 ? 100 : Math.min(99, Math.round(part * 100));
  return `${percent} %`;
}

const days: Unit = { name: 'days', ms: 86_400_000, below: Infinity };
const unitOf = (ms: number): Unit => units.find(({ below }) => ms < below) ?? days;
const inUnit = (ms: number, unit: Unit): string =>
  unit.name === 'ms' ? String(Math.round(ms)) : digits(ms / unit.ms, unit.name === 's' ? 100 : 10);
const about = (ms: number, unit: Unit): string => (unit.name === 'ms' ? String(Math.round(ms)) : digits(ms / unit.ms));

/** One decimal while it says something, none after; “9” rather than “9.0”. */
const digits = (value: number, wholeFrom = 10): string =>
  value >= wholeFrom ? Math.round(value).toString() : value.toFixed(1).replace(/\.0$/, '');
