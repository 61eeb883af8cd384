import type { CheckPage, Conclusion } from '../domain/check.ts';
import type { Failure, Problem, Result } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { CheckTarget, CommentOutcome, Publisher, StartedCheck } from '../ports/publisher.ts';

/** A finished review, in the words in which it is shown. */
export interface Reviewed {
  readonly report: Report;
  readonly page: CheckPage;
  readonly comment: string;
  /** What kept us from knowing, where the verdict is `error`. */
  readonly problem?: Problem;
}

export interface PublishRequest {
  readonly target: CheckTarget;
  /** Absent in a merge queue, which has nobody to comment to. */
  readonly pullRequest?: number;
  readonly id: string;
  /** report = a pull request is told, but never held up, what we found. */
  readonly mode: 'enforce' | 'report';
  readonly comment: 'always' | 'on-findings' | 'never';
  /** What a required approval looks like: in the App a button, in the Action a red check. */
  readonly needsApproval: 'action_required' | 'failure';
}

export interface PublishWorld {
  readonly publisher: Publisher;
  readonly review: () => Promise<Reviewed>;
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
  const outcome = await world.review().then(reviewedOutcome, crashedOutcome);
  const { conclusion, page } = concluded(outcome, request);
  const digest = outcome.reviewed?.report.digest ?? '';
  const completed = check.ok ? await publisher.completeCheck(check.value, { conclusion, digest, page }) : check;
  const comment = await tell(request, publisher, outcome);
  const verified = outcome.reviewed !== undefined && outcome.reviewed.report.verdict !== 'error';
  return {
    ...outcome,
    conclusion,
    job: verified && completed.ok ? 'success' : 'failure',
    checkCompleted: completed.ok,
    comment: comment.ok ? comment.value : 'failed',
    problems: [completed, comment].filter(failed).map(({ problem }) => problem),
    notes: [...(check.ok ? check.value.notes : []), ...(completed.ok ? completed.value : [])],
  };
}

type Outcome =
  { readonly reviewed: Reviewed; readonly crash?: never } | { readonly reviewed?: never; readonly crash: unknown };
const reviewedOutcome = (reviewed: Reviewed): Outcome => ({ reviewed });
const crashedOutcome = (crash: unknown): Outcome => ({ crash });
const failed = (result: Result<unknown>): result is Failure => !result.ok;

/** What is shown when a run ends without a result: nothing that an exception carried, for that could be a row or a secret. */
export function unfinished(because: string, details: string): CheckPage {
  return {
    title: `Could not verify: ${because}`,
    summary: `Nothing is known about the migrations of this commit, so this check is red.\n\n**Instead**, read the log of [the run](${details}) and start it again.`,
    text: '',
    annotations: [],
  };
}

function concluded(
  { reviewed }: Outcome,
  request: PublishRequest,
): { readonly conclusion: Conclusion; readonly page: CheckPage } {
  if (reviewed === undefined) {
    return { conclusion: 'failure', page: unfinished('Migration Rehearsal crashed', request.target.details) };
  }
  const conclusion = conclusionOf(reviewed, request);
  const { verdict } = reviewed.report;
  // What could not be verified stays red in report mode too: unfinished work is never green.
  if (request.mode === 'enforce' || conclusion === 'success' || verdict === 'error') {
    return { conclusion, page: reviewed.page };
  }
  const would = verdict === 'needs-approval' ? 'would need approval' : 'would fail';
  return { conclusion: 'success', page: { ...reviewed.page, title: `Report only: ${would}. ${reviewed.page.title}` } };
}

function conclusionOf({ report, problem }: Reviewed, { needsApproval }: PublishRequest): Conclusion {
  switch (report.verdict) {
    case 'pass':
    case 'approved':
      return 'success';
    case 'needs-approval':
      return needsApproval;
    case 'fail':
      return 'failure';
    case 'error':
      return problem?.code === 'time-limit' ? 'timed_out' : 'failure';
  }
}

async function tell(
  { target, pullRequest, id, comment }: PublishRequest,
  publisher: Publisher,
  outcome: Outcome,
): Promise<Result<CommentOutcome | 'skipped'>> {
  const skipped = { ok: true, value: 'skipped' } as const;
  if (pullRequest === undefined || comment === 'never') return skipped;
  const head = await publisher.headOf(pullRequest);
  // A run that was overtaken would replace the news of the newer commit by those of the older one.
  if (head.ok && head.value !== target.head) return skipped;
  const body = outcome.reviewed?.comment ?? crashComment(target);
  return publisher.upsertComment({ pullRequest, id, body, presence: presenceOf(outcome, comment) });
}

/** A pull request that never had a migration gets no comment; one that has a comment of ours keeps it up to date. */
function presenceOf({ reviewed }: Outcome, comment: PublishRequest['comment']): 'create' | 'existing-only' {
  if (reviewed === undefined) return 'existing-only';
  const { findings, migrations, verdict } = reviewed.report;
  const worthIt = comment === 'on-findings' ? findings.length > 0 : migrations.length > 0;
  return worthIt || verdict === 'error' || verdict === 'fail' ? 'create' : 'existing-only';
}

const crashComment = ({ details, head }: CheckTarget): string =>
  `## 🔴 Migration rehearsal: could not verify\n\nThe run for commit ${head.slice(0, 7)} crashed; nothing is known about its migrations. **Instead**, read the log of [the run](${details}) and start it again.`;
