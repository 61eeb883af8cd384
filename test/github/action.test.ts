import { beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { inputNames, outputNames } from '../../src/github/inputs.ts';
import { job, mergeGroupEvent, pullRequestEvent } from './job.ts';
import { scene } from './scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-action-'));
const action = join(folder, 'action.mjs');

beforeAll(async () => {
  const banner = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __dirname = import.meta.dirname, __filename = import.meta.filename;`;
  copyFileSync('node_modules/libpg-query/wasm/libpg-query.wasm', join(folder, 'libpg-query.wasm'));
  await build({
    entryPoints: ['test/github/stand-in.ts'],
    outfile: action,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    banner: { js: banner },
    logLevel: 'error',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const base = 'b'.repeat(40);

describe('the job', () => {
  test('of a good pull request is green and hands over outputs, summary, check and comment', async () => {
    await using s = await scene();
    using j = job({ action, github: s.github, event: 'pull_request', payload: pullRequestEvent(base, s.head) });
    expect(await j.main()).toEqual({ exit: 0, log: '::add-mask::a-token\n::add-mask::hunter2\n' });
    expect(j.outputs()).toEqual({
      verdict: 'pass',
      digest: '9f3a61c07b2e'.padEnd(64, '0'),
      'report-path': expect.stringMatching(/\/temp\/migration-rehearsal\/report\.json$/),
      'html-path': expect.stringMatching(/\/temp\/migration-rehearsal\/report\.html$/),
    });
    const written = (name: string) =>
      JSON.parse(readFileSync(join(dirname(j.outputs()['report-path']!), name), 'utf8')) as object;
    expect(written('report.json')).toMatchObject({ schema: 1, verdict: 'pass' });
    expect(written('approvals.json')).toEqual({
      schema: 1,
      digest: '9f3a61c07b2e'.padEnd(64, '0'),
      verdict: 'pass',
      state: 'nothing-needed',
      approvals: [],
      void: [],
      missing: [],
    });
    expect(j.summary()).toMatch(/^## 🟢 /);
    expect(s.github.state.checks.get(1001)).toMatchObject({
      name: 'migration-rehearsal',
      head: s.head,
      conclusion: 'success',
      detailsUrl: 'https://github.test/acme/shop/actions/runs/500',
    });
    expect(s.comments()).toHaveLength(1);
    expect(await j.post()).toEqual({ exit: 0, log: '' });
  });

  test('stays green when the check is red, so that no red job outlives an approval', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    using j = job({ action, github: s.github, event: 'pull_request', payload, env: { STAND_IN: 'needs-approval' } });
    expect(await j.main()).toEqual({
      exit: 0,
      log: '::add-mask::a-token\n::add-mask::hunter2\nNeeds approval: because. The check says so; this job is green since it has been written.\n',
    });
    expect(s.github.state.checks.get(1001)?.conclusion).toBe('failure');
  });

  test('is red when nothing could be verified, and no name in its words is obeyed as a command', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    using j = job({ action, github: s.github, event: 'pull_request', payload, env: { STAND_IN: 'error' } });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).toContain('::error::No Postgres.%0A::set-env name=x::y Get one.\n');
    expect(log).not.toMatch(/^::set-env/m);
  });

  test.each(['crash', 'crash-unseen'])('is red after a %s, which tells where but not what', async (how) => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    using j = job({ action, github: s.github, event: 'pull_request', payload, env: { STAND_IN: how } });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).toContain('::error::Migration Rehearsal crashed; nothing is known about these migrations.');
    expect(log).toMatch(/^\s+at .*action\.mjs/m);
    expect(log).not.toContain('ada@example.com');
    await j.post();
    expect(s.github.state.checks.get(1001)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('is red after a crash while the configuration is read, and the commit still gets its check', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    const inputs = { id: 'billing' };
    using j = job({
      action,
      github: s.github,
      event: 'pull_request',
      payload,
      inputs,
      env: { STAND_IN: 'crash-early' },
    });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).toContain('::error::Migration Rehearsal crashed; nothing is known about these migrations.');
    expect(log).not.toContain('ada@example.com');
    expect(s.github.state.checks.get(1001)).toMatchObject({
      name: 'migration-rehearsal (billing)',
      status: 'completed',
      conclusion: 'failure',
    });
  });

  test('killed in the middle leaves its check to the post step, which completes it in red', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    using j = job({ action, github: s.github, event: 'pull_request', payload, env: { STAND_IN: 'hang' } });
    await j.mainKilled();
    expect(s.github.state.checks.get(1001)?.status).toBe('in_progress');
    const { exit, log } = await j.post();
    expect({ exit, log }).toEqual({
      exit: 0,
      log: '::warning::The run stopped before it ended; its check was completed in red.\n',
    });
    expect(s.github.state.checks.get(1001)).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      title: 'Could not verify: the run stopped before it ended',
    });
  });

  test('has nothing to do when only the description was edited', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head, 'edited');
    using j = job({ action, github: s.github, event: 'pull_request', payload });
    expect(await j.main()).toEqual({
      exit: 0,
      log: '::add-mask::a-token\nOnly the words of the pull request were edited; its migrations are the same.\n',
    });
    expect(s.github.calls).toEqual([]);
  });

  test('in a merge queue writes the check on the group’s commit, and no comment', async () => {
    await using s = await scene();
    const group = s.queue();
    const payload = mergeGroupEvent(base, group);
    using j = job({ action, github: s.github, event: 'merge_group', payload });
    expect((await j.main()).exit).toBe(0);
    expect(s.github.state.checks.get(1001)).toMatchObject({ head: group, conclusion: 'success' });
    expect(s.github.state.checks.size).toBe(1);
    expect(s.comments()).toEqual([]);
  });

  test('on pull_request_target does nothing, in red', async () => {
    await using s = await scene();
    const payload = pullRequestEvent(base, s.head);
    using j = job({ action, github: s.github, event: 'pull_request_target', payload });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).toContain('::error::On pull_request_target a stranger’s code would run');
    expect(s.github.calls).toEqual([]);
  });

  test('of a fork, whose token may only read, is red, says so, and keeps the report in its summary', async () => {
    await using s = await scene({ permissions: [] });
    const payload = pullRequestEvent(base, s.head, 'opened', 'grace/shop');
    using j = job({ action, github: s.github, event: 'pull_request', payload });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).toContain(
      '::error::GitHub did not let this token write the check, nor a commit status in its place (403).',
    );
    expect(log).toContain(
      '::warning::This pull request comes from a fork, or from Dependabot, whose workflows get a token that may only read: ' +
        'there is no check and no comment from this run, and the report is in its summary. The workflow fork-comment.yml ' +
        'of docs/github.md shows it on the pull request; instead, push the branch to this repository and open the pull ' +
        'request from there.\n',
    );
    expect(j.summary()).toMatch(/^## 🟢 /);
    expect(j.outputs()['verdict']).toBe('pass');
  });

  test('with a read-only token and no fork blames no fork', async () => {
    await using s = await scene({ permissions: [] });
    using j = job({ action, github: s.github, event: 'pull_request', payload: pullRequestEvent(base, s.head) });
    const { exit, log } = await j.main();
    expect(exit).toBe(1);
    expect(log).not.toContain('comes from a fork');
  });
});

test('action.yml declares exactly the inputs that are read and the outputs that are written', () => {
  const declared = parse(readFileSync('action.yml', 'utf8')) as { inputs: object; outputs: object; runs: object };
  expect(Object.keys(declared.inputs)).toEqual([...inputNames]);
  expect(Object.keys(declared.outputs)).toEqual([...outputNames]);
  expect(declared.runs).toEqual({ using: 'node24', main: 'dist/action/index.js', post: 'dist/action/index.js' });
});
