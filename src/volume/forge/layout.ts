import { aligned, attributes, dataAt, hasNulls, infomask2At, infomaskAt, nullsAt } from './pages.ts';
import { literal } from '../request.ts';

/** A column as its table keeps it: what `layoutSql` asks for, in the order of the columns, dropped ones among them. */
export interface Physical {
  readonly number: number;
  /** Quoted as Postgres would. */
  readonly name: string;
  /** pg_type.typname; of a domain its own. */
  readonly type: string;
  /** pg_attribute.attlen: -1 is of any length. */
  readonly bytes: number;
  /** pg_attribute.attalign: `c`, `s`, `i` or `d`. */
  readonly align: string;
  readonly dropped: boolean;
  /** The time zone of the session, by which texts become times. */
  readonly zone: string;
}

/** The table is named as SQL writes it: `public.orders`. */
export const layoutSql = (table: string): string => `
  SELECT a.attnum::int4 AS number, pg_catalog.quote_ident(a.attname) AS name, coalesce(t.typname::text, '') AS type,
         a.attlen::int4 AS bytes, a.attalign::text AS align, a.attisdropped AS dropped,
         pg_catalog.current_setting('TimeZone') AS zone
    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE a.attrelid = ${literal(table)}::regclass AND a.attnum > 0 ORDER BY a.attnum`;

const alignments: Readonly<Record<string, number>> = { c: 1, s: 2, i: 4, d: 8 };
export const alignmentOf = ({ align }: Physical): number => alignments[align] ?? 0;

/** Where the values of rows lie, by column and row: from a row's start, headers included; -1 where there is none. */
export interface Places {
  readonly at: readonly Int16Array[];
  readonly sizes: readonly Int16Array[];
}

/** Finds the columns of rows, as heap_deform_tuple does; a reason where a value is not in the row as it is. */
export function placesOf(
  bytes: Uint8Array,
  { starts, lengths }: { readonly starts: Int32Array; readonly lengths: Int32Array },
  layout: readonly Physical[],
): Places | { readonly because: string } {
  const at = layout.map(() => new Int16Array(starts.length));
  const sizes = layout.map(() => new Int16Array(starts.length));
  const found = { at: new Int16Array(layout.length), sizes: new Int16Array(layout.length) };
  const columns = layout.map((one) => ({ bytes: one.bytes, align: alignmentOf(one) }));
  for (const [row, start] of starts.entries()) {
    const stopped = deform(bytes, start, lengths[row] ?? 0, columns, found);
    if (stopped !== undefined) return { because: reason(layout[stopped]) };
    for (let column = 0; column < layout.length; column++) {
      const [places, lengths] = [at[column], sizes[column]];
      if (places) places[row] = found.at[column] ?? -1;
      if (lengths) lengths[row] = found.sizes[column] ?? 0;
    }
  }
  return { at, sizes };
}

const reason = (column: Physical | undefined): string =>
  column ? `its column ${column.name} is kept compressed or out of line` : 'its rows are laid out in another way';

interface Column {
  readonly bytes: number;
  readonly align: number;
}

/** Gives the number of the column that it cannot find, or of none behind the last one; undefined where all went well. */
function deform(
  bytes: Uint8Array,
  start: number,
  length: number,
  columns: readonly Column[],
  found: { at: Int16Array; sizes: Int16Array },
): number | undefined {
  const word = (at: number): number => (bytes[start + at] ?? 0) | ((bytes[start + at + 1] ?? 0) << 8);
  if ((word(infomask2At) & attributes) !== columns.length) return columns.length;
  const someNull = (word(infomaskAt) & hasNulls) !== 0;
  let at = bytes[start + dataAt] ?? 0;
  for (let place = 0; place < columns.length; place++) {
    const { bytes: fixed, align } = columns[place] ?? { bytes: 0, align: 0 };
    if (someNull && ((bytes[start + nullsAt + (place >> 3)] ?? 0) & (1 << (place & 7))) === 0) {
      found.at[place] = -1;
      found.sizes[place] = 0;
      continue;
    }
    if (fixed < -1 || align === 0) return place;
    // A byte that is not zero is no padding: a short header, or a long one that lies right already.
    if (fixed > 0 || bytes[start + at] === 0) at = aligned(at, align);
    const size = fixed > 0 ? fixed : sizeAt(bytes, start + at);
    if (size === undefined) return place;
    found.at[place] = at;
    found.sizes[place] = size;
    at += size;
  }
  return at === length ? undefined : columns.length;
}

/** Bytes of a value of any length, its header included; undefined where it is compressed or elsewhere. */
function sizeAt(bytes: Uint8Array, at: number): number | undefined {
  const first = bytes[at] ?? 0;
  if (first === 1 || (first & 3) === 2) return undefined;
  if ((first & 1) === 1) return first >> 1;
  const word = first | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  return word >>> 2;
}

/** Bytes before a value's own. */
export const headerAt = (bytes: Uint8Array, at: number): number => (((bytes[at] ?? 0) & 1) === 1 ? 1 : 4);
