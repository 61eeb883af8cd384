import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf, nodeOf, uploaded, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { job, pullRequestEvent } from '../github/job.ts';

// Rita's fork, seen through the built Action: her own run may only read, and the job beside it shows what it left.
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-fork-'));
const action = join(folder, 'dist/action/index.js');
const files = ['report.json', 'report.html', 'approvals.json'];

beforeAll(() => {
  execFileSync('npx', ['tsx', 'scripts/build.ts', '--into', join(folder, 'dist')], { stdio: 'ignore' });
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Left = Readonly<Record<string, Uint8Array>>;

async function fork(up: string) {
  const git = repository();
  const base = git.commit({
    'migrations/0001_orders.up.sql': 'create table orders (id bigint primary key, email text);\n',
    'migrations/0001_orders.down.sql': 'drop table orders;\n',
    '.github/migration-rehearsal.yml': 'approval: { users: [bob] }\nvolume: { rows: 1000 }\n',
  });
  const head = git.on('feature').commit({
    'migrations/0002_email.up.sql': up,
    'migrations/0002_email.down.sql': 'drop index orders_email;\n',
  });
  const pull = { number: 7, head: 'feature', base: 'main', author: 'rita', fork: 'rita/shop' };
  const github = await fakeGitHub({ repository: git.directory, pullRequests: [pull] });
  const { state } = github;
  state.roles.set('bob', 'write');
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', `file://${resolve(git.directory)}`, workspace], { stdio: 'ignore' });

  const run = async (event: string, payload: object, id: number): Promise<Left> => {
    const temp = mkdtempSync(join(folder, 'temp-'));
    const env = { GITHUB_RUN_ID: String(id), GITHUB_SERVER_URL: github.url, RUNNER_TEMP: temp };
    const place = event === 'pull_request' ? { workspace } : {};
    using started = job({ action, github, event, payload, env, ...place });
    await started.main();
    await started.post();
    return event === 'pull_request'
      ? Object.fromEntries(files.map((name) => [name, readFileSync(join(temp, 'migration-rehearsal', name))]))
      : {};
  };
  return {
    head,
    github,
    /** The run of the pull request, whose token may only read. */
    readOnly: async (): Promise<Left> => {
      state.runs.set(500, { id: 500, event: 'pull_request', head, by: 'rita' });
      state.readOnly = true;
      const left = await run('pull_request', pullRequestEvent(base, head, 'opened', 'rita/shop'), 500);
      state.readOnly = false;
      state.runs.set(500, { ...state.runs.get(500)!, conclusion: 'success' });
      return left;
    },
    /** The job that may write hears that the other has ended. */
    shows: async (left: Left): Promise<void> => {
      uploaded(state, { run: 500, name: 'migration-rehearsal', zip: zipSync(left) });
      const ended = { id: 500, event: 'pull_request', head_sha: head, head_repository: { full_name: 'rita/shop' } };
      const payload = { action: 'completed', repository: { full_name: 'acme/shop' }, workflow_run: ended };
      await run('workflow_run', payload, 501);
    },
    bobSays: async (body: string): Promise<void> => {
      const { id } = written(state, 'bob', body);
      const bob = { login: 'bob', type: 'User' };
      const comment = { id, node_id: nodeOf({ id }), body, user: bob };
      const issue = { number: 7, pull_request: {} };
      await run('issue_comment', { action: 'created', issue, comment, sender: bob }, id);
    },
    check: () => [...state.checks.values()].findLast((one) => one.head === head),
    report: () => [...state.comments.values()].map(bodyOf).find((body) => body.includes('migration-rehearsal:report')),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
      if (github.violations.length > 0) throw new Error(`not GitHub: ${github.violations.join('\n')}`);
    },
  };
}

const dangerous = 'create index orders_email on orders (email);\n';

test('a fork’s danger is rehearsed where nothing can be written, shown, rehearsed again, approved', async () => {
  await using story = await fork(dangerous);
  const left = await story.readOnly();
  expect(story.check()).toBeUndefined();
  expect(story.report()).toBeUndefined();

  await story.shows(left);
  expect(story.check()).toMatchObject({ name: 'migration-rehearsal', status: 'completed', conclusion: 'failure' });
  expect(story.report()).toContain('Measured by the pull request’s own run');

  await story.bobSays(`/migrate ok-to-test ${story.head}`);
  expect(story.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect(story.report()).not.toContain('Measured by the pull request’s own run');

  await story.bobSays('/migrate approve');
  expect(story.check()).toMatchObject({ status: 'completed', conclusion: 'success' });
}, 400_000);

test('what a stranger forges makes nothing green that reading finds dangerous', async () => {
  await using story = await fork(dangerous);
  const left = await story.readOnly();
  const report = JSON.parse(Buffer.from(left['report.json']!).toString()) as object;
  const forged = (more: object): Left => ({ ...left, 'report.json': strToU8(JSON.stringify({ ...report, ...more })) });
  const clean = { verdict: 'pass', because: 'All is well.', findings: [] };
  const waits =
    'Needs approval: Writes to public.orders wait until the index is built: CREATE INDEX holds a Share lock on it for the whole build';
  const untrue = 'Could not verify: The pull request’s own run';
  const claims: readonly (readonly [Left, title: string])[] = [
    [forged(clean), waits],
    [forged({ ...clean, verdict: 'approved' }), waits],
    [
      forged({ ...clean, digest: 'f'.repeat(64) }),
      `${untrue} rehearsed other migrations than those of its newest commit. Push again, so that a new run begins`,
    ],
    [
      { ...forged(clean), 'evil.sh': strToU8('rm -rf /') },
      `${untrue} could not be taken at its word: what it left is not what this Action writes. Read the log of that run, and start it again`,
    ],
  ];
  for (const [claim, title] of claims) {
    await story.shows(claim);
    expect(story.check()).toMatchObject({ status: 'completed', conclusion: 'failure', title });
    expect(story.report()).not.toContain('All is well.');
  }
}, 400_000);
