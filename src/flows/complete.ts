import type { Standing } from '../domain/approval.ts';
import type { Conclusion } from '../domain/check.ts';
import type { Failure, Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { CommentOutcome, Publisher, StartedCheck } from '../ports/publisher.ts';
import { callApprovers } from './approvers.ts';
import type { Callers } from './approvers.ts';
import { concluded, shown, tell } from './show.ts';
import type { Outcome, PublishRequest } from './show.ts';

export interface CompleteWorld {
  readonly publisher: Publisher;
  /** Who has answered for the report's dangers so far; absent = nobody is asked, as where there is no configuration. */
  readonly standing?: (report: Report) => Promise<Result<Standing>>;
  /** How approvers are called; absent = they are not. */
  readonly callers?: Callers;
}

export interface Completing {
  readonly request: PublishRequest;
  readonly world: CompleteWorld;
  /** sent = they stand beside the code already, and every request that carries remarks appends them. */
  readonly remarks: 'unsent' | 'sent';
}

export interface Completed {
  readonly outcome: Outcome;
  /** Absent where nobody was asked, or nobody could be. */
  readonly standing?: Standing;
  readonly conclusion: Conclusion;
  /** Notes on what could not be shown beside the conclusion. */
  readonly completed: Result<readonly string[]>;
  readonly comment: CommentOutcome | 'skipped' | 'failed';
  /** What could not be read or shown, in the order it happened. */
  readonly problems: readonly Problem[];
}

/** How often what others decide meanwhile is looked at again: after that, whoever decided last looks themselves. */
const mostLooks = 3;

/**
 * What was measured is shown with what people have said to it: the check first, then the comment. Once the check is
 * written they are looked at once more, so that nothing that was decided meanwhile, here or by another process that
 * shows the same, falls between the two.
 */
export async function complete(
  measured: Outcome,
  check: Result<StartedCheck>,
  { request, world, remarks }: Completing,
): Promise<Completed> {
  const look = () => answered(measured, check, { request, world });
  let answers = await look();
  const first = await write(check, answers, { request, world, remarks });
  let last = first;
  for (let looks = 1; looks < mostLooks && last.completed.ok; looks += 1) {
    const again = await look();
    if (same(again.standing, answers.standing)) break;
    answers = again;
    last = await write(check, answers, { request, world, remarks: 'sent' });
  }
  const { outcome, standing } = answers;
  const completed = last.completed.ok ? first.completed : last.completed;
  const comment = await tell(request, world.publisher, outcome);
  const called =
    outcome.reviewed === undefined
      ? success(undefined)
      : await callApprovers(request, outcome.reviewed.report, world.callers);
  return {
    outcome,
    ...(standing?.ok === true && { standing: standing.value }),
    conclusion: last.conclusion,
    completed,
    comment: comment.ok ? comment.value : 'failed',
    problems: [standing, completed, comment, called].filter(failed).map(({ problem }) => problem),
  };
}

const failed = (result: Result<unknown> | undefined): result is Failure => result?.ok === false;

interface Answered {
  readonly outcome: Outcome;
  /** Absent where nobody is asked. */
  readonly standing?: Result<Standing>;
}

/**
 * The outcome with the answers of people. Where those cannot be read, what is harmless is not shown green, unless
 * nothing can be shown at all: such a run turns nothing green, and another one, that of a fork's report, asks anew.
 */
async function answered(
  measured: Outcome,
  check: Result<StartedCheck>,
  { request, world }: Pick<Completing, 'request' | 'world'>,
): Promise<Answered> {
  const { reviewed } = measured;
  if (reviewed === undefined || world.standing === undefined) return { outcome: measured };
  const standing = await world.standing(reviewed.report);
  if (!standing.ok && !check.ok) return { outcome: measured, standing };
  const status = check.ok && check.value.kind === 'status';
  const words = shown(reviewed.report, standing, { ...request, ...(status && { keeps: 'nothing' }) });
  return { outcome: { reviewed: { ...reviewed, ...words } }, standing };
}

async function write(
  check: Result<StartedCheck>,
  { outcome }: Answered,
  { request, world, remarks }: Completing,
): Promise<Pick<Completed, 'conclusion' | 'completed'>> {
  const { conclusion, page } = concluded(outcome, request);
  if (!check.ok) return { conclusion, completed: check };
  const completed = await world.publisher.completeCheck(check.value, {
    conclusion,
    digest: outcome.reviewed?.report.digest ?? '',
    page: remarks === 'unsent' ? page : { ...page, annotations: [] },
  });
  return { conclusion, completed };
}

/** Standings are plain data; why one could not be read makes no difference to what is shown. */
const same = (one: Answered['standing'], other: Answered['standing']): boolean =>
  one?.ok === other?.ok && JSON.stringify(one?.ok && one.value) === JSON.stringify(other?.ok && other.value);
