import { restrictionOf } from './restriction.ts';
import type { ForeignKeyShape, TableShape } from './shape.ts';
import { capacityOf } from './value.ts';

/** Tables and how many rows each shall get. */
export interface FillPlan {
  readonly tables: ReadonlyMap<number, TableShape>;
  /** By oid; a table that is not in it stays as it is. */
  readonly rows: ReadonlyMap<number, number>;
  /** Columns left NULL because we cannot satisfy a CHECK on them: `oid.number`. */
  readonly blank: ReadonlySet<string>;
}

/** Rows of the parent that a child may point at: of a partitioned parent those of its first partition. */
export function parentRows(plan: FillPlan, key: ForeignKeyShape): number {
  const parent = plan.tables.get(key.table);
  const rows = plan.rows.get(key.table) ?? 0;
  if (!parent || rows === 0) return 0;
  const capped = Math.min(rows, mostRows(plan, parent));
  return Math.floor(capped / Math.max(1, parent.leaves.length));
}

/** Invented ones, else those that were there before. */
const rowsToPointAt = (plan: FillPlan, key: ForeignKeyShape): number =>
  parentRows(plan, key) || (plan.tables.get(key.table)?.ownRows ?? 0);

/** Of several keys over a column the widest: the narrower ones then hold through the parent's own. */
export function foreignKeyOf(plan: FillPlan, table: TableShape, number: number): ForeignKeyShape | undefined {
  return table.foreignKeys
    .filter(({ columns, table: parent }) => columns.includes(number) && plan.tables.has(parent))
    .toSorted((a, b) => b.columns.length - a.columns.length)[0];
}

export const isKeyed = (table: TableShape, number: number): boolean => table.keys.some((key) => key.includes(number));

/** One digit of a key that has no column of its own to be unique by: (order, product), (user, flag). */
interface Digit {
  readonly columns: readonly number[];
  readonly size: number;
}

function digitsOf(plan: FillPlan, table: TableShape, key: readonly number[]): readonly Digit[] {
  const digits: Digit[] = [];
  const done = new Set<number>();
  for (const number of key) {
    if (done.has(number)) continue;
    const reference = foreignKeyOf(plan, table, number);
    const column = table.columns.find((candidate) => candidate.number === number);
    if (!column) continue;
    const columns = reference ? reference.columns : [number];
    for (const one of columns) done.add(one);
    const size = reference ? rowsToPointAt(plan, reference) : capacityOf(column, restrictionOf(table, column));
    digits.push({ columns, size });
  }
  return digits;
}

/** A key needs digits where none of its columns is unique by itself. */
const needsDigits = (digits: readonly Digit[], rows: number): boolean =>
  digits.every(({ size }) => size < rows) || digits.length === 1;

/** How many of the wished rows a table's keys can tell apart. */
export function mostRows(plan: FillPlan, table: TableShape): number {
  const pending = plan.rows.get(table.oid) ?? 0;
  const self = table.foreignKeys.some(
    (key) => key.table === table.oid && table.keys.some((one) => one.some((n) => key.columns.includes(n))),
  );
  if (self) return pending;
  const limits = table.keys.map((key) => digitsOf(plan, table, key).reduce((product, { size }) => product * size, 1));
  return Math.min(pending, ...limits);
}

/** The number, from 0, that decides a column's value: a digit of its key, else the row scattered over the parent's. */
export function indexOf(plan: FillPlan, table: TableShape, number: number, row: string): string {
  const rows = plan.rows.get(table.oid) ?? 0;
  for (const key of table.keys) {
    const digits = digitsOf(plan, table, key);
    const at = digits.findIndex(({ columns }) => columns.includes(number));
    if (at < 0) continue;
    if (!needsDigits(digits, rows)) {
      if ((digits[at]?.size ?? 0) >= rows) return row;
      continue;
    }
    const weight = digits.slice(0, at).reduce((product, { size }) => product * size, 1);
    const size = digits[at]?.size ?? 1;
    return Number.isFinite(size) ? `(${row} / ${weight}) % ${Math.max(1, size)}` : `${row} / ${weight}`;
  }
  const reference = foreignKeyOf(plan, table, number);
  const parent = reference && rowsToPointAt(plan, reference);
  return parent ? `(${row} * 7919) % ${parent}` : row;
}
