import type { Sha } from '../../src/domain/pull-request.ts';
import type { PublishRequest, Reviewed } from '../../src/flows/publish.ts';
import { publish } from '../../src/flows/publish.ts';
import { githubPublisher } from '../../src/github/publisher.ts';
import type { StartedCheck } from '../../src/ports/publisher.ts';
import type { FakeGitHub, FakeSettings } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';

/** A repository with pull request 7 on branch `feature`, a fake GitHub over it, and a run of ours for its head. */
export interface Scene extends AsyncDisposable {
  readonly github: FakeGitHub;
  readonly head: Sha;
  /** Every wait of the client, in milliseconds; none is waited. */
  readonly waits: readonly number[];
  readonly started: readonly StartedCheck[];
  push(): Sha;
  /** A commit of a migration on the pull request's branch. */
  commit(message: string): Sha;
  /** The commit that a merge queue makes of the pull request. */
  queue(): Sha;
  run(reviewed: Reviewed | Error, request?: Partial<PublishRequest>): ReturnType<typeof publish>;
  runInMergeQueue(reviewed: Reviewed, group: Sha): ReturnType<typeof publish>;
  comments(): readonly string[];
}

export async function scene(settings: Partial<FakeSettings> = {}): Promise<Scene> {
  const git = repository();
  git.commit({ 'migrations/0001_orders.sql': 'create table orders (id bigint primary key);\n' });
  git.on('feature');
  const head = git.commit({ 'migrations/0002_email.sql': 'create index on orders (id);\n' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, ...settings });
  const waits: number[] = [];
  const started: StartedCheck[] = [];
  const sleep = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
  const run = (reviewed: Reviewed | Error, request: PublishRequest) =>
    publish(request, {
      publisher: githubPublisher({ token: 'a-token', apiUrl: github.url, sleep }, { owner: 'acme', repo: 'shop' }),
      review: () => (reviewed instanceof Error ? Promise.reject(reviewed) : Promise.resolve(reviewed)),
      started: (check) => started.push(check),
    });
  return {
    github,
    head,
    waits,
    started,
    queue: () => {
      const group = git.on('main').on('gh-readonly-queue/main/pr-7').merge('feature');
      git.on('feature');
      return group;
    },
    push: () => git.commit({ 'README.md': `${head}\n` }),
    commit: (message) => git.commit({ 'migrations/0003_more.sql': 'select 1;\n' }, message),
    run: (reviewed, request = {}) => run(reviewed, { ...usual(head), pullRequest: 7, ...request }),
    runInMergeQueue: (reviewed, group) => run(reviewed, usual(group)),
    comments: () => [...github.state.comments.values()].map(bodyOf),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
      if (github.violations.length > 0) throw new Error(`not GitHub: ${github.violations.join('\n')}`);
    },
  };
}

const usual = (head: Sha): PublishRequest => ({
  target: { name: 'migration-rehearsal', head, attempt: '500.1', details: 'https://github.test/acme/shop/runs/500' },
  id: '',
  mode: 'enforce',
  comment: 'always',
  needsApproval: 'failure',
});
