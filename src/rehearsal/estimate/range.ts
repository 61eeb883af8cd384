import type { MeasuredEstimate, WorkClass } from '../../domain/rehearsal.ts';
import type { Cliff } from './beyond.ts';
import { fits, medians } from './fit.ts';
import type { Sample } from './fit.ts';

/** Beyond this many times the largest measured size only the order of magnitude is promised. */
const trusted = 5;
/** At this many times the rows, statements took 0.7 to 2 times what the usual fits had said, most of them 0.9 to 1.4. */
const tried = 10;
const upward = 1.5;
const downward = 0.6;
/** A worse residual is the noise of a small size. */
const worstError = 0.5;
const magnitude = 3;

/** What the runs cannot tell. */
export interface Beyond {
  readonly cliffs?: readonly Cliff[];
  /** The statement was seen to run longer than this with fewer rows than production has. */
  readonly longerThanMs?: number;
}

/** Milliseconds in production as a range, from runs at several sizes; at least two of them. */
export function estimateFrom(
  kind: WorkClass,
  samples: readonly Sample[],
  productionRows: number,
  { cliffs = [], longerThanMs = 0 }: Beyond = {},
): MeasuredEstimate {
  const candidates = fits(samples).map((fit) => ({ ...fit, ms: fit.at(productionRows) }));
  const highest = candidates.toSorted((a, b) => b.ms - a.ms)[0];
  const least = Math.min(...candidates.map(({ ms }) => ms));
  const sizes = medians(samples).map(({ rows }) => rows);
  const times = productionRows / (sizes.at(-1) ?? productionRows);
  // Where nobody has looked, the range opens to both sides: at a hundred times the rows by two.
  const open = Math.min(Math.max(1, times / tried) ** 0.3, magnitude);
  const error = highest?.error ?? 0;
  // A range that is open already leaves room for what happens there.
  const raised = Math.max(open, ...cliffs.map((cliff) => cliff.times));
  const low = Math.max((least * downward) / open, longerThanMs);
  const top = (highest?.ms ?? 0) * upward * raised * (1 + Math.min(error, worstError));
  return {
    class: kind,
    productionMs: [Math.round(low), Math.ceil(Math.max(top, longerThanMs * magnitude))],
    model: `${highest?.model ?? 'linear'}${times > trusted ? ', order of magnitude' : ''}`,
    sizes,
    error: rounded(error),
    calibrated: false,
    runs: samples.length,
    ...(cliffs.length > 0 && { widened: cliffs.map(({ says }) => says) }),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A change of the catalog alone takes as long in production as here, give or take the machine. */
export function constantEstimate(kind: WorkClass, ms: number, rows: number): MeasuredEstimate {
  return given(kind, [ms * downward, Math.max(ms * magnitude, ms + 10)], 'constant', rows);
}

/** It was run with all the rows that production has: nothing is left to reckon. */
export function wholeEstimate(kind: WorkClass, { ms, rows }: Sample): MeasuredEstimate {
  return given(
    kind,
    [ms * downward, Math.max(ms * upward, ms + 10)],
    'measured with as many rows as production has',
    rows,
  );
}

/** Too short here for a fit: in proportion to the rows, and no more than the order of magnitude. */
export function proportionalEstimate(kind: WorkClass, sample: Sample, productionRows: number): MeasuredEstimate {
  const ms = sample.ms * Math.max(1, productionRows / sample.rows);
  return given(kind, [ms / magnitude, ms * magnitude], 'in proportion, order of magnitude', sample.rows);
}

const given = (
  kind: WorkClass,
  [low, high]: readonly [number, number],
  model: string,
  rows: number,
): MeasuredEstimate => ({
  class: kind,
  productionMs: [Math.floor(low), Math.ceil(high)],
  model,
  sizes: [rows],
  error: 0,
  calibrated: false,
});
