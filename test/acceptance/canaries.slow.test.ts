import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fakeGitHub } from '../fake-github/server.ts';
import { nodeOf, written } from '../fake-github/state.ts';
import { repository } from '../git/repository.ts';
import { startProduction } from '../flows/production.ts';
import { job, pullRequestEvent } from '../github/job.ts';
import { appId, eventually, installed, started } from './built-app.ts';
import { deliver, gateway } from './gateway.ts';
import { listener } from './listener.ts';

/**
 * Everything in the environment of the built Action holds a canary, and everything goes wrong in turn, with the runner's
 * debug log on: none of it is in a byte that leaves, in a file that is uploaded, or in the log.
 */
const dist = process.env['MIGRATION_REHEARSAL_DIST'] ?? 'dist';
const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-canaries-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const table = 'create table orders (id bigint primary key, email text);\n';
const dangerous = 'create index orders_email on orders (email);\n';
const policy = '# canary-policy\nvolume: { rows: 10 }\nnotify: { webhooks: ["env:CHAT_WEBHOOK"] }\n';

interface Case {
  readonly configuration?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What a member comments after the run. */
  readonly comment?: string;
}

/** All that a run of the built Action let out, but the orders to mask. */
async function letOut({ configuration = '', inputs = {}, env = {}, comment }: Case) {
  using git = repository();
  const own = `approval: { users: [bob] }\nrehearsal: { traffic: false, rollback: false, rerun: false }\n${configuration}`;
  const base = git.commit({ 'migrations/0001_orders.sql': table, '.github/migration-rehearsal.yml': own });
  const head = git.on('feature').commit({ 'migrations/0002_email.sql': dangerous });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  await using github = await fakeGitHub({ repository: git.directory, pullRequests });
  github.state.roles.set('bob', 'write');
  await using front = await listener(github.url);
  await using chat = await listener();
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  execFileSync('git', ['clone', '--quiet', `file://${git.directory}`, workspace], { stdio: 'ignore' });
  const logs: string[] = [];
  const left: string[] = [];
  const run = async (event: string, payload: unknown) => {
    using step = job({
      ...{ action: resolve(dist, 'action/index.js'), github: { ...github, url: front.url }, workspace, event, payload },
      inputs: { policy: 'env:MIGRATION_POLICY', ...inputs },
      env: {
        ...{ RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true', GITHUB_SERVER_URL: front.url },
        ...{ ACTIONS_RUNTIME_TOKEN: 'canary-runtime', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-identity' },
        ...{ AWS_SECRET_ACCESS_KEY: 'canary-cloud', TEAM_SECRET: 'canary-team', PGPASSWORD: 'canary-pgpassword' },
        ...{ CHAT_WEBHOOK: `${chat.url}/canary-hook`, MIGRATION_POLICY: policy },
        ...env,
      },
    });
    const main = await step.main();
    const post = await step.post();
    logs.push(main.log, post.log);
    const files = step.outputs()['report-path'];
    const written = files === undefined ? join(folder, 'none') : join(files, '..');
    left.push(step.summary(), JSON.stringify(step.outputs()));
    left.push(
      ...(existsSync(written) ? readdirSync(written) : []).map((name) => readFileSync(join(written, name), 'utf8')),
    );
  };
  await run('pull_request', pullRequestEvent(base, head));
  if (comment !== undefined) {
    const { id } = written(github.state, 'bob', comment);
    await run('issue_comment', {
      action: 'created',
      issue: { number: 7, pull_request: {} },
      comment: { id, node_id: nodeOf({ id }), body: comment, user: { login: 'bob', type: 'User' } },
      sender: { login: 'bob', type: 'User' },
    });
  }
  const log = logs
    .join('\n')
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  const masked = logs.join('\n').includes(`::add-mask::${chat.url}/canary-hook\n`);
  const titles = [...github.state.checks.values()].map(({ title }) => title ?? '');
  const said = [...github.state.comments.values()].map(({ history }) => history.at(-1) ?? '').join('\n');
  return {
    out: [...front.heard, ...chat.heard, ...left, log].join('\n'),
    log,
    titles,
    said,
    masked,
    told: chat.heard.length,
  };
}

const leaks = (out: string): readonly string[] =>
  [...out.matchAll(/.{0,60}(?:canary|a-token).{0,40}/gi)].map(([found]) => found);

const onNamed = 'postgres: { provider: url, url-env: DATABASE_URL, disposable: true }\n';
const address = (at: string) => `postgres://canary-user:canary%2Fpass%40word@${at}/canary-base`;

describe('nothing of the environment leaves', () => {
  test.each<[string, Case, RegExp]>([
    [
      'a server whose name is not known',
      { configuration: onNamed, env: { DATABASE_URL: address('canary-host.invalid:5432') } },
      /^Could not verify: The server at the address in DATABASE_URL cannot be used: its host name /,
    ],
    [
      'a server that nobody is at',
      { configuration: onNamed, env: { DATABASE_URL: address('127.0.0.1:1') } },
      /^Could not verify: The server at the address in DATABASE_URL cannot be used: nobody listens there/,
    ],
    [
      'an address that is none',
      { configuration: onNamed, env: { DATABASE_URL: 'host=canary-host password=canary-pass' } },
      /^Could not verify: The environment variable DATABASE_URL holds no address that can be read/,
    ],
    [
      'a command that makes no database and prints its environment',
      {
        configuration:
          'postgres: { provider: url, disposable: true, create: "env; env >&2; exit 3", destroy: "env; env >&2" }\n',
      },
      /^Could not verify: The command of postgres.create ended with status 3/,
    ],
    ['a policy that is no policy', { env: { MIGRATION_POLICY: 'mode: |canary\n b\n' } }, /This is not valid YAML/],
    [
      'a policy with a wrong value',
      { env: { MIGRATION_POLICY: 'mode: canary\n' } },
      /^Could not verify: env:MIGRATION_POLICY:1:7: mode must be one of enforce, report/,
    ],
    [
      'a repository that loosens what a policy locks',
      {
        configuration: 'notify: { webhooks: [] }\n',
        env: { MIGRATION_POLICY: 'locked: { notify: { webhooks: ["https://chat.example/canary"] } }\n' },
      },
      /notify.webhooks is looser than env:MIGRATION_POLICY allows, which locks it at something else/,
    ],
    [
      'a profile that is none',
      { inputs: { profile: 'env:PROFILE' }, env: { PROFILE: 'canary-profile' } },
      /^Could not verify: env:PROFILE is not a JSON object/,
    ],
    [
      'a snapshot that is not there',
      { configuration: 'volume: { snapshot: "env:SNAPSHOT" }\n', env: { SNAPSHOT: '/nowhere/canary.dump' } },
      /^Could not verify: /,
    ],
  ])(
    '%s',
    async (_, given, title) => {
      const { out, titles, log } = await letOut(given);
      expect([titles, log]).toEqual([[expect.stringMatching(title)], log]);
      expect(log).toContain('::error::');
      expect(leaks(out)).toEqual([]);
    },
    60_000,
  );

  test('a repository that cannot be fetched', async () => {
    const { out, titles } = await letOut({
      inputs: { 'working-directory': 'nowhere' },
      env: { GITHUB_SERVER_URL: 'http://127.0.0.1:1' },
    });
    expect(titles).toEqual([expect.stringMatching(/^Could not verify: /)]);
    expect(leaks(out)).toEqual([]);
  }, 240_000);

  test('a password that is wrong', async () => {
    const production = await startProduction(17);
    const url = production.address('owner').replace('open%20sesame', 'canary%20pass');
    const { out, titles } = await letOut({ configuration: onNamed, env: { DATABASE_URL: url } });
    await production.server.stop();
    expect(titles).toEqual([expect.stringMatching(/cannot be used: it does not take the password/)]);
    expect(leaks(out)).toEqual([]);
  }, 240_000);

  test('a command of the team’s that prints all it is given, and fails', async () => {
    const { out, titles } = await letOut({
      configuration: 'migrations: { tool: sql, command: "env; env >&2; cat /proc/self/environ; exit 3" }\n',
    });
    expect(titles).toEqual([expect.stringMatching(/command/)]);
    expect(leaks(out)).toEqual([]);
  }, 240_000);

  test('a webhook that fails, of an announcement after a green rehearsal', async () => {
    const { out, titles, said, masked, told } = await letOut({ comment: '/migrate notify' });
    expect(titles).toEqual([expect.stringMatching(/^Needs approval: /)]);
    expect({ told, masked }).toEqual({ told: 1, masked: true });
    expect(said).toContain('It answered 404');
    expect(leaks(out)).toEqual([]);
  }, 240_000);
});

/** The built App for one pull request, on a server whose operator lets repositories name commands and variables. */
async function toldByApp(configuration: string, env: Readonly<Record<string, string>>) {
  using git = repository();
  git.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const own = `rehearsal: { traffic: false, rollback: false, rerun: false }\nvolume: { rows: 10 }\n${configuration}`;
  const base = git.commit({ 'migrations/0001_orders.sql': table, '.github/migration-rehearsal.yml': own });
  const head = git.on('feature').commit({ 'migrations/0002_email.sql': dangerous });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  await using github = await fakeGitHub({ repository: git.directory, pullRequests, self: 'migration-rehearsal[bot]' });
  await using heard = await listener(github.url);
  const behind = { ...github, url: heard.url };
  await using front = await gateway({ github: behind, repository: git.directory, appId, pullRequest: () => ({}) });
  const server = await started(installed(mkdtempSync(join(folder, 'app-'))), front, {
    ...{ LOG_LEVEL: 'trace', MIGRATION_REHEARSAL_COMMANDS: 'allowed', WEBHOOK_SECRET: 'canary-webhook' },
    ...{ TEAM_SECRET: 'canary-team', AWS_SECRET_ACCESS_KEY: 'canary-cloud', ORGANISATION: policy },
    ...{ MIGRATION_REHEARSAL_POLICY: 'env:ORGANISATION' },
    ...env,
  });
  try {
    const event = { event: 'pull_request', delivery: 'd1', payload: pullRequestEvent(base, head) };
    await deliver(server.url, { ...event, payload: { ...event.payload, body: 'canary-body' } }, 'canary-guess');
    expect(await deliver(server.url, event, 'canary-webhook')).toBe(200);
    const check = await eventually(
      () => [...github.state.checks.values()].find(({ status }) => status === 'completed'),
      server.log,
    );
    await eventually(() => server.log().includes('"delivery":"d1"') || undefined, server.log);
    expect(await server.ended('SIGTERM')).toBe(0);
    return { title: check.title, log: server.log(), out: [...heard.heard, server.log()].join('\n') };
  } finally {
    await server.ended('SIGKILL');
  }
}

describe('nothing of its environment leaves the App', () => {
  test.each([
    [
      'a server that nobody is at',
      onNamed,
      { DATABASE_URL: address('127.0.0.1:1') },
      /^Could not verify: The server at the address in DATABASE_URL cannot be used: nobody listens there/,
    ],
    [
      'a command that makes no database and prints its environment',
      'postgres: { provider: url, disposable: true, create: "env; env >&2; exit 3", destroy: "env; env >&2" }\n',
      {},
      /^Could not verify: The command of postgres.create ended with status 3/,
    ],
    [
      'a repository that loosens what its operator locks',
      'notify: { webhooks: [] }\n',
      { ORGANISATION: 'locked: { notify: { webhooks: ["https://chat.example/canary"] } }\n' },
      /notify.webhooks is looser than MIGRATION_REHEARSAL_POLICY allows, which locks it at something else/,
    ],
  ])(
    '%s',
    async (_, configuration, env, title) => {
      const told = await toldByApp(configuration, env);
      expect(told.title).toMatch(title);
      expect(told.log).toContain('A webhook was turned away');
      expect(leaks(told.out.replaceAll(/ghs_\d+/g, 'canary-token'))).toEqual([]);
    },
    60_000,
  );
});
