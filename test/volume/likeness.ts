import type { ColumnProfile, Profile, TableProfile } from '../../src/domain/profile.ts';
import type { Session } from '../../src/ports/database.ts';
import { tableShapes } from '../../src/rehearsal/catalog-shape.ts';
import { unquoted } from '../../src/volume/shape.ts';
import type { ColumnShape, TableShape } from '../../src/volume/shape.ts';

/** How far a generated database may be from its profile. */
export const tolerance = {
  /** Of rows. */
  rows: 0.01,
  /** Absolute. */
  nullFraction: 0.02,
  /** Of the count, and a few more where there are few. */
  distinct: 0.06,
  few: 2,
  /** Of bytes, and a few more. */
  width: 0.1,
  bytes: 2,
  /** Absolute. */
  correlation: 0.1,
  /** Of bytes. */
  indexes: 0.15,
} as const;

const nulls = [0, 0.1, 0.35, 0.8];
const distincts = [-1, 200, 12, -0.4, 3_000];
const widths = [14, 40, 180, 500];
const correlations = [1, 0, 0.6, -1, 0.95, -0.3];
const pick = (list: readonly number[], at: number): number => list[at % list.length] ?? 0;

/** Figures that no table has by itself, for every column of every table. */
export async function madeUpProfile(session: Session, rows: number): Promise<Profile['tables']> {
  const tables = [...(await tableShapes(session)).values()].filter(({ partitionOf }) => partitionOf === undefined);
  return new Map(tables.map((table, at) => [table.name, madeUpTable(table, rows + at * 25, at)]));
}

function madeUpTable(table: TableShape, rows: number, at: number): TableProfile {
  const columns = new Map<string, ColumnProfile>();
  for (const column of table.columns) {
    if (column.generated) continue;
    const turn = at + column.number;
    columns.set(unquoted(column.name), {
      nullFraction: column.notNull ? 0 : pick(nulls, turn),
      distinct: pick(distincts, turn + Math.floor(turn / 5)),
      width: pick(widths, turn),
      correlation: pick(correlations, turn),
    });
  }
  return { rows, columns };
}

/** Values of these are as wide as they are long. */
const sized = new Set(['text', 'varchar', 'citext', 'bytea', 'json', 'jsonb']);
/** These have few values, no order, or one that is not that of their number. */
const unordered = new Set([
  ...['bool', 'char', 'bpchar', 'json', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'xml', 'hstore'],
  ...[
    'tsvector',
    'tsquery',
    'jsonpath',
    'bit',
    'varbit',
    'xid',
    'cid',
    'tid',
    'pg_snapshot',
    'uuid',
    'lquery',
    'ltree',
  ],
  // Compared digit by digit or by name.
  ...['interval', 'xid8', 'jsonb', 'regclass', 'regtype', 'regrole', 'cidr', 'inet', 'money', 'timetz', 'numeric'],
]);

export interface Likeness {
  readonly tables: number;
  readonly figures: number;
  /** Beyond the tolerance: `shop.orders.note distinct 12 instead of 200`. */
  readonly off: readonly string[];
}

interface Statistics {
  readonly table: string;
  readonly column: string;
  readonly nulls: number;
  readonly distinct: number;
  readonly width: number;
  readonly correlation: number | null;
}

/** Compares what ANALYZE finds with the profile, wherever no key or CHECK decides instead. */
export async function likeness(session: Session, profile: Profile['tables']): Promise<Likeness> {
  const { rows: found } = await session.query<Statistics>(`
    SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS table, attname AS column, null_frac::float8 AS nulls,
           n_distinct::float8 AS distinct, avg_width AS width, correlation::float8 AS correlation
      FROM pg_stats WHERE schemaname NOT LIKE 'pg\\_%' AND schemaname <> 'information_schema' AND NOT inherited`);
  const { rows: counts } = await session.query<{ name: string; rows: number }>(`
    SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.reltuples::float8 AS rows
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.oid >= 16384`);
  const off: string[] = [];
  let figures = 0;
  const compared = new Set<string>();
  for (const table of (await tableShapes(session)).values()) {
    const wanted = profile.get(table.name);
    const count = counts.find(({ name }) => name === table.name)?.rows ?? 0;
    if (!wanted || table.leaves.length > 0) continue;
    figures++;
    if (Math.abs(count - (wanted.rows ?? 0)) > (wanted.rows ?? 0) * tolerance.rows) {
      off.push(`${table.name} has ${count} rows instead of ${wanted.rows ?? 0}`);
      continue;
    }
    compared.add(table.name);
    for (const column of table.columns) {
      const name = unquoted(column.name);
      const real = found.find((one) => one.table === table.name && one.column === name);
      const figure = wanted.columns?.get(name);
      if (!real || !figure || !isFree(table, column)) continue;
      for (const [what, is, shall, room] of compare(column, roleOf(table, column), real, figure, wanted.rows ?? 0)) {
        figures++;
        if (Math.abs(is - shall) > room) off.push(`${table.name}.${name} ${what} ${is} instead of ${shall}`);
      }
    }
  }
  return { tables: compared.size, figures, off };
}

/**
 * No condition decides what it holds, nor another column of a key that points at one row with all of them; and trees
 * grow in their own order.
 */
const isFree = ({ oid, checks, foreignKeys }: TableShape, { number, kind }: ColumnShape): boolean =>
  !foreignKeys.some(({ columns, table }) => (columns.length > 1 || table === oid) && columns.includes(number)) &&
  !checks.some(({ columns }) => columns.includes(number)) &&
  kind.domainChecks.length === 0;

/** In a key of its own a column has as many values as there are rows, in one of several as many as the key needs. */
const roleOf = ({ keys }: TableShape, { number }: ColumnShape): 'alone' | 'together' | 'none' => {
  const mine = keys.filter(({ columns }) => columns.includes(number));
  if (mine.length === 0) return 'none';
  return mine.every(({ columns, where }) => columns.length === 1 && where === undefined) ? 'alone' : 'together';
};

function compare(
  { kind }: ColumnShape,
  role: 'alone' | 'together' | 'none',
  real: Statistics,
  { nullFraction = 0, distinct = -1, width = 0, correlation = 0 }: ColumnProfile,
  rows: number,
): readonly (readonly [string, number, number, number])[] {
  const figures: (readonly [string, number, number, number])[] = [
    ['null fraction', real.nulls, nullFraction, tolerance.nullFraction],
  ];
  const count = (value: number): number => (value < 0 ? -value * rows : value);
  const most = rows * (1 - nullFraction);
  if (kind.family !== 'base' || kind.element !== undefined) return figures;
  const shall =
    distinct < 0 ? Math.min(-distinct * rows, most) : Math.min(distinct * (1 - Math.exp(-rows / distinct)), most);
  if (
    role === 'none' &&
    !unordered.has(kind.base) &&
    (kind.length ?? 99) > 8 &&
    (kind.digits ?? 9) > 4 &&
    real.distinct !== 0
  )
    figures.push(['distinct', count(real.distinct), shall, shall * tolerance.distinct + tolerance.few]);
  if (sized.has(kind.base) && width > 25 && (kind.length ?? Infinity) > width)
    figures.push(['width', real.width, width, width * tolerance.width + tolerance.bytes]);
  if (role !== 'together' && real.correlation !== null && !unordered.has(kind.base) && (kind.length ?? 99) > 8)
    figures.push(['correlation', real.correlation, correlation, tolerance.correlation]);
  return figures;
}
