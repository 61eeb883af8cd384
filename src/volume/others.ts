import { bodyOf, digest, filler, hexDigits, literal, rising } from './request.ts';
import type { ValueRequest } from './request.ts';
import type { TypeShape } from './shape.ts';

type Maker = (at: string, kind: TypeShape, request: ValueRequest) => string;

/** Types whose values need no more than a number; each says how to tell many apart. */
export const others: Readonly<Record<string, Maker>> = {
  bool: (at) => `${at} % 2 = 1`,
  uuid: (at, _, { seed, statistics, pieces }) =>
    // Time-ordered ones (version 7) lie in the order in which they came.
    (statistics?.correlation ?? 0) > 0.5
      ? `${rising(at, 12)} || pg_catalog.left(${digest(at, seed)}, 20)`
      : (pieces?.digest() ?? digest(at, seed)),
  time: (at) => `'00:00'::time + (${at} % 86400000) * interval '1 millisecond'`,
  timetz: (at) => `('00:00'::time + (${at} % 86400000) * interval '1 millisecond')::timetz`,
  interval: (at) => `${at} * interval '1 second'`,
  inet: (at) => `'10.0.0.0'::inet + ${at}`,
  cidr: (at) => `'10.0.0.0'::inet + ${at}`,
  macaddr: (at) => rising(at, 12),
  macaddr8: (at) => rising(at, 16),
  bit: (at, { length = 1 }) => `${at}::bit(${length})`,
  varbit: (at, { length }) => `${at}::bit(${Math.min(length ?? 32, 64)})`,
  tsvector: (at, _, { statistics, seed }) => `${wordOf(at, (statistics?.width ?? 0) - 12, seed)}::tsvector`,
  tsquery: (at) => `('w' || ${at})::tsquery`,
  xml: (at) => `('<n>' || ${at} || '</n>')`,
  pg_lsn: (at) => `'0/0'::pg_lsn + ${at}`,
  pg_snapshot: (at) => `(${at} + 1) || ':' || (${at} + 2) || ':'`,
  txid_snapshot: (at) => `(${at} + 1) || ':' || (${at} + 2) || ':'`,
  xid8: (at) => `(${at} + 3)::text`,
  xid: (at) => `(${at} % 4000000000 + 3)::text`,
  cid: (at) => `(${at} % 4000000000)::text`,
  tid: (at) => `'(' || ${at} % 4000000000 || ',1)'`,
  point: (at) => `point(${at}, ${at})`,
  line: (at) => `line(point(0, 0), point(1, ${at}))`,
  lseg: (at) => `lseg(point(0, 0), point(1, ${at}))`,
  box: (at) => `box(point(${at}, ${at}), point(${at} + 0.5, ${at} + 0.5))`,
  path: (at) => `('((0,0),(1,' || ${at} || '))')`,
  polygon: (at) => `polygon(box(point(0, 0), point(1, ${at} + 1)))`,
  circle: (at) => `circle(point(0, 0), ${at} + 1)`,
  ltree: (at) => `('n' || ${at})`,
  lquery: (at) => `('n' || ${at})`,
  ltxtquery: (at) => `('n' || ${at})`,
  hstore: (at) => `('n=>' || ${at})`,
  cube: (at) => `('(' || ${at} || ')')`,
  isbn: (at) => `('978' || pg_catalog.lpad((${at} % 1000000000)::text, 9, '0') || '?')`,
  vector: (at, { length = 3 }) => vectorOf(at, length),
  halfvec: (at, { length = 3 }) => vectorOf(`(${at} % 1000)`, length),
  char: (at) => `pg_catalog.chr((97 + ${at} % 26)::int4)`,
  jsonpath: (at) => `('$.n' || ${at})`,
  ...Object.fromEntries(
    [
      'regclass',
      'regproc',
      'regprocedure',
      'regoper',
      'regoperator',
      'regtype',
      'regrole',
      'regnamespace',
      'regconfig',
      'regdictionary',
      'regcollation',
    ].map((name): readonly [string, Maker] => [name, (at) => `(1000000 + ${at} % 1000000000)::oid`]),
  ),
};

const wordOf = (at: string, wide: number, seed: number): string =>
  wide > 12 ? `('w' || ${rising(at, 10)} || ${filler(at, Math.min(wide, 1_800) - 10, seed)})` : `('w' || ${at})`;

const vectorOf = (at: string, length: number): string =>
  `('[' || ${at} || pg_catalog.repeat(',0.5', ${length - 1}) || ']')`;

/** Bytes in the order of the index, as wide as asked for. */
export function bytesOf({ index, spread, restriction, statistics, values, seed, pieces }: ValueRequest): string {
  const longest = restriction.longest ?? Infinity;
  const head = Math.min(longest, Math.ceil(hexDigits(values) / 2));
  const wide = statistics?.width === undefined ? 16 : Math.max(1, Math.round(bodyOf(statistics.width)));
  const length = Math.min(longest, Math.max(wide, restriction.shortest ?? 0, spread === 'distinct' ? head : 1));
  if (statistics === undefined && spread === 'any')
    return `pg_catalog.decode(${filler(index, length * 2, seed)}, 'hex')`;
  const rest = (length - head) * 2;
  const behind = length > head ? ` || ${pieces?.filler(rest) ?? filler(index, rest, seed)}` : '';
  return `pg_catalog.decode(${rising(index, head * 2)}${behind}, 'hex')`;
}

/** Bytes of a small object without its text. */
const headers = { json: 24, jsonb: 36 } as const;

export function jsonOf(base: 'json' | 'jsonb', { index, restriction, statistics, seed, pieces }: ValueRequest): string {
  const build = `pg_catalog.${base}_build`;
  switch (restriction.json) {
    case 'array':
      return `${build}_array(${index})`;
    case 'string':
      return `pg_catalog.to_${base}(('n' || ${index})::text)`;
    case 'number':
      return `pg_catalog.to_${base}(${index})`;
    case 'boolean':
      return `pg_catalog.to_${base}((${index}) % 2 = 1)`;
    case 'null':
      return literal('null');
    default: {
      const padding = Math.round((statistics?.width ?? 0) - headers[base]);
      const text = padding > 0 ? `, 'text', ${pieces?.filler(padding) ?? filler(index, padding, seed)}` : '';
      return `${build}_object('number', ${index}${text})`;
    }
  }
}
