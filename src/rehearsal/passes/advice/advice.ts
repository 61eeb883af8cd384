import type { Advice } from '../../../domain/advice.ts';
import { without } from '../../rows/invented.ts';
import { dropDatabase, enter, makeDatabase } from '../../lab.ts';
import type { Lab } from '../../lab.ts';
import { filledCopy, smallRows } from '../../rows/load.ts';
import { mainRun } from '../../run/main-run.ts';
import type { MainRun } from '../../run/main-run.ts';
import type { MainStage } from '../../run/main-stage.ts';
import type { Alternative } from '../../plan.ts';
import { databases } from '../../prepared.ts';
import type { Prepared } from '../../prepared.ts';
import type { Script, Step } from '../../run/script.ts';
import { statementError } from '../../run/sqlstate.ts';
import { isTable } from '../../watch/relations.ts';
import type { KnownRelations } from '../../watch/relations.ts';
import type { VolumeStage } from '../../rows/volume-stage.ts';
import { figuresOf, heldBefore } from './figures.ts';
import { replayBytesPerSecond } from '../../../domain/rehearsal.ts';
import { graded, lagOf } from './graded.ts';
import type { Tried } from './graded.ts';
import { replaced } from './replaced.ts';
import type { Replaced } from './replaced.ts';

/** What the findings propose, each beside its statement; and what of it did not keep its promise. */
export interface RehearsedAdvice {
  readonly advice: readonly Advice[];
  readonly notes: readonly string[];
}
export const noAdvice: RehearsedAdvice = { advice: [], notes: [] };

/** Enough that an index build shows, and few enough to be made in a second. */
const adviceRows = 100_000;
/** Batches of 10,000 rest in between: a few of them tell as much as many. */
const batchedRows = 50_000;
/** All alternatives together; one that is under way may end. */
const budgetMs = 10_000;
/** Of it one run of the migrations, where fewer rows make it so short. */
const runMs = 1_500;
const rowsDatabase = 'rehearsal_advice';
const runDatabase = 'rehearsal_advice_run';

/**
 * Runs the migrations as they stand on a copy with up to 100,000 rows in the tables of the findings, then once for each
 * proposal with its SQL in the statement's place. Both are watched like the main run, so that their figures compare.
 */
export async function rehearseAdvice(
  lab: Lab,
  ready: Prepared,
  stage: VolumeStage,
  main: MainStage,
): Promise<RehearsedAdvice> {
  const wanted = (lab.plan.alternatives ?? []).flatMap((alternative) => {
    const run = tablesOf(alternative, ready.known).length > 0 ? replaced(ready.changed, alternative) : undefined;
    return run ? [{ alternative, run }] : [];
  });
  if (wanted.length === 0) return noAdvice;
  if ((await baseBytes(lab)) > mostBytes) return { advice: [], notes: [tooLarge] };
  const { clock } = lab.world;
  const endMs = clock.elapsed() + budgetMs;
  const tables = new Set(wanted.flatMap(({ alternative }) => alternative.objects));
  const filled = without(stage.rows, main.bare);
  const inFew = wanted.some(({ alternative }) => alternative.batches !== undefined);
  const most = Math.min(affordable(main, filled), inFew ? batchedRows : adviceRows);
  const rows = new Map(
    [...filled].map(([oid, count]) => {
      const named = tables.has(stage.tables.get(oid)?.name ?? '');
      return [oid, Math.min(count, named ? most : smallRows)];
    }),
  );
  try {
    await filledCopy(lab, rowsDatabase, stage.tables, rows);
    const written = await onCopy(lab, ready, ready.changed);
    const advice: Advice[] = [];
    for (const { alternative, run } of wanted) {
      if (clock.elapsed() > endMs || lab.signal.aborted) break;
      const tried = await tryOut(lab, ready, written, { alternative, run });
      if (tried) advice.push(graded(tried));
    }
    return { advice, notes: advice.flatMap(complaint) };
  } finally {
    await dropDatabase(lab, runDatabase);
    await dropDatabase(lab, rowsDatabase);
  }
}

/** Fewer rows where the migrations took long: else the first proposal would be the last. */
function affordable({ statements }: MainStage, rows: ReadonlyMap<number, number>): number {
  const tookMs = statements.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const fitting = Math.round(Math.max(0, ...rows.values()) * (runMs / Math.max(tookMs, 1)));
  return Math.max(smallRows, fitting);
}

/** Of the rows that a team brings each run would take a copy. */
const mostBytes = 1_000_000_000;
const tooLarge =
  'What the findings propose was not rehearsed: the rows that were brought take too long to copy for each of them.';

async function baseBytes({ keeper, server }: Lab): Promise<number> {
  const { rows } = await keeper.query<{ bytes: number | null }>(
    `SELECT pg_catalog.pg_database_size(oid) AS bytes FROM pg_catalog.pg_database
      WHERE datname = $1 AND pg_catalog.has_database_privilege(oid, 'CONNECT')`,
    [server.databaseName(databases.base)],
  );
  return rows[0]?.bytes ?? 0;
}

