/** One run of a statement; rows of the table that decides its time. */
export interface Sample {
  readonly rows: number;
  readonly ms: number;
}

/** How a time grows with the rows, as far as the runs tell. */
export interface Fit {
  readonly model: string;
  readonly at: (rows: number) => number;
  /** Largest relative residual. */
  readonly error: number;
}

const linear = (rows: number): number => rows;
const linearithmic = (rows: number): number => rows * Math.log2(Math.max(2, rows));

/** Nested loops and the like: `n log n` never looks steeper than this between two sizes. */
const steep = 1.4;
/** Steeper is a few small sizes' chance. */
const steepest = 3;

/** What the runs may be following, at least two sizes given; the steeper growth only where they show it. */
export function fits(samples: readonly Sample[]): readonly Fit[] {
  const points = medians(samples);
  const power = Math.min(growth(points), steepest);
  const shown = Math.round(power * 10) / 10;
  const usual = [fit('linear', linear, points), fit('n log n', linearithmic, points)];
  if (power < steep) return usual;
  return [...usual.slice(1), fit(shown === 2 ? 'n squared' : `n to the power of ${shown}`, (n) => n ** power, points)];
}

/** One point for each size, smallest first. */
export function medians(samples: readonly Sample[]): readonly Sample[] {
  const sizes = [...new Set(samples.map(({ rows }) => rows))].toSorted((a, b) => a - b);
  return sizes.map((rows) => ({ rows, ms: median(samples.filter((one) => one.rows === rows).map(({ ms }) => ms)) }));
}

/** The power of the rows that the upper half of the sizes grows by; what begins slowly is not told by the lower one. */
function growth(points: readonly Sample[]): number {
  const upper = points.slice(-Math.max(2, Math.ceil(points.length / 2)));
  const [first, last] = [upper[0], upper.at(-1)];
  if (!first || !last || last.rows <= first.rows) return 1;
  return Math.log(Math.max(last.ms, 0.1) / Math.max(first.ms, 0.1)) / Math.log(last.rows / first.rows);
}

/** Least squares of `a + b·f(n)` over relative errors, neither below 0: a large size is no more exact than a small one. */
function fit(model: string, shape: (rows: number) => number, points: readonly Sample[]): Fit {
  const seen = points.map(({ rows, ms }) => ({ x: shape(rows), y: Math.max(ms, 0.1) }));
  const sum = (of: (x: number, y: number) => number): number =>
    seen.reduce((all, { x, y }) => all + of(x, y) / y ** 2, 0);
  const [ones, xs, ys, xx, xy] = [
    sum(() => 1),
    sum((x) => x),
    sum((_, y) => y),
    sum((x) => x * x),
    sum((x, y) => x * y),
  ];
  const spread = ones * xx - xs * xs;
  const slope = spread > 0 ? (ones * xy - xs * ys) / spread : 0;
  const offset = (ys - slope * xs) / ones;
  const line = offset < 0 || slope < 0 || spread <= 0 ? { offset: 0, slope: xy / xx } : { offset, slope };
  const at = (rows: number): number => line.offset + line.slope * shape(rows);
  const error = Math.max(...points.map(({ rows, ms }) => Math.abs(at(rows) - ms) / Math.max(ms, 0.1)));
  return { model, at, error };
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
