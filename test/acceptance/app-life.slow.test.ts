import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { TestRepository } from '../git/repository.ts';
import { appId, eventually, installed, started } from './built-app.ts';
import { deliver, gateway } from './gateway.ts';
import type { Drive } from './life.ts';
import { deployed, life, livesThrough } from './life.ts';

// The built App as one process for all events; signed webhooks, objects over git's own protocol, a real Postgres.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-app-life-'));
let app = '';

beforeAll(() => {
  app = installed(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** One server, which is told of everything; an event is seen through once the server has written its line about it. */
async function asApp(github: FakeGitHub, git: TestRepository): Promise<Drive> {
  git.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const front = await gateway({ github, repository: git.directory, appId, pullRequest: () => ({}) });
  const server = await started(app, front);
  let deliveries = 0;
  return {
    deliver: async (event, payload) => {
      const delivery = `life-${(deliveries += 1)}`;
      expect(await deliver(server.url, { event, delivery, payload })).toBe(200);
      const line = await eventually(() => lineOf(server.log(), delivery), server.log, 120_000);
      expect(line).toMatchObject({ outcome: 'done' });
    },
    [Symbol.asyncDispose]: async () => {
      const exit = await server.ended('SIGTERM');
      await front[Symbol.asyncDispose]();
      const { strangers } = front;
      expect({ exit, strangers }).toEqual({ exit: 0, strangers: [] });
    },
  };
}

const lineOf = (log: string, delivery: string): unknown =>
  log
    .split('\n')
    .filter((line) => line.includes(`"delivery":"${delivery}"`))
    .map((line) => JSON.parse(line) as unknown)[0];

test('a danger is opened, refused to its author, approved, carried over, queued, changed, mended', async () => {
  await using story = await life(asApp);
  await livesThrough(story, 'action_required');
}, 400_000);

test('an approval whose comment is edited counts no more', async () => {
  await using story = await life(asApp);
  const head = await story.push({
    'migrations/0002_email.up.sql': 'create index orders_email on orders (email);\n',
    'migrations/0002_email.down.sql': 'drop index orders_email;\n',
  });
  const comment = await story.say('bob', '/migrate approve');
  expect(story.check(head)?.conclusion).toBe('success');
  await story.edit(comment, 'Never mind.');
  expect(story.check(head)?.conclusion).toBe('action_required');
}, 400_000);

test('what was announced is deployed after the merge: whoever watches it is reminded once, and its end is recorded', async () => {
  await using story = await life(asApp);
  await deployed(story);
}, 400_000);
