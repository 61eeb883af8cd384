import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { Client } from '../../src/github/client.ts';
import { connect } from '../../src/github/client.ts';

// The edge itself: what leaves this machine, to which address, and how often. Everything further in meets the fake.
const host = 'https://api.github.com';
const shop = { owner: 'acme', repo: 'shop' };
const waits: number[] = [];

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  waits.length = 0;
  expect(left).toEqual([]);
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const client = (apiUrl = host): Client =>
  connect({ token: 'a-token', apiUrl, sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)) });

const readPull = (from = client()) => from.rest.pulls.get({ ...shop, pull_number: 7 });
const writeComment = () => client().rest.issues.createComment({ ...shop, issue_number: 7, body: 'Hello' });
const editComment = () => client().rest.issues.updateComment({ ...shop, comment_id: 1, body: 'Hello' });
const whoAmI = (from = client()) => from.graphql('query { viewer { login } }');

const pull = '/repos/acme/shop/pulls/7';
const comments = '/repos/acme/shop/issues/7/comments';
const comment = '/repos/acme/shop/issues/comments/1';
const check = '/repos/acme/shop/check-runs/1';
const viewer = { data: { viewer: { login: 'github-actions[bot]' } } };

describe('addresses', () => {
  test('on github.com requests go to api.github.com, with the token', async () => {
    nock(host, { reqheaders: { authorization: 'token a-token' } })
      .get(pull)
      .reply(200, { number: 7 })
      .post('/graphql')
      .reply(200, viewer);
    await readPull();
    await expect(whoAmI()).resolves.toEqual(viewer.data);
  });

  test('on a GitHub Enterprise server to /api/v3, and GraphQL beside it at /api/graphql', async () => {
    nock('https://github.acme.test').get(`/api/v3${pull}`).reply(200, { number: 7 });
    nock('https://github.acme.test').post('/api/graphql').reply(200, viewer);
    const enterprise = client('https://github.acme.test/api/v3');
    await readPull(enterprise);
    await expect(whoAmI(enterprise)).resolves.toEqual(viewer.data);
  });
});

describe('after an outage', () => {
  test('a read is sent again, after longer and longer pauses', async () => {
    nock(host).get(pull).times(3).reply(502).get(pull).reply(200, { number: 7 });
    await readPull();
    expect(waits).toEqual([500, 2000, 5000]);
  });

  test('but not for ever', async () => {
    nock(host).get(pull).times(4).reply(503);
    await expect(readPull()).rejects.toMatchObject({ status: 503 });
    expect(waits).toEqual([500, 2000, 5000]);
  });

  test('a broken connection is an outage too', async () => {
    nock(host).get(pull).replyWithError('socket hang up').get(pull).reply(200, { number: 7 });
    await readPull();
    expect(waits).toEqual([500]);
  });

  test('an edit is sent again: twice the same edit is one edit', async () => {
    nock(host).patch(comment).reply(500).patch(comment).reply(200, { id: 1 });
    await editComment();
    expect(waits).toEqual([500]);
  });

  test.each([500, 502, 503])('a create is never repeated on a %i: it may have been done', async (status) => {
    nock(host).post(comments).reply(status);
    await expect(writeComment()).rejects.toMatchObject({ status });
    expect(waits).toEqual([]);
  });

  test('nor are annotations, which every update appends', async () => {
    nock(host).patch(check).reply(502);
    const annotations = [
      { path: 'a.sql', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' },
    ] as const;
    const output = { title: 't', summary: 's', annotations: [...annotations] };
    await expect(client().rest.checks.update({ ...shop, check_run_id: 1, output })).rejects.toMatchObject({
      status: 502,
    });
    expect(waits).toEqual([]);
  });

  test.each([
    ['github.com', host, '/graphql'],
    ['an Enterprise server', 'https://github.acme.test/api/v3', '/api/graphql'],
  ])('on %s a GraphQL query is a read, though it is sent by POST', async (_, apiUrl, path) => {
    nock(new URL(apiUrl).origin).post(path).reply(502).post(path).reply(200, viewer);
    await whoAmI(client(apiUrl));
    expect(waits).toEqual([500]);
  });

  test('a GraphQL mutation is a create', async () => {
    nock(host).post('/graphql').reply(502);
    const mutation = 'mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }';
    await expect(client().graphql(mutation)).rejects.toMatchObject({ status: 502 });
    expect(waits).toEqual([]);
  });
});

describe('turned away', () => {
  const limited = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };

  test('by a secondary rate limit we wait as long as GitHub asks; then even a create may be sent again', async () => {
    nock(host).post(comments).reply(403, limited, { 'retry-after': '7' }).post(comments).reply(201, { id: 1 });
    await writeComment();
    expect(waits).toEqual([7000]);
  });

  test('without a word of how long, for a minute; and never for longer than that', async () => {
    nock(host).get(pull).reply(403, limited).get(pull).reply(429, limited, { 'retry-after': '3600' });
    nock(host).get(pull).reply(200, { number: 7 });
    await readPull();
    expect(waits).toEqual([60_000, 60_000]);
  });

  test('a limit that stays is given up at the third try', async () => {
    nock(host).post(comments).times(3).reply(403, limited, { 'retry-after': '1' });
    await expect(writeComment()).rejects.toMatchObject({ status: 403 });
    expect(waits).toEqual([1000, 1000]);
  });

  test('the hourly limit is told by its header', async () => {
    nock(host).get(pull).reply(403, { message: 'API rate limit exceeded' }, { 'x-ratelimit-remaining': '0' });
    nock(host).get(pull).reply(200, { number: 7 });
    await readPull();
    expect(waits).toEqual([60_000]);
  });

  test.each([401, 403, 404, 422])('a %i is an answer, not an outage: it is not asked again', async (status) => {
    nock(host).get(pull).reply(status, { message: 'Resource not accessible by integration' });
    await expect(readPull()).rejects.toMatchObject({ status });
    expect(waits).toEqual([]);
  });
});
