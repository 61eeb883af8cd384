import type { Problem } from '../../domain/errors.ts';
import { counted, duration } from '../../domain/figures.ts';
import type { StatementRun, TableVolume } from '../../domain/rehearsal.ts';
import { estimated } from '../estimate/estimated.ts';
import type { Measured } from '../estimate/subject.ts';
import { namesWitness } from '../watch/event-triggers.ts';
import { guiltyTables, inventedFailure, mostRepeats, without } from '../rows/invented.ts';
import type { Lab } from '../lab.ts';
import { atMost, loadMain, smallRows } from '../rows/load.ts';
import type { Loaded } from '../rows/load.ts';
import { mainRun, overLimitOf, statementRun } from './main-run.ts';
import type { MainRun } from './main-run.ts';
import type { InventedFailure, Observations } from '../plan.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import { forbidden } from './refusal.ts';
import type { Seen } from '../watch/seen.ts';
import { plansNow } from '../passes/queries/regressions.ts';
import type { Plans } from '../passes/queries/regressions.ts';
import type { VolumeStage } from '../rows/volume-stage.ts';

export interface MainStage {
  readonly statements: readonly StatementRun[];
  /** Of each statement’s time, what it waited for a processor, as far as that is told. */
  readonly queuedMs: readonly number[];
  readonly volume: readonly TableVolume[];
  readonly observations: Observations;
  readonly notes: readonly string[];
  /** How the known queries would have been run before it. */
  readonly plans: Plans;
  /** Tables that were left without invented rows, by oid. */
  readonly bare: ReadonlySet<number>;
  readonly failed: 'failed' | 'passed';
  readonly problem?: Problem;
}

interface Attempt {
  readonly main: MainRun;
  readonly loaded: Loaded;
  readonly plans: Plans;
}

/**
 * The measured run; repeated without invented rows in the tables of a statement that failed on them.
 * @param keep takes what each run showed, should the whole end in the middle.
 */
export async function mainStage(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  keep: (so: Pick<MainStage, 'volume' | 'statements'>) => void,
): Promise<MainStage> {
  const bare = new Set(stage.bare);
  const invented = [...stage.invented];
  let loaded = stage.loaded;
  for (let repeat = 0; ; repeat++) {
    const attempt = await tryOut(lab, ready, loaded, lab.plan.limits.statementMs);
    const { main } = attempt;
    keep({ volume: loaded.volume, statements: told(main, ready) });
    if (main.overLimit) {
      const again = await afterLimit(lab, ready, stage, bare, main.overLimit);
      if ('problem' in again) return ended(lab, ready, stage, attempt, { bare, invented, problem: again.problem });
      const notes = [tooSlow(main.overLimit, lab)];
      return ended(lab, ready, stage, again, {
        bare,
        invented,
        notes,
        overLimit: main.overLimit,
        tooMany: loaded.rows,
      });
    }
    const guilty = guiltyTables(stage.tables, loaded.rows, main);
    if (guilty.length === 0) return ended(lab, ready, stage, attempt, { bare, invented });
    const tables = repeat < mostRepeats ? guilty : [...stage.tables.keys()];
    for (const oid of tables) bare.add(oid);
    invented.push(inventedFailure(ready, stage.tables, main, tables));
    loaded = await loadMain(lab, stage.tables, without(stage.rows, bare));
  }
}

const tryOut = async (lab: Lab, ready: Prepared, loaded: Loaded, limitMs: number): Promise<Attempt> => ({
  plans: await plansNow(lab),
  main: await mainRun(lab, databases.main, ready.known, ready.changed, limitMs),
  loaded,
});

const told = ({ seen }: MainRun, ready: Prepared): readonly StatementRun[] =>
  seen.map((one) => statementRun(one, ready.mayName));

const tooSlow = ({ step }: Seen, lab: Lab): string =>
  `${step.file}:${step.line} met the limit of ${duration(lab.plan.limits.statementMs)} a statement: what is shown is a run with ${counted(smallRows, 'row')} a table.`;

