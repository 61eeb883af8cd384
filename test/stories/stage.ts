import { success } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import { handle } from '../../src/flows/handle.ts';
import type { HandleWorld, ReviewAsked } from '../../src/flows/handle.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { unfinished } from '../../src/flows/publish.ts';
import type { Reviewed } from '../../src/flows/publish.ts';
import { review } from '../../src/flows/review.ts';
import { shown } from '../../src/flows/show.ts';
import { fetchRepository } from '../../src/git/fetch.ts';
import { openRepository } from '../../src/git/repository.ts';
import { readTrigger } from '../../src/github/event.ts';
import { githubHost } from '../../src/github/host.ts';
import { githubPublisher } from '../../src/github/publisher.ts';
import { githubRuns } from '../../src/github/runs.ts';
import type { StartedCheck } from '../../src/ports/publisher.ts';
import { ruleIds } from '../../src/rules/index.ts';
import type { FakeGitHub, FakeSettings } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { resolve } from '../fake-github/routes.ts';
import type { CheckRun, Permission, PullRequest, State } from '../fake-github/state.ts';
import { bodyOf, nodeOf, written } from '../fake-github/state.ts';
import type { TestRepository } from '../git/repository.ts';
import { repository } from '../git/repository.ts';

export const dangerous = 'create index orders_email on orders (email);\n';
export const harmless = 'alter table orders add column note text;\n';
export const email = (sql: string) => ({ 'migrations/0002_email.sql': sql });

const base = {
  'migrations/0001_orders.sql': 'create table orders (id bigint primary key, email text);\n',
  '.github/migration-rehearsal.yml': 'approval:\n  users: [bob, carol]\n',
};

export interface StageSettings extends Pick<FakeSettings, 'permissions' | 'enterprise'> {
  /** A job for each, as workflows with `id:` have; one that knows no id unless told. */
  readonly ids?: readonly string[];
  readonly pull?: Partial<PullRequest>;
  /** fetched = a job that a comment begins gets git's objects from GitHub. */
  readonly objects?: 'at hand' | 'fetched';
  /** Files of the base branch beside the usual ones, or in their place. */
  readonly base?: Readonly<Record<string, string>>;
}

/** What came of an event in one job of a workflow. */
export interface Heard {
  readonly job: 'success' | 'failure';
  /** What the job's log says was not done, and what to do about it. */
  readonly problems: readonly string[];
  /** Why there was nothing to do, or what was done. */
  readonly log: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Pull request 7 of ada's, on GitHub as the fake has it. Every event goes the whole way, from its payload through the
 * one way in to what is written; only that its SQL is read and not run, which is all that these stories need.
 */
export class Stage implements AsyncDisposable {
  readonly github: FakeGitHub;
  readonly git: TestRepository;
  readonly ids: readonly (string | undefined)[];
  readonly objects: 'at hand' | 'fetched';
  /** How the SQL was to be looked at, each time. */
  readonly looks: ReviewAsked['as'][] = [];
  /** The last report, as a run leaves it. */
  left: Report | undefined;
  /** What happens while the SQL is looked at. */
  during: () => void = () => undefined;
  private heard: object = {};
  private runs = 500;

  constructor(git: TestRepository, github: FakeGitHub, { ids = [], objects = 'at hand' }: StageSettings) {
    this.git = git;
    this.github = github;
    this.ids = ids.length === 0 ? [undefined] : ids;
    this.objects = objects;
  }

  get state(): State {
    return this.github.state;
  }

  get pull(): PullRequest {
    return this.state.pullRequests.get(7)!;
  }

  /** What happens to the pull request beside its commits: it is closed, made ready, sent elsewhere. */
  becomes(change: Partial<PullRequest>): void {
    this.state.pullRequests.set(7, { ...this.pull, ...change });
  }

  get head(): Sha {
    return resolve(this.state, this.pull.head) as Sha;
  }

