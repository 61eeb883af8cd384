import { restrictionOf } from './asked.ts';
import { capacityOf } from './capacity.ts';
import { documentSql, leavesOf } from './documents.ts';
import { foreignKeyOf, indexOf, isKeyed, ownParent, rowsOf, rowsToPointAt, sharedColumns } from './keys.ts';
import type { FillPlan, Index } from './keys.ts';
import { without } from '../sql/nodes.ts';
import { mayRepeat } from './pool.ts';
import type { Pooling } from './pool.ts';
import { portionsOf } from './portions.ts';
import type { ValueRequest } from './request.ts';
import type { Alternative, Restriction } from './restriction.ts';
import { unquoted } from './shape.ts';
import type { ColumnShape, ForeignKeyShape, TableShape } from './shape.ts';
import { chosen } from './spread.ts';
import { timeAbove } from './times.ts';
import { isNumber, isTime, valueOf, valueOfKind } from './value.ts';

/** One statement in the making. */
export interface Making {
  readonly plan: FillPlan;
  readonly depth: number;
  /** Where values come from that need not be made anew for every row. */
  readonly pooling?: Pooling;
  /** `values`: the row is a number in the order of the values, wherever on disk they lie. */
  readonly counts?: 'values';
  /** `none`: every row has a value, though production's have not. */
  readonly nulls?: 'none';
  /** Looks rows up that a key can point at, and names the one of this row; absent where nothing can be joined. */
  readonly lookUp?: (key: ForeignKeyShape, number: number, row: string) => string | undefined;
}

/** Keys that point at keys that point at keys: deeper is a cycle. */
const deepest = 8;
const deeper = ({ plan, depth }: Making): Making => ({ plan, depth: depth + 1 });

/** SQL of a column in the row whose number, from 0, is the SQL expression `row`; undefined where it has none. */
export function columnValue(
  making: Making,
  table: TableShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
): string | undefined {
  const { plan, depth } = making;
  if (depth > deepest || column.generated || plan.blank.has(`${table.oid}.${column.number}`)) return undefined;
  const restriction = restrictionOf(column, asked);
  if (restriction.mustBeNull) return column.notNull ? undefined : `NULL::${column.type}`;
  const key = foreignKeyOf(plan, table, column.number);
  const value = key
    ? (referenceTo(making, table, key, column, row) ?? sameRow(making, table, key, column, row, asked))
    : plainValue(making, table, column, row, asked);
  if (value === undefined || making.nulls === 'none') return value;
  return thinned(plan, table, column, row, restriction, value);
}

/** As many NULLs as production has; all of what is to be filled, where nobody knows. */
function thinned(
  plan: FillPlan,
  table: TableShape,
  column: ColumnShape,
  row: string,
  restriction: Restriction,
  value: string,
): string {
  const key = foreignKeyOf(plan, table, column.number);
  const first = key?.match === 'full' ? key.columns[0] : column.number;
  const decides = table.columns.find(({ number }) => number === first) ?? column;
  const share = decides.statistics?.nullFraction ?? (decides.filled ? 1 : 0);
  if (share <= 0 || column.notNull || restriction.notNull || isPointedAt(plan, table, column)) return value;
  if (table.keys.some(({ columns, nulls }) => nulls !== undefined && columns.includes(column.number))) return value;
  return `CASE WHEN ${chosen(row, Math.min(1, share), plan.seed * 131 + decides.number)} THEN NULL ELSE ${value} END`;
}

const isPointedAt = (plan: FillPlan, table: TableShape, column: ColumnShape): boolean =>
  [...plan.tables.values()].some(({ foreignKeys }) =>
    foreignKeys.some((key) => key.table === table.oid && key.referenced.includes(column.number)),
  );

function plainValue(
  making: Making,
  table: TableShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
): string | undefined {
  const { plan, depth, pooling } = making;
  if (pooling && mayRepeat(plan, table, column, pooling) && leavesOf(table, column).length === 0) {
    // The pool's rows are the first ones of all: that order is none of production's.
    const loose = { ...column, ...(column.statistics && { statistics: without(column.statistics, 'correlation') }) };
    return pooling.put((of) => plainValue({ plan, depth }, table, loose, of, asked));
  }
  const document = documentValue(plan, table, column, row, asked);
  if (document !== undefined) return document;
  const own = valueOf(column, requestFor(making, table, column, row, asked));
  return behind(making, table, column, row, asked, own) ?? own;
}

function requestFor(
  { plan, counts, pooling }: Pick<Making, 'plan' | 'counts' | 'pooling'>,
  table: TableShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
): ValueRequest {
  const restriction = restrictionOf(column, asked);
  const index = inRoom(indexOf(plan, table, column, row, counts), table, column, restriction);
  const { statistics } = column;
  const alone = pooling && index.values >= rowsOf(plan, table) && !isPointedAt(plan, table, column);
  return {
    index: index.sql,
    spread: isKeyed(table, column.number) || statistics?.distinct !== undefined ? 'distinct' : 'any',
    restriction,
    rows: rowsOf(plan, table),
    values: Math.max(1, index.values),
    seed: plan.seed,
    ...(statistics && { statistics }),
    ...(alone && { pieces: pooling }),
  };
}

