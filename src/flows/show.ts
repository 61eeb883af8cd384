import type { CheckPage, Conclusion } from '../domain/check.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Standing } from '../domain/approval.ts';
import type { Report } from '../domain/report.ts';
import type { CheckTarget, CommentOutcome, Publisher } from '../ports/publisher.ts';
import { checkPage } from '../report/check.ts';
import { commandsOf } from '../report/commands.ts';
import { markdown, titled } from '../report/markdown.ts';
import { settled } from '../report/settled.ts';

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
  /** With mode report, the day from which it is enforce. */
  readonly enforceFrom?: string;
  readonly comment: 'always' | 'on-findings' | 'never';
  /** nothing = a commit status stands in the check's place, from which no command can work. */
  readonly keeps?: 'nothing';
  /** What a required approval looks like: in the App a button, in the Action a red check. */
  readonly needsApproval: 'action_required' | 'failure';
}

/**
 * The report with the answers of people to it, in words; absent where nobody is asked. Pure: the same facts are the
 * same bytes. Where the answers cannot be read, somebody may have blocked it: what is not known is never green.
 */
export function shown(
  unanswered: Report,
  standing: Result<Standing> | undefined,
  { target, id, mode, enforceFrom, keeps }: Pick<PublishRequest, 'target' | 'id'> & Partial<PublishRequest>,
): Reviewed {
  const report = standing === undefined ? unanswered : answered(unanswered, standing, id);
  const trial = mode === 'report' ? { trial: { until: enforceFrom ?? '' } } : {};
  const options = {
    id,
    commit: target.head,
    link: target.details,
    commands: keeps === 'nothing' ? [] : commandsOf(report, id),
    ...trial,
  };
  const comment = markdown(report, options);
  const page = checkPage(report, unanswered, options);
  return { report, page, comment: keeps === 'nothing' ? `${comment}\n${withoutCommands}\n` : comment };
}

const withoutCommands =
  'Commands can do nothing here: the result is a commit status, which keeps no report for them to work from. **Instead**, ' +
  'give the jobs of both workflows the permission `checks: write`.';

function answered(report: Report, standing: Result<Standing>, id: string): Report {
  if (standing.ok) return settled(report, standing.value, id);
  if (report.verdict !== 'pass' || report.migrations.length === 0) return report;
  const { says, advice } = standing.problem;
  return { ...report, verdict: 'error', because: `Who has answered for it could not be read. ${says} ${advice}` };
}

/** What came of a review: its result, or the bug or outage that ended it. */
export type Outcome =
  { readonly reviewed: Reviewed; readonly crash?: never } | { readonly reviewed?: never; readonly crash: unknown };

/** What is shown when a run ends without a result: nothing that an exception carried, for that could be a row or a secret. */
export function unfinished(because: string, details: string): CheckPage {
  return {
    title: `Could not verify: ${because}`,
    summary: `Nothing is known about the migrations of this commit, so this check is red.\n\n**Instead**, read the log of [the run](${details}) and start it again.`,
    text: '',
    annotations: [],
  };
}

/** How the check ends, and what it shows. */
export function concluded(
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
  const when = request.enforceFrom === undefined ? '' : ` from ${request.enforceFrom} on`;
  const title = `Report only: ${would}${when}. ${reviewed.page.title}`;
  return { conclusion: 'success', page: { ...reviewed.page, title } };
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

/** Brings the one comment up to date, unless the pull request has moved on. */
export async function tell(
  { target, pullRequest, id, comment }: PublishRequest,
  publisher: Publisher,
  outcome: Outcome,
): Promise<Result<CommentOutcome | 'skipped'>> {
  const skipped = { ok: true, value: 'skipped' } as const;
  if (pullRequest === undefined || comment === 'never') return skipped;
  const head = await publisher.headOf(pullRequest);
  // A run that was overtaken would replace the news of the newer commit by those of the older one.
  if (head.ok && head.value !== target.head) return skipped;
  const body = outcome.reviewed?.comment ?? crashComment(target, id);
  return publisher.upsertComment({ pullRequest, id, body, presence: presenceOf(outcome, comment) });
}

/** A pull request that never had a migration gets no comment; one that has a comment of ours keeps it up to date. */
function presenceOf({ reviewed }: Outcome, comment: PublishRequest['comment']): 'create' | 'existing-only' {
  if (reviewed === undefined) return 'existing-only';
  const { findings, migrations, verdict } = reviewed.report;
  const worthIt = comment === 'on-findings' ? findings.length > 0 : migrations.length > 0;
  return worthIt || verdict === 'error' || verdict === 'fail' ? 'create' : 'existing-only';
}

const crashComment = ({ details, head }: CheckTarget, id: string): string =>
  `## 🔴 ${titled(id)}: could not verify\n\nThe run for commit ${head.slice(0, 7)} crashed; nothing is known about its migrations. **Instead**, read the log of [the run](${details}) and start it again.`;
