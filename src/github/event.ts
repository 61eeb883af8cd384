import * as z from 'zod';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';

/** What a workflow event asks of us. */
export type Trigger =
  | (Range & { readonly kind: 'pull-request'; readonly number: number; readonly fromFork: boolean })
  | (Range & { readonly kind: 'merge-group' })
  | { readonly kind: 'nothing'; readonly because: string };

interface Range {
  readonly base: Sha;
  /** The base branch's name. */
  readonly baseRef: string;
  readonly head: Sha;
}

const sha = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
  .transform((text) => text as Sha);

const repo = z.object({ full_name: z.string() });

const pullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.number().int().positive(),
    base: z.object({ sha, ref: z.string().min(1), repo }),
    // Null where the fork has been deleted since.
    head: z.object({ sha, repo: repo.nullish() }),
  }),
  changes: z.object({ base: z.unknown() }).partial().optional(),
});

const mergeGroupEvent = z.object({
  action: z.string(),
  merge_group: z.object({ base_sha: sha, base_ref: z.string().min(1), head_sha: sha }),
});

const reviewed = new Set(['opened', 'synchronize', 'reopened', 'ready_for_review']);

/** Reads the file named by GITHUB_EVENT_PATH, already parsed. Whatever is not one of our events is a Problem. */
export function readTrigger(event: string, payload: unknown): Result<Trigger> {
  if (event === 'pull_request') return readPullRequest(payload);
  if (event === 'merge_group') return readMergeGroup(payload);
  return failure({
    code: 'bad-usage',
    says:
      event === 'pull_request_target'
        ? 'On pull_request_target a stranger’s code would run with this repository’s secrets, so nothing was done.'
        : `This action does not know what to do on the event ${JSON.stringify(event)}.`,
    advice: 'Start it with `on: pull_request` and, where a merge queue is used, `on: merge_group`.',
  });
}

function readPullRequest(payload: unknown): Result<Trigger> {
  const event = pullRequestEvent.safeParse(payload);
  if (!event.success) return unreadable('pull_request');
  const { action, pull_request: pullRequest, changes } = event.data;
  if (action === 'edited' && changes?.base === undefined) {
    return nothing('Only the words of the pull request were edited; its migrations are the same.');
  }
  if (action !== 'edited' && !reviewed.has(action)) {
    return nothing(`Nothing to rehearse when a pull request is ${action.replaceAll('_', ' ')}.`);
  }
  const { number, base, head } = pullRequest;
  const fromFork = head.repo?.full_name !== base.repo.full_name;
  return success({ kind: 'pull-request', number, base: base.sha, baseRef: base.ref, head: head.sha, fromFork });
}

function readMergeGroup(payload: unknown): Result<Trigger> {
  const event = mergeGroupEvent.safeParse(payload);
  if (!event.success) return unreadable('merge_group');
  if (event.data.action !== 'checks_requested') return nothing('The merge group is gone.');
  const { base_sha: base, base_ref: ref, head_sha: head } = event.data.merge_group;
  return success({ kind: 'merge-group', base, baseRef: ref.replace(/^refs\/heads\//, ''), head });
}

const nothing = (because: string): Result<Trigger> => success({ kind: 'nothing', because });

const unreadable = (event: string): Result<Trigger> =>
  failure({
    code: 'bad-usage',
    says: `The file at GITHUB_EVENT_PATH is not a ${event} event.`,
    advice: 'Run this action in a GitHub workflow, where that file is written for it.',
  });
