import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import nock from 'nock';
import { parse } from 'yaml';
import { connect } from '../../src/github/client.ts';
import { appEvents, appPermissions, tokensFor } from '../../src/github/installation.ts';

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

test('app.yml asks for what a token is asked for, and for the events that are understood', () => {
  const manifest = parse(readFileSync('app.yml', 'utf8')) as Readonly<Record<string, unknown>>;
  expect(manifest['default_permissions']).toEqual(appPermissions);
  expect(manifest['default_events']).toEqual(appEvents);
});

test('the address that makes an App fills in what app.yml asks for, and no more', () => {
  const [, address = ''] = /(https:\/\/github\.com\/organizations\S+)/.exec(readFileSync('docs/app.md', 'utf8')) ?? [];
  const { searchParams } = new URL(address);
  expect(searchParams.getAll('events[]')).toEqual(appEvents);
  searchParams.delete('events[]');
  expect(Object.fromEntries(searchParams)).toEqual({
    ...appPermissions,
    url: 'https://github.com/migration-rehearsal/migration-rehearsal',
    public: 'false',
    webhook_active: 'true',
    webhook_url: 'https://YOUR-HOST/api/github/webhooks',
  });
});
