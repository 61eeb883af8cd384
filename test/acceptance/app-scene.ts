import type { Sha } from '../../src/domain/pull-request.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { CheckRun, PullRequest } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { appId } from './built-app.ts';
import { deliver, gateway } from './gateway.ts';

const table = 'create table orders (id bigint primary key, email text);\n';
const fewRows = {
  '.github/migration-rehearsal.yml': 'volume: { rows: 100 }\nrehearsal: { traffic: false, rerun: false }\n',
};
export const harmless = {
  'migrations/0002_note.sql': "set lock_timeout = '5s';\nalter table orders add column note text;\n",
};
export const slow = { 'migrations/0002_slow.sql': 'select pg_sleep(30);\n' };

export type Files = Readonly<Record<string, string | undefined>>;

/** acme/shop with the App installed, and pull request 7; `refuse` has GitHub answer with that status. */
export async function scene(files: Files, refuse: (url: string) => number | undefined = () => undefined) {
  const git = repository();
  git.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const base = git.commit({ 'migrations/0001_orders.sql': table, ...fewRows });
  let head = git.on('topic').commit(files);
  const pullRequests = [{ number: 7, head: 'topic', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, self: 'migration-rehearsal[bot]' });
  // Its checks begin before any server that is started here.
  github.state.now = Date.now() - 60 * 60_000;
  const repo = { full_name: 'acme/shop', private: true };
  const others = new Map<number, Sha>();
  const pullRequest = (number: number) => ({
    number,
    state: 'open',
    base: { ref: 'main', sha: base, repo },
    head: { ref: number === 7 ? 'topic' : `topic-${number}`, sha: others.get(number) ?? head, repo },
  });
  const front = await gateway({ github, repository: git.directory, appId, pullRequest, refuse });
  const say = (to: string, delivery: string, { number = 7, at = head, action = 'synchronize' } = {}) =>
    deliver(to, {
      event: 'pull_request',
      delivery,
      payload: { action, pull_request: { ...pullRequest(number), head: { sha: at, repo } } },
    });
  const push = (to: string, delivery: string) => say(to, delivery);
  /** One more pull request, with these files. */
  const open = (number: number, some: Files): Sha => {
    git.git('update-ref', `refs/heads/topic-${number}`, base);
    const at = git.on(`topic-${number}`).commit(some);
    others.set(number, at);
    github.state.pullRequests.set(number, { number, head: `topic-${number}`, base: 'main' });
    git.on('topic');
    return at;
  };
  const commit = (some: Files): Sha => (head = git.commit(some));
  const checks = () => [...github.state.checks.values()];
  /** As GitHub tells it of something that just happened to the pull request. */
  const touch = (facts: Partial<PullRequest> = {}): void => {
    github.state.pullRequests.set(7, { ...pullRequests[0]!, updatedAt: new Date().toISOString(), ...facts });
  };
  return {
    ...{ git, base, github, front, push, say, open, commit, checks, touch, head: () => head },
    [Symbol.asyncDispose]: async () => {
      await front[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
    },
  };
}

export const ends = ({ head, status, conclusion, title }: CheckRun) => [head, status, conclusion, title];
