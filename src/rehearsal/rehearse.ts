import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import { notMeasured } from '../domain/rehearsal.ts';
import type { RehearsalBreak, RehearsalRun, Stage } from '../domain/rehearsal.ts';
import { baselineScripts, loadBaseline, missingExtension } from './baseline.ts';
import { enter, makeDatabase, openKeeper } from './lab.ts';
import type { Lab } from './lab.ts';
import { mainStage } from './main-stage.ts';
import type { MainStage } from './main-stage.ts';
import { upHalf } from './plan.ts';
import type { Observations, Rehearsed, RehearsalPlan, RehearsalWorld } from './plan.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { relationsNow } from './relations.ts';
import { makeStandIns, strangeRoles } from './roles.ts';
import { safetyPasses } from './safety.ts';
import { scriptsOf } from './script.ts';
import { volumeStage } from './volume-stage.ts';
import type { VolumeStage } from './volume-stage.ts';

const noObservations: Observations = { invented: [], refused: [], ownRows: new Map(), hiddenInvalidIndex: false };

/**
 * Tries the pull request's migrations out: the base schema, rows in the tables they touch, the run itself under
 * observation, then the safety passes on small copies. Expected failures come back as a rehearsal that `broke`.
 */
export async function rehearse(plan: RehearsalPlan, world: RehearsalWorld): Promise<Rehearsed> {
  const total = new AbortController();
  const timer = setTimeout(() => {
    total.abort();
  }, plan.limits.totalMs);
  const signal = AbortSignal.any([total.signal, world.signal]);
  const keeper = await openKeeper(world.server);
  const lab: Lab = { server: world.server, keeper, plan, world, signal };
  try {
    return await stages(lab);
  } finally {
    clearTimeout(timer);
    await keeper.end();
  }
}

async function stages(lab: Lab): Promise<Rehearsed> {
  const { clock, progress } = lab.world;
  const timings: Partial<Record<Stage, number>> = {};
  const timed = async <Value>(stage: Stage, says: string, work: () => Promise<Value>): Promise<Value> => {
    progress.stage(stage, says);
    const start = clock.elapsed();
    try {
      return await work();
    } finally {
      timings[stage] = (timings[stage] ?? 0) + clock.elapsed() - start;
    }
  };
  const prepared = await timed('baseline', 'the schema as it is on the base commit', () => prepare(lab));
  if (!prepared.ok) return { rehearsal: broke(lab, prepared.problem), timings, observations: noObservations };
  const ready = prepared.value;
  const volume = await timed('volume', 'rows for the tables that the migrations touch', () => volumeStage(lab, ready));
  const main = await timed('rehearse', 'the migrations, statement by statement', () => mainStage(lab, ready, volume));
  if (main.problem) {
    const kept = { statements: main.statements, volume: main.volume };
    return {
      rehearsal: { ...broke(lab, main.problem, notesOf(lab, ready, volume, main)), ...kept },
      timings,
      observations: main.observations,
    };
  }
  return timed('rehearse', 'rollback and rerun on a small copy', () => finished(lab, ready, volume, main, timings));
}

async function finished(
  lab: Lab,
  ready: Prepared,
  volume: VolumeStage,
  main: MainStage,
  timings: Partial<Record<Stage, number>>,
): Promise<Rehearsed> {
  const passes = await safetyPasses(lab, ready, volume, main);
  const later = notMeasured('compatibility is checked with known queries, and none were given');
  const rehearsal: RehearsalRun = {
    status: 'ran',
    postgres: lab.server.version,
    provider: lab.server.provider,
    volume: main.volume,
    statements: main.statements,
    traffic: notMeasured('traffic was not run against these migrations'),
    rollback: passes.rollback,
    rerun: passes.rerun,
    leftovers: passes.leftovers,
    compatibility: { backward: later, forward: later },
    schemaDiff: passes.schemaDiff,
    notes: notesOf(lab, ready, volume, main),
  };
  return { rehearsal, timings, observations: { ...main.observations, hiddenInvalidIndex: passes.hiddenInvalidIndex } };
}

const notesOf = (lab: Lab, ready: Prepared, volume: VolumeStage, main: MainStage): readonly string[] => [
  ...lab.server.notes,
  ...ready.notes,
  ...volume.notes,
  ...main.notes,
];

async function prepare(lab: Lab): Promise<Result<Prepared>> {
  const base = baselineScripts(lab.plan.baseline);
  if (!base.ok) return base;
  const changed = scriptsOf(lab.plan.changed.map(upHalf).filter((half) => half !== undefined));
  if (!changed.ok) return changed;
  const standIns = await makeStandIns(lab, strangeRoles([...base.value, ...changed.value]));
  await makeDatabase(lab, databases.base);
  await using bench = await enter(lab, databases.base);
  const loaded = await loadBaseline(lab, bench, base.value);
  if (!loaded.ok) return loaded;
  const missing = await missingExtension(bench, changed.value);
  if (missing) return failure(missing);
  const known = await relationsNow(bench.observer);
  const notes =
    standIns.length > 0
      ? [`Roles that the SQL names and nothing creates were made without login: ${standIns.join(', ')}.`]
      : [];
  const texts = [...base.value, ...changed.value].flatMap(({ steps }) => steps.map(({ sql }) => sql));
  const mayName = (name: string): boolean => texts.some((text) => text.includes(name));
  return success({ base: base.value, changed: changed.value, known, mayName, notes });
}

function broke(lab: Lab, problem: Problem, notes: readonly string[] = lab.server.notes): RehearsalBreak {
  const { version, provider } = lab.server;
  return { status: 'broke', because: problem.says, advice: problem.advice, postgres: version, provider, notes };
}
