import { dropDatabase, makeDatabase } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { filledCopy } from '../rows/load.ts';
import { mainRun } from '../run/main-run.ts';
import { databases } from '../prepared.ts';
import { fewest } from './parts.ts';
import type { Prepared } from '../prepared.ts';
import type { Seen } from '../watch/seen.ts';
import type { VolumeStage } from '../rows/volume-stage.ts';

/** The migrations run once more with other rows than the main run had. */
export interface OtherRun {
  /** By oid. */
  readonly rows: ReadonlyMap<number, number>;
  readonly seen: readonly Seen[];
}

/** Which rows the other runs have, and what they may cost. */
export interface Ladder {
  /** By oid, each larger than the one before. */
  readonly steps: readonly ReadonlyMap<number, number>[];
  /** Tables that need rows for it. */
  readonly only: ReadonlySet<number>;
  readonly budgetMs: number;
  /** For a statement. */
  readonly limitMs: number;
}

/** How often each size is run at most. */
const rounds = 3;

interface Rung {
  readonly database: string;
  readonly rows: ReadonlyMap<number, number>;
  readonly runMs: number;
}

/**
 * One size after the other and then all over again, for as long as the budget lasts: what disturbs the machine for a
 * while meets all sizes alike, and does not pass for their growth.
 */
export async function otherRuns(
  lab: Lab,
  ready: Prepared,
  { tables }: Pick<VolumeStage, 'tables'>,
  { steps, only, budgetMs, limitMs }: Ladder,
): Promise<readonly OtherRun[]> {
  const { clock } = lab.world;
  const endMs = clock.elapsed() + budgetMs;
  const fits = (ms: number): boolean => clock.elapsed() + ms <= endMs;
  const runs: OtherRun[] = [];
  const rungs: Rung[] = [];
  const once = async (database: string, rows: Rung['rows']): Promise<number> => {
    const start = clock.elapsed();
    await makeDatabase(lab, databases.fitRun, database);
    const { seen } = await mainRun(lab, databases.fitRun, ready.known, ready.changed, limitMs);
    runs.push({ rows, seen });
    return clock.elapsed() - start;
  };
  let last = { costMs: 0, rows: 0 };
  for (const [index, step] of steps.entries()) {
    if (index >= fewest && !fits(last.costMs * (total(step) / Math.max(1, last.rows)))) break;
    const database = `${databases.fit}_${index}`;
    const start = clock.elapsed();
    const { rows } = await filledCopy(lab, database, tables, step, only);
    rungs.push({ database, rows, runMs: await once(database, rows) });
    last = { costMs: clock.elapsed() - start, rows: total(step) };
    if (runs.at(-1)?.seen.some(({ outcome }) => outcome.overLimit)) break;
  }
  for (let round = 1; round < rounds; round++)
    for (const { database, rows, runMs } of rungs) if (fits(runMs)) await once(database, rows);
  for (const database of [databases.fitRun, ...rungs.map((rung) => rung.database)]) await dropDatabase(lab, database);
  return runs;
}

const total = (rows: ReadonlyMap<number, number>): number => [...rows.values()].reduce((sum, count) => sum + count, 0);
