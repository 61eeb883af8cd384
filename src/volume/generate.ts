import { foreignKeyOf, indexOf, isKeyed, mostRows, parentRows } from './keys.ts';
import type { FillPlan } from './keys.ts';
import { readCheck, restrictionOf } from './restriction.ts';
import type { ColumnShape, ForeignKeyShape, LeafShape, TableShape } from './shape.ts';
import { valueOf } from './value.ts';

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
    const value = columnValue({ ...making, depth: making.depth + 1 }, parent, there, `(${index})`, parent.leaves[0]);
    if (value !== undefined) return `(${value})::${column.type}`;
  }
  if (parent.ownRows === 0 || parent.oid === table.oid) return undefined;
  const keys = `SELECT ${there.name} FROM ${parent.name} WHERE ${there.name} IS NOT NULL ORDER BY ctid`;
  return `(ARRAY(${keys}))[1 + (${index}) % ${parent.ownRows}]`;
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