  push(files: Readonly<Record<string, string | undefined>>): Sha {
    return this.git.on('feature').commit(files);
  }

  /** Something is pushed, and every job that a push begins is seen through. */
  async pushes(files: Readonly<Record<string, string | undefined>>): Promise<Heard> {
    const action = this.runs === 500 ? 'opened' : 'synchronize';
    this.push(files);
    return this.hears(action);
  }

  /** `pull_request`, as it is now. */
  hears(action: string, more: object = {}): Promise<Heard> {
    return this.event('pull_request', { action, number: 7, pull_request: this.payload(), ...more });
  }

  /** Somebody comments; gives what came of it. */
  says(login: string, body: string): Promise<Heard> {
    this.state.now += 60_000;
    const { id } = written(this.state, login, body);
    const user = { login, type: 'User' };
    const comment = { id, node_id: nodeOf({ id }), body, user };
    this.heard = { action: 'created', issue: { number: 7, pull_request: {} }, comment, sender: user };
    return this.event('issue_comment', this.heard);
  }

  /** The comment that was heard last is heard once more. */
  hearsAgain(): Promise<Heard> {
    return this.event('issue_comment', this.heard);
  }

  /** What the job's token may from now on. */
  may(permissions: Iterable<Permission>): void {
    this.state.permissions.clear();
    for (const one of permissions) this.state.permissions.add(one);
  }

  /** Every id's job hears it; gives what came of the last. */
  async event(event: string, payload: object): Promise<Heard> {
    let last: Heard | undefined;
    for (const id of this.ids) last = await this.job(event, payload, id);
    if (last === undefined) throw new Error('No job heard it');
    return last;
  }

  async job(event: string, payload: object, id?: string): Promise<Heard> {
    this.state.now += 60_000;
    this.runs += 1;
    const trigger = readTrigger(event, payload);
    if (!trigger.ok) throw new Error(trigger.problem.says);
    const log: string[] = [];
    const begun: StartedCheck[] = [];
    const world = this.world(event, id, { begun, log });
    const { job, problems, notes, published } = await handle(trigger.value, world);
    if (published?.checkCompleted !== true) {
      const page = unfinished('the run stopped before it ended', '');
      for (const check of begun)
        await world.publisher.completeCheck(check, { conclusion: 'failure', digest: '', page });
    }
    return { job, problems: problems.map(({ says, advice }) => `${says} ${advice}`), log, notes };
  }

  /** The newest check of a commit, or of the head. */
  check(head: Sha = this.head, name = 'migration-rehearsal'): CheckRun | undefined {
    return [...this.state.checks.values()].findLast((run) => run.head === head && run.name === name);
  }

  /** Of the migrations, as the head's newest check has it. */
  get digest(): string {
    return this.check()?.externalId.split(':')[0] ?? '';
  }

  /** The calls of one kind of endpoint, by its last word. */
  called(ending: string): readonly string[] {
    return this.github.calls.filter((call) => call.endsWith(`/${ending}`));
  }

  get labels(): readonly string[] {
    return [...(this.state.labels.get(7) ?? [])];
  }

  get asked(): readonly string[] {
    return this.state.asked.get(7) ?? [];
  }

  /** What we wrote, oldest first, without the hidden first line. */
  written(marker: string): readonly string[] {
    return [...this.state.comments.values()]
      .filter(({ author }) => author === this.state.self)
      .map(bodyOf)
      .filter((body) => body.startsWith(`<!-- migration-rehearsal:${marker}`))
      .map((body) => body.slice(body.indexOf('\n') + 1).replaceAll('\u2060', ''));
  }

  get reports(): readonly string[] {
    return this.written('report');
  }

  get answers(): readonly string[] {
    return this.written('reply');
  }

  get receipts(): readonly string[] {
    return this.written('receipt');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github[Symbol.asyncDispose]();
    this.git[Symbol.dispose]();
    const { violations } = this.github;
    if (violations.length > 0) throw new Error(`not GitHub: ${violations.join('\n')}`);
  }

