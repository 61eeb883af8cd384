import { as, columnsIn } from '../../sql/nodes.ts';
import { stringOf } from '../../sql/names.ts';
import type { CaseExpr, Node } from '@pgsql/types';
import { blockSql } from '../generate.ts';
import type { Insert, Pooled } from '../generate.ts';
import type { FillPlan } from '../keys.ts';
import { portionsOf } from '../portions.ts';
import { unquoted } from '../shape.ts';
import type { ColumnShape, TableShape } from '../shape.ts';
import { cellOf } from './cells.ts';
import type { Cell } from './cells.ts';
import { absentWhere, isNull } from './choices.ts';
import { expressionOf, vectorOf } from './expression.ts';
import type { Scope } from './expression.ts';
import { textLengths } from './pooled.ts';
import { newProgram } from './vectors.ts';
import type { Program } from './vectors.ts';

/** A table whose rows can be worked out page by page, from a few that the server makes. */
export interface Forgeable {
  /** INSERTs, in order, into the empty target: the first block of rows and the last one. */
  readonly sampleSql: readonly string[];
  readonly rows: number;
  /** Number of the first one. */
  readonly first: number;
  /** Rows of a block; the last one may have fewer. */
  readonly blockRows: number;
  readonly blocks: number;
  /** Columns that are given a value, as their names are written in SQL. */
  readonly columns: readonly string[];
  /** Whether some of them depend on the time zone. */
  readonly zoned: boolean;
  /** How rows are worked out, and how those of the first block in the sample, which have a value wherever one may be. */
  readonly working: Working;
  readonly sampled: Working;
}

export interface Working {
  readonly program: Program;
  /** By name. Columns that are not in it are as in the pool's row. */
  readonly cells: ReadonlyMap<string, Cell>;
}

interface Refused {
  readonly because: string;
}

/** Wider values may lie out of line. */
const widest = 1_500;

/** What can be told before a row is made: whether everything that differs from block to block can be worked out. */
export function forgeable(plan: FillPlan, table: TableShape, insert: Insert): Forgeable | Refused {
  const { pooled, portion } = insert;
  if (!pooled) return { because: 'its rows are few, or depend on rows that must be looked up' };
  const because = unfit(plan, table, insert);
  if (because !== undefined) return { because };
  const working = workingOf(insert, pooled, pooled.values);
  if ('because' in working) return working;
  const sampled = workingOf(insert, pooled, pooled.full);
  if ('because' in sampled) return sampled;
  const generated = table.columns.find((column) => column.generated && !isRepeated(column, insert, working));
  if (generated) return { because: `its column ${generated.name} is generated from what differs in every row` };
  const { rows: blockRows } = pooled.pool;
  const blocks = Math.ceil(portion.rows / blockRows);
  if (blocks < 2) return { because: 'its rows are few' };
  return {
    sampleSql: [blockSql(insert, pooled, 0), blockSql(insert, pooled, blocks - 1)],
    rows: portion.rows,
    first: portion.first,
    blockRows,
    blocks,
    columns: insert.columns.map(({ name }) => name),
    zoned: insert.columns.some(({ name, kind }) => zoned.has(kind.base) && working.cells.has(name)),
    working,
    sampled,
  };
}

const zoned = new Set(['timestamptz', 'timestamp', 'date']);

function unfit(plan: FillPlan, table: TableShape, { portion, columns, joins }: Insert): string | undefined {
  if (joins !== '') return 'its rows depend on rows that must be looked up';
  if (table.ownRows > 0) return 'it has rows already';
  if (table.leaves.length > 0 && portion.target === table.name)
    return 'only Postgres knows which partition a row is for';
  if (portionsOf(plan, table).filter(({ target }) => target === portion.target).length > 1)
    return 'its rows are made in more than one way';
  const wide = columns.find(({ statistics }) => (statistics?.width ?? 0) > widest);
  if (wide) return `its column ${wide.name} may be stored out of line`;
  const other = table.columns.find((one) => one.hasDefault && !one.generated && !columns.includes(one));
  return other && `its column ${other.name} is left to its default`;
}

/** A generated column is as in the pool where all that it is made of is. */
function isRepeated({ expression }: ColumnShape, { columns }: Insert, { cells }: Working): boolean {
  const node = expression === undefined ? undefined : expressionOf(expression);
  if (!node) return false;
  const names = new Set(columns.filter(({ name }) => cells.has(name)).map(({ name }) => unquoted(name)));
  return columnsIn(node).every((name) => !names.has(name));
}

function workingOf({ columns, portion }: Insert, { pool }: Pooled, values: readonly string[]): Working | Refused {
  const scope: Scope = {
    program: newProgram(),
    first: portion.first,
    last: portion.first + portion.rows - 1,
    blocks: pool.blocks,
    pooled: textLengths(pool.columns),
    known: new Map(),
  };
  const cells = new Map<string, Cell>();
  for (const [at, column] of columns.entries()) {
    const node = expressionOf(values[at] ?? '');
    if (node && isConstant(node)) continue;
    const cell = node && cellIn(scope, column, node);
    if (!cell) return { because: `its column ${column.name} has values that only Postgres can work out` };
    cells.set(column.name, cell);
  }
  return { program: scope.program, cells };
}

/** A value of the pool, or one that is written out: the same in every block. */
function isConstant(node: Node): boolean {
  const cast = as('TypeCast', node);
  if (cast) return cast.arg !== undefined && isConstant(cast.arg);
  const column = as('ColumnRef', node);
  return column
    ? stringOf(column.fields?.[0]) === 'p' && column.fields?.length === 2
    : as('A_Const', node) !== undefined;
}

function cellIn(scope: Scope, { name, kind }: ColumnShape, node: Node): Cell | undefined {
  const choice = as('CaseExpr', node);
  const when = choice && thinning(choice);
  if (when) {
    const holds = vectorOf(scope, when);
    return holds?.kind === 'truth' ? { name, length: 0, absent: absentWhere(scope.program, holds, 1) } : undefined;
  }
  const vector = vectorOf(scope, node);
  return vector && cellOf(scope.program, name, kind.base, vector);
}

/** The condition of `CASE WHEN … THEN NULL ELSE` a value of the pool. */
function thinning({ arg, args = [], defresult }: CaseExpr): Node | undefined {
  const [first, ...more] = args;
  const { expr, result } = as('CaseWhen', first) ?? {};
  return !arg && more.length === 0 && isNull(result) && defresult && isConstant(defresult) ? expr : undefined;
}
