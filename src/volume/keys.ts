import { passedOver, restrictionInAll } from './asked.ts';
import { capacityOf } from './capacity.ts';
import type { ColumnShape, ForeignKeyShape, KeyShape, TableShape } from './shape.ts';
import { distinctIn, spread, spreadOf } from './spread.ts';

/** Tables and how many rows each shall get. */
export interface FillPlan {
  readonly tables: ReadonlyMap<number, TableShape>;
  /** By oid; a table that is not in it stays as it is. */
  readonly rows: ReadonlyMap<number, number>;
  /** Columns left NULL because we cannot satisfy a CHECK on them: `oid.number`. */
  readonly blank: ReadonlySet<string>;
  /** Tables some of whose rows were refused, by oid: who points at them must look which are there. */
  readonly sparse: ReadonlySet<number>;
  /** The same seed makes the same rows; 1 is the usual one. */
  readonly seed: number;
}

/** More rows than these are never looked up to be pointed at. */
export const mostLookedUp = 200_000;

/** Rows of the parent that a child may point at: invented ones, else those that were there before. */
export function rowsToPointAt(plan: FillPlan, key: ForeignKeyShape): number {
  const parent = plan.tables.get(key.table);
  if (!parent) return 0;
  const made = rowsOf(plan, parent);
  return plan.sparse.has(parent.oid) || made === 0 ? Math.min(made || parent.ownRows, mostLookedUp) : made;
}

/**
 * The key that decides a column's value. Of several the widest: the narrower ones then hold through the parent's own;
 * one that points back at the table itself comes last.
 */
export function foreignKeyOf(plan: FillPlan, table: TableShape, number: number): ForeignKeyShape | undefined {
  return inTurn(plan, table).find(({ columns }) => columns.includes(number));
}

function inTurn(plan: FillPlan, table: TableShape): readonly ForeignKeyShape[] {
  const own = (key: ForeignKeyShape): number => (key.table === table.oid ? 1 : 0);
  return table.foreignKeys
    .filter(({ table: parent }) => plan.tables.has(parent))
    .toSorted((a, b) => own(a) - own(b) || b.columns.length - a.columns.length);
}

/** The columns of a key that another one decides already. */
export const sharedColumns = (plan: FillPlan, table: TableShape, key: ForeignKeyShape): readonly number[] =>
  key.columns.filter((number) => foreignKeyOf(plan, table, number) !== key);

export const isKeyed = (table: TableShape, number: number): boolean =>
  table.keys.some(({ columns }) => columns.includes(number));

/** One digit of a key that has no column of its own to be unique by: (order, product), (user, flag). */
interface Digit {
  readonly columns: readonly number[];
  readonly size: number;
  readonly correlation: number;
}

function digitsOf(plan: FillPlan, table: TableShape, key: KeyShape): readonly Digit[] {
  const digits: Digit[] = [];
  const done = new Set<number>();
  for (const number of key.columns) {
    const column = table.columns.find((candidate) => candidate.number === number);
    if (done.has(number) || !column) continue;
    const reference = foreignKeyOf(plan, table, number);
    const columns = reference ? reference.columns : [number];
    for (const one of columns) done.add(one);
    digits.push({
      columns,
      size: reference ? rowsToPointAt(plan, reference) : capacityOf(column, restrictionInAll(table, column)),
      correlation: Math.abs(column.statistics?.correlation ?? 0),
    });
  }
  return digits;
}

const product = (digits: readonly Digit[]): number => digits.reduce((sum, { size }) => sum * size, 1);

/** A key needs digits where none of its columns is unique by itself. */
const needsDigits = (digits: readonly Digit[], rows: number): boolean =>
  digits.every(({ size }) => size < rows) || digits.length === 1;

/** Counted once for a plan, whose rows do not change. */
const counted = new WeakMap<FillPlan, Map<number, number>>();

/** How many of the wished rows a table gets: as many as its keys can tell apart. */
export function rowsOf(plan: FillPlan, table: TableShape): number {
  const counts = counted.get(plan) ?? new Map<number, number>();
  counted.set(plan, counts);
  const known = counts.get(table.oid);
  if (known !== undefined) return known;
  const pending = plan.rows.get(table.oid) ?? 0;
  // Who asks again meanwhile stands in a circle of keys.
  counts.set(table.oid, pending);
  const rows = pending === 0 ? 0 : Math.min(pending, mostRows(plan, table));
  counts.set(table.oid, rows);
  return rows;
}

function mostRows(plan: FillPlan, table: TableShape): number {
  const self = table.foreignKeys.some(
    (key) => key.table === table.oid && table.keys.some(({ columns }) => columns.some((n) => key.columns.includes(n))),
  );
  if (self) return Infinity;
  // A partial key passes over what is too much for it.
  const binding = table.keys.filter((key) => passedOver(key).alternatives.length === 0);
  return Math.min(Infinity, ...binding.map((key) => product(digitsOf(plan, table, key))));
}

