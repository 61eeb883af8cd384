import { viewsOf, write } from './cells.ts';
import type { Cell, Views } from './cells.ts';
import { closePage, layerOf, spotIn } from './lay.ts';
import type { Layer, Spot } from './lay.ts';
import { placesOf } from './layout.ts';
import type { Physical } from './layout.ts';
import { orderOf } from './match.ts';
import type { Block } from './match.ts';
import { aligned, frozen, infomask2At, infomaskAt, itemBytes, pageBytes, pageHeader, rowsIn } from './pages.ts';
import type { Forgeable, Working } from './qualify.ts';
import { poolOf } from './templates.ts';
import type { Pool, Sample } from './templates.ts';
import { batchRows, run } from './vectors.ts';
import type { Program } from './vectors.ts';

/** A whole table as the file that Postgres would keep it in. */
export interface Forged {
  readonly rows: number;
  /** The file has no more than these. */
  readonly bytes: number;
  /**
   * The file in order, from its first page on, whole pages all of them and two megabytes each but for the last: none
   * crosses from one gigabyte into the next. A piece is good until the one after the next is asked for.
   */
  readonly pieces: () => Iterable<Uint8Array>;
}

interface Refused {
  readonly because: string;
}

/** How rows come to be: worked out by the program, written into copies of the pool's rows. */
interface Forging {
  readonly program: Program;
  readonly layer: Layer;
  readonly cells: readonly Cell[];
  readonly pool: Pool;
}

const piecePages = 256;
const utc = /^(?:etc\/)?(?:utc|uct|gmt|zulu|universal|greenwich)$/i;

/**
 * Reads the pages that the server made of the sample, works the same rows out once more and compares them byte by byte:
 * only where all are equal the others are made in the same way.
 */
export function forgedFrom(table: Forgeable, layout: readonly Physical[], file: Uint8Array): Forged | Refused {
  const known = new Set(layout.filter(({ dropped }) => !dropped).map(({ name }) => name));
  const lost = table.columns.find((name) => !known.has(name));
  if (lost !== undefined) return { because: `its column ${lost} is not there` };
  if (table.zoned && !layout.every(({ zone }) => utc.test(zone)))
    return { because: 'the server’s time zone is not UTC' };
  const lying = rowsIn(file);
  if ('because' in lying) return lying;
  const places = placesOf(file, lying, layout);
  if ('because' in places) return places;
  const blocks = [blockOf(table, table.sampled, layout, 0), blockOf(table, table.working, layout, table.blocks - 1)];
  const order = orderOf(blocks, layout, file, lying.starts, places);
  if (!order) return different;
  const sample: Sample = { file, ...lying, places, order };
  let last: Forging | undefined;
  let before = 0;
  for (const block of blocks) {
    const pool = poolOf(sample, table.blockRows, layout, block.cells);
    if ('because' in pool) return pool;
    last = { program: block.program, layer: layerOf(pool, lying.slack), cells: cellsOf(pool), pool };
    if (!areEqual(last, block, sample, before)) return different;
    before += block.rows;
  }
  const forging = last;
  if (!forging) return different;
  const bytes = mostPages(forging.pool, lying.slack) * table.blocks * pageBytes;
  return { rows: table.rows, bytes, pieces: () => piecesOf(table, forging) };
}

const different = { because: 'Postgres makes other rows of it than we work out' };

const cellsOf = ({ columns }: Pool): readonly Cell[] => columns.flatMap(({ cell }) => (cell?.form ? [cell] : []));

const rowsOf = ({ rows, blockRows }: Forgeable, block: number): number => Math.min(blockRows, rows - block * blockRows);

function blockOf(table: Forgeable, { program, cells }: Working, layout: readonly Physical[], number: number): Block {
  const byNumber = new Map<number, Cell>();
  for (const { number: column, name } of layout) {
    const cell = cells.get(name);
    if (cell) byNumber.set(column, cell);
  }
  const first = table.first + number * table.blockRows;
  return { program, cells: byNumber, number, first, rows: rowsOf(table, number) };
}

function writeCells({ layer, cells }: Forging, views: Views, from: number, to: number): void {
  for (const [at, { form }] of cells.entries()) {
    const places = layer.places[at];
    if (form && places) write(form, views, places, from, to);
  }
}

/** Whether the rows of a block come out as the server made them. */
function areEqual(forging: Forging, block: Block, sample: Sample, before: number): boolean {
  const views = viewsOf(piecePages * pageBytes);
  for (let from = 0; from < block.rows; from += batchRows) {
    const count = Math.min(batchRows, block.rows - from);
    run(forging.program, block.first + from, block.number, count);
    for (let done = 0; done < count;) {
      const upTo = forging.layer.lay(spotIn(views, 0), done, count, from);
      writeCells(forging, views, done, upTo);
      for (; done < upTo; done++) {
        const theirs = sample.order[before + from + done] ?? 0;
        if (!isEqual(views.bytes, forging.layer.rows[done] ?? 0, sample, theirs)) return false;
      }
    }
  }
  return true;
}

/** All but who made the row, when and where: those are ours to tell. */
function isEqual(bytes: Uint8Array, start: number, { file, starts, lengths }: Sample, row: number): boolean {
  const theirs = starts[row] ?? 0;
  const length = lengths[row] ?? 0;
  const flags = infomaskAt + 1;
  if (bytes[start + flags] !== ((file[theirs + flags] ?? 0) | (frozen >> 8))) return false;
  for (let at = infomask2At; at < length; at++)
    if (at !== flags && bytes[start + at] !== file[theirs + at]) return false;
  return true;
}

/** Pages for a block of its own, each row as long as it can be. */
function mostPages({ lengths, columns }: Pool, slack: number): number {
  // NULLs take a map of which there are, and what varies may be longer in another block.
  const spare = 8 + 8 * columns.filter(({ cell }) => cell?.form?.kind === 'varied').length;
  let pages = 1;
  let left = pageBytes - pageHeader;
  for (const length of lengths) {
    const room = aligned(length, 8) + spare + itemBytes;
    if (left < room + slack) {
      pages += 1;
      left = pageBytes - pageHeader;
    }
    left -= room;
  }
  return pages;
}

function* piecesOf(table: Forgeable, forging: Forging): Generator<Uint8Array> {
  const [even, odd] = [viewsOf(piecePages * pageBytes), viewsOf(piecePages * pageBytes)];
  let spot: Spot = spotIn(even, 0);
  for (let block = 0; block < table.blocks; block++) {
    const rows = rowsOf(table, block);
    for (let from = 0; from < rows; from += batchRows) {
      const count = Math.min(batchRows, rows - from);
      run(forging.program, table.first + block * table.blockRows + from, block, count);
      for (let done = 0; done < count;) {
        const upTo = forging.layer.lay(spot, done, count, from);
        writeCells(forging, spot.views, done, upTo);
        done = upTo;
        if (done === count) continue;
        yield spot.views.bytes;
        spot = spotIn(spot.views === even ? odd : even, spot.before + piecePages);
      }
    }
  }
  closePage(spot);
  if (spot.page > 0) yield spot.views.bytes.subarray(0, spot.page * pageBytes);
}