async function onCopy(lab: Lab, ready: Prepared, scripts: readonly Script[]): Promise<MainRun> {
  await makeDatabase(lab, runDatabase, rowsDatabase);
  return mainRun(lab, runDatabase, ready.known, scripts, Math.min(lab.plan.limits.statementMs, budgetMs));
}

interface Wanted {
  readonly alternative: Alternative;
  readonly run: Replaced;
}

/** Undefined where one of the two was not run to its end for another reason than the advice. */
async function tryOut(
  lab: Lab,
  ready: Prepared,
  written: MainRun,
  { alternative, run }: Wanted,
): Promise<Tried | undefined> {
  const { finding, rule, file, line, sql, objects: tables, count: query } = alternative;
  const original = seenOf(written, run.original);
  if (original.length < run.original.length || original.some(({ outcome }) => !outcome.ok)) return undefined;
  const before = query === undefined ? undefined : await countBefore(lab, ready, run, query);
  const proposed = await onCopy(lab, ready, run.scripts);
  const { failed } = proposed.run;
  if (proposed.overLimit || (failed && !run.proposed.includes(failed.step))) return undefined;
  const after = failed || query === undefined ? undefined : await count(lab, query);
  const known = ready.known;
  const standing = original.length > 1 ? 'in-one-transaction' : 'by-themselves';
  const both: Both = {
    rows: await rowsIn(lab, tablesOf(alternative, known)),
    original: figuresOf(original, { tables, known, standing, held: heldBefore(written.seen, original[0]) }),
    alternative: figuresOf(seenOf(proposed, run.proposed), { tables, known, standing: 'by-themselves' }),
  };
  const verified = query !== undefined && before !== undefined && after !== undefined;
  return {
    ...{ finding, rule, file, line, sql },
    ...both,
    ...inBatches(lab, alternative, both),
    ...(verified && { verification: { sql: query, before, after } }),
    ...(failed && { error: statementError(failed.error, ready.mayName) }),
  };
}

type Both = Pick<Tried, 'rows' | 'original' | 'alternative'>;

/** What only a backfill has: rests, and replicas that follow. */
function inBatches(
  { plan }: Lab,
  { batches, objects }: Alternative,
  { rows, original, alternative }: Both,
): Pick<Tried, 'pausesMs' | 'lag'> {
  if (!batches) return {};
  const pausesMs = Math.ceil(rows / batches.rows) * batches.restMs;
  const productionRows = Math.max(0, ...objects.map((table) => plan.volume.production?.rows.get(table) ?? 0));
  if (rows === 0 || productionRows === 0) return { pausesMs };
  const times = productionRows / rows;
  const [originalMs, alternativeMs] = [lagOf(original, times), lagOf(alternative, times)];
  return { pausesMs, lag: { bytesPerSecond: replayBytesPerSecond, productionRows, originalMs, alternativeMs } };
}

const seenOf = ({ seen }: MainRun, steps: readonly Step[]): MainRun['seen'] =>
  seen.filter(({ step }) => steps.includes(step));

/** The rows that need work once everything before the statement has run. */
async function countBefore(lab: Lab, ready: Prepared, run: Replaced, query: string): Promise<number | undefined> {
  await onCopy(lab, ready, run.scripts.slice(0, -1));
  return count(lab, query);
}

async function count(lab: Lab, query: string): Promise<number | undefined> {
  await using bench = await enter(lab, runDatabase);
  const outcome = await bench.migrator.query<{ count: string | number }>(query).catch(() => undefined);
  const value = outcome?.rows[0]?.count;
  return value === undefined ? undefined : Number(value);
}

/** Tables and views that were there before: on what is new nobody waits. */
const tablesOf = ({ objects }: Alternative, known: KnownRelations): readonly string[] =>
  [...known.values()]
    .filter((one) => objects.includes(one.name) && (isTable(one) || one.kind === 'v'))
    .map(({ name }) => name);

/** In the largest of the tables, before anything ran. */
async function rowsIn(lab: Lab, tables: readonly string[]): Promise<number> {
  await using bench = await enter(lab, rowsDatabase);
  const counts = [];
  for (const table of tables) {
    // Views among them: what they call runs with the migrator's rights.
    const outcome = await bench.migrator.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${table}`);
    counts.push(outcome.rows[0]?.rows ?? 0);
  }
  return Math.max(0, ...counts);
}

/** Advice that does not help is a mistake of ours. */
function complaint({ status, rule, file, line, says }: Advice): readonly string[] {
  if (status === 'helps') return [];
  const how = status === 'fails' ? 'failed in the rehearsal' : 'did not help in the rehearsal';
  return [
    `The advice of ${rule} at ${file}:${String(line)} ${how}: that is a mistake of ours, please tell us. ${says}`,
  ];
}
