import type { PastMigration } from '../../domain/profile.ts';
import type { MeasuredEstimate, PastEstimates, WorkClass } from '../../domain/rehearsal.ts';

/** A migration that has run in production, and what had been foretold of it; milliseconds. */
interface Compared {
  readonly tookMs: number;
  readonly low: number;
  readonly high: number;
  readonly class?: WorkClass;
}

/** Fewer say more of their own chance than of production. */
const enough = 3;

/** A range is meant in times, so its middle is that of its logarithms. */
const middle = ({ low, high }: Compared): number => Math.sqrt(Math.max(low, 1) * Math.max(high, 1));
const timesMiddle = (one: Compared): number => one.tookMs / middle(one);

const comparedOf = (past: readonly PastMigration[] | undefined): readonly Compared[] =>
  (past ?? []).flatMap(({ seconds, predicted, class: kind }) =>
    predicted === undefined || seconds === 0
      ? []
      : [{ tookMs: seconds * 1000, low: predicted[0], high: predicted[1], ...(kind && { class: kind }) }],
  );

/** How former estimates fared; undefined where nobody wrote down what came of them. */
export function pastEstimates(past: readonly PastMigration[] | undefined): PastEstimates | undefined {
  const compared = comparedOf(past);
  if (compared.length === 0) return undefined;
  const times = compared.map(timesMiddle).toSorted((a, b) => a - b);
  return {
    compared: compared.length,
    inside: compared.filter(({ tookMs, low, high }) => tookMs >= low && tookMs <= high).length,
    times: [rounded(times[0] ?? 1), rounded(times.at(-1) ?? 1)],
    applied: compared.length >= enough,
  };
}

/**
 * Puts a range where real runs say that it belongs: by the median of what they took, in times of what was foretold; and
 * as wide as nine in ten of them needed. Runs of the same kind of work decide where there are enough of them.
 */
export function calibrated(estimate: MeasuredEstimate, past: readonly PastMigration[] | undefined): MeasuredEstimate {
  const all = comparedOf(past);
  const alike = all.filter((one) => one.class === estimate.class);
  const compared = alike.length >= enough ? alike : all;
  // A change of the catalog alone takes no longer anywhere.
  if (compared.length < enough || estimate.class === 'metadata') return estimate;
  const factor = median(compared.map(timesMiddle));
  const missing = compared
    .map(({ tookMs, low, high }) => Math.max(1, tookMs / (high * factor), (low * factor) / tookMs))
    .toSorted((a, b) => a - b);
  const stretch = missing[Math.ceil(missing.length * 0.9) - 1] ?? 1;
  const [low, high] = estimate.productionMs;
  return {
    ...estimate,
    productionMs: [Math.round((low * factor) / stretch), Math.ceil(high * factor * stretch)],
    calibrated: true,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.floor(half)] ?? 1) + (sorted[Math.ceil(half) - 1] ?? 1)) / 2;
}

const rounded = (value: number): number => Number(value.toPrecision(2));
