import type { Actor, Rights, Standing } from '../domain/approval.ts';
import type { Policy } from '../approval/approvers.ts';
import type { Result } from '../domain/errors.ts';
import { failure } from '../domain/errors.ts';
import type { Comparison, Sha } from '../domain/pull-request.ts';
import type { Report } from '../domain/report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Authorship, Source } from '../ports/code-host.ts';
import type { PullRequestHost } from '../ports/pull-request-host.ts';

/** A pull request's place, and who is asked there. */
export interface RightsRequest {
  readonly number: number;
  /** `id` of the configuration. */
  readonly id: string;
  readonly head: Sha;
  /** The base branch's name. */
  readonly baseRef: string;
  /** The last report on these migrations; absent where there is none yet. */
  readonly report?: Report;
  readonly approval: Policy & { readonly codeowners: boolean };
  readonly source: Source & Authorship;
  /** Of the base branch with `head`. */
  readonly comparison: Comparison;
}

export interface StandingRequest extends RightsRequest {
  readonly report: Report;
  /** When a report on these migrations was shown at this commit, ISO 8601: a review before that approves nothing. */
  readonly reportedAt?: string;
}

export interface StandingWorld {
  readonly host: Pick<PullRequestHost, 'pullRequest' | 'comments' | 'roleOf' | 'memberOf' | 'commits' | 'reviews'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Who has answered for a report's dangers, from the conversation as it is now. What cannot be read counts as no. */
export function standingOf(request: StandingRequest, world: StandingWorld): Promise<Result<Standing>> {
  return Promise.resolve(failure({ code: 'crash', says: `${request.number}`, advice: `${world.clock.now()}` }));
}

/** What somebody may do in the pull request now. */
export function rightsOf(request: RightsRequest, by: Actor, world: StandingWorld): Promise<Result<Rights>> {
  return Promise.resolve(
    failure({ code: 'crash', says: `${request.number}${by.login}`, advice: `${world.clock.now()}` }),
  );
}
