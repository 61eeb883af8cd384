import { rowsOf, rowsToPointAt, foreignKeyOf } from './keys.ts';
import type { FillPlan } from './keys.ts';
import { columnValue } from './columns.ts';
import { lookupsFor } from './lookups.ts';
import { portionsOf } from './portions.ts';
import { poolingFor, poolSql } from './pool.ts';
import type { Pool } from './pool.ts';
import type { Portion } from './portions.ts';
import type { ColumnShape, TableShape } from './shape.ts';

export interface Fill {
  readonly table: TableShape;
  readonly rows: number;
  /** One or, for partitions and other ways to satisfy a CHECK, several INSERTs. */
  readonly inserts: readonly Insert[];
  /** `some`: rows that find nobody to point at are left out. */
  readonly keeps: 'all' | 'some';
}

/** The parts of an INSERT … SELECT. */
export interface Insert {
  readonly portion: Portion;
  readonly columns: readonly ColumnShape[];
  readonly values: readonly string[];
  readonly joins: string;
  /** The same rows in less time, where there are many. */
  readonly pooled?: Pooled;
}

/** Values made with the help of a pool; `full` have no NULLs for the sake of production's share of them. */
export interface Pooled {
  readonly pool: Pool;
  readonly values: readonly string[];
  readonly full: readonly string[];
}

/** Why a table stays as it is. */
export interface CannotFill {
  readonly table: TableShape;
  readonly because: string;
}

/** The INSERTs that fill one table. Deterministic: row n is the same in every clone of the same size. */
export function fillOf(plan: FillPlan, table: TableShape): Fill | CannotFill {
  const rows = rowsOf(plan, table);
  if (rows < 1) return { table, because: emptyBecause(plan, table) };
  const inserts: Insert[] = [];
  let keeps: Fill['keeps'] = 'all';
  for (const portion of portionsOf(plan, table)) {
    const made = insertOf(plan, table, portion);
    if ('because' in made) return { table, because: made.because };
    inserts.push(made);
    if (made.mayLose) keeps = 'some';
  }
  return { table, rows, inserts, keeps };
}

function emptyBecause(plan: FillPlan, table: TableShape): string {
  const empty = table.foreignKeys.find((key) => plan.tables.has(key.table) && rowsToPointAt(plan, key) === 0);
  const parent = empty && plan.tables.get(empty.table);
  return parent ? pointsAtNothing(parent) : 'its unique key has no values left to invent';
}

const pointsAtNothing = ({ name }: TableShape): string => `its foreign key points at ${name}, which has no rows`;

function insertOf(
  plan: FillPlan,
  table: TableShape,
  portion: Portion,
): (Insert & { readonly mayLose: boolean }) | { readonly because: string } {
  const lookups = lookupsFor(plan, table, portion.asked);
  const columns: ColumnShape[] = [];
  const values: string[] = [];
  for (const column of table.columns) {
    const value = columnValue(lookups.making, table, column, 'g', portion.asked);
    if (value !== undefined) {
      columns.push(column);
      values.push(value);
    } else if (column.notNull && !column.hasDefault && !column.generated) {
      return { because: cannotInvent(plan, table, column) };
    }
  }
  if (columns.length === 0) return { because: 'no column of it can be given a value' };
  const joins = lookups.joins();
  const pooled = joins === '' ? pooledValues(plan, table, portion, columns) : undefined;
  return { portion, columns, values, joins, mayLose: lookups.mayLose(), ...(pooled && { pooled }) };
}

function pooledValues(
  plan: FillPlan,
  table: TableShape,
  portion: Portion,
  columns: readonly ColumnShape[],
): Insert['pooled'] {
  const pooling = poolingFor(plan, table, portion);
  if (!pooling) return undefined;
  const making = { plan, depth: 0, pooling };
  const [values, full] = [making, { ...making, nulls: 'none' as const }].map((how) =>
    columns.map((one) => columnValue(how, table, one, 'g', portion.asked) ?? 'NULL'),
  );
  return { pool: pooling.done(), values: values ?? [], full: full ?? [] };
}

function cannotInvent(plan: FillPlan, table: TableShape, column: ColumnShape): string {
  const key = foreignKeyOf(plan, table, column.number);
  const parent = key && plan.tables.get(key.table);
  if (key && parent && rowsToPointAt(plan, key) === 0) return pointsAtNothing(parent);
  return `we cannot invent a value for its column ${column.name} (${column.type})`;
}

/** Every `step`-th row of it, as SQL. */
export function insertSql(insert: Insert, step = 1): string {
  return `${intoSql(insert)} SELECT ${insert.values.join(', ')} ${fromSql(insert, step)}`;
}

/** All of its rows, out of a pool where it has one. */
export function pooledSql(insert: Insert): string {
  if (!insert.pooled) return insertSql(insert);
  const { values, pool } = insert.pooled;
  const sql = poolSql(insert, pool);
  return `${intoSql(insert)} ${sql.with}SELECT ${values.join(', ')} ${sql.from}`;
}

/** The rows of one block of its pool; each of the first one's has a value wherever one may be. */
export function blockSql(insert: Insert, { pool, full, values }: Pooled, block: number): string {
  const sql = poolSql(insert, pool, block);
  return `${intoSql(insert)} ${sql.with}SELECT ${(block === 0 ? full : values).join(', ')} ${sql.from}`;
}

/** Rows that satisfy conditions, at most so many, and none that a key refuses. */
export function siftedSql(insert: Insert, conditions: readonly string[], most: number): string {
  const named = insert.columns.map(({ name }, at) => `${insert.values[at] ?? 'NULL'} AS ${name}`);
  const names = insert.columns.map(({ name }) => name).join(', ');
  const required = insert.columns.filter(({ notNull }) => notNull).map(({ name }) => `${name} IS NOT NULL`);
  const where = [...required, ...conditions.map((one) => `(${one}) IS NOT FALSE`)].join(' AND ');
  const made = `(SELECT ${named.join(', ')} ${fromSql(insert, 1)} OFFSET 0) AS made`;
  return `${intoSql(insert)} SELECT ${names} FROM ${made}${where === '' ? '' : ` WHERE ${where}`} LIMIT ${most} ON CONFLICT DO NOTHING`;
}

const intoSql = ({ portion, columns }: Insert): string =>
  `INSERT INTO ${portion.target} (${columns.map(({ name }) => name).join(', ')}) OVERRIDING SYSTEM VALUE`;

function fromSql({ portion, joins }: Insert, step: number): string {
  const last = portion.first + portion.rows - 1;
  const series = `pg_catalog.generate_series(${portion.first}::bigint, ${last}::bigint, ${step}::bigint) AS g`;
  // A join may bring them in any order.
  return `FROM ${series}${joins === '' ? '' : ` ${joins} ORDER BY g`}`;
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
