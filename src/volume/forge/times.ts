import { constant, difference, product, quotient, sum } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

/** Microseconds since 2000; days since 2000, of a time at midnight too; microseconds or days of an interval. */
export interface Times {
  readonly kind: 'time' | 'date' | 'midnight' | 'interval' | 'days';
  readonly value: Numbers;
}

const kinds = new Set(['time', 'date', 'midnight', 'interval', 'days']);
export const isTime = (vector: { readonly kind: string }): vector is Times => kinds.has(vector.kind);

const microseconds: Readonly<Record<string, number>> = { millisecond: 1_000, second: 1_000_000, minute: 60_000_000 };
const day = 86_400_000_000;
const dayMs = 86_400_000;
const epochMs = Date.UTC(2000, 0, 1);

const times = (kind: Times['kind'], value: Numbers | undefined): Times | undefined => value && { kind, value };

/** A day or a span of time as the generator writes them; the server's clock is taken to be set to UTC. */
export function timeLiteral(type: string, text: string): Times | undefined {
  if (type === 'interval') {
    const [, count, unit = ''] = /^(\d+) ([a-z]+?)s?$/.exec(text) ?? [];
    if (unit === 'day') return times('days', constant(Number(count)));
    return times('interval', constant(Number(count) * (microseconds[unit] ?? NaN)));
  }
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const days = constant((ms - epochMs) / dayMs);
  if (type === 'date') return times('date', days);
  return type === 'timestamptz' || type === 'timestamp' ? times('midnight', days) : undefined;
}

export function timeCast(program: Program, type: string, given: Times): Times | undefined {
  const { kind, value } = given;
  if (kind === 'interval' || kind === 'days') return type === 'interval' ? given : undefined;
  if (type === 'date') return times('date', kind === 'time' ? days(program, value) : value);
  return type === 'timestamptz' || type === 'timestamp' ? exactly(program, given) : undefined;
}

/** In microseconds. */
function exactly(program: Program, given: Times): Times | undefined {
  const { kind, value } = given;
  if (kind === 'time' || kind === 'interval') return given;
  return times(kind === 'days' ? 'interval' : 'time', scaled(program, value, day));
}

/** `number * interval`. */
export const spanOf = (program: Program, count: Numbers, { kind, value }: Times): Times | undefined =>
  kind === 'interval' || kind === 'days' ? times(kind, product(program, count, value)) : undefined;

/** `date + days`. */
export const dayBehind = (program: Program, { kind, value }: Times, count: Numbers): Times | undefined =>
  kind === 'date' ? times('date', sum(program, value, count)) : undefined;

/** A time and an interval; a day is its midnight. */
export function shifted(program: Program, operator: string, a: Times, b: Times): Times | undefined {
  const combine = operator === '+' ? sum : operator === '-' ? difference : undefined;
  if (!combine || (b.kind !== 'interval' && b.kind !== 'days')) return undefined;
  if (a.kind === 'interval' || a.kind === 'days') return undefined;
  if (a.kind !== 'time' && b.kind === 'days') return times('midnight', combine(program, a.value, b.value));
  const [from, span] = [exactly(program, a), exactly(program, b)];
  return from && span && times('time', combine(program, from.value, span.value));
}

function scaled(program: Program, value: Numbers, by: number): Numbers | undefined {
  const factor = constant(by);
  return factor && product(program, value, factor);
}

/** The day that a time is in, before 2000 too. */
function days(program: Program, value: Numbers): Numbers | undefined {
  const length = constant(day);
  // From a whole number of days on, that is above zero.
  const before = Math.ceil(Math.max(0, -value.low) / day);
  const [back, shift] = [constant(before), constant(before * day)];
  const above = shift && sum(program, value, shift);
  const whole = length && above && quotient(program, above, length);
  return whole && back && difference(program, whole, back);
}
