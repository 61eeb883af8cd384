import { success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Rehearsal, Stage } from '../domain/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunCommand } from '../ports/command.ts';
import type { DatabaseProvider, Server } from '../ports/database.ts';
import type { Dump } from '../ports/dump.ts';
import type { MigrationTool } from '../ports/migration-tool.ts';
import type { Progress } from '../ports/progress.ts';
import type { Observations, RehearsalPlan } from '../rehearsal/plan.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { alternativesOf } from './alternatives.ts';
import { heardProposal, toBeHeard } from './command.ts';
import type { CommandWorld } from './command.ts';
import { cards, judge, readStatements } from './judge.ts';
import type { Reading } from './judge.ts';
import { fromProduction, newUnits, planOf } from './plan.ts';
import type { Proposal } from './proposal.ts';
import { assumedPostgres } from './reported.ts';

export interface ReviewWorld extends CommandWorld {
  /** Where a throwaway Postgres comes from, by the wish of the configuration. */
  readonly database: (settings: Proposal['config']['postgres']) => DatabaseProvider;
  /** The dump of the configuration's name, on the machine that we run on. */
  readonly dump?: (named: string) => Dump;
  /** Runs the seed command of the base branch's configuration. */
  readonly command?: RunCommand;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What became of a proposal's rehearsal. */
export interface Rehearsed {
  readonly rehearsal: Rehearsal;
  readonly observations?: Observations;
  readonly postgres: number;
  readonly timings: Readonly<Partial<Record<Stage, number>>>;
  readonly problems: readonly Problem[];
  /** Of a command's migrations: what they were heard to send. */
  readonly heard?: { readonly proposal: Proposal; readonly reading: Reading };
}

/** Before a server has said which one it is. */
export const likelyMajor = ({ config, profile }: Proposal): number =>
  config.postgres.version ?? profile?.postgres ?? assumedPostgres;

/** The proposal's rehearsal; `skipped` with a reason where there is nothing to run, or it cannot be. */
export async function rehearsedOrNot(
  proposal: Proposal,
  reading: Reading,
  asked: 'rehearsal' | 'reading',
  world: ReviewWorld,
): Promise<Rehearsed> {
  const { tool } = proposal;
  const postgres = likelyMajor(proposal);
  const skipped = (because: string): Rehearsed => ({
    rehearsal: { status: 'skipped', because },
    postgres,
    timings: {},
    problems: [],
  });
  if (asked === 'reading') return skipped('only reading was asked for');
  if (tool === undefined || (newUnits(proposal).length === 0 && !toBeHeard(proposal)))
    return skipped('the pull request adds no migration to run');
  if (reading.syntax.length > 0) return skipped('a statement that Postgres cannot parse would end the run');
  if (proposal.problems.length > 0) return skipped('not all migrations could be read');
  return runIn(proposal, reading, tool, world);
}

async function runIn(
  proposal: Proposal,
  reading: Reading,
  tool: MigrationTool,
  world: ReviewWorld,
): Promise<Rehearsed> {
  const { config, profile } = proposal;
  const { clock, progress, signal, command } = world;
  const start = clock.elapsed();
  progress.stage('provision', 'starting a throwaway Postgres');
  const major = config.postgres.version ?? profile?.postgres;
  const server = await world.database(config.postgres).start({
    ...(major !== undefined && { major }),
    settings: { ...fromProduction(proposal).server, ...config.postgres.settings },
    ...(config.postgres.image !== '' && { image: config.postgres.image }),
    ...(config.volume.forge && { checksums: 'off' }),
    signal,
    progress: (says) => {
      progress.stage('provision', says);
    },
  });
  const provision = clock.elapsed() - start;
  if (!server.ok) return broken(server.problem, likelyMajor(proposal), provision);
  await using running = server.value;
  progress.stage('provision', `Postgres ${running.version} (${running.provider})`);
  const heard = await heardIn(proposal, reading, { tool, world, running });
  if (!heard.ok) return broken(heard.problem, running.major, provision);
  const heardMs = toBeHeard(proposal) ? clock.elapsed() - start - provision : 0;
  const whole = planFor(heard.value, { tool, world, postgres: running.major });
  const plan = { ...whole, limits: { ...whole.limits, totalMs: whole.limits.totalMs - heardMs } };
  const { rehearsal, observations, timings, problem } = await rehearse(plan, {
    server: running,
    clock,
    progress,
    signal,
    ...(command && { command }),
  });
  return {
    rehearsal,
    observations,
    postgres: running.major,
    timings: { provision, ...timings, baseline: heardMs + (timings.baseline ?? 0) },
    problems: problem === undefined ? [] : [problem],
    ...(toBeHeard(proposal) && { heard: heard.value }),
  };
}

interface Reviewing {
  readonly tool: MigrationTool;
  readonly world: ReviewWorld;
}

/** A command's migrations are read once it was heard what they send. */
async function heardIn(
  proposal: Proposal,
  reading: Reading,
  { tool, world, running }: Reviewing & { readonly running: Server },
): Promise<Result<{ readonly proposal: Proposal; readonly reading: Reading }>> {
  if (!toBeHeard(proposal)) return success({ proposal, reading });
  const heard = await heardProposal(proposal, tool, running, world);
  if (!heard.ok) return heard;
  return success({ proposal: heard.value, reading: await readStatements(heard.value, 'known', running.major) });
}

interface Setting extends Reviewing {
  readonly postgres: number;
}

/** The configured rehearsal, with what the rules propose from the text to be tried out beside it. */
function planFor(
  { proposal, reading }: { readonly proposal: Proposal; readonly reading: Reading },
  { tool, world, postgres }: Setting,
): RehearsalPlan {
  const unseen = { rehearsal: { status: 'skipped', because: 'it has not begun' }, postgres } as const;
  const { findings } = judge(proposal, reading, unseen, world.clock);
  return { ...planOf(proposal, tool, world), alternatives: alternativesOf(reading, findings, cards) };
}

function broken(problem: Problem, postgres: number, provision: number): Rehearsed {
  const { says, advice } = problem;
  return {
    rehearsal: { status: 'broke', because: says, advice, notes: [] },
    postgres,
    timings: { provision },
    problems: [problem],
  };
}
