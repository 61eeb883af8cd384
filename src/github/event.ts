import * as z from 'zod';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Trigger } from '../domain/trigger.ts';
import { dependabot, isFromOutside } from './outside.ts';

const sha = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
  .transform((text) => text as Sha);

const number = z.number().int().positive();
const repo = z.object({ full_name: z.string() });
const user = z.object({ login: z.string(), type: z.string() });

const pullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number,
    merged: z.boolean().nullish(),
    user: user.nullish(),
    base: z.object({ sha, ref: z.string().min(1), repo }),
    // Null where the fork has been deleted since.
    head: z.object({ sha, repo: repo.nullish() }),
  }),
  changes: z.object({ base: z.unknown() }).partial().optional(),
});

const mergeGroupEvent = z.object({
  action: z.string(),
  merge_group: z.object({
    base_sha: sha,
    base_ref: z.string().min(1),
    head_sha: sha,
    head_ref: z.string().optional(),
  }),
});

const commentEvent = z.object({
  action: z.string(),
  issue: z.object({ number, pull_request: z.unknown().optional() }),
  comment: z.object({ node_id: z.string().min(1), body: z.string().nullish(), user: user.nullish() }),
  changes: z.object({ body: z.object({ from: z.string() }).partial().optional() }).optional(),
  sender: user,
});

const reviewEvent = z.object({
  action: z.string(),
  pull_request: z.object({ number }),
  review: z.object({ node_id: z.string().min(1) }),
  sender: user,
});

const dispatchEvent = z.object({ inputs: z.object({ 'pull-request': z.string() }).nullable() });

const workflowRunEvent = z.object({
  action: z.string(),
  repository: repo,
  workflow_run: z.object({
    id: number,
    event: z.string(),
    head_sha: sha,
    head_repository: repo.nullish(),
    actor: z.object({ login: z.string() }).nullish(),
  }),
});

