import { expect, test } from '@jest/globals';
import { githubHost } from '../../src/github/host.ts';
import type { Fault } from '../fake-github/faults.ts';
import { scene } from './scene.ts';
import type { Scene } from './scene.ts';

const hostOf = ({ github }: Scene) =>
  githubHost({ token: 'a-token', apiUrl: github.url, sleep: () => Promise.resolve() }, { owner: 'acme', repo: 'shop' });
const post = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments';
const path = 'migrations/0002_email.sql';

test('a suggestion is written beside its line, and read again to the last page', async () => {
  await using s = await scene();
  const host = hostOf(s);
  expect(await host.suggest(7, { commit: s.head, path, line: 1, endLine: 1, body: 'Mend it.' })).toEqual({
    ok: true,
    value: undefined,
  });
  const [written] = s.github.state.lineComments;
  expect(written).toMatchObject({ commit: s.head, path, line: 1, body: 'Mend it.', author: 'github-actions[bot]' });
  expect(written).not.toHaveProperty('startLine');
  for (let count = 0; count < 130; count++) s.github.state.lineComments.push({ ...written!, id: count, author: 'bob' });
  s.github.state.lineComments.push({ ...written!, id: 900, body: 'The last.' });
  expect(await host.suggested(7)).toEqual({
    ok: true,
    value: [
      { id: 900, body: 'The last.' },
      { id: written!.id, body: 'Mend it.' },
    ],
  });
  expect(await host.unsuggest({ id: 900, body: '' })).toEqual({ ok: true, value: undefined });
  expect(await host.unsuggest({ id: 900, body: '' })).toEqual({ ok: true, value: undefined });
  expect(await host.suggested(7)).toMatchObject({ value: [{ body: 'Mend it.' }] });
});

test('lines that are not in the diff are refused in words', async () => {
  await using s = await scene();
  const one = { commit: s.head, path, line: 1, endLine: 2, body: 'Mend it.' };
  // The file has one line.
  expect(await hostOf(s).suggest(7, one)).toMatchObject({ ok: false, problem: { code: 'github' } });
  expect(s.github.state.lineComments).toEqual([]);
});

test('without the permission, or where GitHub is out, nothing is written, and nothing is sent twice', async () => {
  await using s = await scene({ permissions: ['checks'] });
  const one = { commit: s.head, path, line: 1, endLine: 1, body: 'Mend it.' };
  expect(await hostOf(s).suggest(7, one)).toMatchObject({
    ok: false,
    problem: { advice: expect.stringContaining('pull-requests: write') },
  });
  const lost: Fault = { on: post, call: 0, what: 'fails-after-effect' };
  await using out = await scene({ faults: [lost] });
  expect(await hostOf(out).suggest(7, { ...one, commit: out.head })).toMatchObject({ ok: false });
  expect(out.github.state.lineComments).toHaveLength(1);
});
