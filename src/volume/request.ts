import type { ColumnProfile } from '../domain/profile.ts';
import type { Restriction } from './restriction.ts';

/**
 * How a column's values are made: `index` is an SQL expression, a bigint from 0. A distinct value comes of every
 * index below `capacity`; anything else may repeat.
 */
export interface ValueRequest {
  readonly index: string;
  readonly spread: 'distinct' | 'any';
  readonly restriction: Restriction;
  /** Rows in all, for values spread between two dates. */
  readonly rows: number;
  /** How many values the index can stand for. */
  readonly values: number;
  readonly seed: number;
  /** What production has: values rise with the index then, and are as wide. */
  readonly statistics?: ColumnProfile;
  /** Parts of a value that were made before; only where no two rows share a value. */
  readonly pieces?: Pieces;
}

/** SQL of parts that many rows can have. */
export interface Pieces {
  /** Thirty-two hexadecimal digits that no other row has. */
  readonly digest: () => string;
  /** So many hexadecimal digits that other rows may have. */
  readonly filler: (characters: number) => string;
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Bytes behind a value's header. */
export const bodyOf = (width: number): number => (width <= 127 ? width - 1 : width - 4);

/** Digits that differ from row to row; of another seed others. */
export const digest = (index: string, seed: number): string =>
  `pg_catalog.md5((${index})::text${seed === 1 ? '' : ` || '/${seed}'`})`;

/** Hexadecimal digits that differ from row to row, as many as wanted: nothing that could be compressed. */
export function filler(index: string, characters: number, seed: number): string {
  if (characters <= 32) return `pg_catalog.left(${digest(index, seed)}, ${characters})`;
  const chunks = Math.min(Math.ceil(characters / 128), mostChunks);
  const chunk = (at: number): string =>
    `pg_catalog.encode(pg_catalog.sha512(((${index})::text || '-${at}/${seed}')::bytea), 'hex')`;
  return `pg_catalog.left(${Array.from({ length: chunks }, (_, at) => chunk(at)).join(' || ')}, ${characters})`;
}
/** Wider values lie out of line, and their width is that of the pointer. */
const mostChunks = 64;

/** Hexadecimal digits for so many values. */
export const hexDigits = (values: number): number => Math.max(1, Math.ceil(Math.log2(Math.max(2, values)) / 4));

/** Hexadecimal digits in the order of the index. */
export const rising = (index: string, digits: number): string =>
  `pg_catalog.lpad(pg_catalog.to_hex(${index}), ${digits}, '0')`;
