import { constant, difference, product, quotient, sum } from './vectors.ts';
import type { Numbers, Program } from './vectors.ts';

/** Microseconds since 2000, days since 2000, or microseconds of an interval. */
export interface Times {
  readonly kind: 'time' | 'date' | 'interval';
  readonly value: Numbers;
}

export const isTime = (vector: { readonly kind: string }): vector is Times =>
  vector.kind === 'time' || vector.kind === 'date' || vector.kind === 'interval';

const microseconds: Readonly<Record<string, number>> = {
  millisecond: 1_000,
  second: 1_000_000,
  minute: 60_000_000,
  day: 86_400_000_000,
};
const day = 86_400_000_000;
const epochMs = Date.UTC(2000, 0, 1);

const times = (kind: Times['kind'], value: Numbers | undefined): Times | undefined => value && { kind, value };

/** A day or a span of time as the generator writes them; the server's clock is taken to be set to UTC. */
export function timeLiteral(type: string, text: string): Times | undefined {
  if (type === 'interval') {
    const [, count, unit = ''] = /^(\d+) ([a-z]+?)s?$/.exec(text) ?? [];
    return times('interval', constant(Number(count) * (microseconds[unit] ?? NaN)));
  }
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (type === 'date') return times('date', constant((ms - epochMs) / 86_400_000));
  return type === 'timestamptz' || type === 'timestamp' ? times('time', constant((ms - epochMs) * 1_000)) : undefined;
}

export function timeCast(program: Program, type: string, { kind, value }: Times): Times | undefined {
  if (kind === 'interval') return type === 'interval' ? { kind, value } : undefined;
  if (type === 'date') return kind === 'date' ? { kind, value } : times('date', days(program, value));
  if (type !== 'timestamptz' && type !== 'timestamp') return undefined;
  return kind === 'time' ? { kind, value } : times('time', scaled(program, value, day));
}

/** `number * interval`. */
export const spanOf = (program: Program, count: Numbers, { kind, value }: Times): Times | undefined =>
  kind === 'interval' ? times('interval', product(program, count, value)) : undefined;

/** `date + days`. */
export const dayBehind = (program: Program, { kind, value }: Times, count: Numbers): Times | undefined =>
  kind === 'date' ? times('date', sum(program, value, count)) : undefined;

/** A time and an interval; a day becomes its midnight. */
export function shifted(program: Program, operator: string, a: Times, b: Times): Times | undefined {
  const from = a.kind === 'date' ? timeCast(program, 'timestamp', a) : a;
  if (from?.kind !== 'time' || b.kind !== 'interval') return undefined;
  if (operator === '+') return times('time', sum(program, from.value, b.value));
  return operator === '-' ? times('time', difference(program, from.value, b.value)) : undefined;
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
