import { describe, expect, test } from '@jest/globals';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { createRequire } from 'node:module';
import { understand } from '../../../src/entry/app/task.ts';
import { appEvents } from '../../../src/github/installation.ts';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as WebhookDefinition[];

/** As GitHub sends it to an App: every event names the installation that it comes from. */
const installed = (payload: object) => ({ ...payload, installation: { id: 77, node_id: 'x' } });
const taskOf = (event: string, payload: object) => understand({ id: 'd1', event, payload: installed(payload) });
const ofEvent = (event: string) => examples.find(({ name }) => name === event)?.examples ?? [];
const example = (event: string, action: string) => {
  const found = ofEvent(event).find((one) => 'action' in one && one.action === action);
  if (found === undefined) throw new Error(`There is no example of ${event}.${action}.`);
  return found;
};

const repository = { installation: 77, id: 186_853_002, owner: 'Codertocat', repo: 'Hello-World' };

describe('an event', () => {
  test('of a push to a pull request is about its newest commit; a newer one takes its place', () => {
    expect(taskOf('pull_request', example('pull_request', 'opened'))).toEqual({
      place: 'Codertocat/Hello-World#2',
      lane: 'newest',
      head: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
      subject: {
        repository,
        trigger: {
          kind: 'pull-request',
          number: 2,
          base: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e',
          baseRef: 'master',
          head: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
          fromFork: false,
        },
      },
    });
  });

  test('of a comment is heard in its turn', () => {
    const created = example('issue_comment', 'created') as { issue: object; comment: object };
    const payload = {
      ...created,
      issue: { ...created.issue, pull_request: { url: 'x' } },
      comment: { ...created.comment, body: '/migrate status' },
    };
    expect(taskOf('issue_comment', payload)).toMatchObject({
      place: 'Codertocat/Hello-World#1',
      lane: 'in-order',
      subject: { trigger: { kind: 'comment', number: 1 } },
    });
  });

  test('of a closed pull request breaks off its rehearsal', () => {
    expect(taskOf('pull_request', example('pull_request', 'closed'))).toMatchObject({
      place: 'Codertocat/Hello-World#2',
      lane: 'newest',
      subject: { trigger: { kind: 'closed', number: 2 } },
    });
  });

  test('of the button Re-run, or of GitHub’s own, rehearses again', () => {
    const sample = example('check_run', 'rerequested') as { check_run: object };
    const check = { ...sample.check_run, name: 'migration-rehearsal', pull_requests: [{ number: 7 }] };
    const again = { place: 'github/hello-world#7', subject: { trigger: { kind: 'asked-again', number: 7 } } };
    expect(taskOf('check_run', { ...sample, check_run: check })).toMatchObject(again);
    const pressed = { action: 'requested_action', requested_action: { identifier: 'rerun' } };
    expect(taskOf('check_run', { ...sample, ...pressed, check_run: check })).toMatchObject(again);
  });

  test('of the button Explain is heard in its turn, beside a rehearsal', () => {
    const sample = example('check_run', 'rerequested') as { check_run: object };
    const check = { ...sample.check_run, name: 'migration-rehearsal', pull_requests: [{ number: 7 }] };
    const pressed = { action: 'requested_action', requested_action: { identifier: 'explain' } };
    const sender = { login: 'ada', type: 'User' };
    expect(taskOf('check_run', { ...sample, ...pressed, sender, check_run: check })).toMatchObject({
      place: 'github/hello-world#7',
      lane: 'in-order',
      subject: { trigger: { kind: 'explain', number: 7, by: 'ada' } },
    });
  });

  test('that names no installation or no repository asks for nothing', () => {
    const payload = example('pull_request', 'opened');
    expect(understand({ id: 'd1', event: 'pull_request', payload })).toEqual({ nothing: 'It is about no repository.' });
    expect(taskOf('installation', example('installation', 'created'))).toEqual({
      nothing: 'It is about no repository.',
    });
  });
});

test('no example of any event is misunderstood: what is not ours asks for nothing', () => {
  const asked = new Set<string>();
  let count = 0;
  for (const { name, examples: some } of examples) {
    for (const payload of some) {
      count++;
      if (!('nothing' in taskOf(name, payload))) asked.add(name);
    }
  }
  expect(count).toBeGreaterThan(200);
  expect([...asked].filter((name) => !(appEvents as readonly string[]).includes(name))).toEqual([]);
  expect(asked).toContain('pull_request');
});