const checkRunEvent = z.object({
  action: z.string(),
  check_run: z.object({ name: z.string(), pull_requests: z.array(z.object({ number })) }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
  sender: user.nullish(),
});

const reviewed = new Set(['opened', 'synchronize', 'reopened', 'ready_for_review']);

/** Reads an event as GitHub tells it, already parsed. Whatever is not one of our events is a Problem. */
export function readTrigger(event: string, payload: unknown): Result<Trigger> {
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  if (reader !== undefined) return reader(payload) ?? unreadable(event);
  return failure({
    code: 'bad-usage',
    says:
      event === 'pull_request_target'
        ? 'On pull_request_target a stranger’s code would run with this repository’s secrets, so nothing was done.'
        : `This action does not know what to do on the event ${JSON.stringify(event)}.`,
    advice: 'Start it with `on: pull_request` and, where a merge queue is used, `on: merge_group`.',
  });
}

/** Undefined where the payload is not of that event. */
type Reader = (payload: unknown) => Result<Trigger> | undefined;

const readers: Readonly<Record<string, Reader>> = {
  pull_request: readPullRequest,
  merge_group: readMergeGroup,
  issue_comment: readComment,
  pull_request_review: readReview,
  workflow_dispatch: readDispatch,
  workflow_run: readWorkflowRun,
  check_run: readCheckRun,
};

function readPullRequest(payload: unknown): ReturnType<Reader> {
  const event = pullRequestEvent.safeParse(payload);
  if (!event.success) return undefined;
  const { action, pull_request: pullRequest, changes } = event.data;
  const { number, base, head, merged, user } = pullRequest;
  if (action === 'closed') return success({ kind: 'closed', number, merged: merged === true });
  if (action === 'edited' && changes?.base === undefined) {
    return nothing('Only the words of the pull request were edited; its migrations are the same.');
  }
  if (action !== 'edited' && !reviewed.has(action)) {
    return nothing(`Nothing to rehearse when a pull request is ${action.replaceAll('_', ' ')}.`);
  }
  const fromFork = isFromOutside({
    head: head.repo?.full_name,
    base: base.repo.full_name,
    author: user?.login,
  });
  return success({ kind: 'pull-request', number, base: base.sha, baseRef: base.ref, head: head.sha, fromFork });
}

function readMergeGroup(payload: unknown): ReturnType<Reader> {
  const event = mergeGroupEvent.safeParse(payload);
  if (!event.success) return undefined;
  if (event.data.action !== 'checks_requested') return nothing('The merge group is gone.');
  const { base_sha: base, base_ref: ref, head_sha: head, head_ref: queue } = event.data.merge_group;
  return success({
    kind: 'merge-group',
    base,
    baseRef: ref.replace(/^refs\/heads\//, ''),
    head,
    ...(queue !== undefined && { queue }),
  });
}

/** Bots give no commands. What a person does to a bot's comment matters: it may be a receipt. */
function readComment(payload: unknown): ReturnType<Reader> {
  const event = commentEvent.safeParse(payload);
  if (!event.success) return undefined;
  const { action, issue, comment, changes, sender } = event.data;
  if (issue.pull_request === undefined || issue.pull_request === null) {
    return nothing('The comment is on an issue, which has no migrations.');
  }
  if (sender.type === 'Bot') return nothing('Bots give no commands.');
  const author = comment.user?.type;
  const calls = [comment.body, changes?.body?.from].some((text) => /\/migrate/i.test(text ?? ''));
  const about = { number: issue.number, comment: comment.node_id };
  if (action === 'created') {
    if (author === 'Bot') return nothing('Bots give no commands.');
    return calls ? success({ kind: 'comment', ...about }) : nothing('The comment holds no command.');
  }
  if (action !== 'edited' && action !== 'deleted') return nothing(`Nothing to do when a comment is ${spaced(action)}.`);
  return calls || author === 'Bot'
    ? success({ kind: 'comment-changed', ...about })
    : nothing('The comment held no command.');
}

/** An approving review can count as an approval; what it says now is read anew. */
function readReview(payload: unknown): ReturnType<Reader> {
  const event = reviewEvent.safeParse(payload);
  if (!event.success) return undefined;
  const { pull_request: pullRequest, review, sender } = event.data;
  if (sender.type === 'Bot') return nothing('Reviews of bots approve nothing.');
  return success({ kind: 'comment-changed', number: pullRequest.number, comment: review.node_id });
}

function readDispatch(payload: unknown): ReturnType<Reader> {
  const event = dispatchEvent.safeParse(payload);
  if (!event.success) return undefined;
  const typed = event.data.inputs?.['pull-request'] ?? '';
  if (!/^#?[1-9]\d{0,9}$/.test(typed)) {
    return failure({
      code: 'bad-usage',
      says: 'The workflow was started by hand without the number of a pull request.',
      advice: 'Give the input `pull-request`, such as 42.',
    });
  }
  return success({ kind: 'asked-again', number: Number(typed.replace('#', '')) });
}

/** A pull request of a fork, or of Dependabot, was rehearsed by a run that may only read. */
function readWorkflowRun(payload: unknown): ReturnType<Reader> {
  const event = workflowRunEvent.safeParse(payload);
  if (!event.success) return undefined;
  const { action, repository, workflow_run: run } = event.data;
  if (action !== 'completed') return nothing('The run has not ended yet.');
  if (run.event !== 'pull_request') return nothing('The run was not started by a pull request.');
  const ownToken = run.head_repository?.full_name === repository.full_name && run.actor?.login !== dependabot;
  if (ownToken) return nothing('The run could write its check and its comment itself.');
  return success({ kind: 'fork-report', run: run.id, head: run.head_sha });
}

function readCheckRun(payload: unknown): ReturnType<Reader> {
  const event = checkRunEvent.safeParse(payload);
  if (!event.success) return undefined;
  const { action, check_run: check, requested_action: button, sender } = event.data;
  if (!/^migration-rehearsal( \(|$)/.test(check.name)) return nothing('The check is not ours.');
  const pressed = action === 'requested_action' ? button?.identifier : undefined;
  const again = action === 'rerequested' || pressed === 'rerun';
  if (!again && pressed !== 'explain') return nothing(`Nothing to do when a check is ${spaced(action)}.`);
  const [pullRequest] = check.pull_requests;
  if (pullRequest === undefined) {
    const typed = again ? '/migrate rerun' : '/migrate status';
    return nothing(`GitHub names no pull request with this check; comment \`${typed}\` on it.`);
  }
  const { number } = pullRequest;
  if (again) return success({ kind: 'asked-again', number });
  return sender?.type === 'User'
    ? success({ kind: 'explain', number, by: sender.login })
    : nothing('Bots are explained nothing.');
}

const spaced = (action: string): string => action.replaceAll('_', ' ');

const nothing = (because: string): Result<Trigger> => success({ kind: 'nothing', because });

const unreadable = (event: string): Result<Trigger> =>
  failure({
    code: 'bad-usage',
    says: `The file at GITHUB_EVENT_PATH is not a ${event} event.`,
    advice: 'Run this action in a GitHub workflow, where that file is written for it.',
  });
