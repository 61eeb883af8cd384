import type { Problem } from '../domain/errors.ts';
import type { StatementRun, TableVolume } from '../domain/rehearsal.ts';
import { estimated } from './estimate-runs.ts';
import { volumesOf } from './fill.ts';
import { dropDatabase, enter, makeDatabase } from './lab.ts';
import type { Lab } from './lab.ts';
import { mainRun, statementRun } from './main-run.ts';
import type { MainRun } from './main-run.ts';
import type { Seen } from './observe.ts';
import type { InventedFailure, Observations } from './plan.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { forbidden } from './refusal.ts';
import { mentions } from './script.ts';
import { isAboutRows, statementError } from './sqlstate.ts';
import { fillDatabase, smallRows } from './volume-stage.ts';
import type { VolumeStage } from './volume-stage.ts';

export interface MainStage {
  readonly statements: readonly StatementRun[];
  readonly volume: readonly TableVolume[];
  readonly observations: Observations;
  readonly notes: readonly string[];
  /** Tables that were left without invented rows, by oid. */
  readonly bare: ReadonlySet<number>;
  readonly failed: 'failed' | 'passed';
  readonly problem?: Problem;
}

interface Attempt {
  readonly main: MainRun;
  readonly volume: readonly TableVolume[];
  readonly filled: ReadonlyMap<number, number>;
  readonly notes: readonly string[];
}

/** How often the run is repeated because of rows that we made up; after that none are. */
const repeats = 4;

/** The measured run; repeated without invented rows in the tables of a statement that failed on them. */
export async function mainStage(lab: Lab, ready: Prepared, stage: VolumeStage): Promise<MainStage> {
  const bare = new Set<number>();
  const invented: InventedFailure[] = [];
  let rows = stage.rows;
  for (let repeat = 0; ; repeat++) {
    const attempt = await tryOut(lab, ready, stage, without(rows, bare), lab.plan.limits.statementMs);
    const { main } = attempt;
    if (main.overLimit && rows !== smaller(stage.rows)) {
      const again = await afterLimit(lab, ready, stage, bare, main.overLimit);
      if ('problem' in again) return ended(lab, ready, stage, attempt, { bare, invented, problem: again.problem });
      return ended(lab, ready, stage, again, { bare, invented, notes: [tooSlow(main.overLimit, lab)] });
    }
    const guilty =
      main.run.failed && isAboutRows(main.run.failed.error.sqlstate) ? concerned(stage, attempt, main.seen.at(-1)) : [];
    if (!main.run.failed || guilty.length === 0) return ended(lab, ready, stage, attempt, { bare, invented });
    const tables = repeat < repeats ? guilty : [...stage.tables.keys()];
    for (const oid of tables) bare.add(oid);
    invented.push(inventedFailure(ready, stage, main, tables));
    rows = stage.rows;
  }
}

const without = (rows: ReadonlyMap<number, number>, bare: ReadonlySet<number>): ReadonlyMap<number, number> =>
  new Map([...rows].filter(([oid]) => !bare.has(oid)));

const smaller = (rows: ReadonlyMap<number, number>): ReadonlyMap<number, number> =>
  new Map([...rows].map(([oid, count]) => [oid, Math.min(count, smallRows)]));

async function tryOut(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  rows: ReadonlyMap<number, number>,
  limitMs: number,
): Promise<Attempt> {
  await dropDatabase(lab, databases.main);
  await makeDatabase(lab, databases.main, databases.base);
  const filled = await fillDatabase(lab, databases.main, stage.tables, rows);
  const volume = await volumeIn(lab, stage);
  const main = await mainRun(lab, databases.main, ready.known, ready.changed, limitMs);
  return { main, volume, filled: filled.rows, notes: filled.notes };
}

async function volumeIn(lab: Lab, stage: VolumeStage): Promise<readonly TableVolume[]> {
  await using bench = await enter(lab, databases.main);
  const whole = [...stage.tables.values()].filter(({ partitionOf }) => partitionOf === undefined);
  return await volumesOf(bench.observer, whole, lab.plan.volume.production?.rows);
}

/** Filled tables that the failed statement locked or names, and those they point at. */
function concerned(stage: VolumeStage, attempt: Attempt, seen: Seen | undefined): readonly number[] {
  if (!seen) return [];
  const locked = new Set(seen.locks.map(({ object }) => object));
  const filled = [...stage.tables.values()].filter(({ oid }) => attempt.filled.has(oid));
  return filled.filter(({ name }) => locked.has(name) || mentions(seen.step, name)).map(({ oid }) => oid);
}

