import { expect } from '@jest/globals';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { CheckRun } from '../fake-github/state.ts';
import { bodyOf, edited, nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import type { TestRepository } from '../git/repository.ts';

/** Whatever hears GitHub's events: a job of the Action for each, or the App. */
export interface Drive extends AsyncDisposable {
  /** Gives once what the event asked for is done. */
  deliver(event: string, payload: object): Promise<void>;
}

/** A repository on a small GitHub, and the people around pull request 7. */
export interface Life extends AsyncDisposable {
  readonly github: FakeGitHub;
  readonly git: TestRepository;
  readonly base: Sha;
  readonly push: (files: Readonly<Record<string, string | undefined>>) => Promise<Sha>;
  readonly say: (login: string, body: string) => Promise<number>;
  edit(comment: number, body: string): Promise<void>;
  queue(): Promise<Sha>;
  /** The pull request is merged; heard twice, the event is the same. */
  merge(): Promise<void>;
  readonly check: (head: Sha) => CheckRun | undefined;
  /** The report's comment. */
  report(): string;
  /** What we wrote beside it, oldest first. */
  said(): readonly string[];
}

const configuration = 'approval: { users: [bob, ada] }\nvolume: { rows: 1000 }\nnotify: { mention: [bob] }\n';

export async function life(drive: (github: FakeGitHub, git: TestRepository) => Promise<Drive>): Promise<Life> {
  const git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': 'create table orders (id bigint primary key, email text);\n',
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    '.github/migration-rehearsal.yml': configuration,
  });
  git.on('feature');
  const github = await fakeGitHub({
    repository: git.directory,
    pullRequests: [{ number: 7, head: 'feature', base: 'main', author: 'ada' }],
  });
  const { state } = github;
  for (const login of ['ada', 'bob']) state.roles.set(login, 'write');
  const driven = await drive(github, git);
  let pushed = 0;
  const about = (login: string, id: number, body: string) => ({
    issue: { number: 7, pull_request: {} },
    comment: { id, node_id: nodeOf({ id }), body, user: { login, type: 'User' } },
    sender: { login, type: 'User' },
  });
  const ours = () => [...state.comments.values()].filter(({ author }) => author === state.self).map(bodyOf);
  const isReport = (body: string) => body.startsWith('<!-- migration-rehearsal:report');
  return {
    github,
    git,
    base,
    push: async (files) => {
      const head = git.on('feature').commit(files);
      pushed += 1;
      await driven.deliver('pull_request', {
        action: pushed === 1 ? 'opened' : 'synchronize',
        number: 7,
        pull_request: {
          number: 7,
          base: { sha: base, ref: 'main', repo: { full_name: 'acme/shop' } },
          head: { sha: head, ref: 'feature', repo: { full_name: 'acme/shop' } },
        },
      });
      return head;
    },
    say: async (login, body) => {
      const { id } = written(state, login, body);
      await driven.deliver('issue_comment', { action: 'created', ...about(login, id, body) });
      return id;
    },
    edit: async (id, body) => {
      const { author, history } = edited(state, id, body);
      const changes = { body: { from: history.at(-2) } };
      await driven.deliver('issue_comment', { action: 'edited', changes, ...about(author, id, body) });
    },
    queue: async () => {
      const group = git.on('main').on('gh-readonly-queue/main/pr-7').merge('feature');
      git.on('feature');
      await driven.deliver('merge_group', {
        action: 'checks_requested',
        merge_group: {
          base_sha: base,
          base_ref: 'refs/heads/main',
          head_sha: group,
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}`,
        },
      });
      return group;
    },
    merge: async () => {
      const pull = state.pullRequests.get(7)!;
      state.pullRequests.set(7, { ...pull, state: 'closed', merged: true });
      await driven.deliver('pull_request', {
        action: 'closed',
        number: 7,
        pull_request: {
          number: 7,
          merged: true,
          base: { sha: base, ref: 'main', repo: { full_name: 'acme/shop' } },
          head: { sha: git.git('rev-parse', 'feature').trim(), ref: 'feature', repo: { full_name: 'acme/shop' } },
        },
      });
    },
    check: (head) => [...state.checks.values()].findLast((run) => run.head === head),
    report: () => ours().find(isReport) ?? '',
    said: () => ours().filter((body) => !isReport(body)),
    [Symbol.asyncDispose]: async () => {
      await driven[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
      if (github.violations.length > 0) throw new Error(`not GitHub: ${github.violations.join('\n')}`);
    },
  };
}

const dangerous = 'create index orders_email on orders (email);\n';
const migration = (up: string, down = 'drop index orders_email;\n') => ({
  'migrations/0002_email.up.sql': up,
  'migrations/0002_email.down.sql': down,
});
const harmless = migration(
  "set lock_timeout = '5s';\nalter table orders add column note text;\n",
  'alter table orders drop column note;\n',
);

/** From the danger that was opened to the merge, as GitHub shows it; `waits` is what a needed approval looks like. */
export async function livesThrough(story: Life, waits: 'failure' | 'action_required'): Promise<void> {
  const { check, push, say } = story;
  const opened = await push(migration(dangerous));
  expect(check(opened)).toMatchObject({ name: 'migration-rehearsal', status: 'completed', conclusion: waits });
  expect(story.report()).toContain('bob');
  const digest = check(opened)?.externalId.split(':')[0] ?? '';

  await say('ada', `/migrate approve ${digest}`);
  expect(check(opened)?.conclusion).toBe(waits);
  expect(story.said()).toHaveLength(1);

  await say('bob', `/migrate approve ${digest}`);
  expect(check(opened)?.conclusion).toBe('success');

  const unrelated = await push({ 'README.md': 'Hello.\n' });
  expect(check(unrelated)).toMatchObject({ conclusion: 'success' });
  expect(check(unrelated)?.externalId.split(':')[0]).toBe(digest);
  expect(story.report()).toContain('carried over');

  const queued = await story.queue();
  expect(check(queued)).toMatchObject({ status: 'completed', conclusion: 'success' });

  const changed = await push(migration(`${dangerous}-- changed after the approval\n`));
  expect(check(changed)?.conclusion).toBe(waits);
  expect(story.report()).toMatch(/@bob/);

  const fixed = await push(harmless);
  expect(check(fixed)?.conclusion).toBe('success');
  // Nothing is left pending, and there is one report.
  const runs = [...story.github.state.checks.values()];
  expect(runs.filter(({ status }) => status !== 'completed')).toEqual([]);
}

/** From the announcement over the merge, which nobody hears of twice, to its end in production. */
export async function deployed(story: Life): Promise<void> {
  const words = () => story.said().map((body) => body.slice(body.indexOf('\n') + 1).replaceAll('\u2060', ''));
  await story.push(harmless);
  await story.say('ada', '/migrate notify');
  expect(words()).toEqual([
    expect.stringMatching(/^@bob: Pull request 7, .*: 1 migration to be deployed, announced by ada\./),
    expect.stringMatching(/^@ada \(write\) announced the migrations /),
  ]);
  await story.say('ada', '/migrate watch @bob');
  await story.merge();
  await story.merge();
  expect(words().slice(3)).toEqual([
    '@bob: the deployment of these migrations was announced, and nobody has recorded yet that it is through.\n\n**Instead**, once it is, write `/migrate finished` with what it took, such as `/migrate finished 4m30s`.',
  ]);
  await story.say('bob', '/migrate finished 2s');
  expect(words().slice(4)).toEqual([
    expect.stringMatching(
      /^@bob \(write\) finished the deployment, in 2 s, of the migrations [^\n]*\n\nIt took 2 s in production/,
    ),
  ]);
  await story.merge();
  expect(story.said()).toHaveLength(5);
}
