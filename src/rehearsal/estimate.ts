import type { MeasuredEstimate, WorkClass } from '../domain/rehearsal.ts';

/** One run of a statement; rows of the table that decides its time. */
export interface Sample {
  readonly rows: number;
  readonly ms: number;
}

interface Fit {
  readonly model: string;
  readonly at: (rows: number) => number;
  /** Largest relative residual. */
  readonly error: number;
}

const linear = (rows: number): number => rows;
const linearithmic = (rows: number): number => rows * Math.log2(Math.max(2, rows));

/** Beyond this many times the largest measured size only the order of magnitude is said. */
const trusted = 5;
/** Measured errors of such fits reached 113 % upwards and 43 % downwards on shared machines. */
const upward = 1.5;
const downward = 0.7;

/** Milliseconds in production as a range, from runs at several sizes. At least two sizes are needed. */
export function estimateFrom(kind: WorkClass, samples: readonly Sample[], productionRows: number): MeasuredEstimate {
  const fits = [fit('linear', linear, samples), fit('n log n', linearithmic, samples)];
  const at = fits.map((one) => Math.max(0, one.at(productionRows)));
  const higher = (at[1] ?? 0) > (at[0] ?? 0) ? fits[1] : fits[0];
  const error = higher?.error ?? 0;
  const sizes = [...new Set(samples.map(({ rows }) => rows))].toSorted((a, b) => a - b);
  const far = productionRows > trusted * (sizes.at(-1) ?? 1);
  const low = Math.min(...at) * (far ? 1 / 3 : downward);
  const high = Math.max(...at) * (1 + error) * (far ? 3 : upward);
  const model = `${higher?.model ?? 'linear'}${far ? ', order of magnitude' : ''}`;
  return {
    class: kind,
    productionMs: [Math.round(low), Math.ceil(high)],
    model,
    sizes,
    error: rounded(error),
    calibrated: false,
  };
}

/** Least squares of `a + b·f(n)`, neither below 0. */
function fit(model: string, shape: (rows: number) => number, samples: readonly Sample[]): Fit {
  const xs = samples.map(({ rows }) => shape(rows));
  const ys = samples.map(({ ms }) => ms);
  const meanX = mean(xs);
  const meanY = mean(ys);
  const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const free =
    spread === 0 ? 0 : xs.reduce((sum, x, index) => sum + (x - meanX) * ((ys[index] ?? 0) - meanY), 0) / spread;
  const offset = Math.max(0, meanY - Math.max(0, free) * meanX);
  const through =
    xs.reduce((sum, x, index) => sum + x * (ys[index] ?? 0), 0) /
    Math.max(
      1,
      xs.reduce((sum, x) => sum + x * x, 0),
    );
  const slope = offset === 0 ? through : Math.max(0, free);
  const at = (rows: number): number => offset + slope * shape(rows);
  const error = Math.max(...samples.map(({ rows, ms }) => Math.abs(at(rows) - ms) / Math.max(ms, 0.1)));
  return { model, at, error };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** A change of the catalog alone takes as long in production as here, give or take the machine. */
export function constantEstimate(kind: WorkClass, ms: number, rows: number): MeasuredEstimate {
  const range = [Math.floor(ms * downward), Math.ceil(Math.max(ms * 3, ms + 10))] as const;
  return { class: kind, productionMs: range, model: 'constant', sizes: [rows], error: 0, calibrated: false };
}

/** Too short here for a fit: in proportion to the rows, and no more than the order of magnitude. */
export function proportionalEstimate(kind: WorkClass, sample: Sample, productionRows: number): MeasuredEstimate {
  const ms = sample.ms * Math.max(1, productionRows / sample.rows);
  return {
    class: kind,
    productionMs: [Math.floor(ms / 3), Math.ceil(ms * 3)],
    model: 'in proportion, order of magnitude',
    sizes: [sample.rows],
    error: 0,
    calibrated: false,
  };
}
