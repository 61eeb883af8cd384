import type { Restriction } from './restriction.ts';
import type { ColumnShape, TypeShape } from './shape.ts';

/**
 * How a column's values are made: `index` is an SQL expression, a bigint from 0. A distinct value comes of every
 * index below `capacity`; anything else may repeat.
 */
export interface ValueRequest {
  readonly index: string;
  readonly spread: 'distinct' | 'any';
  readonly restriction: Restriction;
  /** Rows in all, for values spread between two dates. */
  readonly rows: number;
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQL of a column's value, cast to its type; undefined for a type that we cannot make. */
export function valueOf(column: ColumnShape, request: ValueRequest): string | undefined {
  const made = listed(column.kind, request) ?? valueOfType(column.kind, request, column.largest ?? 0);
  return made === undefined ? undefined : `(${made})::${column.type}`;
}

function listed(kind: TypeShape, { index, restriction }: ValueRequest): string | undefined {
  const values = restriction.values ?? (kind.family === 'enum' ? kind.labels : undefined);
  if (!values || values.length === 0) return undefined;
  if (values.length === 1) return literal(values[0] ?? '');
  return `(ARRAY[${values.map(literal).join(', ')}])[1 + (${index}) % ${values.length}]`;
}

function valueOfType(kind: TypeShape, request: ValueRequest, largest: number): string | undefined {
  if (kind.element) return arrayOf(kind.element, request);
  if (kind.family === 'range') return rangeOf(kind, request);
  if (kind.family !== 'base') return undefined;
  if (numbers.has(kind.base)) return numberOf(kind, request, largest);
  if (texts.has(kind.base)) return textOf(kind, request);
  if (times.has(kind.base)) return timeOf(kind.base, request);
  if (kind.base === 'bytea') return bytesOf(request);
  return others[kind.base]?.(`(${request.index})`, kind);
}

const numbers = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money', 'oid']);
const texts = new Set(['text', 'varchar', 'bpchar', 'citext', 'name']);
const times = new Set(['timestamptz', 'timestamp', 'date']);

function arrayOf(element: TypeShape, request: ValueRequest): string | undefined {
  const value =
    listed(element, { ...request, restriction: {} }) ?? valueOfType(element, { ...request, restriction: {} }, 0);
  return value === undefined ? undefined : `ARRAY[${value}]`;
}

const most: Readonly<Record<string, number>> = { int2: 32_767, int4: 2_147_483_647, oid: 4_000_000_000 };
const anySpan = 100_000;

/** Distinct numbers count up from beyond what is there; others are scattered, so that sorting them is work. */
function numberOf(kind: TypeShape, { index, spread, restriction }: ValueRequest, largest: number): string {
  const high = Math.min(Number(restriction.high ?? Infinity), highest(kind));
  const wanted = restriction.low === undefined ? Math.min(1, high) : Number(restriction.low);
  if (spread === 'distinct') return `${Math.max(wanted, largest + 1)} + (${index})`;
  const span = Math.max(1, Math.min(anySpan, Math.floor(high - wanted + 1)));
  return `${wanted} + ((${index}) * 7919) % ${span}`;
}

const highest = ({ base, digits }: TypeShape): number =>
  most[base] ?? (base === 'numeric' && digits !== undefined ? 10 ** digits - 1 : Number.MAX_SAFE_INTEGER);

const hash = (index: string): string => `pg_catalog.md5((${index})::text)`;

function textOf({ length }: TypeShape, { index, spread, restriction }: ValueRequest): string {
  const longest = Math.min(length ?? Infinity, restriction.longest ?? Infinity);
  const short = spread === 'distinct' && longest < 32;
  const width = Math.min(longest, 12);
  const body = short ? `pg_catalog.lpad(pg_catalog.to_hex(${index}), ${width}, '0')` : cut(hash(index), longest);
  return (restriction.shortest ?? 0) > (short ? width : 32)
    ? `pg_catalog.rpad(${body}, ${restriction.shortest ?? 0}, 'x')`
    : body;
}
const cut = (text: string, longest: number): string => (longest < 32 ? `pg_catalog.left(${text}, ${longest})` : text);

/** As many bytes as a CHECK on the length asks for; else sixteen. */
function bytesOf({ index, restriction }: ValueRequest): string {
  const bytes = Math.min(Math.max(16, restriction.shortest ?? 0), restriction.longest ?? Infinity);
  const digits = bytes < 8 ? `pg_catalog.lpad(pg_catalog.to_hex(${index}), ${bytes * 2}, '0')` : hash(index);
  return `pg_catalog.decode(pg_catalog.rpad(${digits}, ${bytes * 2}, '0'), 'hex')`;
}

function timeOf(base: string, { index, restriction, rows }: ValueRequest): string {
  const { low, high } = restriction;
  if (low !== undefined && high !== undefined) {
    // A bound that came from `<` is written as it stood: stay below it.
    const from = `${literal(low)}::timestamptz`;
    const share = `((${index})::float8 / ${rows + 1})`;
    return `${from} + (${literal(high)}::timestamptz - ${from}) * ${share}`;
  }
  const step = base === 'date' ? `(${index}) * interval '1 day'` : `(${index}) * interval '37 seconds'`;
  if (low !== undefined) return `${literal(low)}::timestamptz + interval '1 day' + ${step}`;
  return `${high === undefined ? "'2015-01-01'" : literal(high)}::timestamptz ${high === undefined ? '+' : `- interval '1 day' -`} ${step}`;
}

function rangeOf({ subtype }: TypeShape, { index }: ValueRequest): string | undefined {
  const at = `(${index})`;
  const ranges: Readonly<Record<string, string>> = {
    int4: `int4range(${at}::int4, ${at}::int4 + 1)`,
    int8: `int8range(${at}, ${at} + 1)`,
    numeric: `numrange(${at}, ${at} + 1)`,
    date: `daterange('2015-01-01'::date + ${at}::int4, '2015-01-02'::date + ${at}::int4)`,
    timestamp: `tsrange('2015-01-01'::timestamp + ${at} * interval '1 hour', '2015-01-01 01:00'::timestamp + ${at} * interval '1 hour')`,
    timestamptz: `tstzrange('2015-01-01'::timestamptz + ${at} * interval '1 hour', '2015-01-01 01:00'::timestamptz + ${at} * interval '1 hour')`,
  };
  return ranges[subtype ?? ''];
}

const others: Readonly<Record<string, (at: string, kind: TypeShape) => string>> = {
  bool: (at) => `${at} % 2 = 0`,
  uuid: (at) => hash(at),
  json: (at) => `pg_catalog.json_build_object('number', ${at})`,
  jsonb: (at) => `pg_catalog.jsonb_build_object('number', ${at})`,
  time: (at) => `'00:00'::time + (${at} % 86400) * interval '1 second'`,
  timetz: (at) => `('00:00'::time + (${at} % 86400) * interval '1 second')::timetz`,
  interval: (at) => `${at} * interval '1 second'`,
  inet: (at) => `'10.0.0.0'::inet + ${at} % 16777216`,
  cidr: (at) => `'10.0.0.0'::inet + ${at} % 16777216`,
  macaddr: (at) => `pg_catalog.lpad(pg_catalog.to_hex(${at}), 12, '0')`,
  macaddr8: (at) => `pg_catalog.lpad(pg_catalog.to_hex(${at}), 16, '0')`,
  bit: (at, { length }) => `${at}::bit(${length ?? 1})`,
  varbit: (at, { length }) => `${at}::bit(${Math.min(length ?? 32, 64)})`,
  tsvector: (at) => `('w' || ${at})::tsvector`,
  tsquery: (at) => `('w' || ${at})::tsquery`,
  xml: (at) => `('<n>' || ${at} || '</n>')`,
  pg_lsn: (at) => `'0/0'::pg_lsn + ${at}`,
  point: (at) => `point(${at}, ${at})`,
  line: (at) => `line(point(0, 0), point(1, ${at}))`,
  lseg: (at) => `lseg(point(0, 0), point(1, ${at}))`,
  box: (at) => `box(point(${at}, ${at}), point(${at} + 0.5, ${at} + 0.5))`,
  path: (at) => `('((0,0),(1,' || ${at} || '))')`,
  polygon: (at) => `polygon(box(point(0, 0), point(1, ${at})))`,
  circle: (at) => `circle(point(0, 0), ${at} + 1)`,
  ltree: (at) => `('n' || ${at})`,
  hstore: (at) => `('n=>' || ${at})`,
  char: (at) => `pg_catalog.chr((97 + ${at} % 26)::int4)`,
};

/** How many distinct values there are to be had. */
export function capacityOf(column: ColumnShape, restriction: Restriction): number {
  const { kind } = column;
  const values = restriction.values ?? kind.labels;
  if (values) return values.length;
  if (kind.base === 'bool') return 2;
  if (numbers.has(kind.base)) {
    const low = Math.max(Number(restriction.low ?? 1), (column.largest ?? 0) + 1);
    return Math.max(0, Math.min(Number(restriction.high ?? Infinity), highest(kind)) - low + 1);
  }
  const longest = Math.min(kind.length ?? Infinity, restriction.longest ?? Infinity);
  if (texts.has(kind.base)) return longest < 8 ? 16 ** longest : Infinity;
  if (kind.base === 'bytea') return longest < 8 ? 256 ** longest : Infinity;
  if (kind.base === 'bit') return 2 ** Math.min(longest, 60);
  return kind.base === 'time' ? 86_400 : Infinity;
}
