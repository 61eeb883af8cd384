import type { ColumnProfile } from '../domain/profile.ts';

/** Rows that a column's values are spread over, and what sets this column apart from others. */
export interface Spread {
  readonly rows: number;
  readonly distinct: number;
  readonly correlation: number;
  readonly salt: number;
}

/**
 * SQL of a number from 0 to below `distinct` for the row whose number is the SQL `row`: every value equally often, and
 * the order of values related to that of rows as in production. Exact, as rows are exchanged by a permutation.
 */
export function spread(row: string, { rows, distinct, correlation, salt }: Spread): string {
  const place = placed(row, rows, Math.abs(correlation), salt);
  const turned = correlation < 0 ? `(${rows - 1} - ${place})` : place;
  return distinct >= rows ? turned : `(${turned} * ${distinct} / ${rows})`;
}

const part = 100;

/** A share of the rows keeps its place, the others exchange theirs. */
function placed(row: string, rows: number, correlation: number, salt: number): string {
  const kept = Math.round(correlation * part);
  if (kept >= part || rows < 3) return row;
  if (kept === 0 || rows < 2 * part) return shuffled(row, rows, salt);
  const moved = part - kept;
  const blocks = Math.floor(rows / part);
  const among = `(${row} / ${part} * ${moved} + ${row} % ${part} - ${kept})`;
  const to = shuffled(among, blocks * moved, salt);
  const back = `(${to} / ${moved} * ${part} + ${kept} + ${to} % ${moved})`;
  return `(CASE WHEN ${row} % ${part} < ${kept} OR ${row} >= ${blocks * part} THEN ${row} ELSE ${back} END)`;
}

/** Steps of a golden ratio's length meet every place once and neighbours never. */
function shuffled(row: string, rows: number, salt: number): string {
  const step = coprime(Math.floor(rows * 0.618_033_988_75) + salt, rows);
  return `((${row} * ${step} + ${salt}) % ${rows})`;
}

/** The next number that shares no divisor with another: its multiples meet every place. */
export function coprime(wish: number, rows: number): number {
  let step = Math.max(1, wish % rows);
  while (divisor(step, rows) !== 1) step++;
  return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** SQL that is true for that share of the rows. */
export const chosen = (row: string, share: number, salt: number): string =>
  `(${row} * ${48_271 + salt * 2} + ${salt * 7_919}) % 1000003 < ${Math.round(share * 1_000_003)}`;

/** How many distinct values to aim at in so many rows, so that about as many remain as in production. */
export function distinctIn(statistics: ColumnProfile | undefined, rows: number): number | undefined {
  const { distinct, nullFraction = 0 } = statistics ?? {};
  if (distinct === undefined || distinct === 0) return undefined;
  if (distinct < 0) return Math.max(1, Math.min(rows, unthinned(-distinct * rows, rows, nullFraction)));
  // A sample of so many rows meets so many of them.
  const met = distinct * (1 - Math.exp(-rows / distinct));
  return Math.max(1, Math.min(rows, Math.round(met)));
}

/** NULLs take whole values away where few rows share one. */
function unthinned(wanted: number, rows: number, nulls: number): number {
  if (nulls <= 0) return Math.round(wanted);
  if (wanted >= rows * (1 - nulls) * 0.97) return rows;
  let [low, high] = [wanted, rows];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (middle * (1 - nulls ** (rows / middle)) < wanted) low = middle;
    else high = middle;
  }
  return Math.round(high);
}
