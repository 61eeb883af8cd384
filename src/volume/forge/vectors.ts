/** Rows are worked out so many at a time: all that is made of them stays in the processor's cache. */
export const batchRows = 1_024;

/** Steps that work out the values of a batch, each from those before it. */
export interface Program {
  /** The numbers of the batch's rows. */
  readonly rows: Float64Array;
  /** The number of the block that they are in, once a row. */
  readonly blocks: Float64Array;
  readonly steps: ((count: number) => void)[];
}

export const newProgram = (): Program => ({
  rows: new Float64Array(batchRows),
  blocks: new Float64Array(batchRows),
  steps: [],
});

/** Works out rows in a row, all of one block. */
export function run({ rows, blocks, steps }: Program, first: number, block: number, count: number): void {
  for (let i = 0; i < count; i++) rows[i] = first + i;
  blocks.fill(block);
  for (const step of steps) step(count);
}

/** Whole numbers, and truth as 0 and 1, once a row; NaN is NULL, which arithmetic hands on as SQL does. */
export interface Numbers {
  readonly kind: 'number' | 'truth';
  readonly low: number;
  readonly high: number;
  readonly out: Float64Array;
  readonly nullable: boolean;
}

type Step = (a: Float64Array, b: Float64Array, out: Float64Array, count: number) => void;

const exact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** Undefined where a number could be too large to be exact. */
function made(
  program: Program,
  bounds: readonly [number, number],
  [a, b]: readonly [Numbers, Numbers],
  step: Step,
): Numbers | undefined {
  const [low, high] = bounds;
  if (!exact(low) || !exact(high)) return undefined;
  const out = new Float64Array(batchRows);
  program.steps.push((count) => {
    step(a.out, b.out, out, count);
  });
  return { kind: 'number', low, high, out, nullable: a.nullable || b.nullable };
}

/** A number that is set for every batch. */
export const given = (out: Float64Array, low: number, high: number): Numbers => ({
  kind: 'number',
  low,
  high,
  out,
  nullable: false,
});

export function constant(value: number): Numbers | undefined {
  return exact(value) ? given(new Float64Array(batchRows).fill(value), value, value) : undefined;
}

export const nothing: Numbers = {
  kind: 'number',
  low: Infinity,
  high: -Infinity,
  out: new Float64Array(batchRows).fill(NaN),
  nullable: true,
};

const add: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) + (b[i] ?? 0);
};
const subtract: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) - (b[i] ?? 0);
};
const multiply: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) * (b[i] ?? 0);
};

export const sum = (program: Program, a: Numbers, b: Numbers): Numbers | undefined =>
  made(program, [a.low + b.low, a.high + b.high], [a, b], add);

export const difference = (program: Program, a: Numbers, b: Numbers): Numbers | undefined =>
  made(program, [a.low - b.high, a.high - b.low], [a, b], subtract);

export function product(program: Program, a: Numbers, b: Numbers): Numbers | undefined {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return made(program, [Math.min(...ends), Math.max(...ends)], [a, b], multiply);
}

/** As Postgres divides whole numbers: towards zero. Exact, as both are below 2^53. */
export function quotient(program: Program, a: Numbers, b: Numbers): Numbers | undefined {
  const by = b.low;
  if (b.high !== by || by <= 0) return undefined;
  return made(program, [Math.trunc(a.low / by), Math.trunc(a.high / by)], [a, b], (x, _, out, count) => {
    for (let i = 0; i < count; i++) out[i] = Math.trunc((x[i] ?? 0) / by);
  });
}

/** With the sign of the dividend, as in Postgres. */
export function remainder(program: Program, a: Numbers, b: Numbers): Numbers | undefined {
  const by = b.low;
  if (b.high !== by || by <= 0) return undefined;
  if (a.low >= 0 && a.high < by) return a;
  return made(program, [a.low < 0 ? 1 - by : 0, a.high > 0 ? by - 1 : 0], [a, b], (x, _, out, count) => {
    for (let i = 0; i < count; i++) {
      const value = x[i] ?? 0;
      out[i] = value - Math.trunc(value / by) * by;
    }
  });
}

/** How many of the bounds, which rise, are at or below the number. */
export function bucket(program: Program, value: Numbers, bounds: readonly number[]): Numbers | undefined {
  return made(program, [0, bounds.length], [value, value], (x, _, out, count) => {
    for (let i = 0; i < count; i++) {
      const one = x[i] ?? 0;
      let at = 0;
      while (at < bounds.length && (bounds[at] ?? Infinity) <= one) at++;
      out[i] = one === one ? at : NaN;
    }
  });
}

const truth = (program: Program, a: Numbers, b: Numbers, step: Step): Numbers | undefined => {
  const one = made(program, [0, 1], [a, b], step);
  return one && { ...one, kind: 'truth' };
};

const below: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) < (b[i] ?? 0) ? 1 : (a[i] ?? 0) >= (b[i] ?? 0) ? 0 : NaN;
};
const upTo: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = (a[i] ?? 0) <= (b[i] ?? 0) ? 1 : (a[i] ?? 0) > (b[i] ?? 0) ? 0 : NaN;
};
const equal: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) {
    const apart = (a[i] ?? 0) - (b[i] ?? 0);
    out[i] = apart === 0 ? 1 : apart * 0;
  }
};

export function comparison(program: Program, operator: string, a: Numbers, b: Numbers): Numbers | undefined {
  switch (operator) {
    case '<':
      return truth(program, a, b, below);
    case '>':
      return truth(program, b, a, below);
    case '<=':
      return truth(program, a, b, upTo);
    case '>=':
      return truth(program, b, a, upTo);
    case '=':
      return truth(program, a, b, equal);
    default:
      return undefined;
  }
}

const and: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = a[i] === 0 || b[i] === 0 ? 0 : (a[i] ?? 0) * (b[i] ?? 0);
};
const or: Step = (a, b, out, count) => {
  for (let i = 0; i < count; i++) out[i] = a[i] === 1 || b[i] === 1 ? 1 : (a[i] ?? 0) + (b[i] ?? 0);
};

export const bothOrEither = (program: Program, a: Numbers, b: Numbers, which: 'both' | 'either'): Numbers | undefined =>
  truth(program, a, b, which === 'both' ? and : or);

/** What is unknown is not so. */
export function choice(program: Program, when: Numbers, then: Numbers, otherwise: Numbers): Numbers | undefined {
  const test = when.out;
  const bounds = [Math.min(then.low, otherwise.low), Math.max(then.high, otherwise.high)] as const;
  return made(program, bounds, [then, otherwise], (a, b, out, count) => {
    for (let i = 0; i < count; i++) out[i] = (test[i] === 1 ? a[i] : b[i]) ?? 0;
  });
}

/** The first one unless it is NULL. */
export function firstKnown(program: Program, a: Numbers, b: Numbers): Numbers | undefined {
  const known = made(program, [Math.min(a.low, b.low), Math.max(a.high, b.high)], [a, b], (x, y, out, count) => {
    for (let i = 0; i < count; i++) out[i] = (x[i] === x[i] ? x[i] : y[i]) ?? 0;
  });
  return known && { ...known, nullable: a.nullable && b.nullable };
}

/** 1 where it is NULL; undefined where it never is. */
export function absence(program: Program, { nullable, out: values }: Numbers): Float64Array | undefined {
  if (!nullable) return undefined;
  const out = new Float64Array(batchRows);
  program.steps.push((count) => {
    for (let i = 0; i < count; i++) out[i] = values[i] === values[i] ? 0 : 1;
  });
  return out;
}
