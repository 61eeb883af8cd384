/** A page and a row as Postgres keeps them on disk (bufpage.h, htup_details.h), on processors with the low byte first. */
export const pageBytes = 8_192;
export const pageHeader = 24;
export const itemBytes = 4;
export const layoutVersion = 4;
export const lowerAt = 12;
export const upperAt = 14;
export const specialAt = 16;
export const versionAt = 18;

/** Where the parts of a row's header lie. */
const xmaxAt = 4;
export const commandAt = 8;
export const ctidAt = 12;
export const infomask2At = 18;
export const infomaskAt = 20;
export const dataAt = 22;
export const nullsAt = 23;

export const hasNulls = 0x0001;
export const hasVariable = 0x0002;
const outOfLine = 0x0004;
export const frozen = 0x0300;
const xmaxInvalid = 0x0800;
const changed = 0xf0f0;
const flags2 = 0xe000;
export const attributes = 0x07ff;

export const aligned = (at: number, to: number): number => (at + to - 1) & -to;

/** Rows of a file, in the order in which they lie. */
export interface Lying {
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
  /** What the fullest page has left: so much is always to be left. */
  readonly slack: number;
}

const foreign = { because: 'its pages are not as Postgres leaves them behind fresh rows' };

/** The rows of a table that was filled a moment ago; a reason where anything in it is not as expected. */
export function rowsIn(file: Uint8Array): Lying | { readonly because: string } {
  if (file.length === 0 || file.length % pageBytes !== 0) return foreign;
  const [starts, lengths]: [number[], number[]] = [[], []];
  let slack = pageBytes;
  for (let page = 0; page < file.length / pageBytes; page++) {
    const left = readPage(file, page, starts, lengths);
    if (left === undefined) return foreign;
    slack = Math.min(slack, left);
  }
  if (!areOfOne(file, starts)) return foreign;
  return { starts: Int32Array.from(starts), lengths: Int32Array.from(lengths), slack };
}

/** All of them made in the same transaction. */
function areOfOne(file: Uint8Array, starts: readonly number[]): boolean {
  const first = starts[0] ?? 0;
  const transactionBytes = [0, 1, 2, 3];
  return starts.every((start) => transactionBytes.every((at) => file[start + at] === file[first + at]));
}

/** Adds a page's rows; gives how much room it has left, undefined where it is not a page of fresh rows. */
function readPage(file: Uint8Array, page: number, starts: number[], lengths: number[]): number | undefined {
  const from = page * pageBytes;
  const view = new DataView(file.buffer, file.byteOffset + from, pageBytes);
  const [lower, upper, special] = [lowerAt, upperAt, specialAt].map((at) => view.getUint16(at, true));
  if (lower === undefined || upper === undefined || special === undefined) return undefined;
  // Room for rows to come, which no row has been put into.
  if (upper === 0) return isBlank(file, from) ? pageBytes : undefined;
  if (lower < pageHeader || lower > upper || upper > special || special !== pageBytes) return undefined;
  if (view.getUint16(versionAt, true) !== pageBytes + layoutVersion) return undefined;
  let above = pageBytes;
  for (let at = pageHeader, item = 1; at < lower; at += itemBytes, item++) {
    const word = view.getUint32(at, true);
    const [start, flags, length] = [word & 0x7fff, (word >>> 15) & 3, word >>> 17];
    if (flags !== 1 || start < upper || aligned(start, 8) !== start || start + length > above) return undefined;
    if (length <= nullsAt || !isFresh(view, start, page, item)) return undefined;
    above = start;
    starts.push(from + start);
    lengths.push(length);
  }
  return above === upper ? upper - lower : undefined;
}

function isBlank(file: Uint8Array, from: number): boolean {
  for (let at = from; at < from + pageBytes; at++) if (file[at] !== 0) return false;
  return true;
}

/** Never updated, locked or deleted, at home where it lies, and all of it on this page. */
function isFresh(view: DataView, start: number, page: number, item: number): boolean {
  const infomask = view.getUint16(start + infomaskAt, true);
  const at = view.getUint16(start + ctidAt, true) * 0x10000 + view.getUint16(start + ctidAt + 2, true);
  return (
    at === page &&
    view.getUint16(start + ctidAt + 4, true) === item &&
    (infomask & (changed | outOfLine)) === 0 &&
    (infomask & xmaxInvalid) !== 0 &&
    view.getUint32(start + xmaxAt, true) === 0 &&
    (view.getUint16(start + infomask2At, true) & flags2) === 0
  );
}
