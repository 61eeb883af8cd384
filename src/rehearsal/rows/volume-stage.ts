import type { Problem } from '../../domain/errors.ts';
import type { TableShape } from '../../volume/shape.ts';
import { foresee } from './foresight.ts';
import type { Stopped } from './foresight.ts';
import { guiltyTables, inventedFailure, without } from './invented.ts';
import { fittedTo, sample, totalMs } from './budget.ts';
import type { Trial } from './budget.ts';
import { rowsShelf, standRows } from './kept-rows.ts';
import { dropDatabase, makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { atMost, smallRows } from './load.ts';
import type { Loaded } from './load.ts';
import { mainRun } from '../run/main-run.ts';
import type { InventedFailure } from '../plan.ts';
import { databases } from '../prepared.ts';
import type { Prepared } from '../prepared.ts';
import { scalePlan } from './scale-plan.ts';

export interface VolumeStage {
  /** Tables that the changed migrations touch and those their foreign keys reach, by oid. */
  readonly tables: ReadonlyMap<number, TableShape>;
  /** Rows that fit the budget, by oid. */
  readonly rows: ReadonlyMap<number, number>;
  /** Tables whose invented rows the migrations failed on, with a few rows already. */
  readonly bare: ReadonlySet<number>;
  readonly invented: readonly InventedFailure[];
  /** The database of the measured run. */
  readonly loaded: Loaded;
  readonly notes: readonly string[];
  readonly schemaBefore: string;
  /** Of the run on empty tables; undefined where it failed. */
  readonly schemaAfter?: string;
  /** A statement that does not come to an end. */
  readonly problem?: Problem;
  readonly stopped?: Stopped;
}

/** Finds out which tables need rows, how many fit, and makes them: in the small copy and in the measured database. */
export async function volumeStage(lab: Lab, ready: Prepared): Promise<VolumeStage> {
  const shelf = await rowsShelf(lab, ready);
  const seen = await foresee(lab, ready);
  const { tables, schemaBefore, schemaAfter, problem } = seen;
  const { rows: wished, notes } = scalePlan(lab, seen);
  const tried = await trials(lab, ready, tables, problem ? new Map() : wished);
  const rows = problem ? new Map<number, number>() : without(wished, tried.bare);
  const fitted = await fittedTo(lab, ready, tables, rows, tried);
  const filling = await standRows(lab, ready, shelf, { tables, rows, bare: tried.bare }, fitted);
  return {
    tables,
    // Those left bare are kept: a smaller run asks for them again.
    rows: new Map([...wished].map(([oid, count]) => [oid, filling.rows.get(oid) ?? count])),
    bare: tried.bare,
    invented: tried.invented,
    loaded: filling.loaded,
    notes: [...notes, ...tried.sample.notes, ...filling.notes],
    schemaBefore,
    ...(schemaAfter !== undefined && { schemaAfter }),
    ...(problem && { problem }),
    ...(seen.stopped && { stopped: seen.stopped }),
  };
}

/** The small copy as it is left for the safety passes, and why. */
interface Trials extends Trial {
  readonly bare: ReadonlySet<number>;
  readonly invented: readonly InventedFailure[];
}

/** After so many no table has invented rows. */
const mostTrials = 15;

/** Runs the migrations on the small copy until no invented row is in their way: there a repetition costs little. */
async function trials(
  lab: Lab,
  ready: Prepared,
  tables: ReadonlyMap<number, TableShape>,
  wished: ReadonlyMap<number, number>,
): Promise<Trials> {
  const bare = new Set<number>();
  const invented: InventedFailure[] = [];
  for (let repeat = 0; ; repeat++) {
    const filling = await sample(lab, databases.small, tables, without(atMost(wished, smallRows), bare));
    if (filling.rows === 0) return { sample: filling, runMs: 0, bare, invented };
    await makeDatabase(lab, databases.trial, databases.small);
    const main = await mainRun(lab, databases.trial, ready.known, ready.changed, lab.plan.limits.statementMs);
    await dropDatabase(lab, databases.trial);
    const guilty = guiltyTables(tables, filling.filled, main);
    if (guilty.length === 0) return { sample: filling, runMs: totalMs(main.seen), bare, invented };
    const next = repeat < mostTrials ? guilty : [...tables.keys()];
    for (const oid of next) bare.add(oid);
    invented.push(inventedFailure(ready, tables, main, next));
  }
}
