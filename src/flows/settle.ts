import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { CheckTarget, LastCheck, Publisher } from '../ports/publisher.ts';
import { recall } from '../report/memory.ts';
import { complete } from './complete.ts';
import type { Completed, CompleteWorld } from './complete.ts';
import { shown } from './show.ts';
import type { PublishRequest, Reviewed } from './show.ts';
import { withoutReport } from './without-report.ts';
import type { WithoutReportWorld } from './without-report.ts';

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
  const { completed: check, unseen } = last.value;
  if (unseen !== undefined) return failure(unseen);
  if (check === undefined) return success(undefined);
  const report = recall(check.text);
  return report.ok ? success({ report: report.value, check }) : report;
}

/** Which check is shown again: that of this name on this commit. */
export interface ResettleRequest extends Omit<PublishRequest, 'target'> {
  readonly target: Pick<CheckTarget, 'name' | 'head'>;
}

export type ResettleWorld = CompleteWorld & WithoutReportWorld;

/** What was shown; only `problems` and `comment` where no run on this commit has come to its end yet. */
export type Resettled = Pick<Completed, 'comment' | 'problems'> &
  Partial<Pick<Completed, 'standing' | 'conclusion'>> & { readonly reviewed?: Reviewed };

/** People have decided something: the last report is shown again as it stands now. Nothing is rehearsed. */
export async function resettle(request: ResettleRequest, world: ResettleWorld): Promise<Result<Resettled>> {
  const last = await world.publisher.lastCheck(request.target);
  if (!last.ok) return last;
  const { completed: check, unseen } = last.value;
  if (unseen !== undefined) return failure(unseen);
  if (check === undefined) return success({ comment: 'skipped', problems: [] });
  const showing = { ...request, target: check.check };
  const measured = await measuredBy(check, showing, world);
  if (!measured.ok) return measured;
  const { outcome, conclusion, standing, comment, problems } = await complete(
    { reviewed: measured.value },
    success(check.check),
    { request: showing, world, remarks: 'sent' },
  );
  return success({
    ...(outcome.reviewed && { reviewed: outcome.reviewed }),
    ...(standing && { standing }),
    conclusion,
    comment,
    problems,
  });
}

/** The report that the check keeps; where it keeps none, what people have decided without one. */
async function measuredBy(
  check: Remembered['check'],
  request: PublishRequest,
  world: ResettleWorld,
): Promise<Result<Reviewed>> {
  const report = recall(check.text);
  if (report.ok) return success(withOldConclusion(shown(report.value, undefined, request), check));
  const decided = await withoutReport(check.digest === '' ? neverReported : report.problem, request, world);
  return decided === undefined ? report : success(decided);
}

const neverReported = {
  code: 'crash',
  says: 'No run on this commit came to a report, so nothing is known about these migrations.',
  advice: 'Comment `/migrate rerun`, which rehearses them.',
} as const;

/** A run that met its time limit still did. */
function withOldConclusion(reviewed: Reviewed, { conclusion }: Remembered['check']): Reviewed {
  if (conclusion !== 'timed_out') return reviewed;
  const { because } = reviewed.report;
  return { ...reviewed, problem: { code: 'time-limit', says: because, advice: because } };
}
