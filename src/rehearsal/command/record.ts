import { failure, success } from '../../domain/errors.ts';
import type { Result } from '../../domain/errors.ts';
import type { TableShape } from '../../volume/shape.ts';
import { baselineScripts, loadBaseline } from '../base/baseline.ts';
import { tableShapes } from '../rows/catalog-shape.ts';
import { dropDatabase, enter, makeDatabase, openLab } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { diskOf, endedBy } from '../limits.ts';
import { filledCopy } from '../rows/load.ts';
import type { RehearsalPlan, RehearsalWorld } from '../plan.ts';
import { databases } from '../prepared.ts';
import { makeStandIns, strangeRoles } from '../base/roles.ts';
import { withOwnRows } from '../rows/volumes.ts';
import { isJournal } from './bookkeeping.ts';
import { recorded, replay, replayed, secondRun } from './faithful.ts';
import { listen } from './listen.ts';
import type { CommandRun } from './listen.ts';
import { baseFails, commandFails, notHeard, structureBehind, tooLong } from './problems.ts';
import { doneIn, journalsIn, recount } from './recount.ts';
import type { Candidate, Recounted } from './recount.ts';
import type { Listened } from './units.ts';

export interface Recording {
  /** On the base commit, and on the pull request's. */
  readonly before: CommandRun;
  readonly after: CommandRun;
  readonly merged: readonly Candidate[];
  readonly added: readonly Candidate[];
}

/** What the command was heard to send, migration by migration. */
export interface Recorded {
  readonly base: readonly Recounted[];
  readonly changed: readonly Recounted[];
  readonly notes: readonly string[];
}

const base = databases.base;

/**
 * Runs the command on an empty database as the base commit has it, then as the pull request has it, and tells from the
 * server's log what was sent: from then on it is rehearsed as the SQL that it is.
 */
export async function record(
  plan: RehearsalPlan,
  world: RehearsalWorld,
  recording: Recording,
): Promise<Result<Recorded>> {
  const { withheld } = world.server;
  const closed = withheld?.log ?? withheld?.superuser;
  if (closed !== undefined) return failure(notHeard(closed));
  const total = AbortSignal.timeout(plan.limits.totalMs);
  const lab = await openLab(plan, world, AbortSignal.any([world.signal, total]));
  try {
    return await inDatabases(lab, recording);
  } catch (error) {
    const disk = await diskOf(world.server);
    const problem = endedBy(error, { total, caller: world.signal, disk }, plan.limits);
    if (!problem) throw error;
    return failure(problem);
  } finally {
    for (const name of [recorded, replayed, base]) await dropDatabase(lab, name).catch(() => undefined);
    await lab.keeper.end();
  }
}

async function inDatabases(lab: Lab, recording: Recording): Promise<Result<Recorded>> {
  const { before, after, merged, added } = recording;
  const { baseline, limits } = lab.plan;
  const based = await withRoles(lab, async () => {
    const laid = await layBase(lab);
    return laid.ok ? listen(lab, base, before, lab.deadlineMs - lab.world.clock.elapsed()) : laid;
  });
  if (!based.ok) return based;
  if (based.value.ended !== 'well') return failure(baseFails(based.value, limits.totalMs));
  const [behind] = doneIn(based.value.units, merged);
  if (baseline.kind === 'structure' && behind !== undefined)
    return failure(structureBehind(baseline.file.path, behind));
  const known = journalsIn(based.value.units, merged);
  const run = await withRoles(lab, () => onRows(lab, recording, known));
  if (!run.ok) return run;
  const { ended, failed, units } = run.value;
  if (ended === 'over') return failure(tooLong(limits.passMs));
  if (ended === 'badly' && !failed) return failure(commandFails(run.value));
  const journals = new Set([...known, ...journalsIn(units, added)]);
  const changed = recount(units, added, journals);
  const faithful = await replay(lab, changed, run.value);
  if (!faithful.ok) return faithful;
  const again = failed ? [] : await secondRun(lab, after, (units) => recount(units, added, journals));
  return success({
    base: recount(based.value.units, merged, 'kept'),
    changed,
    notes: [run.value.note, ...silentOnes(changed), ...again],
  });
}

