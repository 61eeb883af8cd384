import type { ColumnProfile } from '../domain/profile.ts';

/** Rows that a column's values are spread over, and what sets this column apart from others. */
export interface Spread {
  readonly rows: number;
  readonly distinct: number;
  /** Absent: as chance has it. */
  readonly correlation?: number;
  /** Of the commonest values; absent where all come equally often. */
  readonly shares?: readonly number[];
  readonly salt: number;
}

/**
 * SQL of a number from 0 to below `distinct` for the row whose number is the SQL `row`: every value as often as it
 * shall, the commonest first, and the order of values related to that of rows as in production. Exact, as rows are
 * exchanged by a permutation.
 */
export function spread(row: string, { rows, distinct, correlation, shares = [], salt }: Spread): string {
  if (distinct >= rows) return placed(row, rows, keptOf(correlation, evenParts(rows)), salt);
  const ends = endsOf(shares, rows, distinct);
  const place = placed(row, rows, keptOf(correlation, partsOf(ends, rows, distinct)), salt);
  const common = ends.at(-1);
  if (common === undefined) return `(${place} * ${distinct} / ${rows})`;
  const rest = `${ends.length} + (${place} - ${common}) * ${distinct - ends.length} / ${rows - common}`;
  const first = `pg_catalog.width_bucket(${place}, ARRAY[${ends.join(', ')}]::bigint[])`;
  return `(CASE WHEN ${place} < ${common} THEN ${first} ELSE ${rest} END)`;
}

/** So far from what chance has, a correlation is as good as none. */
const unordered = 0.03;

/** Whether values lie as chance would have them. */
export function isUnordered({ correlation, ...of }: Omit<Spread, 'salt'>): boolean {
  return correlation === undefined || Math.abs(correlation - chanceOf(of)) <= unordered;
}

function chanceOf({ rows, distinct, shares = [] }: Pick<Spread, 'rows' | 'distinct' | 'shares'>): number {
  return byChance(partsOf(distinct >= rows ? [] : endsOf(shares, rows, distinct), rows, distinct));
}

/** In the order of values, the row behind the last one of each of the commonest; none where all come about equally often. */
function endsOf(shares: readonly number[], rows: number, distinct: number): readonly number[] {
  const [most = 0] = shares;
  if (most * distinct < uneven) return [];
  const ends: number[] = [];
  let end = 0;
  // What they leave is for the others, each of which is met at least once, or for the last one.
  for (const share of shares.slice(0, distinct - 1)) {
    const others = distinct - ends.length - 1;
    end = Math.min(rows - others, end + Math.max(1, Math.round(share * rows)));
    ends.push(end);
  }
  return ends;
}

/** So many times as often as on average a value must come, that others are noticeably rarer. */
const uneven = 1.2;

/** Shares of the rows that values have, in their order; many equal ones are told by some. */
function partsOf(ends: readonly number[], rows: number, distinct: number): readonly number[] {
  const common = ends.map((end, at) => (end - (ends[at - 1] ?? 0)) / rows);
  const left = 1 - (ends.at(-1) ?? 0) / rows;
  return [...common, ...evenParts(distinct - ends.length).map((part) => part * left)];
}

const mostParts = 1_000;
const evenParts = (distinct: number): readonly number[] => {
  const count = Math.max(1, Math.min(distinct, mostParts));
  return Array.from({ length: count }, () => 1 / count);
};

/** How many rows in a hundred keep their place; below 0 in the opposite order. */
function keptOf(correlation: number | undefined, parts: readonly number[]): number {
  if (correlation === undefined) return 0;
  const chance = byChance(parts);
  const end = correlation < chance ? turnedCorrelation(parts) : 1;
  if (end === chance || Math.abs(correlation - chance) <= unordered) return 0;
  const kept = Math.round(Math.min(1, (correlation - chance) / (end - chance)) * part);
  return correlation < chance ? -kept : kept;
}

/** Equal values count as being in the order in which they lie, so chance alone has some. */
const byChance = (parts: readonly number[]): number => parts.reduce((sum, one) => sum + one * one, 0);

/** Of values in falling order: places and ranks are apart by as much for all rows of one value. */
function turnedCorrelation(parts: readonly number[]): number {
  let before = 0;
  let apart = 0;
  for (const one of parts) {
    apart += one * (before - (1 - before - one)) ** 2;
    before += one;
  }
  return 1 - 6 * apart;
}

const part = 100;

/** A share of the rows keeps its place, or that from the other end; the others exchange theirs. */
function placed(row: string, rows: number, kept: number, salt: number): string {
  const place = exchanged(row, rows, Math.abs(kept), salt);
  return kept < 0 ? `(${rows - 1} - ${place})` : place;
}

function exchanged(row: string, rows: number, kept: number, salt: number): string {
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

/** How a column's values lie in so many rows. */
export function spreadOf(statistics: ColumnProfile, rows: number, distinct: number): Omit<Spread, 'salt'> {
  const { frequencies = [], nullFraction = 0, correlation } = statistics;
  // They are shares of all rows: those that have a value are fewer.
  const shares = frequencies.map((one) => Math.min(1, one / Math.max(one, 1 - nullFraction)));
  return { rows, distinct, shares, ...(correlation !== undefined && { correlation }) };
}
