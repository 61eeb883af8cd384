import type { Actor, Role } from '../../src/domain/approval.ts';
import { failure, success } from '../../src/domain/errors.ts';
import type { Problem, Result } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type {
  Comment,
  PullRequestCommit,
  PullRequestHost,
  PullRequestState,
  Reaction,
  Review,
  Suggestion,
} from '../../src/ports/pull-request-host.ts';
import type { CompletedCheck, Publisher, StartedCheck } from '../../src/ports/publisher.ts';

/** A comment as the code host keeps it; tests edit, delete and minimise it in place. */
export interface KeptComment {
  readonly id: number;
  readonly node: string;
  readonly author: Actor;
  body: string;
  readonly createdAt: string;
  editedAt?: string;
  minimized: boolean;
  deleted: boolean;
  readonly url: string;
  readonly pullRequest: number;
  readonly reactions: Reaction[];
}

export interface KeptCheck {
  readonly check: StartedCheck;
  /** Absent while it is in progress. */
  completed?: CompletedCheck;
  completedAt?: string;
  readonly startedAt: string;
}

/** Loosened to be written by tests. */
type Kept<Value> = { -readonly [Key in keyof Value]: Value[Key] };

export interface KeptPullRequest extends Kept<PullRequestState> {
  commits: PullRequestCommit[];
  reviews: Review[];
  readonly asked: { readonly users: readonly string[]; readonly teams: readonly string[] }[];
}

/** A call of one of the two ports, in the order it was made. */
export interface Call {
  readonly method: string;
  readonly arguments: readonly unknown[];
}

/** What goes wrong, or happens beside, at the n-th call of all (from 1). */
export interface Plan {
  /** before = nothing was done; after = it was done, and we were not told. */
  readonly fault?: 'before' | 'after';
  /** What somebody else does right before that call. */
  readonly meanwhile?: () => unknown;
}

export const bot = 'migration-rehearsal[bot]';
export const sha = (letter: string): Sha => letter.repeat(40).slice(0, 40) as Sha;

/**
 * A code host in memory: plain state that tests write, both ports over it, every call on record. It keeps what the real
 * one keeps and forgets what that forgets; it knows nothing of receipts or approvals.
 */
export class Conversation {
  now = Date.parse('2027-03-01T09:00:00Z');
  readonly clock = { now: () => this.now, elapsed: () => this.now };
  readonly roles = new Map<string, Role>();
  readonly bots = new Set<string>([bot]);
  /** By `org/slug`; unseen = our token may not look. */
  readonly teams = new Map<string, ReadonlySet<string> | 'unseen'>();
  readonly pulls = new Map<number, KeptPullRequest>();
  readonly kept: KeptComment[] = [];
  readonly checks: KeptCheck[] = [];
  /** What stands beside lines of the diff. */
  readonly suggestions: { readonly author: string; readonly suggestion: Suggestion }[] = [];
  readonly issues: { readonly title: string; readonly body: string }[] = [];
  readonly calls: Call[] = [];
  readonly plan = new Map<number, Plan>();
  private last = 1_000;

  /** A pull request of alice's with one commit of hers, unless told. */
  open(pull: Partial<PullRequestState> = {}): KeptPullRequest {
    const head = pull.head ?? sha('a1');
    const author = pull.author ?? person('alice');
    const opened: KeptPullRequest = {
      number: 7,
      state: 'open',
      merged: false,
      draft: false,
      title: 'Orders get an index',
      author,
      head,
      fromFork: false,
      base: { ref: 'main', sha: sha('b0') },
      labels: [],
      visibility: 'private',
      ...pull,
      commits: [{ sha: head, people: [{ login: author.login, email: `${author.login}@example.com` }] }],
      reviews: [],
      asked: [],
    };
    this.pulls.set(opened.number, opened);
    return opened;
  }

  /** Somebody writes a comment; a second passes. */
  write(login: string, body: string, number = 7): KeptComment {
    this.now += 1_000;
    const id = (this.last += 1);
    const comment: KeptComment = {
      id,
      node: `IC_${id}`,
      author: this.actor(login),
      body,
      createdAt: this.instant(),
      minimized: false,
      deleted: false,
      url: `https://github.com/acme/shop/pull/${number}#issuecomment-${id}`,
      pullRequest: number,
      reactions: [],
    };
    this.kept.push(comment);
    return comment;
  }

