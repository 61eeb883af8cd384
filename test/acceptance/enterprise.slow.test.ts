import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf, nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { job, pullRequestEvent } from '../github/job.ts';

// The built Action on an Enterprise Server, in a repository with two databases: a job for each hears every event.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-enterprise-'));
const action = join(folder, 'dist/action/index.js');
const ids = ['shop', 'billing'];

beforeAll(() => {
  execFileSync('npx', ['tsx', 'scripts/build.ts', '--into', join(folder, 'dist')], { stdio: 'ignore' });
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A job that had nothing to do leaves nothing. */
const leftIn = (place: string): readonly string[] =>
  existsSync(place) ? readdirSync(place).map((name) => readFileSync(join(place, name), 'utf8')) : [];

test('two databases are rehearsed and one is approved, and no byte names github.com', async () => {
  using git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': 'create table orders (id bigint primary key, email text);\n',
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    '.github/migration-rehearsal.yml': 'approval: { users: [bob] }\nvolume: { rows: 1000 }\n',
  });
  const head = git.on('feature').commit({
    'migrations/0002_email.up.sql': 'create index orders_email on orders (email);\n',
    'migrations/0002_email.down.sql': 'drop index orders_email;\n',
  });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main', author: 'ada' }];
  await using github = await fakeGitHub({ repository: git.directory, pullRequests, enterprise: true });
  const { state } = github;
  for (const login of ['ada', 'bob']) state.roles.set(login, 'write');
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', `file://${resolve(git.directory)}`, workspace], { stdio: 'ignore' });
  const left: string[] = [];

  const hears = async (event: string, payload: object, run: number) => {
    for (const id of ids) {
      const temp = mkdtempSync(join(folder, 'temp-'));
      const env = {
        ...{ GITHUB_RUN_ID: String(run), GITHUB_SERVER_URL: github.url, RUNNER_TEMP: temp },
        GITHUB_GRAPHQL_URL: `${github.url}/api/graphql`,
      };
      const place = event === 'pull_request' ? { workspace } : {};
      using started = job({ action, github, event, payload, env, inputs: { id }, ...place });
      const { exit, log } = await started.main();
      await started.post();
      expect({ exit, log: exit === 0 ? '' : log }).toEqual({ exit: 0, log: '' });
      left.push(log, started.summary(), ...leftIn(join(temp, 'migration-rehearsal')));
    }
  };
  const ends = () =>
    ids.map(
      (id) => [...state.checks.values()].findLast(({ name }) => name === `migration-rehearsal (${id})`)?.conclusion,
    );

  await hears('pull_request', pullRequestEvent(base, head), 500);
  expect(ends()).toEqual(['failure', 'failure']);

  const bob = { login: 'bob', type: 'User' };
  const { id } = written(state, 'bob', '/migrate@billing approve');
  const comment = { id, node_id: nodeOf({ id }), body: '/migrate@billing approve', user: bob };
  const said = { action: 'created', issue: { number: 7, pull_request: {} }, comment, sender: bob };
  // What is not checked out is fetched from the server, by its own git.
  await hears('issue_comment', said, 501);
  expect([ends(), [...(state.labels.get(7) ?? [])]]).toEqual([
    ['failure', 'success'],
    ['migration: needs approval (shop)'],
  ]);

  expect(github.violations).toEqual([]);
  const { comments, checks, statuses, issues } = state;
  const told = JSON.stringify([[...comments.values()].map(bodyOf), [...checks.values()], statuses, issues, left]);
  expect(told).toContain(`${github.url}/acme/shop/actions/runs/500`);
  expect(told).not.toMatch(/github\.com/i);
}, 400_000);
