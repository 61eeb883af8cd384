import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { TestRepository } from '../git/repository.ts';
import { job } from '../github/job.ts';
import type { Drive } from './life.ts';
import { deployed, life, livesThrough } from './life.ts';

// The built Action, as the runner starts it, once for every event; objects over git's own protocol, a real Postgres.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-life-'));
const action = join(folder, 'dist/action/index.js');

beforeAll(() => {
  execFileSync('npx', ['tsx', 'scripts/build.ts', '--into', join(folder, 'dist')], { stdio: 'ignore' });
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A job for every event; those that comments begin have nothing checked out. */
function asAction(github: FakeGitHub, git: TestRepository): Promise<Drive> {
  let runs = 500;
  return Promise.resolve({
    deliver: async (event, payload) => {
      const workspace = mkdtempSync(join(folder, 'workspace-'));
      if (event !== 'issue_comment') {
        execFileSync('git', ['clone', '--quiet', `file://${resolve(git.directory)}`, workspace], { stdio: 'ignore' });
      }
      const env = { GITHUB_RUN_ID: String((runs += 1)), GITHUB_SERVER_URL: github.url };
      using started = job({ action, github, workspace, event, payload, env });
      const { exit, log } = await started.main();
      await started.post();
      expect({ exit, log: exit === 0 ? '' : log }).toEqual({ exit: 0, log: '' });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
}

test('a danger is opened, refused to its author, approved, carried over, queued, changed, mended', async () => {
  await using story = await life(asAction);
  await livesThrough(story, 'failure');
}, 400_000);

test('an approval whose comment is edited counts no more', async () => {
  await using story = await life(asAction);
  const head = await story.push({
    'migrations/0002_email.up.sql': 'create index orders_email on orders (email);\n',
    'migrations/0002_email.down.sql': 'drop index orders_email;\n',
  });
  const comment = await story.say('bob', '/migrate approve');
  expect(story.check(head)?.conclusion).toBe('success');
  await story.edit(comment, 'Never mind.');
  expect(story.check(head)?.conclusion).toBe('failure');
}, 400_000);

test('what was announced is deployed after the merge: whoever watches it is reminded once, and its end is recorded', async () => {
  await using story = await life(asAction);
  await deployed(story);
}, 400_000);
