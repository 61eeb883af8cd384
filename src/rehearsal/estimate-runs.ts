import type { Estimate, StatementRun } from '../domain/rehearsal.ts';
import { notMeasured } from '../domain/rehearsal.ts';
import { constantEstimate, estimateFrom, median, proportionalEstimate } from './estimate.ts';
import type { Sample } from './estimate.ts';
import { dropDatabase, makeDatabase } from './lab.ts';
import type { Lab } from './lab.ts';
import { within } from './limits.ts';
import { filledCopy } from './load.ts';
import { mainRun } from './main-run.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import type { Seen } from './seen.ts';
import type { VolumeStage } from './volume-stage.ts';

/** What the main run left to be told in production's terms. */
export interface Measured {
  readonly seen: readonly Seen[];
  readonly statements: readonly StatementRun[];
  /** Rows that the main run had, by oid. */
  readonly rows: ReadonlyMap<number, number>;
}

/** Small sizes are cheap and noisy: each is run several times, in a fresh copy of one filling. */
const points = [
  { fraction: 1 / 32, times: 3 },
  { fraction: 1 / 16, times: 3 },
  { fraction: 1 / 8, times: 2 },
] as const;
/** Shorter statements are noise at every smaller size. */
const worthFittingMs = 5;

/** Gives every statement its time in production, where production's rows are known; smaller runs make the fit. */
export async function estimated(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  measured: Measured,
): Promise<readonly StatementRun[]> {
  const { statements, seen } = measured;
  const production = lab.plan.volume.production;
  if (!production) return statements;
  const subjects = seen.map((one) => subjectOf(one, stage, production.rows, measured));
  const fitted = seen.filter((_, index) => isFitted(statements[index], subjects[index], measured));
  const only = tablesOf(fitted, stage);
  const smaller =
    fitted.length > 0 ? await within(lab, (bounded) => smallerRuns(bounded, ready, stage, measured, only)) : [];
  return statements.map((statement, index) => {
    const estimate = estimateOf(statement, index, subjects[index], { smaller, rows: measured.rows });
    return { ...statement, estimate };
  });
}

/** The table that decides a statement's time. */
interface Subject {
  readonly oid: number;
  readonly rows: number;
  readonly productionRows: number;
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
  statement.estimate.class !== 'metadata' &&
  statement.durationMs >= worthFittingMs;

const namesOf = ({ locks, scans, rewrites }: Seen): ReadonlySet<string> =>
  new Set([...locks.map(({ object }) => object), ...scans.map(({ table }) => table), ...rewrites]);

/** The largest of the tables a statement was seen at; else why there is none to reckon with. */
function subjectOf(
  seen: Seen,
  stage: VolumeStage,
  production: ReadonlyMap<string, number>,
  measured: Measured,
): Subject | string {
  const names = namesOf(seen);
  const tables = [...stage.tables.values()].filter(({ name }) => names.has(name));
  if (tables.length === 0) return 'it touches no table that was there before';
  const known = tables.filter(({ name }) => production.has(name));
  if (known.length === 0) return `the profile does not know ${tables.map(({ name }) => name).join(', ')}`;
  const subjects = known.flatMap(({ oid, name, ownRows }) => {
    const rows = (measured.rows.get(oid) ?? 0) + ownRows;
    return rows === 0 ? [] : [{ oid, rows, productionRows: production.get(name) ?? 0 }];
  });
  const largest = subjects.toSorted((a, b) => b.productionRows - a.productionRows)[0];
  return largest ?? `it was run with no rows in ${known.map(({ name }) => name).join(', ')}`;
}

/** What a statement was seen at is what a smaller run needs; a partition is filled through its root. */
function tablesOf(seen: readonly Seen[], stage: VolumeStage): ReadonlySet<number> {
  const names = new Set(seen.flatMap((one) => [...namesOf(one)]));
  const tables = [...stage.tables.values()].filter(({ name }) => names.has(name));
  return new Set(tables.map(({ oid, partitionOf }) => partitionOf ?? oid));
}

interface SmallerRun {
  readonly rows: ReadonlyMap<number, number>;
  /** One for each repetition. */
  readonly seen: readonly (readonly Seen[])[];
}

async function smallerRuns(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  measured: Measured,
  only: ReadonlySet<number>,
): Promise<readonly SmallerRun[]> {
  const runs: SmallerRun[] = [];
  for (const { fraction, times } of points) {
    const rows = new Map([...measured.rows].map(([oid, count]) => [oid, Math.max(1, Math.round(count * fraction))]));
    const filled = await filledCopy(lab, databases.fit, stage.tables, rows, only);
    const seen: (readonly Seen[])[] = [];
    for (let time = 0; time < times; time++) {
      await makeDatabase(lab, databases.fitRun, databases.fit);
      const run = await mainRun(lab, databases.fitRun, ready.known, ready.changed, lab.plan.limits.statementMs);
      seen.push(run.seen);
    }
    runs.push({ rows: filled.rows, seen });
  }
  await dropDatabase(lab, databases.fitRun);
  await dropDatabase(lab, databases.fit);
  return runs;
}

function estimateOf(
  statement: StatementRun,
  index: number,
  subject: Subject | string | undefined,
  { smaller, rows }: Pick<Measured, 'rows'> & { readonly smaller: readonly SmallerRun[] | undefined },
): Estimate {
  const kind = statement.estimate.class;
  if (statement.error) return { ...notMeasured('it fails'), class: kind };
  if (typeof subject !== 'object') return { ...notMeasured(subject ?? 'it was not seen'), class: kind };
  if (kind === 'metadata') return constantEstimate(kind, statement.durationMs, subject.rows);
  const largest = { rows: subject.rows, ms: statement.durationMs };
  if (!isFitted(statement, subject, { rows })) return proportionalEstimate(kind, largest, subject.productionRows);
  if (!smaller) return { ...notMeasured('the smaller runs met their time limit'), class: kind };
  const samples: Sample[] = smaller.flatMap(({ rows: filled, seen }) => {
    const times = seen.flatMap((one) => one[index]?.durationMs ?? []);
    const there = filled.get(subject.oid);
    return there === undefined || times.length === 0 ? [] : [{ rows: there, ms: median(times) }];
  });
  return estimateFrom(kind, [...samples, largest], subject.productionRows);
}
