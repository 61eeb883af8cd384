import { counted, duration, durationRange, grouped } from '../domain/figures.ts';
import type { MeasuredEstimate, PastEstimates, StatementRun } from '../domain/rehearsal.ts';
import { capital, place } from './words.ts';

/** How the times in production were made, for every view alike. */
export interface EstimateLine {
  readonly where: string;
  /** Absent where nothing could be estimated. */
  readonly range?: string;
  readonly says: string;
}

/** A line for every statement that has a range, or should have one. */
export const estimateLines = (statements: readonly StatementRun[]): readonly EstimateLine[] =>
  statements.flatMap(({ file, line, estimate }): readonly EstimateLine[] => {
    const where = place(file, line);
    if ('productionMs' in estimate)
      return [
        {
          where,
          range: durationRange(estimate.productionMs),
          says: `${madeOf(estimate).join(', ')}.${beside(estimate)}`,
        },
      ];
    return estimate.class === 'metadata' ? [] : [{ where, says: `not estimated: ${estimate.because}.` }];
  });

function madeOf({ model, sizes, runs, error, calibrated }: MeasuredEstimate): readonly string[] {
  const many = runs === undefined || runs === sizes.length ? 'runs' : counted(runs, 'run');
  return [
    sizes.length > 1 ? `by ${model}` : model === 'constant' ? 'a change of the catalog alone' : model,
    ...(sizes.length === 0 ? [] : [`${sizes.length === 1 ? 'a run' : many} at ${sizes.map(grouped).join(' · ')} rows`]),
    ...(sizes.length < 2 ? [] : [`largest residual ${Math.round(error * 100)} %`]),
    calibrated ? 'calibrated by real runs' : 'uncalibrated',
  ];
}

/** What else moved the range, a sentence each. */
function beside({ widened = [], cold }: MeasuredEstimate): string {
  const raised = widened.length === 0 ? [] : [` The upper end counts in: ${widened.join('; ')}.`];
  return [...raised, ...(cold === undefined ? [] : [` ${coldWords(cold)}`])].join('');
}

const coldWords = (cold: NonNullable<MeasuredEstimate['cold']>): string =>
  'ms' in cold
    ? `Here it took ${duration(cold.ms)} with nothing of the table in memory, ${duration(cold.warmMs)} with all of it: the upper end counts the former.`
    : `${capital('measured warm only')}: ${cold.because}.`;

/** Said where a range was measured, and none of it without memory. */
export const warmWords = (statements: readonly StatementRun[]): string =>
  statements.some(({ estimate }) => 'productionMs' in estimate && estimate.class !== 'metadata') &&
  !statements.some(({ estimate }) => 'productionMs' in estimate && estimate.cold !== undefined)
    ? 'Measured warm, with the tables in memory; `rehearsal.cold: true` measures without as well.'
    : '';

/** “runs at 1.25, 2.5, 5, 10 million rows, n log n, uncalibrated”: of the statement that takes the longest. */
export function inShort(statements: readonly StatementRun[]): string {
  const worst = statements
    .flatMap(({ estimate }) => ('productionMs' in estimate && estimate.sizes.length > 1 ? [estimate] : []))
    .toSorted((a, b) => b.productionMs[1] - a.productionMs[1])[0];
  if (worst === undefined) return '';
  const { sizes, model, calibrated } = worst;
  return `runs at ${inMillions(sizes)} rows, ${model}, ${calibrated ? 'calibrated' : 'uncalibrated'}`;
}

const million = 1_000_000;
const inMillions = (sizes: readonly number[]): string =>
  (sizes.at(-1) ?? 0) < million
    ? sizes.map(grouped).join(', ')
    : `${sizes.map((size) => Number((size / million).toPrecision(size < million ? 2 : 3))).join(', ')} million`;

/** “Of 5 former estimates 4 were right: production took 0.8–1.4 times the middle of the range.” */
export function pastWords({ compared, inside, times: [least, most], applied }: PastEstimates): string {
  const were = inside === 1 ? 'was' : 'were';
  const took = least === most ? `${least}` : `${least}–${most}`;
  const use = applied
    ? 'The ranges here are put right by them.'
    : 'Three of them are needed before they put the ranges here right.';
  return `Of ${counted(compared, 'former estimate')} ${inside} ${were} right: production took ${took} times the middle of the range. ${use}`;
}