/** Roles that it names and nobody has made are made once it failed for want of them. */
async function withRoles<Value extends Listened>(lab: Lab, run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  const first = await run();
  if (!first.ok || first.value.failed?.sqlstate !== undefinedObject) return first;
  const steps = first.value.units.flatMap(({ statements }) =>
    statements.map((said) => ({ ...said, file: '', line: 1 })),
  );
  const made = await makeStandIns(lab, strangeRoles([{ file: '', transaction: 'per-statement', steps }]));
  if (!made.ok) return made;
  return made.value.length > 0 ? run() : first;
}

const undefinedObject = '42704';

/** Empty, or as the structure file has it. */
async function layBase(lab: Lab): Promise<Result<true>> {
  await makeDatabase(lab, base);
  if (lab.plan.baseline.kind !== 'structure') return success(true);
  const scripts = baselineScripts(lab.plan.baseline);
  if (!scripts.ok) return scripts;
  const made = await makeStandIns(lab, strangeRoles(scripts.value));
  if (!made.ok) return made;
  await using bench = await enter(lab, base);
  return await loadBaseline(lab, bench, scripts.value);
}

/** Enough for a loop over rows to be seen, and few enough for each of its turns to be shown. */
const fewRows = 3;
/** Of a larger schema the rows would take longer than the command. */
const mostTables = 300;

interface OnRows extends Listened {
  readonly note: string;
}

/**
 * Runs it with a few rows in every table, so that code which does something for each row is seen to; where it fails
 * there, on empty tables: rows that we made up are no reason.
 */
async function onRows(lab: Lab, { after }: Recording, journals: ReadonlySet<string>): Promise<Result<OnRows>> {
  const { passMs } = lab.plan.limits;
  if (await withRows(lab, journals)) {
    await makeDatabase(lab, replayed, recorded);
    const heard = await listen(lab, recorded, after, passMs);
    if (heard.ok && heard.value.ended === 'well') return success({ ...heard.value, note: heardOnRows });
  }
  await makeDatabase(lab, recorded, base);
  await makeDatabase(lab, replayed, base);
  const heard = await listen(lab, recorded, after, passMs);
  return heard.ok ? success({ ...heard.value, note: heardOnNone }) : heard;
}

async function withRows(lab: Lab, journals: ReadonlySet<string>): Promise<boolean> {
  const tables = await tablesIn(lab, journals);
  if (tables.size === 0 || tables.size > mostTables) return false;
  await filledCopy(lab, recorded, tables, new Map([...tables.keys()].map((oid) => [oid, fewRows])));
  return true;
}

/** Those of the base commit that are not the tool's own. */
async function tablesIn(lab: Lab, journals: ReadonlySet<string>): Promise<ReadonlyMap<number, TableShape>> {
  await using bench = await enter(lab, base);
  const all = [...(await tableShapes(bench.observer))];
  return await withOwnRows(bench.observer, new Map(all.filter(([, { name }]) => !isJournal(bareName(name), journals))));
}

const bareName = (name: string): string => name.slice(name.lastIndexOf('.') + 1).replaceAll('"', '');

const heardOnRows = `What the command of migrations.command sends was heard with ${fewRows} rows in each table and then rehearsed as SQL: what it sends for each row, it would send for each of production’s.`;
const heardOnNone =
  'What the command of migrations.command sends was heard on empty tables and then rehearsed as SQL: what it would send only because of rows is not seen.';

const silentOnes = (changed: readonly Recounted[]): readonly string[] =>
  changed.filter(({ text }) => text === '').map(({ path }) => `${path} was heard to send nothing.`);