  edit(comment: KeptComment, body: string): void {
    this.now += 1_000;
    comment.body = body;
    comment.editedAt = this.instant();
  }

  push(head: Sha, people: PullRequestCommit['people'] = [], number = 7): void {
    const pull = this.pull(number);
    pull.head = head;
    pull.commits.push({ sha: head, people });
  }

  /** Comments of the bot that are not the sticky one. */
  said(): readonly KeptComment[] {
    return this.kept.filter(
      ({ author, deleted, body }) => author.login === bot && !deleted && !body.startsWith(stickyMarker),
    );
  }

  /** The report's comment, if there is one. */
  sticky(): KeptComment | undefined {
    return this.kept.find(
      ({ author, deleted, body }) => author.login === bot && !deleted && body.startsWith(stickyMarker),
    );
  }

  /** The newest check on a commit. */
  check(head: Sha): KeptCheck | undefined {
    return this.checks.findLast(({ check }) => check.head === head);
  }

  named(...methods: readonly string[]): readonly Call[] {
    return this.calls.filter(({ method }) => methods.includes(method));
  }

  readonly host: PullRequestHost = {
    pullRequest: (number) => this.call('pullRequest', [number], () => this.stateOf(number)),
    comments: (number) =>
      this.call('comments', [number], () =>
        this.kept.filter((one) => one.pullRequest === number && !one.deleted).map((one) => this.seen(one)),
      ),
    comment: (node) =>
      this.call('comment', [node], () => {
        const found = this.kept.find((one) => one.node === node && !one.deleted);
        return found && this.seen(found);
      }),
    react: (comment, reaction) =>
      this.call('react', [comment.node, reaction], () => {
        const found = this.kept.find((one) => one.node === comment.node && !one.deleted);
        if (found && !found.reactions.includes(reaction)) found.reactions.push(reaction);
        return undefined;
      }),
    say: (number, body) => this.call('say', [number, body], () => this.seen(this.write(bot, body, number))),
    unsay: (comment) =>
      this.call('unsay', [comment.node], () => {
        const found = this.kept.find((one) => one.node === comment.node);
        if (found) found.deleted = true;
        return undefined;
      }),
    roleOf: (login) => this.call('roleOf', [login], () => this.roles.get(login) ?? 'none'),
    memberOf: (team, login) => this.call('memberOf', [team, login], () => this.membership(team, login)),
    commits: (number) => this.call('commits', [number], () => [...this.pull(number).commits]),
    reviews: (number) => this.call('reviews', [number], () => [...this.pull(number).reviews]),
    label: (number, name, change) =>
      this.call('label', [number, name, change], () => {
        const pull = this.pull(number);
        const others = pull.labels.filter((label) => label !== name);
        pull.labels = change === 'add' ? [...others, name] : others;
        return undefined;
      }),
    requestReview: (number, whom) =>
      this.call('requestReview', [number, whom], () => {
        this.pull(number).asked.push(whom);
        return undefined;
      }),
    suggested: (number) =>
      this.call('suggested', [number], () =>
        this.suggestions
          .filter(({ author }) => author === bot)
          .map((one) => ({ id: this.numberOf(one), body: one.suggestion.body })),
      ),
    suggest: (number, suggestion) =>
      this.call('suggest', [number, suggestion], () => {
        this.suggestions.push({ author: bot, suggestion });
        return undefined;
      }),
    unsuggest: ({ id }) =>
      this.call('unsuggest', [id], () => {
        const at = this.suggestions.findIndex((one) => this.numberOf(one) === id);
        if (at >= 0) this.suggestions.splice(at, 1);
        return undefined;
      }),
    openIssue: (issue) =>
      this.call('openIssue', [issue], () => `https://github.com/acme/shop/issues/${900 + this.issues.push(issue)}`),
    pullRequestsOf: (commit) =>
      this.call('pullRequestsOf', [commit], () =>
        [...this.pulls.values()]
          .filter(({ state, commits }) => state === 'open' && commits.some((one) => one.sha === commit))
          .map(({ number }) => number),
      ),
  };

