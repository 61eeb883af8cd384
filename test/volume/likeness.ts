import { takeProfile } from '../../src/flows/profile.ts';
import type { ColumnProfile, IndexProfile, Profile, TableProfile } from '../../src/domain/profile.ts';
import type { Session } from '../../src/ports/database.ts';
import { unquoted } from '../../src/volume/shape.ts';
import type { ColumnShape, TableShape } from '../../src/volume/shape.ts';

/** How far a database made from a profile may be from it. */
export const tolerance = {
  /** Of rows, and one more: a partition's are a share of the whole. */
  rows: 0.01,
  /** Absolute. */
  nullFraction: 0.02,
  /** Of the count, and a few more where there are few. */
  distinct: 0.06,
  few: 2,
  /** Absolute: the share of the rows that has the commonest value. */
  commonest: 0.02,
  /** Of bytes, and a few more: alignment and headers. */
  width: 0.1,
  bytes: 2,
  /** Absolute; chance alone moves it as much in a small table. */
  correlation: 0.1,
  /** Of an index just built, and a page more. */
  freshIndex: 0.15,
  /**
   * Of an index as production has it, downwards: one that rows come into in no order is two thirds full, one whose rows
   * were changed less; ours is built at once, as a rebuild in production would leave it.
   */
  grownIndex: 0.6,
  /** Of a heap, downwards: what was changed or deleted in production left room. */
  heap: 0.35,
  /** Of a heap, upwards, and a page more. */
  heapAbove: 0.15,
} as const;
const page = 8192;

/** One figure of both profiles. */
export interface Figure {
  /** `shop.orders.note distinct`. */
  readonly of: string;
  readonly table: string;
  readonly is: number;
  readonly shall: number;
  /** How far from each other they may be. */
  readonly room: number;
}

/** 1 = at the edge of the tolerance. */
export const deviation = ({ is, shall, room }: Figure): number => Math.abs(is - shall) / room;

/** What `profile` tells of a database, by the verb's own code and SELECT. */
export async function profileOf(session: Session): Promise<Profile> {
  const source = {
    ask: async (sql: string) => {
      const { rows } = await session.query<{ text: string }>(`SELECT profile::text AS text FROM (\n${sql}\n) AS asked`);
      return { ok: true, value: rows[0]?.text ?? '' } as const;
    },
  };
  const taken = await takeProfile(source, { queries: 'left-out', schemas: [], histograms: [] });
  if (!taken.ok) throw new Error(taken.problem.says);
  return taken.value.profile;
}

/**
 * Every figure of production's profile beside that of a database made from it, but where something else decides.
 * @param fresh production's profile once more, with all its indexes rebuilt.
 */
export function compared(
  shapes: Iterable<TableShape>,
  production: Profile['tables'],
  made: Profile['tables'],
  fresh: Profile['tables'],
): readonly Figure[] {
  return [...shapes].flatMap((shape) => {
    const [shall, is, rebuilt] = [production, made, fresh].map((tables) => tables.get(shape.name));
    if (!shall || !is || !rebuilt)
      return [{ of: `${shape.name} is missing`, table: shape.name, is: 1, shall: 0, room: 0.1 }];
    return tableFigures(shape, shall, is, rebuilt);
  });
}

function tableFigures(
  shape: TableShape,
  shall: TableProfile,
  is: TableProfile,
  fresh: TableProfile,
): readonly Figure[] {
  const { name: table } = shape;
  const { rows = 0, bytes = 0 } = shall;
  const figure = (what: string, is: number, shall: number, room: number): Figure => ({
    of: `${table}${what}`,
    table,
    is,
    shall,
    room,
  });
  const heap = (is.bytes ?? 0) < bytes ? tolerance.heap : tolerance.heapAbove;
  return [
    figure(' rows', is.rows ?? 0, rows, rows * tolerance.rows + 1),
    figure(' bytes', is.bytes ?? 0, bytes, bytes * heap + page),
    ...shape.columns.flatMap((column) => {
      const name = unquoted(column.name);
      const [wanted, found] = [shall.columns?.get(name), is.columns?.get(name)];
      if (!wanted || !found || !isFree(shape, column)) return [];
      return columnFigures(shape, column, wanted, found, rows).map(([what, ...rest]) =>
        figure(`.${name} ${what}`, ...rest),
      );
    }),
    ...(shall.indexes ?? []).flatMap((index) =>
      indexFigures(index, is, fresh).map(([what, ...rest]) => figure(what, ...rest)),
    ),
  ];
}

type Measured = readonly [what: string, is: number, shall: number, room: number];

/** No condition decides what the column holds, nor a key that points at a row with several of its columns, or at its own table. */
const isFree = ({ oid, checks, foreignKeys }: TableShape, { number, kind }: ColumnShape): boolean =>
  !foreignKeys.some(({ columns, table }) => (columns.length > 1 || table === oid) && columns.includes(number)) &&
  !checks.some(({ columns }) => columns.includes(number)) &&
  kind.domainChecks.length === 0;

/** Their values have an order of their own, or none. */
const unordered = new Set(['json', 'jsonb', 'xml', 'tsvector', 'tsquery', 'hstore', 'jsonpath', 'interval', 'uuid']);

function columnFigures(
  { leaves, partitionOf }: TableShape,
  { kind }: ColumnShape,
  wanted: ColumnProfile,
  found: ColumnProfile,
  rows: number,
): readonly Measured[] {
  const { nullFraction = 0, distinct, width = 0, correlation } = wanted;
  const count = (value: number): number => (value < 0 ? -value * rows : value);
  const figures: Measured[] = [
    ['null fraction', found.nullFraction ?? 0, nullFraction, tolerance.nullFraction],
    ['width', found.width ?? 0, width, width * tolerance.width + tolerance.bytes],
  ];
  // What a partition's bound leaves of the whole table's values is not ours to choose.
  if (partitionOf !== undefined) return figures;
  if (distinct !== undefined)
    figures.push([
      'distinct',
      count(found.distinct ?? 0),
      count(distinct),
      count(distinct) * tolerance.distinct + tolerance.few,
    ]);
  if (wanted.frequencies?.[0] !== undefined)
    figures.push(['commonest', found.frequencies?.[0] ?? 0, wanted.frequencies[0], tolerance.commonest]);
  // Partitions are read one after the other.
  if (correlation !== undefined && leaves.length === 0 && !unordered.has(kind.base))
    figures.push(['correlation', found.correlation ?? 0, correlation, tolerance.correlation + 1 / Math.sqrt(rows)]);
  return figures;
}

function indexFigures(index: IndexProfile, is: TableProfile, fresh: TableProfile): readonly Measured[] {
  const size = ({ indexes = [] }: TableProfile): number => indexes.find(({ name }) => name === index.name)?.bytes ?? 0;
  const { name, bytes } = index;
  if (bytes === undefined) return [];
  const grown = size(is) < bytes ? tolerance.grownIndex : tolerance.freshIndex;
  return [
    [` ${name} bytes`, size(is), bytes, bytes * grown + page],
    [` ${name} bytes, rebuilt`, size(is), size(fresh), size(fresh) * tolerance.freshIndex + page],
  ];
}

/** The worst of them as a table, for whoever must find out why. */
export function worst(figures: readonly Figure[], most = 25): readonly string[] {
  const short = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(2) : Math.round(value).toString());
  return figures
    .toSorted((a, b) => deviation(b) - deviation(a))
    .slice(0, most)
    .map(
      (one) =>
        `${one.of.padEnd(48)} ${short(one.is).padStart(9)} for ${short(one.shall).padStart(9)}, ${deviation(one).toFixed(1)} of the room`,
    );
}
