import { restrictionOf } from './asked.ts';
import { foreignKeyOf, isKeyed } from './keys.ts';
import type { FillPlan } from './keys.ts';
import type { Portion } from './portions.ts';
import { digest, filler } from './request.ts';
import type { Pieces } from './request.ts';
import { unquoted } from './shape.ts';
import type { ColumnShape, TableShape } from './shape.ts';
import { distinctIn, isUnordered, spreadOf } from './spread.ts';
import { isNumber, listOfValues } from './value.ts';

/** Values made once and used again and again: what of a row is neither key nor in an order. */
export interface Pool {
  readonly rows: number;
  /** How often it is gone through. */
  readonly blocks: number;
  /** What it holds, as SQL of `k`, the number of the pool's row. */
  readonly columns: readonly string[];
}

/** A pool in the making. */
export interface Pooling extends Pieces {
  readonly portion: Portion;
  readonly rows: number;
  /** Puts a value into it, made of the row whose number it is told, and gives back its name. */
  readonly put: (make: (row: string) => string | undefined) => string | undefined;
  readonly done: () => Pool;
}

/** With fewer rows a pool is not worth its words. */
const fewestRows = 100_000;
const mostRows = 50_000;
/** It is to stay in memory. */
const mostBytes = 32 * 1024 * 1024;
/** Postgres needs more for a row than its values take. */
export const poolMemory = '128MB';

/** Bytes of a row at most, as far as one can guess. */
export const widthOf = ({ columns }: TableShape): number =>
  columns.reduce((sum, { statistics }) => sum + Math.max(32, statistics?.width ?? 0), 64);

/** Undefined where so few rows need none. */
export function poolingFor(plan: FillPlan, table: TableShape, portion: Portion): Pooling | undefined {
  if (portion.rows < fewestRows) return undefined;
  const most = Math.min(mostRows, Math.max(1_000, Math.floor(mostBytes / widthOf(table))));
  const blocks = Math.ceil(portion.rows / most);
  const rows = Math.ceil(portion.rows / blocks);
  const row = `(${portion.first} + k)`;
  const columns = new Map<string, string>();
  const named = (sql: string): string => {
    const name = columns.get(sql) ?? `v${columns.size}`;
    columns.set(sql, name);
    return `p.${name}`;
  };
  return {
    portion,
    rows,
    put: (make) => {
      const sql = make(row);
      return sql === undefined ? undefined : named(sql);
    },
    digest: () => `(${named(`pg_catalog.left(${digest(row, plan.seed)}, ${32 - tailDigits})`)} || b.tail)`,
    filler: (characters) => named(filler(row, characters, plan.seed)),
    done: () => ({ rows, blocks, columns: [...columns].map(([sql, name]) => `${sql} AS ${name}`) }),
  };
}

/** Tell the blocks apart. */
export const tailDigits = 6;

/** Each row of the pool in each block, or in that one, in order: no join that would have to search or sort. */
export function poolSql(
  { portion }: { readonly portion: Portion },
  pool: Pool,
  block?: number,
): { with: string; from: string } {
  const { rows, blocks, columns } = pool;
  const [from, to] = [block ?? 0, block ?? blocks - 1];
  const made = ['k', ...columns].join(', ');
  const tail = `pg_catalog.lpad(pg_catalog.to_hex(at), ${tailDigits}, '0') AS tail`;
  return {
    with: `WITH pool AS MATERIALIZED (SELECT ${made} FROM pg_catalog.generate_series(0::bigint, ${rows - 1}::bigint) AS k) `,
    from:
      `FROM (SELECT ${portion.first}::bigint + at * ${rows} AS start, ${tail} FROM pg_catalog.generate_series(${from}::bigint, ${to}::bigint) AS at OFFSET 0) AS b` +
      ` CROSS JOIN LATERAL (SELECT b.start + k AS g, pool.* FROM pool OFFSET 0) AS p LIMIT ${Math.min(portion.rows - from * rows, (to - from + 1) * rows)}`,
  };
}

/** Whether a column's values may come again every so many rows: nothing tells them apart, orders or ties them. */
export function mayRepeat(plan: FillPlan, table: TableShape, column: ColumnShape, pooling: Pooling): boolean {
  const { statistics, kind, number } = column;
  const restriction = restrictionOf(column, pooling.portion.asked);
  if (isKeyed(table, number) || foreignKeyOf(plan, table, number) || restriction.above || restriction.below)
    return false;
  if (table.checks.some(({ columns }) => columns.length > 1 && columns.includes(number))) return false;
  if (table.columns.some(({ generated, number: other }) => generated && isKeyed(table, other))) return false;
  if (table.columns.some((other) => restrictionOf(other, pooling.portion.asked).above === unquoted(column.name)))
    return false;
  const rows = pooling.portion.first + pooling.portion.rows;
  const distinct = distinctIn(statistics, rows);
  if (statistics && !isUnordered(spreadOf(statistics, rows, distinct ?? rows))) return false;
  if (distinct !== undefined) return distinct * evenly <= pooling.rows;
  const few = kind.base === 'bool' || isNumber(kind) || listOfValues(kind, restriction) !== undefined;
  return few || kind.base === 'json' || kind.base === 'jsonb' || (kind.length ?? Infinity) < shortText;
}

/** So often a value must come in the pool, that all come about equally often. */
const evenly = 4;
/** There are not many of these. */
const shortText = 8;
