import type { ColumnType, UserType } from '../../sql/model.ts';
import { typeText } from './tables.ts';

type Plain = Pick<ColumnType, 'name' | 'modifiers' | 'arrayDimensions'>;

/** What a value of the old type can lose on its way into the new one. */
export interface Narrowing {
  /** fails: a value that does not fit ends the statement; rounds and cuts: it is changed without a word. */
  readonly effect: 'fails' | 'rounds' | 'cuts';
  /** Text that becomes something else than text. */
  readonly kind?: 'unlike';
  /** Which values: `longer than 20 characters`. */
  readonly values: string;
  readonly sqlstate?: string;
  /** A condition that finds them, for a column named so; absent where there is no simple one. */
  readonly found?: (column: string) => string;
}

/**
 * Whether the new type holds less than the old one. `cast` = USING names the type itself (`note::varchar(20)`):
 * only then is a longer string cut, where the cast that Postgres makes by itself fails.
 */
export function narrowing(before: Plain, after: Plain, cast: 'explicit' | 'own'): Narrowing | undefined {
  if (before.arrayDimensions > 0 !== after.arrayDimensions > 0) return undefined;
  if (numbers.includes(before.name) && numbers.includes(after.name)) return numberNarrowing(before, after);
  if (strings.includes(before.name)) {
    return strings.includes(after.name) ? stringNarrowing(before, after, cast) : unlike(after);
  }
  return timeNarrowing(before, after) ?? bitNarrowing(before, after, cast);
}

/** The same, a domain counting as what it is made of. */
export const baseOf = (type: Plain, found: UserType | undefined): Plain =>
  found?.kind === 'domain' && found.base ? found.base : type;

const strings: readonly string[] = ['text', 'varchar', 'bpchar', 'citext', 'name'];
const integers: Readonly<Record<string, { readonly digits: number; readonly bits: bigint }>> = {
  int2: { digits: 5, bits: 15n },
  int4: { digits: 10, bits: 31n },
  int8: { digits: 19, bits: 63n },
};
const floats: Readonly<Record<string, number>> = { float4: 6, float8: 15 };
const numbers: readonly string[] = [...Object.keys(integers), ...Object.keys(floats), 'numeric'];

const outOfRange = { effect: 'fails', sqlstate: '22003' } as const;

function numberNarrowing(before: Plain, after: Plain): Narrowing | undefined {
  if (after.name === 'numeric') return numericNarrowing(before, after);
  const to = integers[after.name];
  if (to) {
    const from = integers[before.name];
    const [precision, scale = 0] = before.modifiers;
    const whole = before.name === 'numeric' && precision !== undefined && scale <= 0;
    if (!from && !whole)
      return { effect: 'rounds', values: 'with digits after the point', found: rounded(before, after) };
    if (from ? from.bits <= to.bits : (precision ?? 0) - scale < to.digits) return undefined;
    const [least, most] = [-(2n ** to.bits), 2n ** to.bits - 1n];
    return {
      ...outOfRange,
      values: `outside ${String(least)} to ${String(most)}`,
      found: (column) => `${column} NOT BETWEEN ${String(least)} AND ${String(most)}`,
    };
  }
  const kept = floats[after.name] ?? 0;
  const digits = integers[before.name]?.digits ?? floats[before.name] ?? before.modifiers[0] ?? Infinity;
  if (digits <= kept) return undefined;
  return { effect: 'rounds', values: `of more than ${String(kept)} digits`, found: rounded(before, after) };
}

function numericNarrowing(before: Plain, after: Plain): Narrowing | undefined {
  const [precision, scale = 0] = after.modifiers;
  if (precision === undefined) return undefined;
  const whole = precision - scale;
  const [oldPrecision = Infinity, oldScale = 0] = before.modifiers;
  const integer = integers[before.name];
  const numeric = before.name === 'numeric';
  const oldWhole = integer?.digits ?? (numeric ? oldPrecision - oldScale : Infinity);
  const fraction = integer ? 0 : numeric && before.modifiers.length > 0 ? oldScale : Infinity;
  if (oldWhole > whole) {
    return {
      ...outOfRange,
      values: `with more than ${String(whole)} digits before the point`,
      found: (column) => `abs(${column}) >= 1e${String(whole)}`,
    };
  }
  if (fraction <= scale) return undefined;
  return {
    effect: 'rounds',
    values: `with more than ${String(scale)} digits after the point`,
    found: rounded(before, after),
  };
}

