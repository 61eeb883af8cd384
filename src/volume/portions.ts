import { askedOf, boundOf, passedOver } from './asked.ts';
import { roomOf, rowsOf } from './keys.ts';
import type { FillPlan } from './keys.ts';
import { readTogether } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Alternative } from './restriction.ts';
import type { LeafShape, TableShape } from './shape.ts';

/** Rows in a row that satisfy the table's conditions in the same way. */
export interface Portion {
  /** What they are inserted into: the table or one of its partitions. */
  readonly target: string;
  readonly first: number;
  readonly rows: number;
  readonly asked: Alternative;
}

/** More statements for one table are no gain. */
const mostPortions = 64;

interface Share {
  readonly target: string;
  readonly weight: number;
  readonly reading: Reading;
}

const divided = new WeakMap<FillPlan, Map<number, readonly Portion[]>>();

/** How a table's rows are divided among its partitions and the ways to satisfy its conditions. */
export function portionsOf(plan: FillPlan, table: TableShape): readonly Portion[] {
  const portions = divided.get(plan) ?? new Map<number, readonly Portion[]>();
  divided.set(plan, portions);
  const known = portions.get(table.oid) ?? divide(plan, table);
  portions.set(table.oid, known);
  return known;
}

function divide(plan: FillPlan, table: TableShape): readonly Portion[] {
  const rows = rowsOf(plan, table);
  const shares = sharesOf(table);
  const weight = shares.reduce((sum, share) => sum + share.weight, 0);
  const portions: Portion[] = [];
  let first = 0;
  let upTo = 0;
  for (const [at, share] of shares.entries()) {
    upTo += share.weight;
    const end = at === shares.length - 1 ? rows : Math.round((rows * upTo) / weight);
    for (const portion of ways(plan, table, share, first, end)) portions.push(portion);
    first = end;
  }
  return portions;
}

/** Partitions with bounds that can be read; else the table itself, which finds the partition. */
function sharesOf(table: TableShape): readonly Share[] {
  const readable = table.leaves.filter((leaf) => hasBound(leaf) && askedOf(table, leaf).alternatives.length > 0);
  if (readable.length === 0) return [{ target: table.name, weight: 1, reading: askedOf(table) }];
  const known = readable.some(({ rows = 0 }) => rows > 0);
  const picked = readable.length > mostPortions ? readable.slice(-mostPortions) : readable;
  return picked.map((leaf) => ({
    // Where a hash decides too, only the root knows which one.
    target: boundOf(leaf).extent === 'whole' ? leaf.name : table.name,
    weight: known ? Math.max(leaf.rows ?? 0, 0.001) : 1,
    reading: askedOf(table, leaf),
  }));
}

/** A bound of which nothing could be read holds for any row. */
const hasBound = (leaf: LeafShape): boolean => boundOf(leaf).alternatives.some((alternative) => alternative.size > 0);

function ways(plan: FillPlan, table: TableShape, share: Share, first: number, end: number): readonly Portion[] {
  const portions: Portion[] = [];
  for (const [from, to, reading] of pieces(plan, table, share.reading, first, end)) {
    const ways = reading.alternatives.length;
    for (const [at, asked] of reading.alternatives.entries()) {
      const start = from + Math.floor(((to - from) * at) / ways);
      const stop = from + Math.floor(((to - from) * (at + 1)) / ways);
      if (stop > start) portions.push({ target: share.target, first: start, rows: stop - start, asked });
    }
  }
  return portions;
}

/** Cut where a partial key has no room left: what comes behind shall not fall under it. */
function pieces(
  plan: FillPlan,
  table: TableShape,
  reading: Reading,
  first: number,
  end: number,
): readonly (readonly [number, number, Reading])[] {
  const partial = table.keys.filter((key) => passedOver(key).alternatives.length > 0);
  const full = partial.map((key) => ({ room: roomOf(plan, table, key), over: passedOver(key) }));
  const cuts = [...new Set(full.map(({ room }) => room).filter((room) => room > first && room < end))];
  const ends = [...cuts.toSorted((a, b) => a - b), end];
  return ends.map((to, at) => {
    const from = at === 0 ? first : (ends[at - 1] ?? first);
    const over = full.filter(({ room }) => room <= from).map((one) => one.over);
    return [from, to, over.length > 0 ? readTogether([reading, ...over]) : reading];
  });
}
