import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sha } from '../../src/domain/pull-request.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf, nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { job, pullRequestEvent } from '../github/job.ts';
import type { Ended, Job } from '../github/job.ts';

// The built Action in the middle of a rehearsal on a real Postgres, and a runner that is told to end its run.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-cancel-'));
const action = join(folder, 'dist/action/index.js');
const hung = join(folder, 'hung.mjs');

beforeAll(() => {
  execFileSync('npx', ['tsx', 'scripts/build.ts', '--into', join(folder, 'dist')], { stdio: 'ignore' });
  // Asked to end, it hears nothing any more: not even the second time.
  writeFileSync(
    hung,
    "process.on('SIGINT', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000));\n",
  );
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!done()) {
    if (Date.now() > end) throw new Error(`This did not come about in a minute: ${done.toString()}`);
    await pause(50);
  }
}

/** A migration that lasts until then: whoever rehearses it later waits no more. */
const lastingUntil = (at: number): string =>
  `select pg_sleep(greatest(0, extract(epoch from timestamptz '${new Date(at).toISOString()}' - clock_timestamp())));\n`;
const harmless = "set lock_timeout = '5s';\nalter table orders add column note text;\n";

async function story() {
  const git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': 'create table orders (id bigint primary key, email text);\n',
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    '.github/migration-rehearsal.yml': 'volume: { rows: 1000 }\n',
  });
  const github = await fakeGitHub({
    repository: git.directory,
    pullRequests: [{ number: 7, head: 'feature', base: 'main', author: 'ada' }],
  });
  const { state } = github;
  for (const [login, role] of [
    ['ada', 'write'],
    ['carol', 'maintain'],
  ] as const)
    state.roles.set(login, role);
  const temporary = mkdtempSync(join(folder, 'tmp-'));
  chmodSync(temporary, 0o755);
  let runs = 500;
  const started = (
    event: string,
    payload: object,
    env: Readonly<Record<string, string>> = {},
  ): Job & { run: number } => {
    const run = (runs += 1);
    const workspace = mkdtempSync(join(folder, 'workspace-'));
    if (event === 'pull_request')
      execFileSync('git', ['clone', '--quiet', `file://${resolve(git.directory)}`, workspace], { stdio: 'ignore' });
    const there = { GITHUB_RUN_ID: String(run), GITHUB_SERVER_URL: github.url, TMPDIR: temporary, ...env };
    return { ...job({ action, github, workspace, event, payload, env: there }), run };
  };
  return {
    state,
    push: (up: string): Sha => git.on('feature').commit({ 'migrations/0002_change.up.sql': up }),
    /** A run of the pull request's own workflow, under way. */
    rehearsal: (head: Sha, env?: Readonly<Record<string, string>>) => {
      const begun = started('pull_request', pullRequestEvent(base, head), env);
      state.runs.set(begun.run, { id: begun.run, event: 'pull_request', head, by: 'ada' });
      return begun;
    },
    /** Somebody's comment, heard to its end. */
    say: async (login: string, body: string): Promise<Ended> => {
      const { id } = written(state, login, body);
      const user = { login, type: 'User' };
      using answering = started('issue_comment', {
        ...{ action: 'created', issue: { number: 7, pull_request: {} }, sender: user },
        comment: { id, node_id: nodeOf({ id }), body, user },
      });
      const ended = await answering.main();
      await answering.post();
      return ended;
    },
    check: (head: Sha) => [...state.checks.values()].findLast((run) => run.head === head),
    ours: () => [...state.comments.values()].filter(({ author }) => author === state.self).map(bodyOf),
    /** Of Postgres, and of whatever else a run needs while it lasts. */
    left: () => ({ folders: readdirSync(temporary), processes: processesIn(temporary) }),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
      if (github.violations.length > 0) throw new Error(`not GitHub: ${github.violations.join('\n')}`);
    },
  };
}