/** Rounded there and back it is another value. */
const rounded = (before: Plain, after: Plain) => (column: string) =>
  `${column} <> ${column}::${written(after)}::${written(before)}`;

const written = (type: Plain): string => typeText({ ...type, schema: '' });

function stringNarrowing(before: Plain, after: Plain, cast: 'explicit' | 'own'): Narrowing | undefined {
  const limit = after.name === 'name' ? 63 : after.modifiers[0];
  const was = before.name === 'name' ? 63 : before.modifiers[0];
  if (limit === undefined || (was !== undefined && was <= limit)) return undefined;
  const cuts = cast === 'explicit' || after.name === 'name';
  return {
    ...(cuts ? { effect: 'cuts' } : { effect: 'fails', sqlstate: '22001' }),
    values: `longer than ${String(limit)} characters`,
    ...(after.arrayDimensions === 0 && { found: (column: string) => `length(${column}) > ${String(limit)}` }),
  };
}

/** What text can be turned into, if it is spelled right. */
const spelled: Readonly<Record<string, string>> = {
  ...{ uuid: '22P02', bool: '22P02', jsonb: '22P02', json: '22P02', inet: '22P02', cidr: '22P02', int2: '22P02' },
  ...{ int4: '22P02', int8: '22P02', numeric: '22P02', float4: '22P02', float8: '22P02', xml: '2200N' },
  ...{ date: '22007', timestamp: '22007', timestamptz: '22007', time: '22007', interval: '22007' },
};

function unlike(after: Plain): Narrowing | undefined {
  const sqlstate = spelled[after.name];
  if (!sqlstate || after.arrayDimensions > 0) return undefined;
  return { effect: 'fails', kind: 'unlike', sqlstate, values: `that do not read as ${written(after)}` };
}

const times: Readonly<Record<string, readonly string[]>> = {
  timestamp: ['date', 'time', 'timetz'],
  timestamptz: ['date', 'time', 'timetz'],
  timetz: ['time'],
  interval: ['time'],
};

function timeNarrowing(before: Plain, after: Plain): Narrowing | undefined {
  if (times[before.name]?.includes(after.name)) {
    const lost =
      after.name === 'date' ? 'with a time of day' : before.name === 'timetz' ? 'with a zone' : 'with a date';
    const found = after.name === 'date' ? rounded(before, after) : undefined;
    return { effect: 'cuts', values: lost, ...(found && { found }) };
  }
  const timed = ['timestamp', 'timestamptz', 'time', 'timetz', 'interval'];
  if (!timed.includes(before.name) || !timed.includes(after.name)) return undefined;
  const [was = 6, is = 6] = [before.modifiers.at(-1), after.modifiers.at(-1)];
  if (is >= was) return undefined;
  const values = `with more than ${String(is)} digits after the second`;
  return { effect: 'rounds', values, ...(before.name === after.name && { found: rounded(before, after) }) };
}

function bitNarrowing(before: Plain, after: Plain, cast: 'explicit' | 'own'): Narrowing | undefined {
  const bits = ['bit', 'varbit'];
  const [was = Infinity] = before.modifiers;
  const [limit = after.name === 'bit' ? 1 : Infinity] = after.modifiers;
  if (!bits.includes(before.name) || !bits.includes(after.name) || was <= limit) return undefined;
  const values = `longer than ${String(limit)} bits`;
  const found = (column: string): string => `length(${column}) > ${String(limit)}`;
  return cast === 'explicit'
    ? { effect: 'cuts', values, found }
    : { effect: 'fails', sqlstate: after.name === 'bit' ? '22026' : '22001', values, found };
}
