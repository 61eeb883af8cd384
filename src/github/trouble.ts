import type { Failure, Problem } from '../domain/errors.ts';
import { failure } from '../domain/errors.ts';

/** What went wrong with a request, as far as the caller must act differently. */
export type Trouble =
  | { readonly kind: 'rate-limited'; readonly waitMs: number }
  | { readonly kind: 'forbidden' | 'missing' | 'invalid' | 'outage' };

const longestWait = 60_000;

export function troubleOf(error: unknown): Trouble {
  const status = statusOf(error);
  if (status === 403 || status === 429) {
    const waitMs = rateLimitPause(error);
    return waitMs === undefined ? { kind: 'forbidden' } : { kind: 'rate-limited', waitMs };
  }
  if (status === 401) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'missing' };
  if (status !== undefined && status >= 400 && status < 500) return { kind: 'invalid' };
  // No status = the connection broke; a bug of ours has none either, so only what octokit made counts.
  if (status !== undefined) return { kind: 'outage' };
  throw error;
}

/** A 403 is a rate limit only if GitHub says so: in a header, or, for secondary limits, in words. */
function rateLimitPause(error: unknown): number | undefined {
  const headers = headersOf(error);
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return Math.min(seconds * 1000, longestWait);
  const limited =
    headers['x-ratelimit-remaining'] === '0' || (error instanceof Error && /secondary rate limit/i.test(error.message));
  return limited || statusOf(error) === 429 ? longestWait : undefined;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (!('status' in error)) return statusOfGraphql(error);
  return typeof error.status === 'number' ? error.status : undefined;
}

/** GraphQL answers 200 whatever happens; what went wrong is named in the answer, as REST would have numbered it. */
const graphqlStatus: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  NOT_FOUND: 404,
  RATE_LIMIT: 429,
  RATE_LIMITED: 429,
};

function statusOfGraphql(error: object): number | undefined {
  if (!('name' in error) || error.name !== 'GraphqlResponseError') return undefined;
  const { errors } = error as { readonly errors?: readonly { readonly type?: string }[] };
  // Without a type it is “Something went wrong while executing your query”: an outage.
  return graphqlStatus[errors?.[0]?.type ?? ''] ?? 502;
}

function headersOf(error: unknown): Readonly<Record<string, unknown>> {
  const { response } = error as { readonly response?: { readonly headers?: Readonly<Record<string, unknown>> } };
  return response?.headers ?? {};
}

/** What we tried to do, and what it needs: “write the comment”, “pull-requests: write”. */
export interface Attempt {
  readonly doing: string;
  readonly permission: string;
}

/** The failure in words. GitHub's own message is left out: it can repeat what we sent. */
export function told(error: unknown, { doing, permission }: Attempt): Failure {
  return failure(explain(troubleOf(error), statusOf(error), { doing, permission }));
}

function explain(trouble: Trouble, status: number | undefined, { doing, permission }: Attempt): Problem {
  const code = 'github';
  switch (trouble.kind) {
    case 'forbidden':
      return {
        code,
        says: `GitHub did not let this token ${doing} (${status}).`,
        advice: `Give the job the permission \`${permission}\`; pull requests from forks and by Dependabot get a read-only token.`,
      };
    case 'missing':
      return {
        code,
        says: `GitHub could not ${doing}: it found no such repository, commit or pull request for this token (404).`,
        advice: `Check that the token belongs to this repository and has the permission \`${permission}\`.`,
      };
    case 'rate-limited':
      return {
        code,
        says: `GitHub’s rate limit kept us from being able to ${doing} (${status}).`,
        advice: 'Run the job again in a few minutes.',
      };
    case 'invalid':
      return {
        code,
        says: `GitHub refused our request to ${doing} as invalid (${status}).`,
        advice: 'This is a mistake in Migration Rehearsal; please report it with the link to this run.',
      };
    case 'outage':
      return {
        code,
        says: `GitHub failed to ${doing} (${status}), also when asked again.`,
        advice: 'Look at githubstatus.com and run the job again.',
      };
  }
}