/** Command lines that name the folder. */
const processesIn = (where: string): readonly string[] =>
  readdirSync('/proc').flatMap((name) => {
    try {
      const line = /^\d+$/.test(name) ? readFileSync(`/proc/${name}/cmdline`, 'utf8') : '';
      return line.includes(where) ? [line.replaceAll('\0', ' ')] : [];
    } catch {
      return [];
    }
  });

const nothingLeft = { folders: [], processes: [] };

test('a rehearsal is cancelled by a comment: red, by name, nothing left behind; and rehearsed again when asked', async () => {
  await using s = await story();
  const head = s.push(lastingUntil(Date.now() + 40_000));
  using running = s.rehearsal(head);
  const main = running.begin();
  await until(() => main.log().includes('volume: '));
  const heard = s.say('carol', '/migrate cancel');
  await until(() => s.state.runs.get(running.run)?.conclusion === 'cancelled');
  const { exit } = await main.cancel();
  expect(await heard).toEqual({ exit: 0, log: expect.stringContaining('The comment was answered.') });
  await running.post();
  expect(exit).not.toBe(0);
  expect(s.check(head)).toMatchObject({
    status: 'completed',
    conclusion: 'failure',
    title:
      'Could not verify: carol cancelled the rehearsal, so nothing is known about these migrations. Comment /migrate rerun, which begins a new one',
  });
  expect(s.ours()).toEqual([
    expect.stringContaining('carol cancelled the rehearsal'),
    expect.stringMatching(/^<!-- migration-rehearsal:reply [^\n]+\nThe rehearsal was stopped; its check stays red\.$/),
  ]);
  await until(() => s.left().processes.length === 0);
  expect(s.left()).toEqual(nothingLeft);

  await s.say('ada', '/migrate rerun');
  expect(s.check(head)).toMatchObject({
    status: 'completed',
    conclusion: 'success',
    externalId: expect.stringMatching(/^[0-9a-f]{64}:503\.1$/),
  });
  expect(s.ours()[0]).not.toContain('cancelled');
  expect(s.left()).toEqual(nothingLeft);
}, 300_000);

test('a run that hangs when it is cancelled is killed: the same, by its last step', async () => {
  await using s = await story();
  const head = s.push(lastingUntil(Date.now() + 600_000));
  using running = s.rehearsal(head, { NODE_OPTIONS: `--import=${hung}` });
  const main = running.begin();
  await until(() => main.log().includes('volume: '));
  const heard = s.say('carol', '/migrate cancel');
  await until(() => s.state.runs.get(running.run)?.conclusion === 'cancelled');
  expect((await main.cancel()).exit).toBeNull();
  await heard;
  expect((await running.post()).log).toBe('::warning::The run was stopped; its check says by whom.\n');
  expect(s.check(head)).toMatchObject({
    status: 'completed',
    conclusion: 'failure',
    title: expect.stringContaining('carol cancelled the rehearsal'),
  });
  await until(() => s.left().processes.length === 0);
}, 300_000);

test.each([
  ['ends in order', {}],
  ['hangs and is killed', { NODE_OPTIONS: `--import=${hung}` }],
])(
  'a newer push takes the place of a rehearsal, which %s: its commit is red and says so',
  async (_, env) => {
    await using s = await story();
    const older = s.push(lastingUntil(Date.now() + 600_000));
    using running = s.rehearsal(older, env);
    const main = running.begin();
    await until(() => main.log().includes('volume: '));
    // GitHub begins the run of the newer commit only once this one has ended.
    const newer = s.push(harmless);
    await main.cancel();
    await running.post();
    expect(s.check(older)).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      title: expect.stringMatching(/^Could not verify: .*a newer commit took its place/),
    });
    expect(s.ours()).toEqual([]);
    await until(() => s.left().processes.length === 0);
    using next = s.rehearsal(newer);
    expect((await next.main()).exit).toBe(0);
    await next.post();
    expect(s.check(newer)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(s.left()).toEqual(nothingLeft);
  },
  300_000,
);