  private payload(): object {
    const { base, merged = false, author = 'ada', fork = 'acme/shop' } = this.pull;
    return {
      number: 7,
      merged,
      user: { login: author, type: author.endsWith('[bot]') ? 'Bot' : 'User' },
      base: { sha: resolve(this.state, base), ref: base, repo: { full_name: 'acme/shop' } },
      head: { sha: this.head, ref: 'feature', repo: { full_name: fork } },
    };
  }

  private world(
    event: string,
    id: string | undefined,
    { begun, log }: { readonly begun: StartedCheck[]; readonly log: string[] },
  ): HandleWorld {
    const { url, apiUrl } = this.github;
    const place = [
      { token: 'a-token', apiUrl, sleep: () => Promise.resolve() },
      { owner: 'acme', repo: 'shop' },
    ] as const;
    const details = `${url}/acme/shop/actions/runs/${this.runs}`;
    return {
      host: githubHost(...place),
      publisher: githubPublisher(...place),
      runs: githubRuns(...place),
      announcer: { post: () => Promise.resolve(success(undefined)) },
      clock: { now: () => this.state.now, elapsed: () => this.state.now },
      wishes: id === undefined ? {} : { id },
      needsApproval: 'failure',
      forks: event === 'pull_request' ? 'rehearsal' : 'reading',
      attempt: { attempt: `${this.runs}.1`, details },
      // What is checked out is there; a comment's job has to fetch it, which only some stories wait for.
      open: async ({ base, baseRef, head }) => {
        if (this.objects === 'at hand' || event === 'pull_request') {
          const opened = await openRepository(this.git.directory);
          return opened.ok ? success({ source: opened.value }) : opened;
        }
        const [{ token }, where] = place;
        const fetched = await fetchRepository({ serverUrl: url, token, ...where, baseRef, commits: [base, head] });
        if (!fetched.ok) return fetched;
        return success({ source: fetched.value, [Symbol.asyncDispose]: () => fetched.value[Symbol.asyncDispose]() });
      },
      review: async (asked) => {
        const reviewed = await reading(asked, id, details);
        this.looks.push(asked.as);
        this.left = reviewed.report;
        this.during();
        return reviewed;
      },
      started: (check) => begun.push(check),
      log: (says) => log.push(says),
    };
  }
}

const nothing = () => Promise.reject(new Error('Nothing is rehearsed in these stories'));

async function reading({ range, source }: ReviewAsked, id: string | undefined, details: string): Promise<Reviewed> {
  const { base, head } = range;
  const named = id === undefined ? {} : { id };
  const proposal = source.ok ? await readProposal({ base, head, rules: ruleIds, ...named }, source.value) : source;
  const world = {
    ...{ database: () => ({ start: nothing }), migrations: nothing, checkOut: nothing },
    ...{ clock: { now: () => 0, elapsed: () => 0 }, progress: { stage: () => undefined, note: () => undefined } },
    signal: new AbortController().signal,
  };
  const { report, problem } = await review(proposal, 'reading', world as never);
  const target = { name: '', head, attempt: '', details };
  return { ...shown(report, undefined, { target, id: id ?? '' }), report, ...(problem && { problem }) };
}

/** Nothing has been pushed yet; ada's branch stands where the base does. */
export async function stage(settings: StageSettings = {}): Promise<Stage> {
  const { pull = {}, base: more = {}, permissions, enterprise } = settings;
  const git = repository();
  git.commit({ ...base, ...more });
  git.on('feature');
  const pullRequests = [{ number: 7, head: 'feature', base: 'main', author: 'ada', ...pull }];
  const github = await fakeGitHub({
    ...{ repository: git.directory, pullRequests },
    ...(permissions && { permissions }),
    ...(enterprise && { enterprise }),
  });
  for (const login of ['ada', 'bob', 'carol']) github.state.roles.set(login, 'write');
  return new Stage(git, github, settings);
}
