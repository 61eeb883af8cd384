import * as z from 'zod';
import type { Sha } from '../domain/pull-request.ts';
import type { Range } from '../domain/trigger.ts';
import type { Client, Repository } from './client.ts';

/** A pull request, with our checks on every commit of it that we may have begun one on. */
export interface FoundPullRequest {
  readonly number: number;
  readonly open: boolean;
  /** When anything last happened to it, milliseconds since 1970. */
  readonly touched: number;
  /** Undefined where GitHub does not list it: it lists the first 250 commits. */
  readonly newest?: FoundCommit;
  /** Those before it, and those that a push by force has replaced. */
  readonly older: readonly FoundCommit[];
  /** The merge group that was made of it, while the queue waits for its checks. */
  readonly queued?: { readonly range: Range & { readonly queue: string }; readonly commit: FoundCommit };
}

export interface FoundCommit {
  readonly oid: string;
  readonly checkSuites: {
    readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly Run[] } }[];
  } | null;
}

export interface FoundCheck {
  readonly name: string;
  readonly head: Sha;
  readonly completed: boolean;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** GitHub has ten seconds for an answer: with more at a time it would not come. */
const pageSize = 10;
/** Of pull requests that are closed: a check that was left there is seldom old. */
const mostClosed = 10;

/** One question in place of a call for every commit. */
export const leftBehindQuery = `query(
  $owner: String!, $repo: String!, $app: Int!, $after: String, $open: Int!, $closed: Int!, $withClosed: Boolean!
) {
  repository(owner: $owner, name: $repo) {
    open: pullRequests(states: OPEN, first: $open, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...found mergeQueueEntry { state baseCommit { oid } headCommit { ...checked } } }
      pageInfo { hasNextPage endCursor }
    }
    closed: pullRequests(
      states: [CLOSED, MERGED], first: $closed, orderBy: { field: UPDATED_AT, direction: DESC }
    ) @include(if: $withClosed) { nodes { ...found } }
  }
}
fragment found on PullRequest {
  number
  state
  updatedAt
  baseRefName
  headRefOid
  commits(last: 10) { nodes { commit { ...checked } } }
  timelineItems(last: 5, itemTypes: HEAD_REF_FORCE_PUSHED_EVENT) {
    nodes { ... on HeadRefForcePushedEvent { beforeCommit { ...checked } } }
  }
}
fragment checked on Commit {
  oid
  checkSuites(first: 5, filterBy: { appId: $app }) {
    nodes { checkRuns(first: 20, filterBy: { checkType: LATEST }) { nodes { name status title startedAt } } }
  }
}`;

const run = z.object({
  name: z.string(),
  status: z.string(),
  title: z.string().nullable(),
  startedAt: z.string().nullable(),
});
type Run = z.infer<typeof run>;
const commit = z.object({
  oid: z.string(),
  checkSuites: z.object({ nodes: z.array(z.object({ checkRuns: z.object({ nodes: z.array(run) }) })) }).nullable(),
});
const pullRequest = z.object({
  number: z.number(),
  state: z.string(),
  updatedAt: z.string(),
  baseRefName: z.string(),
  headRefOid: z.string(),
  commits: z.object({ nodes: z.array(z.object({ commit })) }),
  timelineItems: z.object({ nodes: z.array(z.object({ beforeCommit: commit.nullish() })) }),
  // Null also where the App may not see the queue.
  mergeQueueEntry: z
    .object({ state: z.string(), baseCommit: z.object({ oid: z.string() }).nullable(), headCommit: commit.nullable() })
    .nullish(),
});
const answer = z.object({
  repository: z.object({
    open: z.object({
      nodes: z.array(pullRequest),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
    closed: z.object({ nodes: z.array(pullRequest) }).optional(),
  }),
});

/** The open ones, the most recently touched first, and the last closed ones. */
export async function* pullRequestsIn(
  client: Client,
  repository: Repository,
  { appId, most }: { readonly appId: number; readonly most: number },
): AsyncGenerator<FoundPullRequest> {
  let after: string | null = null;
  for (let seen = 0; seen < most; seen += pageSize) {
    const open = Math.min(pageSize, most - seen);
    const asked = { ...repository, app: appId, after, open, closed: mostClosed, withClosed: after === null };
    const { repository: found } = answer.parse(await client.graphql(leftBehindQuery, asked).catch(whatCame));
    for (const one of [...found.open.nodes, ...(found.closed?.nodes ?? [])]) yield foundIn(one);
    after = found.open.pageInfo.endCursor;
    if (!found.open.pageInfo.hasNextPage || after === null) return;
  }
}

/** Where a part may not be seen, such as the merge queue, the rest of the answer comes with the refusal. */
function whatCame(error: unknown): unknown {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  if (answer.safeParse(data).success) return data;
  throw error;
}

function foundIn(pull: z.infer<typeof pullRequest>): FoundPullRequest {
  const { number, state, updatedAt, headRefOid, commits, timelineItems } = pull;
  const all = [
    ...commits.nodes.map((node) => node.commit),
    ...timelineItems.nodes.flatMap(({ beforeCommit }) => beforeCommit ?? []),
  ];
  const newest = all.find(({ oid }) => oid === headRefOid);
  const queued = queuedIn(pull);
  return {
    number,
    open: state === 'OPEN',
    touched: Date.parse(updatedAt),
    ...(newest !== undefined && { newest }),
    older: all.filter(({ oid }) => oid !== headRefOid),
    ...(queued !== undefined && { queued }),
  };
}

function queuedIn({ number, baseRefName, mergeQueueEntry }: z.infer<typeof pullRequest>): FoundPullRequest['queued'] {
  if (mergeQueueEntry?.state !== 'AWAITING_CHECKS') return undefined;
  const { baseCommit, headCommit } = mergeQueueEntry;
  if (baseCommit === null || headCommit === null) return undefined;
  const queue = `refs/heads/gh-readonly-queue/${baseRefName}/pr-${number}`;
  const range = { base: baseCommit.oid as Sha, baseRef: baseRefName, head: headCommit.oid as Sha, queue };
  return { range, commit: headCommit };
}

/** Ours alone; undefined where the commit could not be seen. */
export function checksOf(found: FoundCommit | undefined): readonly FoundCheck[] | undefined {
  return found?.checkSuites?.nodes
    .flatMap(({ checkRuns }) => checkRuns.nodes)
    .filter(({ name }) => /^migration-rehearsal\b/.test(name))
    .map(({ name, status, title, startedAt }) => ({
      name,
      head: found.oid as Sha,
      completed: status === 'COMPLETED',
      title: title ?? '',
      since: Date.parse(startedAt ?? ''),
    }));
}
