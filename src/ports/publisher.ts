import type { CheckPage, Conclusion } from '../domain/check.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';

/** The commit that a check is shown on, and by what run. */
export interface CheckTarget {
  /** `migration-rehearsal`, or `migration-rehearsal (ID)`. */
  readonly name: string;
  readonly head: Sha;
  /** Tells this run's check from every other: run and attempt, older ones smaller: `17.2`. */
  readonly attempt: string;
  /** Where the run can be watched. */
  readonly details: string;
}

/** A check that was begun and must be completed; plain data, so that a later process can do it. */
export interface StartedCheck extends CheckTarget {
  /** `status` = a commit status, written where the token may not write checks. */
  readonly kind: 'check' | 'status';
  /** The check run's number; 0 for a commit status, which has no later edits. */
  readonly id: number;
  /** What the reader must know of it: a missing permission, an older run that was closed. */
  readonly notes: readonly string[];
  /** Findings that stand beside the code already, where it was completed before: they are not sent again. */
  readonly shown?: number;
}

/** What there is of ours on a commit. */
export interface LastCheck {
  /** Why our token can see none. Then a commit status stands in its place, which keeps no report. */
  readonly unseen?: Problem;
  /** The newest one that came to an end; absent where there is none, or only a commit status, which keeps no text. */
  readonly completed?: {
    /** Given to `completeCheck`, it is completed anew. */
    readonly check: StartedCheck;
    readonly conclusion: Conclusion;
    /** Hexadecimal; empty where it was never found out. */
    readonly digest: string;
    readonly text: string;
    /** ISO 8601, UTC. A decision of people completes it anew. */
    readonly at: string;
    /** When its run began, ISO 8601, UTC. */
    readonly since?: string;
  };
  /** A newer one that is still under way. */
  readonly running?: { readonly check: StartedCheck; readonly since: string };
}

export interface Button {
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40. */
  readonly description: string;
  /** By which the event tells which one was pressed. */
  readonly identifier: string;
}

/** How a check ends. */
export interface CompletedCheck {
  readonly conclusion: Conclusion;
  /** Hexadecimal; empty where it was never found out. */
  readonly digest: string;
  readonly page: CheckPage;
  /** What a person can press beside it; GitHub takes three. Only an App hears of it. */
  readonly buttons?: readonly Button[];
}

/** The one comment of a pull request that every run edits. */
export interface StickyComment {
  readonly pullRequest: number;
  /** Tells the comments of several databases in one repository apart; may be empty. */
  readonly id: string;
  readonly body: string;
  /** existing-only = edit ours if there is one, else stay silent. */
  readonly presence: 'create' | 'existing-only';
}

/** none = there was none to edit, and none was wanted. */
export type CommentOutcome = 'created' | 'edited' | 'unchanged' | 'none';

/** Where the result of a review is shown. Outages and missing permissions are values: the caller decides what is lost. */
export interface Publisher {
  /** The check appears at once, as in progress. */
  startCheck(target: CheckTarget): Promise<Result<StartedCheck>>;
  /** What a check in progress waits for, in a few words; absent where it never waits. */
  showProgress?(check: StartedCheck, says: string): Promise<Result<undefined>>;
  /** Gives notes on what could not be shown beside the conclusion. */
  completeCheck(check: StartedCheck, completed: CompletedCheck): Promise<Result<readonly string[]>>;
  /** The newest checks of ours of that name on that commit, found by their external id and our app. */
  lastCheck(target: Pick<CheckTarget, 'name' | 'head'>): Promise<Result<LastCheck>>;
  /** The newest commit of the pull request, which may have moved since the run began. */
  headOf(pullRequest: number): Promise<Result<Sha>>;
  upsertComment(comment: StickyComment): Promise<Result<CommentOutcome>>;
}
