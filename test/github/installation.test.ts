import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import nock from 'nock';
import { parse } from 'yaml';
import { connect } from '../../src/github/client.ts';
import { appEvents, appPermissions, tokensFor } from '../../src/github/installation.ts';
import type { Leftover } from '../../src/github/leftovers.ts';
import { leftovers, leftoversOf } from '../../src/github/leftovers.ts';

const apiUrl = 'https://api.github.test';
const sleep = () => Promise.resolve();
const settings = { apiUrl, sleep, signIn: () => Promise.resolve('a.signed.word') };
const shop = { installation: 77, id: 4711, owner: 'acme', repo: 'shop' };

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
// What it catches it would catch in the next test file of this process, too.
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const mints = (body: object, status: number, answer: object) =>
  nock(apiUrl, { reqheaders: { authorization: 'bearer a.signed.word' } })
    .post('/app/installations/77/access_tokens', JSON.stringify(body))
    .reply(status, answer);

test('a token is for one repository, with what app.yml asks for and no more', async () => {
  mints({ repository_ids: [4711], permissions: appPermissions }, 201, { token: 'ghs_one' });
  const token = tokensFor(settings, shop, () => 0);
  expect([await token(), await token()]).toEqual(['ghs_one', 'ghs_one']);
});

test('an installation whose owner has not agreed to all of it yet gets a token for what was agreed to', async () => {
  mints({ repository_ids: [4711], permissions: appPermissions }, 422, { message: 'permissions not granted' });
  nock(apiUrl)
    .get('/app/installations/77')
    .reply(200, { permissions: { checks: 'write', contents: 'write', pull_requests: 'read', secrets: 'write' } });
  const permissions = { checks: 'write', contents: 'read', pull_requests: 'read' };
  mints({ repository_ids: [4711], permissions }, 201, { token: 'ghs_less' });
  expect(await tokensFor(settings, shop, () => 0)()).toBe('ghs_less');
});

test('a run that outlives its token goes on with a new one', async () => {
  let now = 0;
  const token = tokensFor(settings, shop, () => now);
  mints({ repository_ids: [4711], permissions: appPermissions }, 201, { token: 'ghs_one' });
  mints({ repository_ids: [4711], permissions: appPermissions }, 201, { token: 'ghs_two' });
  const client = connect({ apiUrl, sleep, token });
  for (const [minutes, expected] of [
    [49, 'ghs_one'],
    [51, 'ghs_two'],
  ] as const) {
    const asked = nock(apiUrl, { reqheaders: { authorization: `token ${expected}` } }).get('/repos/acme/shop');
    asked.reply(200, { full_name: 'acme/shop' });
    await client.rest.repos.get({ owner: 'acme', repo: 'shop' });
    now = minutes * 60_000 + 2 * 60_000;
  }
});

const head = (letter: string) => letter.repeat(40);
const check = (facts: object) => ({
  name: 'migration-rehearsal',
  app: { id: 12_345 },
  output: { title: null },
  ...facts,
});

test('what a killed server left is found: unfinished, stopped and missed checks, of open pull requests', async () => {
  const api = nock(apiUrl);
  api.get('/app/installations?per_page=100').reply(200, [
    { id: 76, suspended_at: '2026-01-01T00:00:00Z' },
    { id: 77, suspended_at: null },
  ]);
  mints({ permissions: { checks: 'read', metadata: 'read', pull_requests: 'read' } }, 201, { token: 'ghs_all' });
  const repositories = [
    { id: 4711, name: 'shop', owner: { login: 'acme' }, archived: false },
    { id: 4712, name: 'attic', owner: { login: 'acme' }, archived: true },
  ];
  api.get('/installation/repositories?per_page=100').reply(200, { total_count: 2, repositories });
  const touched = (number: number, letter: string, at: string) => ({
    number,
    head: { sha: head(letter) },
    updated_at: at,
  });
  api
    .get('/repos/acme/shop/pulls?state=open&sort=updated&direction=desc&per_page=50')
    .reply(200, [
      touched(1, 'a', '2026-05-04T00:00:00Z'),
      touched(2, 'b', '2026-05-04T00:00:00Z'),
      touched(3, 'c', '2026-05-04T00:00:00Z'),
      touched(4, 'd', '2026-05-04T00:00:00Z'),
      touched(5, 'e', '2026-04-01T00:00:00Z'),
    ]);
  const finds = (letter: string, runs: readonly object[]) =>
    api
      .get(`/repos/acme/shop/commits/${head(letter)}/check-runs?app_id=12345&filter=latest&per_page=100`)
      .reply(200, { total_count: runs.length, check_runs: runs });
  finds('a', [check({ status: 'completed' }), check({ name: 'migration-rehearsal (billing)', status: 'in_progress' })]);
  finds('b', [check({ status: 'completed', output: { title: 'Could not verify: the server stops' } })]);
  finds('c', [check({ name: 'build', status: 'in_progress' })]);
  finds('d', [check({ status: 'completed', output: { title: 'Nothing blocks' } })]);
  finds('e', []);
  const found: Leftover[] = [];
  const search = { appId: 12_345, stopped: 'the server stops', since: Date.parse('2026-05-03T00:00:00Z'), most: 50 };
  for await (const left of leftovers(settings, search)) found.push(left);
  expect(found).toEqual([
    { repository: shop, pullRequest: 1, why: 'unfinished' },
    { repository: shop, pullRequest: 2, why: 'stopped' },
    { repository: shop, pullRequest: 3, why: 'never-begun' },
  ]);
});

test('where the App has just been installed, those repositories alone are looked at', async () => {
  const api = nock(apiUrl);
  const permissions = { checks: 'read', metadata: 'read', pull_requests: 'read' };
  mints({ repository_ids: [4711], permissions }, 201, { token: 'ghs_some' });
  const repositories = [{ id: 4711, name: 'shop', owner: { login: 'acme' }, archived: false }];
  api.get('/installation/repositories?per_page=100').reply(200, { total_count: 1, repositories });
  api
    .get('/repos/acme/shop/pulls?state=open&sort=updated&direction=desc&per_page=20')
    .reply(200, [{ number: 1, head: { sha: head('a') }, updated_at: '2026-05-04T00:00:00Z' }]);
  api
    .get(`/repos/acme/shop/commits/${head('a')}/check-runs?app_id=12345&filter=latest&per_page=100`)
    .reply(200, { total_count: 0, check_runs: [] });
  const found: Leftover[] = [];
  const search = { appId: 12_345, stopped: 'the server stops', since: Date.parse('2026-05-03T00:00:00Z'), most: 20 };
  const where = { installation: 77, repositories: [4711] };
  for await (const left of leftoversOf(settings, where, search)) found.push(left);
  expect(found).toEqual([{ repository: shop, pullRequest: 1, why: 'never-begun' }]);
});

test('app.yml asks for what a token is asked for, and for the events that are understood', () => {
  const manifest = parse(readFileSync('app.yml', 'utf8')) as Readonly<Record<string, unknown>>;
  expect(manifest['default_permissions']).toEqual(appPermissions);
  expect(manifest['default_events']).toEqual(appEvents);
});
