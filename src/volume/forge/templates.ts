import type { Cell, Views } from './cells.ts';
import { viewsOf } from './cells.ts';
import { alignmentOf, headerAt } from './layout.ts';
import type { Physical, Places } from './layout.ts';
import { aligned, commandAt, frozen, infomask2At, infomaskAt } from './pages.ts';

/** The rows of the first block, each as the server made it, from which those of the others are made. */
export interface Pool {
  readonly rows: number;
  readonly views: Views;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly columns: readonly PoolColumn[];
  /** 1 where a worked-out column is NULL in the pool: another row of it is not. */
  readonly ragged: Uint8Array;
}

export interface PoolColumn {
  readonly index: number;
  readonly cell?: Cell;
  readonly align: number;
  readonly variable: boolean;
  /** Where its values lie in the pool's rows. */
  readonly at: Int16Array;
  readonly sizes: Int16Array;
  /** Before a worked-out value. */
  readonly header: Uint8Array;
}

/** What the server wrote, and where. */
export interface Sample {
  readonly file: Uint8Array;
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  readonly places: Places;
  /** By number of the row, first block and last one together: which of those that lie there it is. */
  readonly order: Int32Array;
}

/** Copies the pool's rows out of the sample. Their rows are called visible to everybody, as COPY FREEZE does. */
export function poolOf(
  sample: Sample,
  rows: number,
  layout: readonly Physical[],
  cells: ReadonlyMap<number, Cell>,
): Pool | { readonly because: string } {
  const starts = new Int32Array(rows);
  const lengths = new Int32Array(rows);
  let end = 0;
  for (let row = 0; row < rows; row++) {
    lengths[row] = sample.lengths[sample.order[row] ?? 0] ?? 0;
    starts[row] = end;
    end += aligned(lengths[row] ?? 0, 8);
  }
  const views = viewsOf(end);
  for (let row = 0; row < rows; row++) {
    const [from, to] = [sample.starts[sample.order[row] ?? 0] ?? 0, starts[row] ?? 0];
    views.bytes.set(sample.file.subarray(from, from + (lengths[row] ?? 0)), to);
    views.bytes.fill(0, to + commandAt, to + infomask2At);
    const flags = (to + infomaskAt) >> 1;
    views.shorts[flags] = (views.shorts[flags] ?? 0) | frozen;
  }
  const ragged = new Uint8Array(rows);
  const columns: PoolColumn[] = [];
  for (const [index, physical] of layout.entries()) {
    const cell = cells.get(physical.number);
    const column = columnOf(sample, rows, physical, index, { views, starts }, cell);
    if ('because' in column) return column;
    columns.push(column);
    if (cell?.form) for (let row = 0; row < rows; row++) if (column.at[row] === -1) ragged[row] = 1;
  }
  return { rows, views, starts, lengths, columns, ragged };
}

function columnOf(
  { places, order }: Sample,
  rows: number,
  physical: Physical,
  index: number,
  { views, starts }: Pick<Pool, 'views' | 'starts'>,
  cell: Cell | undefined,
): PoolColumn | { readonly because: string } {
  const pooled = (list: Int16Array | undefined): Int16Array => {
    const first = new Int16Array(rows);
    for (let row = 0; row < rows; row++) first[row] = list?.[order[row] ?? 0] ?? -1;
    return first;
  };
  const [at, sizes] = [pooled(places.at[index]), pooled(places.sizes[index])];
  const variable = physical.bytes < 0;
  const plain = { index, align: alignmentOf(physical), variable, at, sizes, header: new Uint8Array() };
  if (!cell?.form) return cell ? { ...plain, cell } : plain;
  if (cell.form.kind === 'varied') return { ...plain, cell };
  const shown = at.findIndex((place) => place >= 0);
  const place = (starts[shown] ?? 0) + (at[shown] ?? 0);
  const header =
    variable && shown >= 0 ? views.bytes.slice(place, place + headerAt(views.bytes, place)) : new Uint8Array();
  const copies = cell.form.kind === 'bytes' && cell.form.parts.some(({ out }) => !out);
  for (let row = 0; row < rows; row++) {
    if (at[row] === -1) {
      if (copies || shown < 0)
        return { because: `its column ${cell.name} has no value in the rows that are looked at` };
    } else if (sizes[row] !== header.length + cell.length)
      return { because: `its column ${cell.name} is as long as the value at hand` };
  }
  return { ...plain, cell, header };
}
