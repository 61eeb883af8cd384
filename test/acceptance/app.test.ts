import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha } from '../../src/domain/pull-request.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import type { CheckRun, PullRequest } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { appId, eventually, installed, started as startedApp } from './built-app.ts';
import { deliver, gateway } from './gateway.ts';

// What an operator runs: the built files, without node_modules beside them, over a real Postgres.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-app-'));
let app = '';

const cleaning: (() => Promise<unknown>)[] = [];
beforeAll(() => {
  app = installed(folder);
});
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = 'create table orders (id bigint primary key, email text);\n';
const fewRows = {
  '.github/migration-rehearsal.yml': 'volume: { rows: 100 }\nrehearsal: { traffic: false, rerun: false }\n',
};
const harmless = { 'migrations/0002_note.sql': "set lock_timeout = '5s';\nalter table orders add column note text;\n" };
const slow = { 'migrations/0002_slow.sql': 'select pg_sleep(30);\n' };

type Files = Readonly<Record<string, string | undefined>>;

/** acme/shop with the App installed, and pull request 7. */
async function scene(files: Files) {
  const git = repository();
  git.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const base = git.commit({ 'migrations/0001_orders.sql': table, ...fewRows });
  let head = git.on('topic').commit(files);
  const pullRequests = [{ number: 7, head: 'topic', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, self: 'migration-rehearsal[bot]' });
  // Its checks begin before any server that is started here.
  github.state.now = Date.now() - 60 * 60_000;
  const repo = { full_name: 'acme/shop', private: true };
  const pullRequest = () => ({
    state: 'open',
    base: { ref: 'main', sha: base, repo },
    head: { ref: 'topic', sha: head, repo },
  });
  const front = await gateway({ github, repository: git.directory, appId, pullRequest });
  cleaning.push(async () => {
    await front[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
    git[Symbol.dispose]();
  });
  const push = (to: string, delivery: string, at: Sha = head) =>
    deliver(to, {
      event: 'pull_request',
      delivery,
      payload: { action: 'synchronize', pull_request: { number: 7, ...pullRequest(), head: { sha: at, repo } } },
    });
  const commit = (some: Files): Sha => (head = git.commit(some));
  const checks = () => [...github.state.checks.values()];
  /** As GitHub tells it of something that just happened to the pull request. */
  const touch = (facts: Partial<PullRequest> = {}): void => {
    github.state.pullRequests.set(7, { ...pullRequests[0]!, updatedAt: new Date().toISOString(), ...facts });
  };
  return { git, base, github, front, push, commit, checks, touch, head: () => head };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The built App as a process of its own, which does not outlive the test. */
async function started({ front }: Pick<Scene, 'front'>) {
  const server = await startedApp(app, front);
  cleaning.push(() => server.ended('SIGKILL'));
  return server;
}

const ends = ({ head, status, conclusion, title }: CheckRun) => [head, status, conclusion, title];

describe('the built App', () => {
  test('is told what is missing, and where it is to be had', async () => {
    const child = spawn(process.execPath, [app], { env: { PATH: process.env['PATH'] } });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(child.exitCode).toBe(2);
    expect(said.split('\n').map((line) => line.split('.')[0])).toEqual([
      'APP_ID is not set',
      'Neither PRIVATE_KEY nor PRIVATE_KEY_PATH is set',
      'Neither WEBHOOK_SECRET nor WEBHOOK_SECRET_PATH is set: anybody could send this server events',
      '',
    ]);
  });

  test('rehearses what a signed webhook tells of, once, with a token for that repository alone', async () => {
    const s = await scene(harmless);
    const server = await started(s);
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('alive\n');
    expect(await deliver(server.url, { event: 'pull_request', delivery: 'd0', payload: {} }, 'guessed')).toBe(400);
    const begun = Date.now();
    expect(await s.push(server.url, 'd1')).toBe(200);
    expect(Date.now() - begun).toBeLessThan(1_000);
    await eventually(() => s.checks().find(({ status }) => status === 'completed'), server.log);
    expect(await s.push(server.url, 'd1')).toBe(200);
    await eventually(() => server.log().includes('This delivery is known') || undefined, server.log);
    expect(s.checks().map(ends)).toEqual([
      [s.head(), 'completed', 'success', expect.stringMatching(/^2 statements ran/)],
    ]);
    expect(s.front.tokens).toContainEqual({
      repository_ids: [4711],
      permissions: {
        checks: 'write',
        contents: 'read',
        issues: 'write',
        members: 'read',
        merge_queues: 'read',
        metadata: 'read',
        pull_requests: 'write',
      },
    });
    expect(s.front.completed).toContainEqual(
      expect.objectContaining({
        conclusion: 'success',
        actions: [
          { label: 'Re-run', description: 'Rehearse the newest commit again', identifier: 'rerun' },
          { label: 'Explain', description: 'What the worst finding means here', identifier: 'explain' },
        ],
      }),
    );
    expect(s.front.strangers).toEqual([]);
    expect(s.github.violations).toEqual([]);
    expect(server.log()).not.toMatch(/BEGIN RSA|a long random word|ghs_\d|create table|synchronize/);
    expect(await server.ended('SIGTERM')).toBe(0);
  });

  test('after twenty pushes in a row finishes one rehearsal, that of the newest', async () => {
    const s = await scene(slow);
    const server = await started(s);
    for (let count = 1; count < 20; count++) {
      await s.push(server.url, `d${count}`);
      s.commit(count === 19 ? { ...harmless, 'migrations/0002_slow.sql': undefined } : { 'README.md': `${count}` });
    }
    await s.push(server.url, 'd20');
    const newest = await eventually(
      () => s.checks().find(({ head, status }) => head === s.head() && status === 'completed'),
      server.log,
    );
    expect(newest.conclusion).toBe('success');
    expect(s.checks().filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(s.checks().filter(({ conclusion }) => conclusion === 'success')).toHaveLength(1);
    expect(s.github.calls.filter((call) => call.startsWith('POST') && call.endsWith('/comments')).length).toBeLessThan(
      2,
    );
    await server.ended('SIGTERM');
  });

  test('told to stop in the middle of a rehearsal, ends within seconds and leaves a red check that says so', async () => {
    const s = await scene(slow);
    const server = await started(s);
    await s.push(server.url, 'd1');
    await eventually(() => s.checks()[0], server.log);
    const told = Date.now();
    expect(await server.ended('SIGTERM')).toBe(0);
    expect(Date.now() - told).toBeLessThan(15_000);
    expect(s.checks().map(ends)).toEqual([
      [s.head(), 'completed', 'failure', expect.stringContaining('The rehearsal was stopped: the server stops')],
    ]);
  });

  test('killed in the middle and started again, rehearses what it left, and ends what nobody wants any more', async () => {
    const s = await scene(slow);
    const first = await started(s);
    await s.push(first.url, 'd1');
    await eventually(() => s.checks()[0], first.log);
    const overtaken = s.head();
    await first.ended('SIGKILL');
    expect(s.checks().map(({ status }) => status)).toEqual(['in_progress']);
    // While nobody heard it, the author pushed by force.
    s.git.git('update-ref', 'refs/heads/topic', s.base);
    s.commit(harmless);
    s.touch({ replaced: [overtaken] });
    const second = await started(s);
    await eventually(() => s.checks().find(({ conclusion }) => conclusion === 'success'), second.log);
    await eventually(() => s.checks().every(({ status }) => status === 'completed') || undefined, second.log);
    expect(s.checks().map(ends)).toEqual([
      [overtaken, 'completed', 'failure', 'Could not verify: the run stopped before it ended'],
      [s.head(), 'completed', 'success', expect.stringMatching(/^2 statements ran/)],
    ]);
    await second.ended('SIGTERM');
  });

  test('killed while a merge queue waited for it, rehearses the group again', async () => {
    const s = await scene({ ...slow, ...harmless });
    const first = await started(s);
    const group = s.git.on('main').on('gh-readonly-queue/main/pr-7').merge('topic');
    const merge_group = {
      base_sha: s.base,
      base_ref: 'refs/heads/main',
      head_sha: group,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${s.base}`,
    };
    const event = { event: 'merge_group', delivery: 'd1', payload: { action: 'checks_requested', merge_group } };
    expect(await deliver(first.url, event)).toBe(200);
    await eventually(() => s.checks()[0], first.log);
    await first.ended('SIGKILL');
    s.touch({ queued: { base: s.base, head: group }, updatedAt: '2020-01-01T00:00:00Z' });
    const second = await started(s);
    const again = await eventually(() => (s.checks()[0]?.conclusion ? s.checks()[1] : undefined), second.log);
    expect(s.checks().map(ends)).toEqual([
      [group, 'completed', 'cancelled', 'A newer run took over'],
      [group, 'in_progress', null, 'Rehearsing the migrations'],
    ]);
    expect(second.log()).toContain(`"place":"acme/shop@${group}","why":"unfinished"`);
    await second.ended('SIGTERM');
    expect(s.checks().find(({ id }) => id === again.id)).toMatchObject({ head: group, conclusion: 'failure' });
  });

  test('installed in one more repository, rehearses what is open there', async () => {
    const s = await scene(harmless);
    const server = await started(s);
    s.touch();
    const payload = { action: 'added', repositories_added: [{ id: 4711 }], repository: undefined };
    expect(await deliver(server.url, { event: 'installation_repositories', delivery: 'd1', payload })).toBe(200);
    await eventually(() => s.checks().find(({ status }) => status === 'completed'), server.log);
    expect(s.checks().map(({ head, conclusion }) => [head, conclusion])).toEqual([[s.head(), 'success']]);
    expect(s.front.tokens).toContainEqual({
      repository_ids: [4711],
      permissions: {
        checks: 'read',
        contents: 'read',
        merge_queues: 'read',
        metadata: 'read',
        pull_requests: 'read',
      },
    });
    expect(await server.ended('SIGTERM')).toBe(0);
  });
});
