import { literal } from './request.ts';
import type { ValueRequest } from './request.ts';

const start = `'2015-01-01'::timestamptz`;
/** Production's times are spread over ten years. */
const seconds = 315_360_000;

export function timeOf(base: string, { index, rows, restriction, statistics, values }: ValueRequest): string {
  const { low, high } = restriction;
  if (low !== undefined && high !== undefined) {
    const from = `${literal(low)}::timestamptz`;
    const share = `((${index})::float8 + 0.5) / ${Math.max(rows, values)}`;
    return `${from} + (${literal(high)}::timestamptz - ${from}) * (${share})`;
  }
  const many = statistics?.distinct === undefined ? undefined : Math.max(1, Math.floor(seconds / values));
  const step = base === 'date' ? `(${index}) * interval '1 day'` : `(${index}) * interval '${many ?? 37} seconds'`;
  if (low !== undefined) return `${literal(low)}::timestamptz + interval '1 day' + ${step}`;
  return high === undefined ? `${start} + ${step}` : `${literal(high)}::timestamptz - interval '1 day' - ${step}`;
}

/** The value behind another one: the least that is more, so that spans of rows in a row do not overlap. */
export function timeAbove(base: string, other: string): string {
  return base === 'date' ? `${other} + 1` : `${other} + interval '30 seconds'`;
}

/** A bound of the range of one row; the next row's is the other one. */
export function rangeTimeOf(base: string): (index: string) => string {
  if (base === 'date') return (index) => `('2015-01-01'::date + ((${index}) % 1000000)::int4)`;
  return (index) => `('2015-01-01'::${base} + (${index}) * interval '1 minute')`;
}
