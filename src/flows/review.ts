import type { Problem, Result } from '../domain/errors.ts';
import type { Rehearsal, StatementRun } from '../domain/rehearsal.ts';
import type { Report } from '../domain/report.ts';
import { version } from '../domain/version.ts';
import { assemble } from '../report/assemble.ts';
import type { Phased } from '../rules/kit/facts.ts';
import { withRehearsedAdvice } from './alternatives.ts';
import { toBeHeard, unheard } from './command.ts';
import { cards, judge, readStatements, withSuppressed } from './judge.ts';
import { fromProduction, newUnits, productionSource } from './plan.ts';
import type { Proposal } from './proposal.ts';
import { likelyMajor, rehearsedOrNot } from './rehearsed.ts';
import type { ReviewWorld } from './rehearsed.ts';
import { reported, tablesChanged } from './reported.ts';
import { inSource } from './source-lines.ts';

export type { ReviewWorld } from './rehearsed.ts';

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
