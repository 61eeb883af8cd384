import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Report } from '../domain/report.ts';
import type { PullRequestHost } from '../ports/pull-request-host.ts';
import { cut } from '../report/escape.ts';
import type { PublishRequest } from './show.ts';

// GitHub takes no longer name of a label.
const longest = 50;

/** For approvers who look for what waits for them; each database of several has its own, as it has its own check. */
export function needsApprovalLabel(id: string): string {
  const label = 'migration: needs approval';
  return id === '' ? label : `${label} (${cut(id, longest - label.length - ' ()'.length)})`;
}

/** How those who may approve hear of it. */
export interface Callers {
  readonly host: Pick<PullRequestHost, 'pullRequest' | 'label' | 'requestReview'>;
  /** Whom the configuration names; `teams` are `org/slug`. */
  readonly approvers: { readonly users: readonly string[]; readonly teams: readonly string[] };
}

/**
 * At the first need of an approval the pull request is labelled and a review is asked for, once: the label itself says
 * that it was done. It goes when nothing waits any longer. Gives what could not be done, a sentence each.
 */
export async function callApprovers(
  { pullRequest, mode, id }: Pick<PublishRequest, 'pullRequest' | 'mode' | 'id'>,
  { verdict, approval }: Report,
  callers: Callers | undefined,
): Promise<Result<undefined>> {
  if (pullRequest === undefined || callers === undefined || approval === undefined) return success(undefined);
  const { host, approvers } = callers;
  const pull = await host.pullRequest(pullRequest);
  if (!pull.ok) return pull;
  const { labels, draft, state, author } = pull.value;
  const label = needsApprovalLabel(id);
  const labelled = labels.includes(label);
  const waits = verdict === 'needs-approval' && mode === 'enforce' && !draft && state === 'open';
  if (waits === labelled) return success(undefined);
  const changed = await host.label(pullRequest, label, waits ? 'add' : 'remove');
  if (!changed.ok || !waits) return changed;
  // Who has approved before is mentioned where that approval is told to be void.
  if (approval.given.length > 0 || approval.void.length > 0) return success(undefined);
  // Nobody can be asked to review their own.
  const users = approvers.users.filter((login) => login.toLowerCase() !== author.login.toLowerCase());
  if (users.length + approvers.teams.length === 0) return success(undefined);
  return host.requestReview(pullRequest, { users, teams: approvers.teams });
}
