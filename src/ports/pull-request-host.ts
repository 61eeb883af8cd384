import type { Actor, Role } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';

/** A pull request as the code host has it at this moment. */
export interface PullRequestState {
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly draft: boolean;
  readonly title: string;
  readonly author: Actor;
  readonly head: Sha;
  /** Of a fork, or of a bot that brings what others wrote: its SQL is a stranger's. */
  readonly fromFork: boolean;
  readonly base: { readonly ref: string; readonly sha: Sha };
  readonly labels: readonly string[];
  /** Whether strangers can read the repository. */
  readonly visibility: 'public' | 'private';
}

/** A comment in the pull request's conversation, read anew. */
export interface Comment {
  /** For reactions and edits. */
  readonly id: number;
  /** For reading it again: ids of objects of all kinds are apart. */
  readonly node: string;
  readonly author: Actor;
  /** The bot that we are wrote it. */
  readonly ours: boolean;
  readonly body: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601; absent = never edited. */
  readonly editedAt?: string;
  readonly minimized: boolean;
  readonly url: string;
}

/** A commit of the pull request and everybody who answers for it: author, committer, co-authors. */
export interface PullRequestCommit {
  readonly sha: Sha;
  /** `login` is absent where the address belongs to no account. */
  readonly people: readonly { readonly login?: string; readonly email: string }[];
}

/** A review that somebody submitted. */
export interface Review {
  readonly node: string;
  readonly author: Actor;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  readonly commit: Sha;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
  readonly url?: string;
}

/** eyes = seen, rocket = running, +1 = done, confused = refused. */
export type Reaction = 'eyes' | 'rocket' | '+1' | 'confused';

/** Lines of the newest commit with something better to take their place, one press away for whoever wrote them. */
export interface Suggestion {
  readonly commit: Sha;
  readonly path: string;
  /** From 1; both are in the pull request's diff. */
  readonly line: number;
  readonly endLine: number;
  /** Its first line is a hidden marker, by which it is found again. */
  readonly body: string;
}

/** A suggestion as it stands there. */
export interface Suggested {
  readonly id: number;
  readonly body: string;
}

/** The code host's side of a pull request: who says what there, and who may. Outages and missing permissions are values. */
export interface PullRequestHost {
  pullRequest(number: number): Promise<Result<PullRequestState>>;
  /** All of them, oldest first. */
  comments(number: number): Promise<Result<readonly Comment[]>>;
  /** Undefined where it was deleted. */
  comment(node: string): Promise<Result<Comment | undefined>>;
  react(comment: Comment, reaction: Reaction): Promise<Result<undefined>>;
  /** Writes a comment. Its first line is a hidden marker, by which one already written is found after an outage. */
  say(number: number, body: string): Promise<Result<Comment>>;
  /** Takes back a comment of ours; one that is gone is no Problem. */
  unsay(comment: Comment): Promise<Result<undefined>>;
  roleOf(login: string): Promise<Result<Role>>;
  /** `team` is `org/slug`. unseen = our token may not look: nobody is taken for a member then. */
  memberOf(team: string, login: string): Promise<Result<'active' | 'no' | 'unseen'>>;
  commits(number: number): Promise<Result<readonly PullRequestCommit[]>>;
  reviews(number: number): Promise<Result<readonly Review[]>>;
  label(number: number, name: string, change: 'add' | 'remove'): Promise<Result<undefined>>;
  /** `teams` are `org/slug`; who cannot be asked is told in the problem. */
  requestReview(
    number: number,
    whom: { readonly users: readonly string[]; readonly teams: readonly string[] },
  ): Promise<Result<undefined>>;
  /** What we wrote beside the lines of the diff, also of older commits; oldest first. */
  suggested(number: number): Promise<Result<readonly Suggested[]>>;
  /** Never sent twice: after an outage the next run looks whether it stands there. */
  suggest(number: number, suggestion: Suggestion): Promise<Result<undefined>>;
  /** Takes one back; one that is gone is no Problem. */
  unsuggest(suggested: Suggested): Promise<Result<undefined>>;
  /** Gives its address. */
  openIssue(issue: { readonly title: string; readonly body: string }): Promise<Result<string>>;
  /** The open pull requests that a commit belongs to: a merge queue's commit holds several. */
  pullRequestsOf(commit: Sha): Promise<Result<readonly number[]>>;
}
