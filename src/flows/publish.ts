import type { Standing } from '../domain/approval.ts';
import type { Conclusion } from '../domain/check.ts';
import type { Failure, Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommentOutcome, Publisher, StartedCheck } from '../ports/publisher.ts';
import { callApprovers } from './approvers.ts';
import type { Callers } from './approvers.ts';
import { concluded, shown, tell } from './show.ts';
import type { Outcome, PublishRequest, Reviewed } from './show.ts';

export { unfinished } from './show.ts';
export type { PublishRequest, Reviewed } from './show.ts';

export interface PublishWorld {
  readonly publisher: Publisher;
  readonly review: () => Promise<Reviewed>;
  /** Who has answered for the report's dangers so far; absent = nobody is asked, as in a merge queue. */
  readonly standing?: (report: Report) => Promise<Result<Standing>>;
  /** How approvers are called; absent = they are not. */
  readonly callers?: Callers;
  /** Called as soon as there is a check that somebody must complete. */
  readonly started: (check: StartedCheck) => void;
}

export interface Published {
  /** Absent after a crash. */
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
  const { publisher } = world;
  const check = await publisher.startCheck(request.target);
  if (check.ok) world.started(check.value);
  const first = await world
    .review()
    .then((reviewed) => answeredFor(reviewed, request, world))
    .then((answered) => (check.ok ? answered : asMeasured(answered)))
    .catch(crashed);
  const { answered, conclusion, completed } = await complete(check, first, { request, world });
  const { outcome, standing } = answered;
  const comment = await tell(request, publisher, outcome);
  const called =
    outcome.reviewed === undefined ? success([]) : await callApprovers(request, outcome.reviewed.report, world.callers);
  const verified = outcome.reviewed !== undefined && outcome.reviewed.report.verdict !== 'error';
  return {
    ...outcome,
    conclusion,
    job: verified && completed.ok ? 'success' : 'failure',
    checkCompleted: completed.ok,
    comment: comment.ok ? comment.value : 'failed',
    problems: [standing, completed, comment, called].filter(failed).map(({ problem }) => problem),
    notes: [...(check.ok ? check.value.notes : []), ...(completed.ok ? completed.value : [])],
  };
}

/** How often what people decide meanwhile is looked at again. */
const mostLooks = 3;

/**
 * Whoever decides while a run is under way leaves it to the run's end to show that: it looks once more after it has
 * written, so that neither a block nor an approval falls between the two.
 */
async function complete(
  check: Result<StartedCheck>,
  first: Answered,
  { request, world }: { readonly request: PublishRequest; readonly world: PublishWorld },
) {
  let answered = first;
  let written = await write(check, answered, { request, world });
  const { completed } = written;
  for (let look = 1; look < mostLooks && written.completed.ok && answered.measured !== undefined; look += 1) {
    const again = await answeredFor(answered.measured, request, world);
    if (JSON.stringify(again.standing) === JSON.stringify(answered.standing)) break;
    answered = again;
    // Remarks beside the code are appended by every request that carries them; they stand there already.
    written = await write(check, answered, { request, world, remarks: [] });
  }
  return { ...written, answered, completed: written.completed.ok ? completed : written.completed };
}

async function write(
  check: Result<StartedCheck>,
  { outcome }: Answered,
  {
    request,
    world,
    remarks,
  }: { readonly request: PublishRequest; readonly world: PublishWorld; readonly remarks?: readonly [] },
) {
  const { conclusion, page } = concluded(outcome, request);
  const digest = outcome.reviewed?.report.digest ?? '';
  const shown = remarks === undefined ? page : { ...page, annotations: remarks };
  const completed = check.ok
    ? await world.publisher.completeCheck(check.value, { conclusion, digest, page: shown })
    : check;
  return { conclusion, completed };
}

interface Answered {
  /** The review as it was before anybody answered; absent where nobody is asked. */
  readonly measured?: Reviewed;
  readonly outcome: Outcome;
  readonly standing: Result<unknown>;
}

const nobodyAsked = success(undefined);
const crashed = (crash: unknown): Answered => ({ outcome: { crash }, standing: nobodyAsked });
const failed = (result: Result<unknown>): result is Failure => !result.ok;

/**
 * A run that may write nothing turns nothing green: a fork's, whose report is shown by another one, which asks anew.
 * What it may not read either is no fault of the migrations.
 */
const asMeasured = (answered: Answered): Answered =>
  answered.measured === undefined || answered.standing.ok
    ? answered
    : { ...answered, outcome: { reviewed: answered.measured } };

/** The review's result with the answers of people; where those cannot be read, nobody has answered. */
async function answeredFor(reviewed: Reviewed, request: PublishRequest, { standing }: PublishWorld): Promise<Answered> {
  if (standing === undefined) return { outcome: { reviewed }, standing: nobodyAsked };
  const answers = await standing(reviewed.report);
  const words = shown(reviewed.report, answers, request);
  return { measured: reviewed, outcome: { reviewed: { ...reviewed, ...words } }, standing: answers };
}
