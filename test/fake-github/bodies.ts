import { example } from './contract.ts';
import type { CheckRun, Comment, PullRequest, State, Status } from './state.ts';
import { bodyOf } from './state.ts';

// Response bodies are the documentation's own examples with what we know put in their place.

const user = (login: string) => ({
  ...(example('issue-comment')['user'] as object),
  login,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
});

export const commentBody = (comment: Comment) => ({
  ...example('issue-comment'),
  id: comment.id,
  body: bodyOf(comment),
  user: user(comment.author),
});

export function checkBody(check: CheckRun) {
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
    completed_at: check.status === 'completed' ? sample['completed_at'] : null,
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

export function pullRequestBody(pullRequest: PullRequest, head: string) {
  const sample = example('pull-request');
  return {
    ...sample,
    number: pullRequest.number,
    locked: false,
    requested_teams: [],
    head: { ...(sample['head'] as object), sha: head },
    base: { ...(sample['base'] as object), ref: pullRequest.base },
  };
}
