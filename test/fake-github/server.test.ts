import { expect, test } from '@jest/globals';
import { repository } from '../git/repository.ts';
import type { Fault } from './faults.ts';
import type { FakeGitHub } from './server.ts';
import { fakeGitHub } from './server.ts';

// Much is proved by the faults that the fake can be told to have: what they do is proved here.
async function faulty(faults: readonly Fault[]) {
  const git = repository();
  git.commit({ 'README.md': 'Hello.\n' });
  const pullRequests = [{ number: 7, head: 'main', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, faults });
  return {
    github,
    reads: () => ask(github, 'GET', 'pulls/7'),
    labels: (name: string) => ask(github, 'POST', 'issues/7/labels', { labels: [name] }),
    label: () => [...(github.state.labels.get(7) ?? [])],
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
    },
  };
}

/** The status of the answer; `hung up` where there is none. */
async function ask({ apiUrl }: FakeGitHub, method: string, path: string, body?: object): Promise<number | string> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { authorization: 'token a-token', connection: 'close' };
  return fetch(`${apiUrl}/repos/acme/shop/${path}`, { method, headers, ...sent }).then(
    ({ status }) => status,
    () => 'hung up',
  );
}

test('a fault at the n-th call of all meets that call, whatever it is, and no other', async () => {
  await using fake = await faulty([{ at: 2, what: 'bad-gateway' }]);
  expect([await fake.reads(), await fake.labels('one'), await fake.labels('two'), await fake.reads()]).toEqual([
    200, 502, 200, 200,
  ]);
  expect(fake.label()).toEqual(['two']);
});

test('a fault at the n-th call of an endpoint counts those of that endpoint, and at 0 meets them all', async () => {
  const on = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  await using second = await faulty([{ on, call: 2, what: 'forbidden' }]);
  expect([await second.labels('one'), await second.reads(), await second.reads(), await second.reads()]).toEqual([
    200, 200, 403, 200,
  ]);
  await using every = await faulty([{ on, call: 0, what: 'forbidden' }]);
  expect([await every.reads(), await every.labels('one'), await every.reads()]).toEqual([403, 200, 403]);
});

test.each([
  ['bad-gateway', 502, []],
  ['forbidden', 403, []],
  ['rate-limited', 403, []],
  ['fails-after-effect', 500, ['one']],
  ['hangs-up', 'hung up', ['one']],
] as const)('%s answers %s, and leaves %j', async (what, answers, left) => {
  await using fake = await faulty([{ at: 1, what }]);
  expect(await fake.labels('one')).toBe(answers);
  expect(fake.label()).toEqual(left);
});

test('what somebody else does at a call is done before it is answered', async () => {
  await using fake = await faulty([{ at: 1, what: (state) => void state.pullRequests.delete(7) }]);
  expect(await fake.reads()).toBe(404);
});

test('calls are counted and named in their order, the refused ones too', async () => {
  await using fake = await faulty([{ at: 1, what: 'bad-gateway' }]);
  await fake.reads();
  await fake.labels('one');
  expect(fake.github.calls).toEqual([
    'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  ]);
});
