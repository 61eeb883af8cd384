import { narrower, readCheck } from './restriction.ts';
import type { Restriction } from './restriction.ts';
import type { ColumnShape, ForeignKeyShape, LeafShape, TableShape } from './shape.ts';
import { capacityOf, valueOf } from './value.ts';

/** Tables and how many rows each shall get. */
export interface FillPlan {
  readonly tables: ReadonlyMap<number, TableShape>;
  /** By oid; a table that is not in it stays as it is. */
  readonly rows: ReadonlyMap<number, number>;
  /** Columns left NULL because we cannot satisfy a CHECK on them: `oid.number`. */
  readonly blank: ReadonlySet<string>;
}

export interface Fill {
  readonly table: TableShape;
  readonly rows: number;
  /** One or, for partitions, several INSERTs. */
  readonly sql: readonly string[];
}

/** Why a table stays as it is. */
export interface CannotFill {
  readonly table: TableShape;
  readonly because: string;
}

export const unquoted = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

/** The INSERTs that fill one table. Deterministic: row n is the same in every clone of the same size. */
export function fillOf(plan: FillPlan, table: TableShape): Fill | CannotFill {
  const wanted = plan.rows.get(table.oid) ?? 0;
  const rows = Math.min(wanted, mostRows(plan, table));
  if (rows < 1) return { table, because: 'its unique key has no values left to invent' };
  if (table.leaves.length === 0) return insertInto(plan, table, rows, [{ name: table.name }]);
  const leaves = table.leaves.filter(({ bound }) => bound !== undefined && readCheck(bound) !== undefined);
  // Hash partitions take any row: through the root.
  return insertInto(plan, table, rows, leaves.length > 0 ? leaves : [{ name: table.name }]);
}

function insertInto(plan: FillPlan, table: TableShape, rows: number, leaves: readonly LeafShape[]): Fill | CannotFill {
  const share = Math.max(1, Math.floor(rows / leaves.length));
  const sql: string[] = [];
  for (const [at, leaf] of leaves.entries()) {
    const made = insertSql(plan, table, leaf, { first: at * share, rows: share });
    if (typeof made !== 'string') return { table, because: made.because };
    sql.push(made);
  }
  return { table, rows: share * leaves.length, sql };
}

interface Portion {
  readonly first: number;
  readonly rows: number;
}

function insertSql(plan: FillPlan, table: TableShape, leaf: LeafShape, portion: Portion): string | { because: string } {
  const names: string[] = [];
  const values: string[] = [];
  for (const column of table.columns) {
    if (column.generated || plan.blank.has(`${table.oid}.${column.number}`)) continue;
    const value = columnValue({ plan, depth: 0 }, table, column, 'g', leaf);
    if (value === undefined) {
      if (!column.notNull || column.hasDefault) continue;
      return { because: `we cannot invent a value for its column ${column.name} (${column.type})` };
    }
    names.push(column.name);
    values.push(value);
  }
  if (names.length === 0) return { because: 'no column of it can be given a value' };
  const series = `pg_catalog.generate_series(${portion.first}::bigint, ${portion.first + portion.rows - 1}::bigint) AS g`;
  return `INSERT INTO ${leaf.name} (${names.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${values.join(', ')} FROM ${series}`;
}

interface Making {
  readonly plan: FillPlan;
  readonly depth: number;
}

/** Keys that point at keys that point at keys: deeper is a cycle. */
const deepest = 8;

/** SQL of a column in the row whose number, from 0, is the SQL expression `row`. */
function columnValue(
  making: Making,
  table: TableShape,
  column: ColumnShape,
  row: string,
  leaf?: LeafShape,
): string | undefined {
  if (making.depth > deepest) return undefined;
  const index = indexOf(making.plan, table, column.number, row);
  const key = foreignKeyOf(making.plan, table, column.number);
  if (key) return referenceTo(making, table, key, column, index);
  const restriction = restrictionOf(table, column, leaf);
  if (restriction.mustBeNull) return undefined;
  const spread = isKeyed(table, column.number) ? 'distinct' : 'any';
  return valueOf(column, { index, spread, restriction, rows: making.plan.rows.get(table.oid) ?? 1 });
}

