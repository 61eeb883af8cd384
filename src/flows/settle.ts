import type { Standing } from '../domain/approval.ts';
import type { Conclusion } from '../domain/check.ts';
import type { Failure, Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { CheckTarget, CommentOutcome, LastCheck, Publisher } from '../ports/publisher.ts';
import { recall } from '../report/memory.ts';
import { callApprovers } from './approvers.ts';
import type { Callers } from './approvers.ts';
import { concluded, shown, tell } from './show.ts';
import type { PublishRequest, Reviewed } from './show.ts';

/** The last report on a commit, as it was measured, and the check that keeps it. */
export interface Remembered {
  readonly report: Report;
  readonly check: NonNullable<LastCheck['completed']>;
}

/** Undefined where no run on this commit has come to its end yet: its own end will count what was decided meanwhile. */
export async function remembered(
  target: Pick<CheckTarget, 'name' | 'head'>,
  publisher: Pick<Publisher, 'lastCheck'>,
): Promise<Result<Remembered | undefined>> {
  const last = await publisher.lastCheck(target);
  if (!last.ok) return last;
  const { completed: check } = last.value;
  if (check === undefined) return success(undefined);
  const report = recall(check.text);
  return report.ok ? success({ report: report.value, check }) : report;
}

/** Which check is shown again: that of this name on this commit. */
export interface ResettleRequest extends Omit<PublishRequest, 'target'> {
  readonly target: Pick<CheckTarget, 'name' | 'head'>;
}

export interface ResettleWorld {
  readonly publisher: Publisher;
  readonly standing: (report: Report) => Promise<Result<Standing>>;
  readonly callers?: Callers;
}

export interface Resettled {
  /** Absent where no run on this commit has come to its end yet. */
  readonly reviewed?: Reviewed;
  readonly standing?: Standing;
  readonly conclusion?: Conclusion;
  readonly comment: CommentOutcome | 'skipped' | 'failed';
  /** What could not be read or shown, in the order it happened. */
  readonly problems: readonly Problem[];
}

/** How often what others decide meanwhile is looked at again: after that, whoever decided last looks themselves. */
const mostLooks = 3;

/**
 * People have decided something: the last report is shown again as it stands now. Nothing is rehearsed. What is shown
 * green is looked at once more after it was written, so that of two that show at once none leaves a revoked approval.
 */
export async function resettle(request: ResettleRequest, world: ResettleWorld): Promise<Result<Resettled>> {
  const last = await remembered(request.target, world.publisher);
  if (!last.ok) return last;
  if (last.value === undefined) return success({ comment: 'skipped', problems: [] });
  const { report, check } = last.value;
  const showing = { ...request, target: check.check };
  let standing = await world.standing(report);
  let written = await show(report, standing, { request: showing, world, before: check });
  for (let look = 1; look < mostLooks && written.conclusion === 'success'; look++) {
    const again = await world.standing(report);
    if (same(standing, again)) break;
    standing = again;
    written = await show(report, standing, { request: showing, world, before: check });
  }
  return success(written);
}

interface Showing {
  readonly request: PublishRequest;
  readonly world: ResettleWorld;
  readonly before: Remembered['check'];
}

async function show(
  report: Report,
  standing: Result<Standing>,
  { request, world, before }: Showing,
): Promise<Resettled> {
  const { publisher, callers } = world;
  const reviewed = withOldConclusion(shown(report, standing, request), before);
  const { conclusion, page } = concluded({ reviewed }, request);
  // Remarks beside the code are appended by every request that carries them; they stand there already.
  const completed = await publisher.completeCheck(before.check, {
    conclusion,
    digest: report.digest,
    page: { ...page, annotations: [] },
  });
  const comment = await tell(request, publisher, { reviewed });
  const called = await callApprovers(request, reviewed.report, callers);
  return {
    reviewed,
    ...(standing.ok && { standing: standing.value }),
    conclusion,
    comment: comment.ok ? comment.value : 'failed',
    problems: [standing, completed, comment, called].filter(failed).map(({ problem }) => problem),
  };
}

const failed = (result: Result<unknown>): result is Failure => !result.ok;

/** A run that met its time limit still did. */
function withOldConclusion(reviewed: Reviewed, { conclusion }: Remembered['check']): Reviewed {
  if (conclusion !== 'timed_out') return reviewed;
  const { because } = reviewed.report;
  return { ...reviewed, problem: { code: 'time-limit', says: because, advice: because } };
}

const same = (one: Result<Standing>, other: Result<Standing>): boolean =>
  one.ok === other.ok && (!one.ok || !other.ok || JSON.stringify(one.value) === JSON.stringify(other.value));
