import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { FetchRequest } from '../../src/git/fetch.ts';
import { fetchRepository } from '../../src/git/fetch.ts';
import type { FakeGitHub, FakeSettings } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';
import { repository } from './repository.ts';

// A folder of temporary files of our own, so that what is left in it can be seen.
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-fetch-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Story extends AsyncDisposable {
  readonly github: FakeGitHub;
  readonly base: Sha;
  readonly head: Sha;
  push(): Sha;
  request(more?: Partial<FetchRequest>): FetchRequest;
}

async function story(settings: Partial<FakeSettings> = {}): Promise<Story> {
  const git = repository();
  const base = git.commit({ 'migrations/0001.sql': 'create table orders (id bigint);\n' });
  git.on('feature');
  const head = git.commit({ 'migrations/0002.sql': 'create index on orders (id);\n' });
  const pullRequests = [{ number: 7, head: 'feature', base: 'main' }];
  const github = await fakeGitHub({ repository: git.directory, pullRequests, ...settings });
  const place = {
    serverUrl: github.url,
    owner: 'acme',
    repo: 'shop',
    token: 'a-token',
    baseRef: 'main',
    within: folder,
  };
  return {
    github,
    base,
    head,
    push: () => git.commit({ 'migrations/0003.sql': 'select 1;\n' }),
    request: (more = {}) => ({ ...place, pullRequest: 7, commits: [base, head], ...more }),
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      git[Symbol.dispose]();
    },
  };
}

async function told(request: FetchRequest): Promise<string> {
  const fetched = await fetchRepository(request);
  if (fetched.ok) throw new Error('It was fetched.');
  expect(JSON.stringify(fetched)).not.toContain(request.token);
  expect(readdirSync(folder)).toEqual([]);
  return `${fetched.problem.says} ${fetched.problem.advice}`;
}

describe('a pull request where nothing is checked out', () => {
  test('its commits are fetched with the token, compared, and gone afterwards', async () => {
    await using s = await story();
    const fetched = await fetchRepository(s.request());
    if (!fetched.ok) throw new Error(fetched.problem.says);
    const compared = await fetched.value.compare(s.base, s.head);
    expect(compared).toMatchObject({
      ok: true,
      value: { mergeBase: s.base, files: [{ path: 'migrations/0002.sql' }] },
    });
    expect(readdirSync(folder)).toHaveLength(1);
    await fetched.value[Symbol.asyncDispose]();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the commit of the event is there although the branch was pushed to since, by force too', async () => {
    await using s = await story();
    s.push();
    s.github.state.pullRequests.set(7, { number: 7, head: s.base, base: 'main' });
    const fetched = await fetchRepository(s.request());
    if (!fetched.ok) throw new Error(fetched.problem.says);
    await using there = fetched.value;
    expect(await there.tree(s.head)).toMatchObject({ ok: true });
  });
});

describe('what cannot be fetched is told without the token, and nothing is left', () => {
  test('another token', async () => {
    await using s = await story();
    expect(await told(s.request({ token: 'secret-of-somebody' }))).toBe(
      'GitHub did not let this token read the commits of acme/shop. Give it the permission `contents: read`.',
    );
  });

  test('a token without the permission', async () => {
    await using s = await story({ permissions: ['checks'] });
    expect(await told(s.request())).toBe(
      'GitHub did not let this token read the commits of acme/shop. Give it the permission `contents: read`.',
    );
  });

  test('a repository that is not there', async () => {
    await using s = await story();
    expect(await told(s.request({ repo: 'elsewhere' }))).toBe(
      'GitHub found no repository acme/elsewhere for this token. ' +
        'Check that the token belongs to this repository and has the permission `contents: read`.',
    );
  });

  test('a pull request that is not there', async () => {
    await using s = await story();
    expect(await told(s.request({ pullRequest: 8 }))).toBe(
      'The pull request #8, or a commit of it, is gone from acme/shop. ' +
        'Nothing need be done where it was deleted; else push it again.',
    );
  });

  test('a server that never answers', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await using s = await story();
    const request = s.request({ serverUrl: `http://127.0.0.1:${port}`, patienceMs: 300 });
    expect(await told(request)).toBe(
      'GitHub did not send the commits of acme/shop in time. ' +
        'Run this again; where the repository is very large, use the Action with a checkout.',
    );
    expect(await told({ ...request, patienceMs: 60_000, signal: AbortSignal.timeout(300) })).toBe(
      'Reading the commits was broken off. Run this again.',
    );
    server.closeAllConnections();
    server.close();
  });

  test('a server that is not there', async () => {
    await using s = await story();
    expect(await told(s.request({ serverUrl: 'http://127.0.0.1:1' }))).toBe(
      'The commits of acme/shop could not be fetched from GitHub. Look at githubstatus.com and run this again.',
    );
  });
});
