import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { RehearsalBreak, RehearsalRun, Stage } from '../domain/rehearsal.ts';
import type { Server } from '../ports/database.ts';
import { baselineScripts, missingExtension } from './base/baseline.ts';
import { withCold } from './estimate/cold.ts';
import { pastEstimates } from './estimate/past.ts';
import { standBase } from './base/kept-base.ts';
import { enter, openLab } from './lab.ts';
import type { Lab } from './lab.ts';
import { diskOf, endedBy } from './limits.ts';
import { mainStage } from './run/main-stage.ts';
import type { MainStage } from './run/main-stage.ts';
import { upHalf } from './plan.ts';
import type { Observations, Rehearsed, RehearsalPlan, RehearsalWorld } from './plan.ts';
import { databases } from './prepared.ts';
import type { Prepared } from './prepared.ts';
import { relationsNow } from './watch/relations.ts';
import { makeStandIns, strangeRoles } from './base/roles.ts';
import { safetyPasses } from './passes/safety.ts';
import { scriptsOf } from './run/script.ts';
import { volumeStage } from './rows/volume-stage.ts';
import type { VolumeStage } from './rows/volume-stage.ts';

const noObservations: Observations = {
  invented: [],
  refused: [],
  tampering: [],
  overLimit: [],
  queryBreaks: [],
  cachedPlans: [],
  planRegressions: [],
  deadlocks: [],
  ownRows: new Map(),
  hiddenInvalidIndex: false,
};

/** What was measured so far, for a rehearsal that ends in the middle. */
interface Kept {
  readonly timings: Partial<Record<Stage, number>>;
  so?: Pick<RehearsalBreak, 'volume' | 'statements'>;
}

/**
 * Tries the pull request's migrations out: the base schema, rows in the tables they touch, the run itself under
 * observation, then the safety passes on small copies. Expected failures, limits and a lost server come back as a
 * rehearsal that `broke`, with the problem beside it.
 */
export async function rehearse(plan: RehearsalPlan, world: RehearsalWorld): Promise<Rehearsed> {
  const total = new AbortController();
  const timer = setTimeout(() => {
    total.abort();
  }, plan.limits.totalMs);
  const signal = AbortSignal.any([total.signal, world.signal]);
  const kept: Kept = { timings: {} };
  try {
    return await Promise.race([inLab(plan, world, signal, kept), givenUp(signal)]);
  } catch (error) {
    const disk = await diskOf(world.server);
    const problem = endedBy(error, { total: total.signal, caller: world.signal, disk }, plan.limits);
    if (!problem) throw error;
    return brokenOff(world.server, problem, kept);
  } finally {
    clearTimeout(timer);
  }
}

async function inLab(plan: RehearsalPlan, world: RehearsalWorld, signal: AbortSignal, kept: Kept): Promise<Rehearsed> {
  signal.throwIfAborted();
  const lab = await openLab(plan, world, signal);
  try {
    return await stages(lab, kept);
  } finally {
    await lab.keeper.end();
  }
}

/** What is under way gets a moment to end by itself. */
const graceMs = 5_000;

function givenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const later = (): void => {
      setTimeout(() => {
        reject(new Error('The rehearsal did not end when it was told to.'));
      }, graceMs).unref();
    };
    if (signal.aborted) later();
    else signal.addEventListener('abort', later, { once: true });
  });
}

async function stages(opened: Lab, kept: Kept): Promise<Rehearsed> {
  const { clock, progress, server } = opened.world;
  const { timings } = kept;
  const timed = async <Value>(stage: Stage, says: string, work: () => Promise<Value>): Promise<Value> => {
    progress.stage(stage, says);
    const start = clock.elapsed();
    try {
      return await work();
    } finally {
      timings[stage] = (timings[stage] ?? 0) + clock.elapsed() - start;
      // A statement that was ended for it is no failure of the migration.
      opened.signal.throwIfAborted();
    }
  };
  const prepared = await timed('baseline', 'the schema as it is on the base commit', () => prepare(opened));
  if (!prepared.ok) return brokenOff(server, prepared.problem, kept);
  const ready = prepared.value;
  const lab = informed(opened, ready);
  const volume = await timed('volume', 'rows for the tables that the migrations touch', () => volumeStage(lab, ready));
  kept.so = { volume: volume.loaded.volume };
  if (volume.problem) {
    const { statements = [], overLimit = [] } = volume.stopped ?? {};
    kept.so = { volume: volume.loaded.volume, statements };
    return { ...brokenOff(server, volume.problem, kept), observations: { ...noObservations, overLimit } };
  }
  const main = await timed('rehearse', 'the migrations, statement by statement', () =>
    mainStage(lab, ready, volume, (so) => (kept.so = so)),
  );
  kept.so = { volume: main.volume, statements: main.statements };
  if (main.problem) {
    return {
      ...brokenOff(server, main.problem, kept, notesOf(lab, ready, volume, main)),
      observations: main.observations,
    };
  }
  return timed('rehearse', 'rollback and rerun on a small copy', () => finished(lab, ready, volume, main, timings));
}

