import { success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Rehearsal, Stage, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { version } from '../domain/version.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunCommand } from '../ports/command.ts';
import type { DatabaseProvider, Server } from '../ports/database.ts';
import type { Dump } from '../ports/dump.ts';
import type { MigrationTool } from '../ports/migration-tool.ts';
import type { Progress } from '../ports/progress.ts';
import type { Observations, RehearsalPlan } from '../rehearsal/plan.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { assemble } from '../report/assemble.ts';
import type { Phased } from '../rules/kit/facts.ts';
import { alternativesOf, withRehearsedAdvice } from './alternatives.ts';
import { heardProposal, toBeHeard, unheard } from './command.ts';
import type { CommandWorld } from './command.ts';
import { cards, judge, readStatements, withSuppressed } from './judge.ts';
import type { Reading } from './judge.ts';
import { fromProduction, newUnits, planOf, productionSource } from './plan.ts';
import type { Proposal } from './proposal.ts';
import { assumedPostgres, reported, tablesChanged } from './reported.ts';
import { inSource } from './source-lines.ts';

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

export interface Review {
  readonly report: Report;
  /** What kept us from knowing, where the verdict is `error`. */
  readonly problem?: Problem;
}

/**
 * The product's main story: the proposal is read, rehearsed, judged and told. It always ends in a report; one that
 * could not be made to the end has the verdict `error`.
 */
export async function review(
  proposed: Result<Proposal>,
  asked: 'rehearsal' | 'reading',
  world: ReviewWorld,
): Promise<Review> {
  const start = world.clock.elapsed();
  const totalMs = () => world.clock.elapsed() - start;
  if (!proposed.ok) return unread(proposed.problem, asked, totalMs());
  const asProposed = proposed.value;
  const byCommand = toBeHeard(asProposed);
  // What only edits or removes merged migrations has nothing to run: it is judged by its text and history.
  const measured = newUnits(asProposed).length === 0 && !byCommand ? 'reading' : asked;
  const asRead = await readStatements(asProposed, 'known', likelyMajor(asProposed));
  const rehearsed = await rehearsedOrNot(asProposed, asRead, measured, world);
  const { proposal = asProposed, reading = asRead } = rehearsed.heard ?? {};
  const reporting = world.clock.elapsed();
  const judged = judge(proposal, reading, rehearsed, world.clock);
  const { suppressions, phases } = judged;
  const silent = byCommand && asked === 'reading' ? unheard(proposal) : [];
  const problems = [...proposal.problems, ...reading.problems, ...rehearsed.problems, ...silent];
  const { config } = proposal;
  const source = productionSource(proposal, world.clock);
  const assembled = assemble({
    version,
    digest: proposal.digest,
    migrations: proposal.changed.map(reported),
    findings: withRehearsedAdvice(withSuppressed(judged), rehearsed.rehearsal),
    rehearsal: withNotes(inPhases(rehearsed.rehearsal, phases), [...proposal.notes, ...fromProduction(proposal).notes]),
    asked: measured,
    rules: cards,
    problems,
    ...(proposal.lookedIn !== undefined && { lookedIn: proposal.lookedIn }),
    forbidden: config.approval.forbidden,
    suppressed: suppressions.filter(({ was }) => was === 'blocker'),
    stallBudgetMs: config.rehearsal.stallBudgetMs,
    tablesChanged: tablesChanged(reading),
    ...(source !== undefined && { productionSource: source }),
    phases: [...new Set(phases.map(({ phase }) => phase))],
    timings: {
      totalMs: totalMs(),
      stages: { ...rehearsed.timings, report: world.clock.elapsed() - reporting },
    },
  });
  const report = byCommand ? inSource(assembled, proposal.changed) : assembled;
  const [problem] = problems;
  return { report, ...(report.verdict === 'error' && problem !== undefined && { problem }) };
}

interface Rehearsed {
  readonly rehearsal: Rehearsal;
  readonly observations?: Observations;
  readonly postgres: number;
  readonly timings: Readonly<Partial<Record<Stage, number>>>;
  readonly problems: readonly Problem[];
  /** Of a command's migrations: what they were heard to send. */
  readonly heard?: { readonly proposal: Proposal; readonly reading: Reading };
}

const likelyMajor = ({ config, profile }: Proposal): number =>
  config.postgres.version ?? profile?.postgres ?? assumedPostgres;

async function rehearsedOrNot(
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

function withNotes(rehearsal: Rehearsal, notes: readonly string[]): Rehearsal {
  return rehearsal.status === 'skipped' ? rehearsal : { ...rehearsal, notes: [...notes, ...rehearsal.notes] };
}

/** Each statement with the part of expand, migrate, contract that it plays. */
function inPhases(rehearsal: Rehearsal, phases: readonly Phased[]): Rehearsal {
  if (rehearsal.status === 'skipped' || !rehearsal.statements) return rehearsal;
  const statements = rehearsal.statements.map((run): StatementRun => {
    const played = phases.find(({ facts }) => {
      const { file, line } = facts.inside ?? facts.statement;
      return file === run.file && line === run.line;
    });
    return played ? { ...run, phase: played.phase } : run;
  });
  return { ...rehearsal, statements };
}

/** Nothing could be read, so there is nothing to tell but why. */
function unread(problem: Problem, asked: 'rehearsal' | 'reading', totalMs: number): Review {
  const report = assemble({
    version,
    digest: '',
    migrations: [],
    findings: [],
    rehearsal: { status: 'skipped', because: problem.says },
    asked,
    rules: cards,
    problems: [problem],
    timings: { totalMs, stages: {} },
  });
  return { report, problem };
}
