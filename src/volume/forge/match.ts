import type { Cell } from './cells.ts';
import { viewsOf, write } from './cells.ts';
import { headerAt } from './layout.ts';
import type { Physical, Places } from './layout.ts';
import { mix, mixNull, newSigns, numbersOf } from './signs.ts';
import { batchRows, run } from './vectors.ts';
import type { Program } from './vectors.ts';

/** Rows of one block, and how their columns are worked out. */
export interface Block {
  readonly program: Program;
  readonly cells: ReadonlyMap<number, Cell>;
  readonly number: number;
  readonly first: number;
  readonly rows: number;
}

/** A worked-out stretch of a column's value. */
interface Stretch {
  readonly index: number;
  readonly cell: Cell;
  readonly offset: number;
  readonly length: number;
}

/**
 * Which of the rows that lie there each row of the blocks is. They lie as they came, but where a later one fitted into
 * a page that an earlier one had left: those are told by what is worked out of them. Undefined where one is not there.
 */
export function orderOf(
  blocks: readonly Block[],
  layout: readonly Physical[],
  file: Uint8Array,
  starts: Int32Array,
  places: Places,
): Int32Array | undefined {
  const wanted = Float64Array.from(blocks.flatMap((block) => [...signs(block, layout)]));
  if (wanted.length !== starts.length) return undefined;
  const [block] = blocks;
  const there = block && signsIn(stretchesOf(block, layout), layout, file, starts, places);
  if (!there) return undefined;
  const order = Int32Array.from(starts, (_, at) => at);
  return wanted.every((sign, at) => sign === there[at]) ? order : inTurn(wanted, there, order);
}

/** Those that cannot be told apart come as they lie. */
function inTurn(wanted: Float64Array, there: Float64Array, order: Int32Array): Int32Array | undefined {
  const lying = new Map<number, number[]>();
  for (let at = there.length - 1; at >= 0; at--) {
    const sign = there[at] ?? 0;
    const list = lying.get(sign);
    if (list) list.push(at);
    else lying.set(sign, [at]);
  }
  for (const [row, sign] of wanted.entries()) {
    const at = lying.get(sign)?.pop();
    if (at === undefined) return undefined;
    order[row] = at;
  }
  return order;
}

function stretchesOf({ cells }: Block, layout: readonly Physical[]): readonly Stretch[] {
  return layout.flatMap(({ number }, index): readonly Stretch[] => {
    const cell = cells.get(number);
    if (!cell?.form || cell.form.kind === 'varied') return [];
    if (cell.form.kind !== 'bytes') return [{ index, cell, offset: 0, length: cell.length }];
    let end = 0;
    return cell.form.parts.flatMap(({ length, out }) => {
      end += length;
      return out ? [{ index, cell, offset: end - length, length }] : [];
    });
  });
}

/** A number for each row of a block, made of all that is worked out of it. */
function signs(block: Block, layout: readonly Physical[]): Float64Array {
  const stretches = stretchesOf(block, layout);
  const width = Math.max(0, ...stretches.map(({ cell }) => cell.length));
  const slot = (width + 7) & -8;
  const views = viewsOf(batchRows * slot);
  const places = Int32Array.from({ length: batchRows }, (_, row) => row * slot);
  const out = newSigns(block.rows);
  for (let from = 0; from < block.rows; from += batchRows) {
    const count = Math.min(batchRows, block.rows - from);
    run(block.program, block.first + from, block.number, count);
    for (const { cell, offset, length } of stretches) {
      if (cell.form) write(cell.form, views, places, 0, count);
      for (let i = 0; i < count; i++) {
        if (cell.absent?.[i] === 1) mixNull(out, from + i);
        else mix(out, from + i, views.bytes, i * slot + offset, length);
      }
    }
  }
  return numbersOf(out);
}

/** The same of rows as they lie. */
function signsIn(
  stretches: readonly Stretch[],
  layout: readonly Physical[],
  file: Uint8Array,
  starts: Int32Array,
  places: Places,
): Float64Array {
  const out = newSigns(starts.length);
  for (const { index, offset, length } of stretches) {
    const at = places.at[index];
    const variable = (layout[index]?.bytes ?? 0) < 0;
    for (let row = 0; row < starts.length; row++) {
      const place = at?.[row] ?? -1;
      const from = (starts[row] ?? 0) + place;
      if (place < 0) mixNull(out, row);
      else mix(out, row, file, from + (variable ? headerAt(file, from) : 0) + offset, length);
    }
  }
  return numbersOf(out);
}
