import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import nock from 'nock';
import { leftBehindQuery } from '../../src/github/left-behind.ts';
import type { Leftover } from '../../src/github/leftovers.ts';
import { leftovers, leftoversOf } from '../../src/github/leftovers.ts';

const apiUrl = 'https://api.github.test';
const settings = { apiUrl, sleep: () => Promise.resolve(), signIn: () => Promise.resolve('a.signed.word') };
const place = (repo: string, id = 4711, installation = 77) => ({ installation, id, owner: 'acme', repo });

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

const start = Date.parse('2026-05-06T00:00:00Z');
const passed: unknown[] = [];
const search = {
  appId: 12_345,
  stopped: 'the server stops',
  since: Date.parse('2026-05-03T00:00:00Z'),
  before: start,
  most: 50,
  passedOver: (where: object) => passed.push(where),
};
afterEach(() => {
  passed.length = 0;
});

const permissions = {
  checks: 'read',
  contents: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
};
const mints = (installation: number, status = 201, repositories?: readonly number[]) =>
  nock(apiUrl)
    .post(
      `/app/installations/${installation}/access_tokens`,
      JSON.stringify({ ...(repositories && { repository_ids: repositories }), permissions }),
    )
    .reply(status, status === 201 ? { token: `ghs_${installation}` } : { message: 'no' });
const installations = (...all: readonly { readonly id: number; readonly suspended_at?: string }[]) =>
  nock(apiUrl)
    .get('/app/installations?per_page=100')
    .reply(
      200,
      all.map((one) => ({ suspended_at: null, ...one })),
    );
const lists = (...names: readonly string[]) =>
  nock(apiUrl)
    .get('/installation/repositories?per_page=100')
    .reply(200, {
      total_count: names.length,
      repositories: names.map((name, index) => ({
        id: 4711 + index,
        name,
        owner: { login: 'acme' },
        archived: name === 'attic',
      })),
    });

interface Check {
  readonly name?: string;
  readonly status?: string;
  readonly title?: string;
  readonly startedAt?: string;
}
const commit = (letter: string, ...checks: readonly Check[]) => ({
  oid: letter.repeat(40),
  checkSuites: {
    nodes: [
      {
        checkRuns: {
          nodes: checks.map((one) => ({
            name: 'migration-rehearsal',
            status: 'COMPLETED',
            title: null,
            startedAt: '2026-05-04T00:00:00Z',
            ...one,
          })),
        },
      },
    ],
  },
});
type Commit = ReturnType<typeof commit>;

const pull = (number: number, commits: readonly Commit[], more: object = {}) => ({
  number,
  state: 'OPEN',
  updatedAt: '2026-05-04T00:00:00Z',
  baseRefName: 'main',
  headRefOid: commits.at(-1)?.oid,
  commits: { nodes: commits.map((one) => ({ commit: one })) },
  timelineItems: { nodes: [] },
  mergeQueueEntry: null,
  ...more,
});

interface Page {
  readonly open?: readonly object[];
  readonly closed?: readonly object[];
  readonly next?: string;
  readonly errors?: readonly object[];
}
/** What GitHub answers about one repository, and what it must have been asked. */
const holds = (repo: string, { open = [], closed, next, errors }: Page, asked: object = {}) =>
  nock(apiUrl)
    .post('/graphql', (body: { query: string; variables: object }) => {
      expect(body.query).toBe(leftBehindQuery);
      expect(body.variables).toMatchObject({ owner: 'acme', repo, app: 12_345, ...asked });
      return true;
    })
    .reply(200, {
      data: {
        repository: {
          open: { nodes: open, pageInfo: { hasNextPage: next !== undefined, endCursor: next ?? null } },
          ...(closed && { closed: { nodes: closed } }),
        },
      },
      ...(errors && { errors }),
    });

async function found(all: AsyncGenerator<Leftover>): Promise<readonly object[]> {
  const list: object[] = [];
  for await (const left of all) list.push(left);
  return list;
}
const again = (number: number, why: string, repository = place('shop')) => ({
  repository,
  why,
  trigger: { kind: 'asked-again', number },
});
const underWay = { status: 'IN_PROGRESS' };

test('what a killed server left is found: unfinished, stopped and missed checks, of open pull requests', async () => {
  installations({ id: 76, suspended_at: '2026-01-01T00:00:00Z' }, { id: 77 });
  mints(77);
  lists('shop', 'attic');
  holds('shop', {
    open: [
      pull(1, [commit('a', {}, { name: 'migration-rehearsal (billing)', ...underWay })]),
      pull(2, [commit('b', { title: 'Could not verify: the server stops' })]),
      pull(3, [commit('c', { name: 'build', ...underWay })]),
      pull(4, [commit('d', { title: 'Nothing blocks' })]),
      pull(5, [commit('e')], { updatedAt: '2026-04-01T00:00:00Z' }),
      // GitHub lists no more than 250 commits: nothing is known of the newest.
      pull(6, [commit('f')], { headRefOid: '1'.repeat(40) }),
    ],
  });
  expect(await found(leftovers(settings, search))).toEqual([
    again(1, 'unfinished'),
    again(2, 'stopped'),
    again(3, 'never-begun'),
  ]);
});