/** Once more at 10,000 rows with a third of the limit. */
async function afterLimit(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  bare: ReadonlySet<number>,
  over: Seen,
): Promise<Attempt | { readonly problem: Problem }> {
  const { statementMs } = lab.plan.limits;
  const loaded = await loadMain(lab, stage.tables, without(atMost(stage.rows, smallRows), bare));
  const attempt = await tryOut(lab, ready, loaded, statementMs / 3);
  if (!attempt.main.overLimit) return attempt;
  const { file, line } = over.step;
  return {
    problem: {
      code: 'time-limit',
      says: `${file}:${line} runs longer than ${duration(statementMs)}, and longer than ${duration(statementMs / 3)} with ${counted(smallRows, 'row')}.`,
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
  /** What ran too long with all the rows, where a smaller run is the one that is told. */
  readonly overLimit?: Seen;
  /** What it had then, by oid. */
  readonly tooMany?: ReadonlyMap<number, number>;
  readonly problem?: Problem;
}

async function ended(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  attempt: Attempt,
  ending: Ending,
): Promise<MainStage> {
  const { main, loaded } = attempt;
  const { failed } = main.run;
  const place = failed && { file: failed.step.file, line: failed.step.line, sql: failed.step.sql };
  const denied = deniedTo(main, lab);
  const problem = ending.problem ?? (denied ? undefined : notHere(attempt));
  const statements = told(main, ready);
  // What fails without them as well was not their fault.
  const invented = ending.invented.filter((one) => one.file !== place?.file || one.line !== place.line);
  const finished = problem
    ? statements
    : await estimated(lab, ready, stage, {
        ...{ seen: main.seen, statements, rows: loaded.rows, volume: loaded.volume },
        ...tooLong(ending),
      });
  const own = [...stage.tables.values()]
    .filter(({ ownRows }) => ownRows > 0)
    .map(({ name, ownRows }) => [name, ownRows] as const);
  return {
    statements: finished,
    queuedMs: main.seen.map(({ queuedMs = 0 }) => queuedMs),
    volume: loaded.volume,
    observations: {
      invented,
      refused: denied?.refused ?? [],
      tampering: [...main.tampering, ...(denied?.tampering ?? [])],
      overLimit: overLimitOf(ending.overLimit ?? main.overLimit, lab.plan.limits.statementMs),
      ownRows: new Map(own),
      queryBreaks: [],
      cachedPlans: [],
      planRegressions: [],
      deadlocks: [],
      hiddenInvalidIndex: false,
    },
    notes: [
      ...loaded.notes,
      ...main.notes,
      ...(ending.notes ?? []),
      ...ending.invented.map(repeated),
      ...openEnd(main),
    ],
    plans: attempt.plans,
    bare: ending.bare,
    failed: failed ? 'failed' : 'passed',
    ...(problem && { problem }),
  };
}

function tooLong({ overLimit, tooMany }: Ending): Pick<Measured, 'longerThan'> {
  if (!overLimit || !tooMany) return {};
  const { step, durationMs } = overLimit;
  return { longerThan: { file: step.file, line: step.line, ms: durationMs, rows: tooMany } };
}

/** What no migration may do anywhere, or may not do to the rehearsal. */
function deniedTo({ run }: MainRun, lab: Lab): Partial<Pick<Observations, 'refused' | 'tampering'>> | undefined {
  if (run.failed?.error.sqlstate !== '42501') return undefined;
  const { step } = run.failed;
  const place = { file: step.file, line: step.line, sql: step.sql };
  const says = forbidden(step);
  if (says !== undefined) return { refused: [{ ...place, says }] };
  // A team's own login may well be named by its migrations.
  if (!namesWitness(step, lab.server.mark ?? lab.server.roles.observer)) return undefined;
  return { tampering: [{ ...place, says: 'It tried to change what watches it.' }] };
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
    says: `${file}:${line} needs a right that the rehearsal’s role does not have: it cannot be rehearsed here.`,
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
