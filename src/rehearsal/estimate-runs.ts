import type { Estimate, StatementRun } from '../domain/rehearsal.ts';
import { constantEstimate, estimateFrom } from './estimate.ts';
import type { Sample } from './estimate.ts';
import { dropDatabase, makeDatabase } from './lab.ts';
import type { Lab } from './lab.ts';
import { mainRun } from './main-run.ts';
import type { Seen } from './observe.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { fillDatabase } from './volume-stage.ts';
import type { VolumeStage } from './volume-stage.ts';

/** What the main run left to be told in production's terms. */
export interface Measured {
  readonly seen: readonly Seen[];
  readonly statements: readonly StatementRun[];
  /** Rows that the main run had, by oid. */
  readonly rows: ReadonlyMap<number, number>;
}

const fractions = [1 / 8, 1 / 4, 1 / 2];

/** Gives every statement its time in production, where production's rows are known; smaller runs make the fit. */
export async function estimated(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  measured: Measured,
): Promise<readonly StatementRun[]> {
  const { statements, seen } = measured;
  const production = lab.plan.volume.production?.rows;
  if (!production) return statements;
  const subjects = seen.map((one) => subjectOf(one, stage, production, measured));
  const wanted = subjects.some((subject, index) => subject && statements[index]?.estimate.class !== 'metadata');
  const smaller = wanted ? await smallerRuns(lab, ready, stage, measured) : [];
  return statements.map((statement, index) => {
    const estimate = estimateOf(statement, index, subjects[index], smaller);
    return estimate ? { ...statement, estimate } : statement;
  });
}

/** The table that decides a statement's time. */
interface Subject {
  readonly oid: number;
  readonly rows: number;
  readonly productionRows: number;
}

function subjectOf(
  seen: Seen,
  stage: VolumeStage,
  production: ReadonlyMap<string, number>,
  measured: Measured,
): Subject | undefined {
  const names = new Set([
    ...seen.locks.map(({ object }) => object),
    ...seen.scans.map(({ table }) => table),
    ...seen.rewrites,
  ]);
  const tables = [...stage.tables.values()].filter(({ name }) => names.has(name));
  const known = tables.flatMap(({ oid, name, ownRows }) => {
    const productionRows = production.get(name);
    const rows = (measured.rows.get(oid) ?? 0) + ownRows;
    return productionRows === undefined || rows === 0 ? [] : [{ oid, rows, productionRows }];
  });
  return known.toSorted((a, b) => b.productionRows - a.productionRows)[0];
}

interface SmallerRun {
  readonly rows: ReadonlyMap<number, number>;
  readonly seen: readonly Seen[];
}

async function smallerRuns(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  measured: Measured,
): Promise<readonly SmallerRun[]> {
  const runs: SmallerRun[] = [];
  const name = `${databases.main}_fit`;
  for (const fraction of fractions) {
    const rows = new Map([...measured.rows].map(([oid, count]) => [oid, Math.max(1, Math.round(count * fraction))]));
    await makeDatabase(lab, name, databases.base);
    try {
      const filled = await fillDatabase(lab, name, stage.tables, rows);
      const { seen } = await mainRun(lab, name, ready.known, ready.changed, lab.plan.limits.statementMs);
      runs.push({ rows: filled.rows, seen });
    } finally {
      await dropDatabase(lab, name);
    }
  }
  return runs;
}

function estimateOf(
  statement: StatementRun,
  index: number,
  subject: Subject | undefined,
  smaller: readonly SmallerRun[],
): Estimate | undefined {
  if (!subject || statement.error) return undefined;
  const kind = statement.estimate.class;
  if (kind === 'metadata') return constantEstimate(kind, statement.durationMs, subject.rows);
  const samples: Sample[] = smaller.flatMap(({ rows, seen }) => {
    const there = seen[index];
    return there ? [{ rows: rows.get(subject.oid) ?? 0, ms: there.durationMs }] : [];
  });
  return estimateFrom(kind, [...samples, { rows: subject.rows, ms: statement.durationMs }], subject.productionRows);
}