function inventedFailure(ready: Prepared, stage: VolumeStage, main: MainRun, oids: readonly number[]): InventedFailure {
  const failed = main.run.failed;
  const { file, line, sql } = failed?.step ?? { file: '', line: 1, sql: '' };
  const error = statementError(failed?.error ?? { sqlstate: 'XX000' }, ready.mayName);
  const tables = oids.flatMap((oid) => stage.tables.get(oid)?.name ?? []);
  return { file, line, sql, sqlstate: error.sqlstate, says: error.says, tables };
}

const tooSlow = ({ step }: Seen, lab: Lab): string =>
  `${step.file}:${step.line} met the limit of ${lab.plan.limits.statementMs / 1000} s a statement: what is shown is a run with ${smallRows} rows a table.`;

/** Once more at 10,000 rows with a third of the limit. */
async function afterLimit(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  bare: ReadonlySet<number>,
  over: Seen,
): Promise<Attempt | { readonly problem: Problem }> {
  const { statementMs } = lab.plan.limits;
  const attempt = lab.signal.aborted
    ? undefined
    : await tryOut(lab, ready, stage, without(smaller(stage.rows), bare), statementMs / 3);
  if (attempt && !attempt.main.overLimit) return attempt;
  const { file, line } = over.step;
  return {
    problem: {
      code: 'time-limit',
      says: `${file}:${line} runs longer than ${statementMs / 1000} s, and longer than ${statementMs / 3000} s with ${smallRows} rows.`,
      advice: 'Split the statement into batches, or raise rehearsal.statement-limit.',
      file,
      line,
    },
  };
}

interface Ending {
  readonly bare: ReadonlySet<number>;
  readonly invented: readonly InventedFailure[];
  readonly notes?: readonly string[];
  readonly problem?: Problem;
}

async function ended(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  attempt: Attempt,
  ending: Ending,
): Promise<MainStage> {
  const { main, volume } = attempt;
  const { failed } = main.run;
  const refusal = failed?.error.sqlstate === '42501' ? forbidden(failed.step) : undefined;
  const place = failed && { file: failed.step.file, line: failed.step.line, sql: failed.step.sql };
  const problem = ending.problem ?? (refusal === undefined ? notHere(attempt) : undefined);
  const statements = main.seen.map((seen) => statementRun(seen, ready.mayName));
  // What fails without them as well was not their fault.
  const invented = ending.invented.filter((one) => one.file !== place?.file || one.line !== place.line);
  const finished = problem
    ? statements
    : await estimated(lab, ready, stage, { seen: main.seen, statements, rows: attempt.filled });
  const own = [...stage.tables.values()]
    .filter(({ ownRows }) => ownRows > 0)
    .map(({ name, ownRows }) => [name, ownRows] as const);
  return {
    statements: finished,
    volume,
    observations: {
      invented,
      refused: refusal !== undefined && place ? [{ ...place, says: refusal }] : [],
      ownRows: new Map(own),
      hiddenInvalidIndex: false,
    },
    notes: [...attempt.notes, ...(ending.notes ?? []), ...ending.invented.map(repeated), ...openEnd(main)],
    bare: ending.bare,
    failed: failed ? 'failed' : 'passed',
    ...(problem && { problem }),
  };
}

const repeated = ({ file, line, tables }: InventedFailure): string =>
  `${file}:${line} failed on rows that we invented; the run was repeated without invented rows in ${tables.join(', ')}.`;

const openEnd = (main: MainRun): readonly string[] =>
  main.run.open
    ? ['The migrations begin a transaction that nothing ends: it is rolled back when the connection closes.']
    : [];

/** The migrator owns everything: a right it lacks is one that a managed service gives and we cannot. */
function notHere({ main }: Attempt): Problem | undefined {
  const { failed } = main.run;
  if (failed?.error.fatal) return lost(failed.step);
  if (failed?.error.sqlstate !== '42501') return undefined;
  const { file, line } = failed.step;
  return {
    code: 'no-database',
    says: `${file}:${line} needs a right that the rehearsal's role does not have: it cannot be rehearsed here.`,
    advice:
      'Set postgres.create-role where it makes roles, or rehearse on a database of your own with postgres.url-env.',
    file,
    line,
  };
}

const lost = ({ file, line }: { readonly file: string; readonly line: number }): Problem => ({
  code: 'database-lost',
  says: `The connection was lost in ${file}:${line}.`,
  advice: 'Run it again; where it happens again, the statement ends the server or the machine is out of memory.',
  file,
  line,
});