test('a check on an older commit only has to end, where no process of now is at it', async () => {
  installations({ id: 77 });
  mints(77);
  lists('shop');
  const forced = { timelineItems: { nodes: [{ beforeCommit: commit('c', underWay) }, { beforeCommit: null }] } };
  const atWork = { ...underWay, startedAt: '2026-05-06T00:00:01Z' };
  holds('shop', {
    open: [pull(1, [commit('a', underWay), commit('b', atWork), commit('d', {})], forced)],
    closed: [pull(2, [commit('e', {}), commit('f', underWay)], { state: 'MERGED' })],
  });
  const left = (pullRequest: number, letter: string) => ({
    repository: place('shop'),
    why: 'overtaken',
    pullRequest,
    check: { name: 'migration-rehearsal', head: letter.repeat(40) },
  });
  expect(await found(leftovers(settings, search))).toEqual([left(1, 'a'), left(1, 'c'), left(2, 'f')]);
});

test('a merge group is found while its queue waits for it', async () => {
  installations({ id: 77 });
  mints(77);
  lists('shop');
  const entry = (state: string, headCommit: Commit | null) => ({
    mergeQueueEntry: { state, baseCommit: { oid: '0'.repeat(40) }, headCommit },
  });
  const done = commit('d', {});
  const long = { updatedAt: '2026-01-01T00:00:00Z' };
  holds('shop', {
    open: [
      pull(1, [done], entry('AWAITING_CHECKS', commit('a', underWay))),
      pull(2, [done], { ...entry('AWAITING_CHECKS', commit('b')), ...long }),
      pull(3, [done], entry('AWAITING_CHECKS', commit('c', {}))),
      pull(4, [done], entry('QUEUED', null)),
    ],
  });
  const group = (number: number, letter: string, why: string) => ({
    repository: place('shop'),
    why,
    trigger: {
      kind: 'merge-group',
      base: '0'.repeat(40),
      baseRef: 'main',
      head: letter.repeat(40),
      queue: `refs/heads/gh-readonly-queue/main/pr-${number}`,
    },
  });
  expect(await found(leftovers(settings, search))).toEqual([group(1, 'a', 'unfinished'), group(2, 'b', 'never-begun')]);
});

test('a queue that may not be seen hides nothing else', async () => {
  installations({ id: 77 });
  mints(77);
  lists('shop');
  const errors = [{ type: 'FORBIDDEN', path: ['repository', 'open', 'nodes', 0, 'mergeQueueEntry'], message: 'no' }];
  holds('shop', { open: [pull(1, [commit('a', underWay)])], errors });
  expect(await found(leftovers(settings, search))).toEqual([again(1, 'unfinished')]);
});

test('many pull requests are read ten at a time, the closed ones once', async () => {
  installations({ id: 77 });
  mints(77);
  lists('shop');
  const ten = (from: number) => Array.from({ length: 10 }, (_, index) => pull(from + index, [commit('a', underWay)]));
  holds('shop', { open: ten(1), closed: [], next: 'ten' }, { after: null, open: 10, withClosed: true });
  holds('shop', { open: ten(11), next: 'twenty' }, { after: 'ten', open: 10, withClosed: false });
  holds('shop', { open: [pull(21, [commit('b', {})])], next: 'more' }, { after: 'twenty', open: 5, withClosed: false });
  expect(await found(leftovers(settings, { ...search, most: 25 }))).toHaveLength(20);
});

test('an installation that was suspended since, or has used up its rate limit, keeps nobody else waiting', async () => {
  installations({ id: 75 }, { id: 76 }, { id: 77 });
  mints(75, 403);
  mints(76);
  lists('gone', 'shop');
  nock(apiUrl)
    .post('/graphql')
    .reply(200, { data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] });
  const limited = { 'retry-after': '1' };
  nock(apiUrl).post('/graphql').times(3).reply(403, { message: 'secondary rate limit' }, limited);
  mints(77);
  lists('shop');
  holds('shop', { open: [pull(1, [commit('a', underWay)])] });
  expect(await found(leftovers(settings, search))).toEqual([again(1, 'unfinished')]);
  expect(passed).toEqual([{ installation: 75 }, place('gone', 4711, 76), { installation: 76 }]);
});

test('an outage ends the search: nothing is asked of a GitHub that does not answer', async () => {
  installations({ id: 76 }, { id: 77 });
  mints(76);
  nock(apiUrl).get('/installation/repositories?per_page=100').times(4).reply(502);
  await expect(found(leftovers(settings, search))).rejects.toThrow();
});

test('where the App has just been installed, those repositories alone are looked at', async () => {
  mints(77, 201, [4711]);
  lists('shop');
  holds('shop', { open: [pull(1, [commit('a')])] }, { open: 10 });
  const where = { installation: 77, repositories: [4711] };
  expect(await found(leftoversOf(settings, where, { ...search, most: 20 }))).toEqual([again(1, 'never-begun')]);
});
