/** What a workflow file grants with `permissions:`. */
export type Permission = 'checks' | 'statuses' | 'pull-requests';

export interface Comment {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  /** Every body it ever had, the present one last. */
  readonly history: readonly string[];
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly head: string;
  readonly externalId: string;
  readonly app: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly detailsUrl: string;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly Record<string, unknown>[];
}

export interface Status {
  readonly id: number;
  readonly head: string;
  readonly context: string;
  readonly state: string;
  readonly description: string;
  readonly targetUrl: string;
}

/** A pull request's head is a branch of the real repository, or a commit that the test names. */
export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly base: string;
}

export interface State {
  readonly repository: string;
  /** Who the token belongs to: `github-actions[bot]` in a workflow. */
  readonly self: string;
  readonly permissions: Set<Permission>;
  readonly pullRequests: Map<number, PullRequest>;
  readonly comments: Map<number, Comment>;
  readonly checks: Map<number, CheckRun>;
  readonly statuses: Status[];
  nextId: number;
}

export const bodyOf = ({ history }: Comment): string => history.at(-1) ?? '';
