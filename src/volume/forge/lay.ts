import type { Views } from './cells.ts';
import { formerOf } from './former.ts';
import { aligned, ctidAt, itemBytes, layoutVersion } from './pages.ts';
import { lowerAt, pageBytes, pageHeader, specialAt, upperAt, versionAt } from './pages.ts';
import type { Pool } from './templates.ts';
import { batchRows } from './vectors.ts';

/** Where in a piece the next row goes. */
export interface Spot {
  readonly views: Views;
  readonly pages: number;
  /** Of the piece's first page in the table. */
  readonly before: number;
  page: number;
  lower: number;
  upper: number;
}

export const spotIn = (views: Views, before: number): Spot => {
  views.bytes.fill(0);
  return { views, pages: views.bytes.length / pageBytes, before, page: 0, lower: pageHeader, upper: pageBytes };
};

/** Lays rows of a batch into pages, each beside the next. */
export interface Layer {
  /** Where in the piece the batch's rows begin. */
  readonly rows: Int32Array;
  /** Where the values of worked-out columns are to be written; -1 where one is NULL. */
  readonly places: readonly Int32Array[];
  /** From that row of the batch to before that one; gives the first that has no room left. */
  readonly lay: (spot: Spot, from: number, to: number, pooled: number) => number;
}

export function layerOf(pool: Pool, slack: number): Layer {
  const { columns } = pool;
  const former = formerOf(pool);
  const rows = new Int32Array(batchRows);
  const exact = columns.filter(({ cell }) => cell?.form);
  const places = exact.map(() => new Int32Array(batchRows));
  const lay: Layer['lay'] = (spot, from, to, pooled) => {
    const { words, shorts } = spot.views;
    for (let i = from; i < to; i++) {
      const k = pooled + i;
      const other = pool.ragged[k] === 1 || former.differs(i);
      const length = other ? former.form(i, k) : (pool.lengths[k] ?? 0);
      const size = aligned(length, 8);
      if (spot.lower + itemBytes + size + slack > spot.upper && spot.lower > pageHeader) {
        closePage(spot);
        if (spot.page === spot.pages) return i;
      }
      spot.upper -= size;
      const base = spot.page * pageBytes;
      const start = base + spot.upper;
      const source = other ? former.views.words : pool.views.words;
      const first = other ? 0 : (pool.starts[k] ?? 0) >> 2;
      for (let word = 0; word < size >> 2; word++) words[(start >> 2) + word] = source[first + word] ?? 0;
      words[(base + spot.lower) >> 2] = spot.upper | 0x8000 | (length << 17);
      spot.lower += itemBytes;
      const number = spot.before + spot.page;
      shorts[(start + ctidAt) >> 1] = number >>> 16;
      shorts[(start + ctidAt + 2) >> 1] = number;
      shorts[(start + ctidAt + 4) >> 1] = (spot.lower - pageHeader) / itemBytes;
      rows[i] = start;
      for (let c = 0; c < exact.length; c++) {
        const column = exact[c];
        const list = places[c];
        if (!column || !list) continue;
        const at = other ? (former.at[column.index] ?? -1) : (column.at[k] ?? -1);
        list[i] = at < 0 ? -1 : start + at + column.header.length;
      }
    }
    return to;
  };
  return { rows, places, lay };
}

/** Ends the page; the next one is empty. */
export function closePage(spot: Spot): void {
  if (spot.lower === pageHeader) return;
  const { shorts } = spot.views;
  const base = spot.page * pageBytes;
  shorts[(base + lowerAt) >> 1] = spot.lower;
  shorts[(base + upperAt) >> 1] = spot.upper;
  shorts[(base + specialAt) >> 1] = pageBytes;
  shorts[(base + versionAt) >> 1] = pageBytes + layoutVersion;
  spot.page += 1;
  spot.lower = pageHeader;
  spot.upper = pageBytes;
}
