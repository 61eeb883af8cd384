import type { Cell } from './cells.ts';
import { viewsOf, write } from './cells.ts';
import { headerAt } from './layout.ts';
import type { Physical, Places } from './layout.ts';
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
    if (!cell?.form) return [];
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
  const out = new Float64Array(block.rows).fill(1);
  for (let from = 0; from < block.rows; from += batchRows) {
    const count = Math.min(batchRows, block.rows - from);
    run(block.program, block.first + from, block.number, count);
    for (const { cell, offset, length } of stretches) {
      if (cell.form) write(cell.form, views, places, 0, count);
      for (let i = 0; i < count; i++) {
        const none = cell.absent?.[i] === 1;
        out[from + i] = none
          ? mixed(out[from + i] ?? 0, 256)
          : signOf(out[from + i] ?? 0, views.bytes, i * slot + offset, length);
      }
    }
  }
  return out;
}

/** The same of rows as they lie. */
function signsIn(
  stretches: readonly Stretch[],
  layout: readonly Physical[],
  file: Uint8Array,
  starts: Int32Array,
  places: Places,
): Float64Array {
  const out = new Float64Array(starts.length).fill(1);
  for (const { index, offset, length } of stretches) {
    const at = places.at[index];
    const variable = (layout[index]?.bytes ?? 0) < 0;
    for (const [row, start] of starts.entries()) {
      const place = at?.[row] ?? -1;
      const from = start + place + (variable ? headerAt(file, start + place) : 0) + offset;
      out[row] = place < 0 ? mixed(out[row] ?? 0, 256) : signOf(out[row] ?? 0, file, from, length);
    }
  }
  return out;
}

function signOf(before: number, bytes: Uint8Array, from: number, length: number): number {
  let sign = before;
  for (let at = from; at < from + length; at++) sign = mixed(sign, bytes[at] ?? 0);
  return sign;
}

/** A remainder by a prime of fifty bits' length is as good as unique among so few. */
const mixed = (sign: number, byte: number): number => {
  const high = Math.floor(sign / 67_108_864);
  const low = sign - high * 67_108_864;
  return (
    ((high * 16_777_619 + low * 31 + byte + 1) % 67_108_859) * 67_108_864 + ((low * 48_271 + byte + high) % 67_108_859)
  );
};
