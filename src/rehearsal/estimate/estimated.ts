import type { Estimate, StatementRun } from '../../domain/rehearsal.ts';
import { notMeasured } from '../../domain/rehearsal.ts';
import type { Lab } from '../lab.ts';
import { within } from '../limits.ts';
import type { Prepared } from '../prepared.ts';
import type { Seen } from '../watch/seen.ts';
import type { VolumeStage } from '../rows/volume-stage.ts';
import { cliffs } from './beyond.ts';
import { otherRuns } from './other-runs.ts';
import type { OtherRun } from './other-runs.ts';
import { partsFor } from './parts.ts';
import { calibrated } from './past.ts';
import { placeOf } from './place.ts';
import type { PlaceOf } from './place.ts';
import { constantEstimate, estimateFrom, proportionalEstimate, wholeEstimate } from './range.ts';
import { subjectOf, tablesOf } from './subject.ts';
import type { Measured, Subject } from './subject.ts';
import { undisturbed } from './undisturbed.ts';

/** Shorter statements are noise at every smaller size. */
const worthFittingMs = 5;
/** The other runs take about as long as the main one, and neither less nor more than this; after the limit there is no main one. */
const budget = { leastMs: 2_000, mostMs: 4_000, afterLimitMs: 10_000 } as const;
/** Of the few rows of a run after the limit. */
const multiples = [1 / 4, 1 / 2, 2, 4, 8, 16, 32] as const;
/** A table may have grown a little since its rows were counted. */
const whole = 0.95;

/** Gives every statement its time in production, where production's rows are known; other runs make the fit. */
export async function estimated(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  measured: Measured,
): Promise<readonly StatementRun[]> {
  const { statements, seen, rows } = measured;
  const production = lab.plan.volume.production;
  if (!production) return statements;
  const subjects = seen.map((one) => subjectOf(one, stage.tables, { rows, production: production.rows }));
  const fitted = seen.filter((_, index) => isFitted(statements[index], subjects[index], measured));
  const runs =
    fitted.length > 0
      ? await within(lab, (bounded) => otherRuns(bounded, ready, stage, ladderOf(lab, stage, measured, fitted)))
      : [];
  const place = await placeOf(lab, measured.volume);
  return statements.map((statement, index) => {
    const estimate = estimateOf(statement, index, subjects[index], { runs, measured, place });
    return { ...statement, estimate: 'status' in estimate ? estimate : calibrated(estimate, production.past) };
  });
}

/** Rows of the team's own cannot be made fewer: a statement on them alone has one size. */
const isFitted = (
  statement: StatementRun | undefined,
  subject: Subject | string | undefined,
  { rows }: Pick<Measured, 'rows'>,
): boolean =>
  statement !== undefined &&
  typeof subject === 'object' &&
  (rows.get(subject.oid) ?? 0) > 0 &&
  subject.rows < subject.productionRows * whole &&
  statement.estimate.class !== 'metadata' &&
  statement.durationMs >= worthFittingMs;

function ladderOf(
  lab: Lab,
  stage: VolumeStage,
  measured: Measured,
  fitted: readonly Seen[],
): Parameters<typeof otherRuns>[3] {
  const { seen, rows, longerThan } = measured;
  const { statementMs } = lab.plan.limits;
  const mainMs = seen.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const budgetMs = longerThan ? budget.afterLimitMs : Math.min(Math.max(mainMs, budget.leastMs), budget.mostMs);
  const times = longerThan ? multiples : partsFor(mainMs, budgetMs);
  // More than what ran too long is not tried.
  const most = (oid: number): number => (longerThan ? (stage.rows.get(oid) ?? 0) / 2 : Infinity);
  const scaled = (by: number): ReadonlyMap<number, number> =>
    new Map(
      [...rows].map(([oid, count]) => [oid, Math.max(1, Math.round(Math.min(count * by, Math.max(count, most(oid)))))]),
    );
  return {
    steps: times.map(scaled),
    only: tablesOf(fitted, stage.tables),
    budgetMs,
    limitMs: longerThan ? Math.min(statementMs, budget.afterLimitMs) : statementMs,
  };
}

interface Known {
  /** Undefined where they met their time limit. */
  readonly runs: readonly OtherRun[] | undefined;
  readonly measured: Measured;
  readonly place: PlaceOf;
}

function estimateOf(
  statement: StatementRun,
  index: number,
  subject: Subject | string | undefined,
  { runs, measured, place }: Known,
): Estimate {
  const kind = statement.estimate.class;
  if (statement.error) return { ...notMeasured('it fails'), class: kind };
  if (typeof subject !== 'object') return { ...notMeasured(subject ?? 'it was not seen'), class: kind };
  const { rows, productionRows } = subject;
  if (kind === 'metadata') return constantEstimate(kind, statement.durationMs, rows);
  const main = { rows, ms: undisturbed(measured.seen[index] ?? { durationMs: statement.durationMs }) };
  if (rows >= productionRows * whole) return wholeEstimate(kind, main);
  if (!isFitted(statement, subject, measured)) return proportionalEstimate(kind, main, productionRows);
  if (!runs) return { ...notMeasured('the runs at other sizes met their time limit'), class: kind };
  const samples = runs.flatMap(({ rows: made, seen }) => {
    const [one, there] = [seen[index], made.get(subject.oid)];
    return one?.outcome.ok && there !== undefined
      ? [{ rows: there + (rows - (measured.rows.get(subject.oid) ?? 0)), ms: undisturbed(one) }]
      : [];
  });
  if (samples.length === 0) return proportionalEstimate(kind, main, productionRows);
  return estimateFrom(kind, [...samples, main], productionRows, {
    cliffs: cliffs(statement, productionRows, place(subject)),
    ...longerThanOf(statement, subject, measured),
  });
}

/** What met the limit takes at least that long with as many rows as it had, or more. */
function longerThanOf({ file, line }: StatementRun, { oid, productionRows }: Subject, { longerThan }: Measured) {
  const met = longerThan?.file === file && longerThan.line === line;
  return met && productionRows >= (longerThan.rows.get(oid) ?? Infinity) ? { longerThanMs: longerThan.ms } : {};
}
