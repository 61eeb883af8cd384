import type { Cell, Views } from './cells.ts';
import { viewsOf } from './cells.ts';
import type { Varied } from './numerics.ts';
import { aligned, dataAt, hasNulls, hasVariable, infomaskAt, nullsAt, pageBytes } from './pages.ts';
import type { Pool, PoolColumn } from './templates.ts';

/** Forms rows anew that have their NULLs elsewhere than the pool's row, as heap_form_tuple does. */
export interface Former {
  /** The row that was formed last, from 0 on. */
  readonly views: Views;
  /** Where its columns lie, headers included; -1 where one is NULL. */
  readonly at: Int32Array;
  /** Whether a column of that row of the batch is NULL that need not be, or of another length. */
  readonly differs: (row: number) => boolean;
  /** Gives how long it is. */
  readonly form: (row: number, pooled: number) => number;
}

export function formerOf(pool: Pool): Former {
  const { columns } = pool;
  const views = viewsOf(2 * pageBytes);
  const { bytes, shorts } = views;
  const from = pool.views.bytes;
  const at = new Int32Array(columns.length);
  const slots = columns.map(slotOf);
  const absents = columns.flatMap(({ cell }) => cell?.absent ?? []);
  const map = aligned(nullsAt + ((columns.length + 7) >> 3), 8);
  const form: Former['form'] = (row, k) => {
    const start = pool.starts[k] ?? 0;
    const nulls = absent(slots, at, row, k);
    for (let byte = 0; byte < nullsAt; byte++) bytes[byte] = from[start + byte] ?? 0;
    let end = nulls === 0 ? aligned(nullsAt, 8) : map;
    for (let byte = nullsAt; byte < end; byte++) bytes[byte] = 0;
    bytes[dataAt] = end;
    let variable = 0;
    for (let c = 0; c < slots.length; c++) {
      const slot = slots[c];
      if (!slot || at[c] === -1) continue;
      if (nulls > 0) bytes[nullsAt + (c >> 3)] = (bytes[nullsAt + (c >> 3)] ?? 0) | (1 << (c & 7));
      const { varied } = slot;
      const place = slot.at[k] ?? -1;
      const size = varied ? (varied.lengths[row] ?? 0) : slot.size > 0 ? slot.size : (slot.sizes[k] ?? 0);
      const source = varied ? varied.out : place < 0 ? slot.header : from;
      const first = varied ? row * varied.stride : place < 0 ? 0 : start + place;
      variable |= slot.variable;
      // A short header needs no alignment.
      const to = (slot.variable & (source[first] ?? 0)) === 1 ? end : aligned(end, slot.align);
      for (let byte = end; byte < to; byte++) bytes[byte] = 0;
      const copied = place < 0 && !varied ? slot.header.length : size;
      for (let byte = 0; byte < copied; byte++) bytes[to + byte] = source[first + byte] ?? 0;
      at[c] = to;
      end = to + size;
    }
    const flags = (shorts[infomaskAt >> 1] ?? 0) & ~(hasNulls | hasVariable);
    shorts[infomaskAt >> 1] = flags | (nulls > 0 ? hasNulls : 0) | (variable === 1 ? hasVariable : 0);
    for (let byte = end; byte < aligned(end, 8); byte++) bytes[byte] = 0;
    return end;
  };
  const varied = slots.some((slot) => slot.varied);
  const differs: Former['differs'] = (row) => {
    if (varied) return true;
    for (const one of absents) if (one[row] === 1) return true;
    return false;
  };
  return { views, at, differs, form };
}

/** A column as the former needs it, the same form for all of them. */
interface Slot {
  readonly at: Int16Array;
  readonly sizes: Int16Array;
  /** Of a worked-out value with its header; 0 where the pool's row tells. */
  readonly size: number;
  readonly align: number;
  readonly variable: number;
  readonly header: Uint8Array;
  readonly absent: Float64Array;
  readonly varied: Varied | undefined;
}

const never = new Float64Array();

/** What varies has some. */
const sizeOf = (header: Uint8Array, cell: Cell | undefined): number =>
  cell?.form ? Math.max(1, header.length + cell.length) : 0;

const slotOf = ({ cell, at, sizes, align, variable, header }: PoolColumn): Slot => ({
  at,
  sizes,
  size: sizeOf(header, cell),
  align,
  variable: variable ? 1 : 0,
  header,
  absent: cell?.absent ?? never,
  varied: cell?.form?.kind === 'varied' ? cell.form : undefined,
});

/** Marks the columns that are NULL; gives how many. */
function absent(slots: readonly Slot[], at: Int32Array, row: number, k: number): number {
  let nulls = 0;
  for (const [c, slot] of slots.entries()) {
    const none = slot.absent[row] === 1 || (slot.size === 0 && slot.at[k] === -1);
    at[c] = none ? -1 : 0;
    if (none) nulls += 1;
  }
  return nulls;
}