/** The value of the parent's row that this row points at. */
function referenceTo(
  making: Making,
  table: TableShape,
  key: ForeignKeyShape,
  column: ColumnShape,
  index: string,
): string | undefined {
  const parent = making.plan.tables.get(key.table);
  const number = key.referenced[key.columns.indexOf(column.number)];
  const there = parent?.columns.find((candidate) => candidate.number === number);
  if (!parent || !there) return undefined;
  const rows = parentRows(making.plan, key);
  if (rows > 0) {
    const { name, bound } = parent.leaves[0] ?? {};
    const leaf = name === undefined ? undefined : { name, ...(bound !== undefined && { bound }) };
    const value = columnValue({ ...making, depth: making.depth + 1 }, parent, there, `(${index})`, leaf);
    if (value !== undefined) return `(${value})::${column.type}`;
  }
  if (parent.ownRows === 0 || parent.oid === table.oid) return undefined;
  const keys = `SELECT ${there.name} FROM ${parent.name} WHERE ${there.name} IS NOT NULL ORDER BY ctid`;
  return `(ARRAY(${keys}))[1 + (${index}) % ${parent.ownRows}]`;
}

/** Rows of the parent that a child may point at: of a partitioned parent those of its first partition. */
function parentRows(plan: FillPlan, key: ForeignKeyShape): number {
  const parent = plan.tables.get(key.table);
  const rows = plan.rows.get(key.table) ?? 0;
  if (!parent || rows === 0) return 0;
  const capped = Math.min(rows, mostRows(plan, parent));
  return Math.floor(capped / Math.max(1, parent.leaves.length));
}

/** Of several keys over a column the widest: the narrower ones then hold through the parent's own. */
function foreignKeyOf(plan: FillPlan, table: TableShape, number: number): ForeignKeyShape | undefined {
  return table.foreignKeys
    .filter(({ columns, table: parent }) => columns.includes(number) && plan.tables.has(parent))
    .toSorted((a, b) => b.columns.length - a.columns.length)[0];
}

const isKeyed = (table: TableShape, number: number): boolean => table.keys.some((key) => key.includes(number));

export function restrictionOf(table: TableShape, column: ColumnShape, leaf?: LeafShape): Restriction {
  const name = unquoted(column.name);
  const own = [...table.checks.map(({ definition }) => definition), ...(leaf?.bound === undefined ? [] : [leaf.bound])];
  const asked = own.map((definition) => readCheck(definition)?.get(name));
  const domain = column.kind.domainChecks.map((definition) => readCheck(definition)?.get('value'));
  return [...asked, ...domain].reduce<Restriction>((sum, next) => (next ? narrower(sum, next) : sum), {});
}

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
    const own = reference && (plan.tables.get(reference.table)?.ownRows ?? 0);
    const size = reference
      ? parentRows(plan, reference) || (own ?? 0)
      : capacityOf(column, restrictionOf(table, column));
    digits.push({ columns, size });
  }
  return digits;
}

/** A key needs digits where none of its columns is unique by itself. */
const needsDigits = (digits: readonly Digit[], rows: number): boolean =>
  digits.every(({ size }) => size < rows) || digits.length === 1;

function mostRows(plan: FillPlan, table: TableShape): number {
  const pending = plan.rows.get(table.oid) ?? 0;
  const self = table.foreignKeys.some(
    (key) => key.table === table.oid && table.keys.some((one) => one.some((n) => key.columns.includes(n))),
  );
  if (self) return pending;
  const limits = table.keys.map((key) => digitsOf(plan, table, key).reduce((product, { size }) => product * size, 1));
  return Math.min(pending, ...limits);
}

/** The number, from 0, that decides a column's value: a digit of its key, else the row scattered over the parent's. */
function indexOf(plan: FillPlan, table: TableShape, number: number, row: string): string {
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
  const parent = reference && (parentRows(plan, reference) || (plan.tables.get(reference.table)?.ownRows ?? 0));
  return parent ? `(${row} * 7919) % ${parent}` : row;
}

/** Parents first, so that rows they brought themselves can be pointed at; cycles are broken anywhere. */
export function inOrder(tables: readonly TableShape[]): readonly TableShape[] {
  const byOid = new Map(tables.map((table) => [table.oid, table]));
  const done = new Set<number>();
  const order: TableShape[] = [];
  const visit = (table: TableShape): void => {
    if (done.has(table.oid)) return;
    done.add(table.oid);
    for (const { table: parent } of table.foreignKeys) {
      const found = byOid.get(parent);
      if (found) visit(found);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return order;
}