/** A JSON document from which generated columns are read: what they shall be is put there. */
function documentValue(
  plan: FillPlan,
  table: TableShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
): string | undefined {
  const leaves = leavesOf(table, column).flatMap(({ path, kind, read }) => {
    const request = requestFor({ plan }, table, read, row, asked);
    const value = valueOfKind(kind, request);
    if (value === undefined) return [];
    return [{ path, value: thinned(plan, table, read, row, request.restriction, value) }];
  });
  if (leaves.length === 0) return undefined;
  return `(${documentSql(column.kind.base === 'json' ? 'json' : 'jsonb', leaves)})::${column.type}`;
}

/** As many values as there is room for in these rows. */
function inRoom(index: Index, table: TableShape, column: ColumnShape, restriction: Restriction): Index {
  const keyed = isKeyed(table, column.number);
  if (!keyed && column.statistics?.distinct === undefined) return index;
  const room = Math.max(1, capacityOf(column, restriction));
  if (index.values <= room) return index;
  // Another column of the key tells the rows apart.
  return { sql: keyed ? `(${index.sql}) % ${room}` : `(${index.sql}) * ${room} / ${index.values}`, values: room };
}

/** Of a column that must lie above another one: a little above it. */
function behind(
  making: Making,
  table: TableShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
  own: string | undefined,
): string | undefined {
  const name = restrictionOf(column, asked).above;
  const other = table.columns.find((candidate) => unquoted(candidate.name) === name);
  if (!other || (!isNumber(column.kind) && !isTime(column.kind))) return undefined;
  const value = columnValue(deeper(making), table, other, row, asked);
  if (value === undefined || value.startsWith('NULL::')) return undefined;
  const above = isTime(column.kind) ? timeAbove(other.kind.base, `(${value})`) : `(${value}) + 1`;
  return own !== undefined && column.notNull && !other.notNull
    ? `coalesce((${above})::${column.type}, ${own})`
    : `(${above})::${column.type}`;
}

/** The value of the parent's row that this row points at. */
function referenceTo(
  making: Making,
  table: TableShape,
  key: ForeignKeyShape,
  column: ColumnShape,
  row: string,
): string | undefined {
  const { plan } = making;
  const parent = plan.tables.get(key.table);
  const number = key.referenced[key.columns.indexOf(column.number)];
  const there = parent?.columns.find((candidate) => candidate.number === number);
  if (!parent || !there || number === undefined) return undefined;
  const beside = sharedColumns(plan, table, key).length > 0;
  if (beside && parent.oid === table.oid) return undefined;
  const computed = !beside && !plan.sparse.has(parent.oid) && rowsOf(plan, parent) > 0;
  const own = parent.oid === table.oid ? ownParent(plan, table, key, row) : undefined;
  const index = own ?? indexOf(plan, table, column, row, making.counts).sql;
  const how = key.columns.length === 1 ? 'values' : 'rows';
  const value = computed ? valueAt(deeper(making), parent, there, `(${index})`, how) : undefined;
  // The first one hangs on nothing.
  const root = own !== undefined && !column.notNull ? `CASE WHEN ${row} > 0 THEN ${value ?? ''} END` : value;
  if (value !== undefined) return `(${root ?? ''})::${column.type}`;
  if (parent.oid === table.oid) return undefined;
  const found = rowsToPointAt(plan, key) > 0 ? making.lookUp?.(key, number, beside ? row : index) : undefined;
  return found === undefined ? undefined : `${found}::${column.type}`;
}

/** More kinds of rows make too long an expression. */
const mostKinds = 24;

/** A column in any row of a table: rows of another portion may be made in another way. */
function valueAt(
  making: Making,
  table: TableShape,
  column: ColumnShape,
  row: string,
  counts: 'rows' | 'values',
): string | undefined {
  const portions = portionsOf(making.plan, table);
  const values = portions.map(({ asked }) => columnValue(making, table, column, row, asked));
  const [first] = values;
  if (first === undefined || values.includes(undefined)) return undefined;
  if (values.every((value) => value === first)) {
    const [portion] = portions;
    return counts === 'values' && portion
      ? columnValue({ ...making, counts }, table, column, row, portion.asked)
      : first;
  }
  if (values.length > mostKinds) return undefined;
  const arms = portions.map(({ first: from, rows }, at) => `WHEN ${row} < ${from + rows} THEN ${values[at] ?? ''}`);
  return `CASE ${arms.join(' ')} END`;
}

/**
 * A key back at the table itself that shares a column with another key: which rows share its value cannot be computed.
 * The row points at itself if it must, though who climbs then never comes to an end.
 */
function sameRow(
  making: Making,
  table: TableShape,
  key: ForeignKeyShape,
  column: ColumnShape,
  row: string,
  asked: Alternative,
): string | undefined {
  if (!column.notNull || key.table !== table.oid || sharedColumns(making.plan, table, key).length === 0)
    return undefined;
  const number = key.referenced[key.columns.indexOf(column.number)];
  const there = table.columns.find((candidate) => candidate.number === number);
  const value = there && there !== column ? columnValue(deeper(making), table, there, row, asked) : undefined;
  return value === undefined ? undefined : `(${value})::${column.type}`;
}
