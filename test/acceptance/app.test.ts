import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Files } from './app-scene.ts';
import { ends, harmless, scene as shop, slow } from './app-scene.ts';
import { eventually, installed, started as startedApp } from './built-app.ts';
import { deliver } from './gateway.ts';

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

/** acme/shop, which goes with the test. */
async function scene(files: Files) {
  const made = await shop(files);
  cleaning.push(() => made[Symbol.asyncDispose]());
  return made;
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** The built App as a process of its own, which does not outlive the test. */
async function started({ front }: Pick<Scene, 'front'>) {
  const server = await startedApp(app, front);
  cleaning.push(() => server.ended('SIGKILL'));
  return server;
}

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
