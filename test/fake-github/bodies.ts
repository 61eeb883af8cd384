import { example } from './contract.ts';
import type { CheckRun, Comment, Issue, LineComment, PullRequest, Review, State, Status } from './state.ts';
import { bodyOf, nodeOf } from './state.ts';

// Response bodies are the documentation's own examples with what we know put in their place.

export const user = (login: string) => ({
  ...(example('issue-comment')['user'] as object),
  login,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
});

export const urlOf = ({ id, pullRequest }: Comment): string =>
  `https://github.test/acme/shop/pull/${pullRequest}#issuecomment-${id}`;

export const commentBody = (comment: Comment) => ({
  ...example('issue-comment'),
  id: comment.id,
  node_id: nodeOf(comment),
  html_url: urlOf(comment),
  created_at: comment.createdAt ?? '2027-03-01T09:00:00Z',
  body: bodyOf(comment),
  user: user(comment.author),
});

export function checkBody(check: CheckRun, { checkTimes }: State) {
  const sample = example('check-run');
  return {
    ...sample,
    id: check.id,
    name: check.name,
    head_sha: check.head,
    external_id: check.externalId,
    details_url: check.detailsUrl,
    status: check.status,
    conclusion: check.conclusion,
    started_at: checkTimes.get(check.id)?.began ?? sample['started_at'],
    completed_at: check.status === 'completed' ? (checkTimes.get(check.id)?.ended ?? sample['completed_at']) : null,
    app: { ...(sample['app'] as object), slug: check.app },
    pull_requests: [],
    output: {
      ...(sample['output'] as object),
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
    },
  };
}

export const statusBody = (status: Status, { self }: State) => ({
  ...example('status'),
  id: status.id,
  state: status.state,
  description: status.description,
  target_url: status.targetUrl,
  context: status.context,
  creator: user(self),
});

const home = 'acme/shop';

export function pullRequestBody(pullRequest: PullRequest, head: string, state: State, base = head) {
  const sample = example('pull-request');
  const side = (name: 'head' | 'base') => sample[name] as { readonly repo: object };
  return {
    ...sample,
    number: pullRequest.number,
    locked: false,
    requested_teams: [],
    title: pullRequest.title ?? 'Orders get an index',
    user: user(pullRequest.author ?? 'alice'),
    draft: pullRequest.draft ?? false,
    state: pullRequest.state ?? 'open',
    merged: pullRequest.merged ?? false,
    labels: [...(state.labels.get(pullRequest.number) ?? [])].map(labelBody),
    head: { ...side('head'), sha: head, repo: { ...side('head').repo, full_name: pullRequest.fork ?? home } },
    base: { ...side('base'), ref: pullRequest.base, sha: base, repo: { ...side('base').repo, full_name: home } },
  };
}

export function labelBody(name: string) {
  const [sample] = Object.values(example('label-items'));
  return { ...(sample as object), name };
}

export const reviewBody = (review: Review) => ({
  ...(Object.values(example('pull-request-review-items'))[0] as object),
  id: review.id,
  node_id: `PRR_${review.id}`,
  user: user(review.author),
  state: review.state,
  commit_id: review.commit,
  submitted_at: review.submittedAt,
});

export const issueBody = (issue: Issue) => ({
  ...example('issue'),
  number: issue.number,
  title: issue.title,
  body: issue.body,
  user: user(issue.author),
  html_url: `https://github.test/acme/shop/issues/${issue.number}`,
});

export const lineCommentBody = (comment: LineComment) => ({
  ...example('pull-request-review-comment-example-for-a-multi-line-comment'),
  id: comment.id,
  commit_id: comment.commit,
  original_commit_id: comment.commit,
  path: comment.path,
  line: comment.line,
  start_line: comment.startLine ?? null,
  body: comment.body,
  user: user(comment.author),
});
