import type { Conclusion } from '../domain/check.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommentOutcome, StartedCheck } from '../ports/publisher.ts';
import { complete } from './complete.ts';
import type { Completed, CompleteWorld } from './complete.ts';
import { overtakenProblem, whyEnded } from './ended.ts';
import { shown } from './show.ts';
import type { PublishRequest, Reviewed } from './show.ts';
import { withoutReport } from './without-report.ts';
import type { WithoutReportWorld } from './without-report.ts';

export { unfinished } from './show.ts';
export type { PublishRequest, Reviewed } from './show.ts';

export interface PublishWorld extends CompleteWorld, WithoutReportWorld {
  readonly review: () => Promise<Reviewed>;
  /** Called as soon as there is a check that somebody must complete. */
  readonly started: (check: StartedCheck) => void;
}

export interface Published {
  /** Absent after a crash, unless people have decided about these migrations all the same. */
  readonly reviewed?: Reviewed;
  /** The bug or outage that ended the review. */
  readonly crash?: unknown;
  readonly conclusion: Conclusion;
  /** A job succeeds once its check is completed, whatever the check says, so that no red job outlives an approval. */
  readonly job: 'success' | 'failure';
  /** Where it is not, somebody must complete it yet. */
  readonly checkCompleted: boolean;
  readonly comment: CommentOutcome | 'skipped' | 'failed';
  /** What could not be shown, in the order it happened. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** A team that tries the product out names the day its trial ends (UTC, 2027-01-31); from then on report is enforce. */
export function modeInForce(
  mode: PublishRequest['mode'],
  enforceFrom: string | undefined,
  clock: Pick<Clock, 'now'>,
): PublishRequest['mode'] {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  return enforceFrom !== undefined && today >= enforceFrom ? 'enforce' : mode;
}

/** The story of one run: the check appears, the review happens, the check is completed, the comment follows. */
export async function publish(request: PublishRequest, world: PublishWorld): Promise<Published> {
  const check = await world.publisher.startCheck(request.target);
  if (check.ok) world.started(check.value);
  const ended = await world
    .review()
    .then((reviewed) => reviewedIn(reviewed, check, { request, world }))
    .catch((crash: unknown) => crashed(crash, check, { request, world }));
  const { outcome, conclusion, completed, comment, problems } = ended;
  const verified = outcome.reviewed !== undefined && outcome.reviewed.report.verdict !== 'error';
  return {
    ...outcome,
    ...('crash' in ended && { crash: ended.crash }),
    conclusion,
    job: verified && !('crash' in ended) && completed.ok ? 'success' : 'failure',
    checkCompleted: completed.ok,
    comment,
    problems,
    notes: [...(check.ok ? check.value.notes : []), ...(completed.ok ? completed.value : [])],
  };
}

interface Publishing {
  readonly request: PublishRequest;
  readonly world: PublishWorld;
}

async function reviewedIn(
  reviewed: Reviewed,
  check: Result<StartedCheck>,
  { request, world }: Publishing,
): Promise<Completed> {
  const end = (measured: Reviewed) => complete({ reviewed: measured }, check, { request, world, remarks: 'unsent' });
  if (reviewed.problem?.code !== 'interrupted' || !check.ok) return end(reviewed);
  const why = await whyEnded(check.value, request.pullRequest, world.publisher);
  if (why === 'said') return { ...unsaid, outcome: { reviewed } };
  if (why === 'unknown') return end(reviewed);
  const { says, advice } = overtakenProblem;
  const words = shown({ ...reviewed.report, because: `${says} ${advice}` }, undefined, request);
  return end({ ...words, problem: overtakenProblem });
}

/** Somebody else has completed the check. */
const unsaid = { conclusion: 'failure', completed: success([]), comment: 'skipped', problems: [] } as const;

/** The job of a crash is red whatever anybody said; its check is what people have decided without any report. */
async function crashed(crash: unknown, check: Result<StartedCheck>, { request, world }: Publishing) {
  const problem = { code: 'crash', says: 'The rehearsal of these migrations crashed.', advice: again } as const;
  const reviewed = await withoutReport(problem, request, world);
  const measured = reviewed === undefined ? { crash } : { reviewed };
  return { ...(await complete(measured, check, { request, world, remarks: 'sent' })), crash };
}

const again = 'Read the log of the run, and start it again.';