  readonly publisher: Publisher = {
    startCheck: (target) =>
      this.call('startCheck', [target], () => {
        const check: StartedCheck = { ...target, kind: 'check', id: (this.last += 1), notes: [] };
        this.checks.push({ check, startedAt: this.instant() });
        return check;
      }),
    completeCheck: (check, completed) =>
      this.call('completeCheck', [check, completed], () => {
        const found = this.checks.find((one) => one.check.id === check.id);
        if (found) Object.assign(found, { completed, completedAt: this.instant() });
        return [];
      }),
    lastCheck: ({ name, head }) =>
      this.call('lastCheck', [name, head], () => {
        const ours = this.checks.filter(({ check }) => check.name === name && check.head === head);
        const done = ours.findLast(({ completed }) => completed);
        const under = ours.findLast(({ completed }) => !completed);
        const { completed, completedAt: at } = done ?? {};
        return {
          ...(done &&
            completed &&
            at !== undefined && {
              completed: {
                check: done.check,
                conclusion: completed.conclusion,
                digest: completed.digest,
                text: completed.page.text,
                at,
                since: done.startedAt,
              },
            }),
          ...(under && { running: { check: under.check, since: under.startedAt } }),
        };
      }),
    headOf: (number) => this.call('headOf', [number], () => this.pull(number).head),
    upsertComment: (comment) =>
      this.call('upsertComment', [comment], () => {
        const body = `${stickyMarker} id="${encodeURIComponent(comment.id)}" -->\n${comment.body}`;
        const found = this.kept.find(
          (one) =>
            one.author.login === bot &&
            !one.deleted &&
            one.pullRequest === comment.pullRequest &&
            one.body.startsWith(`${stickyMarker} id="${encodeURIComponent(comment.id)}"`),
        );
        if (found?.body === body) return 'unchanged';
        if (found) {
          this.edit(found, body);
          return 'edited';
        }
        if (comment.presence === 'existing-only') return 'none';
        this.write(bot, body, comment.pullRequest);
        return 'created';
      }),
  };

  /** Every call of either port goes through here: it is counted, recorded, and meets what the plan has for it. */
  async call<Value>(method: string, given: readonly unknown[], act: () => Value): Promise<Result<Value>> {
    const planned = this.plan.get(this.calls.push({ method, arguments: given }));
    await planned?.meanwhile?.();
    if (planned?.fault === 'before') return failure(outage(method));
    await Promise.resolve();
    const value = act();
    return planned?.fault === 'after' ? failure(outage(method)) : success(value);
  }

  pull(number: number): KeptPullRequest {
    const pull = this.pulls.get(number);
    if (!pull) throw new Error(`The story has no pull request ${number}`);
    return pull;
  }

  instant(): string {
    return new Date(this.now).toISOString();
  }

  private readonly numbers = new Map<object, number>();

  private numberOf(suggestion: object): number {
    const number = this.numbers.get(suggestion) ?? this.numbers.size + 1;
    this.numbers.set(suggestion, number);
    return number;
  }

  private actor(login: string): Actor {
    return { login, kind: this.bots.has(login) ? 'bot' : 'human' };
  }

  private seen({ id, node, author, body, createdAt, editedAt, minimized, url }: KeptComment): Comment {
    const edited = editedAt === undefined ? {} : { editedAt };
    return { id, node, author, ours: author.login === bot, body, createdAt, ...edited, minimized, url };
  }

  private stateOf(number: number): PullRequestState {
    return structuredClone(this.pull(number));
  }

  private membership(team: string, login: string): 'active' | 'no' | 'unseen' {
    const members = this.teams.get(team);
    if (members === undefined || members === 'unseen') return 'unseen';
    return members.has(login) ? 'active' : 'no';
  }
}

export const person = (login: string): Actor => ({ login, kind: 'human' });

const stickyMarker = '<!-- migration-rehearsal:report';

const outage = (method: string): Problem => ({
  code: 'github',
  says: `GitHub did not answer (${method}).`,
  advice: 'Try again in a minute.',
});
