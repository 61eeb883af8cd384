/** What a workflow file grants with `permissions:`, to write unless it says that it is to read only. */
export type Permission = Scope | `${Scope}: read`;
export type Scope = 'checks' | 'statuses' | 'pull-requests' | 'issues' | 'contents' | 'members' | 'actions';

export interface Comment {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  /** Every body it ever had, the present one last. */
  readonly history: readonly string[];
  /** ISO 8601; of what a test put here by itself, the beginning of time. */
  readonly createdAt?: string;
  /** Present once somebody edited it, whoever that was. */
  readonly editedAt?: string;
  readonly minimized?: boolean;
}

/** `permission` of the collaborator API, and what `user.permissions` adds to it. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface Team {
  readonly members: ReadonlyMap<string, 'active' | 'pending'>;
  /** GitHub says of a team it hides what it says of one that is not there. */
  readonly hidden?: true;
  /** Whether it can be asked for a review here. */
  readonly access?: false;
}

export interface Review {
  readonly id: number;
  readonly author: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly commit: string;
  readonly submittedAt: string;
}

/** Beside lines of the diff. */
export interface LineComment {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  readonly body: string;
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  readonly startLine?: number;
}

export interface Issue {
  readonly number: number;
  readonly author: string;
  readonly title: string;
  readonly body: string;
}

/** A run of a workflow; without a conclusion it is under way. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  readonly head: string;
  readonly by: string;
  /** Who started it again. */
  readonly againBy?: string;
  readonly conclusion?: 'success' | 'failure' | 'cancelled';
}

/** What a run left. */
export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly zip: Uint8Array;
  /** What the list says of its length, where that is not so. */
  readonly size?: number;
  readonly expired?: true;
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
  readonly author?: string;
  readonly title?: string;
  readonly draft?: boolean;
  readonly state?: 'open' | 'closed';
  readonly merged?: boolean;
  /** `mallory/shop` */
  readonly fork?: string;
  /** ISO 8601; absent = long ago. */
  readonly updatedAt?: string;
  /** What a push by force has replaced, oldest first. */
  readonly replaced?: readonly string[];
  /** The merge group whose checks the queue waits for, by its two commits. */
  readonly queued?: { readonly base: string; readonly head: string };
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
  /** When a check began and ended. */
  readonly checkTimes: Map<number, { readonly began: string; readonly ended?: string }>;
  readonly roles: Map<string, Role>;
  /** By `org/slug`. */
  readonly teams: Map<string, Team>;
  /** By pull request. */
  readonly reviews: Map<number, readonly Review[]>;
  readonly lineComments: LineComment[];
  readonly labels: Map<number, ReadonlySet<string>>;
  /** Those that the repository has; with `issues` others are made by being used. */
  readonly knownLabels: Set<string>;
  /** Who was asked for a review: `alice`, `acme/owners`. */
  readonly asked: Map<number, readonly string[]>;
  /** By comment: `alice:+1`. */
  readonly reactions: Map<number, ReadonlySet<string>>;
  readonly runs: Map<number, WorkflowRun>;
  readonly artifacts: Map<number, Artifact>;
  /** Whether the token is that of a fork's run: it may read what it has a permission for, and write nothing. */
  readOnly?: boolean;
  readonly issues: Issue[];
  /** Whether the repository has issues at all. */
  issuesOff?: true;
  /** Milliseconds since 1970; every write is a second after the last. */
  now: number;
  nextId: number;
}

export const mayWrite = ({ permissions }: Pick<State, 'permissions'>, scope: Scope): boolean => permissions.has(scope);
export const mayRead = ({ permissions }: Pick<State, 'permissions'>, scope: Scope): boolean =>
  permissions.has(scope) || permissions.has(`${scope}: read`);

export const bodyOf = ({ history }: Comment): string => history.at(-1) ?? '';

export const isBot = (login: string): boolean => login.endsWith('[bot]');

/** A second passes. */
export const instant = (state: State): string => new Date((state.now += 1_000)).toISOString().replace('.000Z', 'Z');

/** Somebody writes a comment in a pull request. */
export function written(state: State, author: string, text: string, pullRequest = 7): Comment {
  const comment = { id: state.nextId++, pullRequest, author, history: [text], createdAt: instant(state) };
  state.comments.set(comment.id, comment);
  return comment;
}

/** Anybody who may write to the repository can edit any comment in it. */
export function edited(state: State, id: number, text: string): Comment {
  const found = state.comments.get(id);
  if (found === undefined) throw new Error(`There is no comment ${id}`);
  const comment = { ...found, history: [...found.history, text], editedAt: instant(state) };
  state.comments.set(id, comment);
  return comment;
}

/** A run uploads something. */
export function uploaded(state: State, artifact: Omit<Artifact, 'id'>): Artifact {
  const added = { ...artifact, id: state.nextId++ };
  state.artifacts.set(added.id, added);
  return added;
}

export const nodeOf = ({ id }: Pick<Comment, 'id'>): string => `IC_${id}`;