/** How many rows a partial key can tell apart: those behind them shall not fall under it. */
export function roomOf(plan: FillPlan, table: TableShape, key: KeyShape): number {
  return product(digitsOf(plan, table, key));
}

/** The number, from 0, that decides a column's value, and how many of them there are. */
export interface Index {
  readonly sql: string;
  readonly values: number;
}

/** A digit of its key, a number spread as in production, else the row. */
export function indexOf(
  plan: FillPlan,
  table: TableShape,
  one: ColumnShape,
  row: string,
  counts: 'rows' | 'values' = 'rows',
): Index {
  const rows = rowsOf(plan, table);
  const reference = foreignKeyOf(plan, table, one.number);
  const column = reference ? leading(plan, table, reference, one) : one;
  for (const key of table.keys) {
    const digits = digitsOf(plan, table, key);
    const at = digits.findIndex(({ columns }) => columns.includes(column.number));
    if (at < 0) continue;
    const place = counts === 'values' ? row : whole(plan, table, column, row, digits);
    if (needsDigits(digits, rows)) return digitIndex(digits, at, rows, place);
    if ((digits[at]?.size ?? 0) >= rows) return { sql: place, values: rows };
  }
  const size = reference ? rowsToPointAt(plan, reference) : capacityOf(column, restrictionInAll(table, column));
  const salt = plan.seed * 31 + (reference?.columns[0] ?? column.number);
  const distinct = distinctIn(column.statistics, rows);
  if (distinct === undefined) {
    if (!reference) return { sql: row, values: rows };
    return { sql: `(${row} * ${scatter + plan.seed - 1}) % ${Math.max(1, size)}`, values: size };
  }
  const values = Math.max(1, Math.min(distinct, size));
  // The first rows of a parent are the busy ones to all who point at it.
  return { sql: spread(row, { ...spreadOf(column.statistics ?? {}, rows, values), salt }), values };
}

const scatter = 7_919;
const children = 8;

/**
 * The row that a row of the same table hangs on: always an earlier one, so that who climbs comes to an end. Undefined
 * where a key needs another order.
 */
export function ownParent(plan: FillPlan, table: TableShape, key: ForeignKeyShape, row: string): string | undefined {
  const rows = rowsOf(plan, table);
  const keys = table.keys.filter(({ columns }) => columns.some((number) => key.columns.includes(number)));
  const column = table.columns.find(({ number }) => number === key.columns[0]);
  if (keys.some(({ columns }) => columns.every((number) => key.columns.includes(number)))) {
    return column?.notNull ? `((${row} + 1) % ${rows})` : `(${row} - 1)`;
  }
  if (keys.some((one) => needsDigits(digitsOf(plan, table, one), rows))) return undefined;
  const parents = distinctIn(column?.statistics, rows) ?? Math.ceil(rows / children);
  return `((${row} - 1) * ${parents} / ${rows})`;
}

/** Of the columns that point at one row the most telling: all of them follow it. */
function leading(plan: FillPlan, table: TableShape, key: ForeignKeyShape, one: ColumnShape): ColumnShape {
  const rows = rowsOf(plan, table);
  const decided = table.columns.filter(
    ({ number }) => key.columns.includes(number) && foreignKeyOf(plan, table, number) === key,
  );
  const many = ({ statistics }: ColumnShape): number => distinctIn(statistics, rows) ?? 0;
  return decided.toSorted((a, b) => many(b) - many(a))[0] ?? one;
}

/** A column that is unique by itself lies on disk as in production. */
function whole(plan: FillPlan, table: TableShape, column: ColumnShape, row: string, digits: readonly Digit[]): string {
  const correlation = column.statistics?.correlation;
  const rows = rowsOf(plan, table);
  if (correlation === undefined || digits.length > 1) return row;
  return spread(row, { rows, distinct: rows, correlation, salt: plan.seed * 31 + column.number });
}

/** The digit that follows the order on disk most closely is the highest one. */
function digitIndex(digits: readonly Digit[], at: number, rows: number, row: string): Index {
  const order = digits.toSorted((a, b) => a.correlation - b.correlation);
  const rank = order.findIndex((digit) => digit === digits[at]);
  const weight = order.slice(0, rank).reduce((sum, _, low) => sum * sizeOf(order, low, rows), 1);
  const size = sizeOf(order, rank, rows);
  const shifted = weight === 1 ? row : `(${row} / ${weight})`;
  if (!Number.isFinite(size)) return { sql: shifted, values: rows };
  return { sql: `${shifted} % ${size}`, values: size };
}

/** A low digit takes no more values than the one above leaves to it: an order has a few items, not every item one. */
function sizeOf(order: readonly Digit[], rank: number, rows: number): number {
  const size = Math.max(1, order[rank]?.size ?? 1);
  const top = order.at(-1);
  if (rank > 0 || order.length !== 2 || !top || top.correlation === 0) return size;
  return Number.isFinite(top.size) ? Math.min(size, Math.max(1, Math.ceil(rows / top.size))) : size;
}
