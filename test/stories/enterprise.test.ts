import { afterEach, expect, test } from '@jest/globals';
import { written } from '../fake-github/state.ts';
import { dangerous, email, stage } from './stage.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

/** Every address that is asked for from now on. */
function listened(): readonly string[] {
  const asked: string[] = [];
  globalThis.fetch = (input, init) => {
    asked.push(input instanceof Request ? input.url : String(input));
    return fetch(input, init);
  };
  return asked;
}

test('on an Enterprise Server everything is asked of that server, and nothing that is written names another', async () => {
  await using story = await stage({ enterprise: true, objects: 'fetched' });
  const asked = listened();
  const { url } = story.github;
  // More than a page of comments: the next page's address is the server's own.
  for (let at = 0; at < 101; at += 1) written(story.state, 'ada', 'Looks good.');
  await story.pushes(email(dangerous));
  await story.says('bob', '/migrate status');
  await story.says('bob', '/migrate approve');
  expect([story.check()?.conclusion, story.labels, story.reports.length]).toEqual(['success', [], 1]);

  const places = new Set(asked.map((address) => address.replace(/^(http:\/\/[^/]+\/api\/(?:v3|graphql)).*$/, '$1')));
  expect(places).toEqual(new Set([`${url}/api/v3`, `${url}/api/graphql`]));
  expect(asked.filter((address) => address.includes('page=2')).length).toBeGreaterThan(0);
  const { comments, checks, statuses, issues } = story.state;
  const left = JSON.stringify([[...comments.values()], [...checks.values()], statuses, issues]);
  expect(left).toContain(`${url}/acme/shop/actions/runs/`);
  expect(left).not.toMatch(/github\.com/i);
});

test('at the API’s own address of github.com, nothing of such a server is there', async () => {
  await using story = await stage({ enterprise: true });
  const answer = await fetch(`${story.github.url}/repos/acme/shop/pulls/7`, { headers: { authorization: 'token t' } });
  expect(answer.status).toBe(404);
  expect(story.github.violations).toEqual(['no route GET /repos/acme/shop/pulls/7']);
  (story.github.violations as string[]).length = 0;
});
