import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fakeGitHub } from '../fake-github/server.ts';
import { bodyOf, nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { job, pullRequestEvent } from '../github/job.ts';
import { appId, eventually, installed, started } from './built-app.ts';
import { deliver, gateway } from './gateway.ts';

// An organisation's policy and a team's trial, as the built files hold to them: a merged migration was edited.
const dist = process.env['MIGRATION_REHEARSAL_DIST'] ?? 'dist';
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-policy-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = 'create table orders (id bigint primary key, email text);\n';
const edited = { 'migrations/0001_orders.sql': `${table}-- edited\ncreate table more (id int);\n` };

async function pullRequest(configuration: string) {
  const git = repository();
  const quick = 'rehearsal: { traffic: false, rollback: false, rerun: false }\nvolume: { rows: 10 }\n';
  const own = { '.github/migration-rehearsal.yml': `${configuration}${quick}` };
  const base = git.commit({ 'migrations/0001_orders.sql': table, ...own });
  const head = git.on('feature').commit(edited);
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests });
  github.state.roles.set('bob', 'write');
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', `file://${git.directory}`, workspace], { stdio: 'ignore' });
  const summaries: string[] = [];
  const step = async (
    given: readonly [event: string, payload: unknown],
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ) => {
    const [event, payload] = given;
    using one = job({ action: resolve(dist, 'action/index.js'), github, workspace, event, payload, inputs, env });
    const { exit } = await one.main();
    summaries.push(one.summary());
    return exit;
  };
  return {
    run: (inputs = {}, env = {}) => step(['pull_request', pullRequestEvent(base, head)], inputs, env),
    say: (body: string, inputs = {}, env = {}) => {
      const user = { login: 'bob', type: 'User' };
      const { id } = written(github.state, 'bob', body);
      const comment = { id, node_id: nodeOf({ id }), body, user };
      const issue = { number: 7, pull_request: {} };
      return step(['issue_comment', { action: 'created', issue, comment, sender: user }], inputs, env);
    },
    check: () => {
      const { conclusion, title } = [...github.state.checks.values()].at(-1) ?? {};
      return [conclusion, title?.split('. ')[0]];
    },
    comments: () => [...github.state.comments.values()].map(bodyOf),
    summaries,
    git,
    github,
    base,
    head,
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
    },
  };
}

/** A file that, loaded before the action, makes it begin at that instant. */
function clockAt(instant: string): string {
  const preload = join(folder, `clock-${Date.parse(instant)}.mjs`);
  const shift = `const start = Date.now(); const now = Date.now; Date.now = () => now() - start + ${Date.parse(instant)};`;
  writeFileSync(preload, shift);
  return `--import=${preload}`;
}

describe('the built Action', () => {
  test('in a trial is green, says what it would do and from when on, answers so, and is red from that day on', async () => {
    await using p = await pullRequest('mode: report\nenforce-from: 2027-03-08\napproval: { users: [bob] }\n');
    const [before, on] = ['2027-03-07T23:00:00Z', '2027-03-08T00:00:00Z'].map((at) => ({ NODE_OPTIONS: clockAt(at) }));
    expect(await p.run({}, before)).toBe(0);
    expect(p.check()).toEqual(['success', 'Report only: would need approval from 2027-03-08 on']);
    const note =
      '**Report only** until 2027-03-08: the check is green. From that day on it would wait for an approval.';
    expect([p.comments()[0], p.summaries[0]].map((page) => page?.split('\n\n')[2])).toEqual([note, note]);
    await p.say('/migrate status', {}, before);
    expect(p.comments().at(-1)).toContain('Report only until 2027-03-08: the check holds nobody up');
    expect(await p.run({}, on)).toBe(0);
    expect(p.check()).toEqual(['failure', expect.stringMatching(/^Needs approval: /)]);
    expect([p.comments()[0], p.summaries.at(-1)].join()).not.toContain('Report only');
    await p.say('/migrate approve', {}, on);
    expect(p.check()).toEqual(['success', expect.stringMatching(/^Approved: /)]);
  }, 240_000);

  test('under a policy that locks the mode heeds neither an input nor a configuration that report', async () => {
    const env = { MIGRATION_POLICY: 'locked: { mode: enforce }\n' };
    const policy = 'env:MIGRATION_POLICY';
    await using byInput = await pullRequest('approval: { users: [bob] }\n');
    expect(await byInput.run({ policy, mode: 'report' }, env)).toBe(1);
    expect(byInput.check()).toEqual([
      'failure',
      'Could not verify: The input mode is looser than env:MIGRATION_POLICY allows, which locks it at enforce',
    ]);
    await using byFile = await pullRequest('mode: report\n');
    expect(await byFile.run({ policy }, env)).toBe(1);
    expect(byFile.check()[0]).toBe('failure');
  }, 240_000);

  test('without the policy that it was told of looks at nothing', async () => {
    await using p = await pullRequest('mode: report\n');
    expect(await p.run({ policy: 'env:MIGRATION_POLICY' })).toBe(1);
    expect(p.check()).toEqual([
      'failure',
      'Could not verify: The policy env:MIGRATION_POLICY is empty here, or not there at all; weaker rules could hold without it, so nothing is looked at',
    ]);
  }, 240_000);
});

describe('the built App', () => {
  test('holds every repository to the policy of its operator', async () => {
    await using p = await pullRequest('mode: report\n');
    p.git.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const { github, git } = p;
    await using front = await gateway({ github, repository: git.directory, appId, pullRequest: () => ({}) });
    const server = await started(installed(mkdtempSync(join(folder, 'app-'))), front, {
      ...{ MIGRATION_REHEARSAL_POLICY: 'env:ORGANISATION', ORGANISATION: 'locked: { mode: enforce }\n' },
    });
    try {
      await deliver(server.url, {
        ...{ event: 'pull_request', delivery: 'd1', payload: pullRequestEvent(p.base, p.head) },
      });
      await eventually(
        () => [...github.state.checks.values()].find(({ status }) => status === 'completed'),
        server.log,
      );
      expect(p.check()).toEqual([
        'failure',
        'Could not verify: .github/migration-rehearsal.yml:1:7: mode is looser than MIGRATION_REHEARSAL_POLICY allows, which locks it at enforce',
      ]);
    } finally {
      await server.ended('SIGKILL');
    }
  }, 240_000);

  test('does not start without it', async () => {
    const env = { PATH: process.env['PATH'], MIGRATION_REHEARSAL_POLICY: 'env:ORGANISATION' };
    const child = spawn(process.execPath, [resolve(dist, 'app/index.js')], { env });
    const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(child.exitCode).toBe(2);
    expect(said).toContain('The policy MIGRATION_REHEARSAL_POLICY is empty here, or not there at all;');
  });
});

test.each(['cli', 'app'])('what nobody catches is told by the %s without its words', async (entry) => {
  const preload = join(folder, `crash-${entry}.mjs`);
  const thrown = "new Error('row (ada@example.com)\\n    at ada@example.com')";
  // As soon as it is ready for that, or when it had its time.
  const ready = `process.listenerCount('uncaughtException') > 0 || performance.now() > 5000`;
  writeFileSync(preload, `setInterval(() => (${ready}) && Promise.reject(${thrown}), 50);`);
  const env = { PATH: process.env['PATH'], NODE_OPTIONS: `--import=${preload}` };
  const child = spawn(process.execPath, [resolve(dist, `${entry}/index.js`), 'explain', 'drop-table'], { env });
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(child.exitCode).toBe(2);
  expect(said).toMatch(/crashed[^]*\n {4}at /);
  expect(said).not.toContain('ada@example.com');
});
