import type { Sha } from './pull-request.ts';

/** What an event of the code host asks of us; the same for the Action and the App. */
export type Trigger =
  | (Range & {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly fromFork: boolean;
    })
  | (Range & {
      readonly kind: 'merge-group';
      /** The branch of the queue, which names the newest pull request in it: `refs/heads/gh-readonly-queue/main/pr-7-…`. */
      readonly queue?: string;
    })
  /** Somebody wrote a comment on a pull request. What it said is read anew: the event may be old or a lie. */
  | { readonly kind: 'comment'; readonly number: number; readonly comment: string }
  /** A comment was edited or deleted: an approval that it gave may be void now. */
  | { readonly kind: 'comment-changed'; readonly number: number; readonly comment: string }
  /** A pull request was merged or closed without. */
  | { readonly kind: 'closed'; readonly number: number; readonly merged: boolean }
  /** A run that could only read has left its report; a job that may write shows it. */
  | { readonly kind: 'fork-report'; readonly run: number; readonly head: Sha }
  /** A person asked for a new run: a button of the check, or a dispatched workflow. */
  | { readonly kind: 'asked-again'; readonly number: number }
  /** A person pressed a button of the check that asks for an explanation. */
  | { readonly kind: 'explain'; readonly number: number; readonly by: string }
  | { readonly kind: 'nothing'; readonly because: string };

/** The commits between which a change lies, as the event names them. */
export interface Range {
  readonly base: Sha;
  /** The base branch's name. */
  readonly baseRef: string;
  readonly head: Sha;
}
