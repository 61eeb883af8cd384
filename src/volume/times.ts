import { literal } from './request.ts';
import type { ValueRequest } from './request.ts';

const start = `'2015-01-01'::timestamptz`;
/** Production's times are spread over ten years. */
const seconds = 315_360_000;

export function timeOf(base: string, { index, rows, restriction, statistics, values }: ValueRequest): string {
  const { low, high } = fixed(restriction);
  if (low !== undefined && high !== undefined) {
    const from = `${literal(low)}::timestamptz`;
    const share = `((${index})::float8 + 0.5) / ${Math.max(rows, values)}`;
    return `${from} + (${literal(high)}::timestamptz - ${from}) * (${share})`;
  }
  const room = Math.max(1, Math.floor(seconds / values));
  const every = statistics?.distinct === undefined ? Math.min(37, room) : room;
  const past = restriction.high !== undefined && high === undefined;
  const day = past ? `(${index}) % 3650` : `(${index})`;
  const step = base === 'date' ? `${day} * interval '1 day'` : `(${index}) * interval '${every} seconds'`;
  if (low !== undefined) return `${literal(low)}::timestamptz + interval '1 day' + ${step}`;
  return high === undefined ? `${start} + ${step}` : `${literal(high)}::timestamptz - interval '1 day' - ${step}`;
}

/** What lies before or behind `now` does so on every day: the same rows tomorrow. */
function fixed({ low, high }: ValueRequest['restriction']): { readonly low?: string; readonly high?: string } {
  const moving = (value: string | undefined): boolean => value === 'now' || value === 'today';
  const from = moving(low) ? '2100-01-01' : low;
  return { ...(from !== undefined && { low: from }), ...(high !== undefined && !moving(high) && { high }) };
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