/** What the team's own rows told of production goes before the profile's word. */
const informed = (lab: Lab, { sources, production }: Prepared): Lab => ({
  ...lab,
  brought: sources,
  plan: production ? { ...lab.plan, volume: { ...lab.plan.volume, production } } : lab.plan,
});

async function finished(
  lab: Lab,
  ready: Prepared,
  volume: VolumeStage,
  main: MainStage,
  timings: Partial<Record<Stage, number>>,
): Promise<Rehearsed> {
  const passes = await safetyPasses(lab, ready, volume, main);
  const statements = await withCold(lab, ready, volume, main);
  const past = pastEstimates(lab.plan.volume.production?.past);
  const rehearsal: RehearsalRun = {
    status: 'ran',
    postgres: lab.server.version,
    provider: lab.server.provider,
    volume: main.volume,
    statements,
    traffic: passes.traffic,
    rollback: passes.rollback,
    rerun: passes.rerun,
    leftovers: passes.leftovers,
    compatibility: passes.compatibility.checks,
    ...(passes.advice.advice.length > 0 && { advice: passes.advice.advice }),
    schemaDiff: passes.schemaDiff,
    ...(past && { pastEstimates: past }),
    notes: [
      ...notesOf(lab, ready, volume, main),
      ...passes.compatibility.notes,
      ...passes.hazards.notes,
      ...passes.advice.notes,
    ],
  };
  const { hiddenInvalidIndex, compatibility, hazards } = passes;
  const { planRegressions, deadlocks } = hazards;
  const observations = {
    ...main.observations,
    hiddenInvalidIndex,
    ...{ queryBreaks: compatibility.breaks, cachedPlans: compatibility.cachedPlans, planRegressions, deadlocks },
  };
  return { rehearsal, timings, observations };
}

const notesOf = (lab: Lab, ready: Prepared, volume: VolumeStage, main: MainStage): readonly string[] => [
  ...new Set([...lab.server.notes, ...ready.notes, ...volume.notes, ...main.notes, oneWorker]),
];
const oneWorker =
  'Parallel workers are off, so that what a statement reads is counted exactly: times are those of one worker.';

async function prepare(lab: Lab): Promise<Result<Prepared>> {
  const base = baselineScripts(lab.plan.baseline);
  if (!base.ok) return base;
  const changed = scriptsOf(lab.plan.changed.map(upHalf).filter((half) => half !== undefined));
  if (!changed.ok) return changed;
  const names = strangeRoles([...base.value, ...changed.value]);
  const needed = new Set(lab.server.kept ? strangeRoles(base.value) : names);
  const laid = await standBase(
    lab,
    base.value,
    names.filter((name) => needed.has(name)),
  );
  if (!laid.ok) return laid;
  const made = await makeStandIns(lab, names);
  if (!made.ok) return made;
  const standIns = [...laid.value.standIns, ...made.value].toSorted();
  await using bench = await enter(lab, databases.base);
  const missing = missingExtension(lab, changed.value);
  if (missing) return failure(missing);
  const known = await relationsNow(bench.observer);
  const roles = [...standIns, ...laid.value.roles];
  const standing =
    roles.length > 0
      ? [`Roles that the SQL names and nothing creates were made without login: ${roles.join(', ')}.`]
      : [];
  const scripts = [...base.value, ...changed.value];
  const texts = [...scripts.flatMap(({ steps }) => steps.map(({ sql }) => sql)), ...laid.value.texts];
  const mayName = (name: string): boolean => texts.some((text) => text.includes(name));
  const { sources, production, notes, key } = laid.value;
  return success({
    ...{ base: base.value, changed: changed.value, known, mayName, sources },
    notes: [...notes, ...standing],
    ...(production && { production }),
    ...(key !== undefined && { baseKey: key }),
  });
}

function brokenOff(server: Server, problem: Problem, kept: Kept, notes: readonly string[] = server.notes): Rehearsed {
  const { version, provider } = server;
  const { says, advice } = problem;
  return {
    rehearsal: { status: 'broke', because: says, advice, postgres: version, provider, ...kept.so, notes },
    timings: kept.timings,
    observations: noObservations,
    problem,
  };
}
