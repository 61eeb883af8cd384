import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTrigger } from '../../src/github/event.ts';
import { mergeGroupEvent, pullRequestEvent } from './job.ts';

const base = 'b'.repeat(40);
const head = 'a'.repeat(40);
const range = { base, baseRef: 'main', head };
const nothing = (because: string) => ({ ok: true, value: { kind: 'nothing', because } });

describe('a pull request', () => {
  test.each(['opened', 'synchronize', 'reopened', 'ready_for_review'])('%s is rehearsed', (action) => {
    expect(readTrigger('pull_request', pullRequestEvent(base, head, action))).toEqual({
      ok: true,
      value: { kind: 'pull-request', number: 7, ...range, fromFork: false },
    });
  });

  test('whose base was changed is rehearsed again; one whose words were edited is not', () => {
    const edited = pullRequestEvent(base, head, 'edited');
    const changed = { ...edited, changes: { base: { ref: { from: 'old' }, sha: { from: base } } } };
    expect(readTrigger('pull_request', changed)).toMatchObject({ ok: true, value: { kind: 'pull-request' } });
    expect(readTrigger('pull_request', { ...edited, changes: { title: { from: 'old' } } })).toEqual({
      ok: true,
      value: {
        kind: 'nothing',
        because: 'Only the words of the pull request were edited; its migrations are the same.',
      },
    });
  });

  test('that is closed was merged, or was not', () => {
    const closed = pullRequestEvent(base, head, 'closed');
    expect(readTrigger('pull_request', closed)).toEqual({
      ok: true,
      value: { kind: 'closed', number: 7, merged: false },
    });
    const merged = { ...closed, pull_request: { ...closed.pull_request, merged: true } };
    expect(readTrigger('pull_request', merged)).toEqual({
      ok: true,
      value: { kind: 'closed', number: 7, merged: true },
    });
  });

  test('that was labelled needs nothing', () => {
    expect(readTrigger('pull_request', pullRequestEvent(base, head, 'review_requested'))).toEqual(
      nothing('Nothing to rehearse when a pull request is review requested.'),
    );
  });

  test('from a fork is told apart, also when the fork is gone', () => {
    const fork = pullRequestEvent(base, head, 'opened', 'mallory/shop');
    expect(readTrigger('pull_request', fork)).toMatchObject({ value: { fromFork: true } });
    const { pull_request: pullRequest } = fork;
    const gone = { ...fork, pull_request: { ...pullRequest, head: { ...pullRequest.head, repo: null } } };
    expect(readTrigger('pull_request', gone)).toMatchObject({ value: { fromFork: true } });
  });
});

describe('a merge group', () => {
  test('is rehearsed from its base to its head, on the branch it will become', () => {
    expect(readTrigger('merge_group', mergeGroupEvent(base, head))).toEqual({
      ok: true,
      value: { kind: 'merge-group', ...range, queue: 'refs/heads/gh-readonly-queue/main/pr-7' },
    });
  });

  test('that was dissolved needs nothing', () => {
    expect(readTrigger('merge_group', mergeGroupEvent(base, head, 'destroyed'))).toMatchObject({
      value: { kind: 'nothing' },
    });
  });
});

const person = { login: 'ada', type: 'User' };
const robot = { login: 'github-actions[bot]', type: 'Bot' };
const commentEvent = (action: string, body: string, more: object = {}) => ({
  action,
  issue: { number: 7, pull_request: { url: 'https://api.github.com/repos/acme/shop/pulls/7' } },
  comment: { node_id: 'IC_1', body, user: person },
  sender: person,
  ...more,
});
const about = { number: 7, comment: 'IC_1' };

describe('a comment', () => {
  test('with a command on a pull request is looked at; what it said is not taken from the event', () => {
    expect(readTrigger('issue_comment', commentEvent('created', '/Migrate approve'))).toEqual({
      ok: true,
      value: { kind: 'comment', ...about },
    });
  });

  test.each([
    ['without a command', commentEvent('created', 'Looks good.'), 'The comment holds no command.'],
    [
      'on an issue',
      commentEvent('created', '/migrate help', { issue: { number: 7 } }),
      'The comment is on an issue, which has no migrations.',
    ],
    ['of a bot', commentEvent('created', '/migrate help', { sender: robot }), 'Bots give no commands.'],
    [
      'of a bot by another hand',
      commentEvent('created', '/migrate help', { comment: { node_id: 'IC_1', body: '/migrate help', user: robot } }),
      'Bots give no commands.',
    ],
    ['that never held a command, edited', commentEvent('edited', 'Hello'), 'The comment held no command.'],
    ['that our own hand edited', commentEvent('edited', '/migrate help', { sender: robot }), 'Bots give no commands.'],
    ['that was pinned', commentEvent('pinned', '/migrate help'), 'Nothing to do when a comment is pinned.'],
  ])('%s needs nothing', (_, payload, because) => {
    expect(readTrigger('issue_comment', payload)).toEqual(nothing(because));
  });

  test.each([
    ['a command that was deleted', commentEvent('deleted', '/migrate approve')],
    ['a command that was edited', commentEvent('edited', '/migrate approve')],
    [
      'a command that was edited away',
      commentEvent('edited', 'Never mind', { changes: { body: { from: '/migrate approve' } } }),
    ],
    [
      'a receipt that a person edited',
      commentEvent('edited', 'Approved', { comment: { node_id: 'IC_1', body: 'Approved', user: robot } }),
    ],
    [
      'a receipt that a person deleted',
      commentEvent('deleted', 'Approved', { comment: { node_id: 'IC_1', body: 'Approved', user: robot } }),
    ],
  ])('%s can void what rests on it', (_, payload) => {
    expect(readTrigger('issue_comment', payload)).toEqual({ ok: true, value: { kind: 'comment-changed', ...about } });
  });

  test('a review can approve, unless it is a bot’s', () => {
    const review = { action: 'submitted', pull_request: { number: 7 }, review: { node_id: 'PRR_1' }, sender: person };
    expect(readTrigger('pull_request_review', review)).toEqual({
      ok: true,
      value: { kind: 'comment-changed', number: 7, comment: 'PRR_1' },
    });
    expect(readTrigger('pull_request_review', { ...review, sender: robot })).toEqual(
      nothing('Reviews of bots approve nothing.'),
    );
  });
});

describe('a run that somebody asks for', () => {
  test.each(['7', '#7'])('by hand names its pull request: %s', (typed) => {
    expect(readTrigger('workflow_dispatch', { inputs: { 'pull-request': typed } })).toEqual({
      ok: true,
      value: { kind: 'asked-again', number: 7 },
    });
  });

  test.each([null, { 'pull-request': '' }, { 'pull-request': '0' }, { 'pull-request': '7; rm' }])(
    'by hand without a number is told what to give: %j',
    (inputs) => {
      expect(readTrigger('workflow_dispatch', { inputs })).toEqual({
        ok: false,
        problem: {
          code: 'bad-usage',
          says: 'The workflow was started by hand without the number of a pull request.',
          advice: 'Give the input `pull-request`, such as 42.',
        },
      });
    },
  );

  const checkRun = (action: string, more: object = {}) => ({
    action,
    check_run: { name: 'migration-rehearsal (billing)', pull_requests: [{ number: 7 }] },
    ...more,
  });

  const explains = (sender: object) =>
    checkRun('requested_action', { requested_action: { identifier: 'explain' }, sender });
  const ada = { login: 'ada', type: 'User' };

  test('by the button Explain is explained to whoever pressed it', () => {
    expect(readTrigger('check_run', explains(ada))).toEqual({
      ok: true,
      value: { kind: 'explain', number: 7, by: 'ada' },
    });
  });

  test.each([checkRun('rerequested'), checkRun('requested_action', { requested_action: { identifier: 'rerun' } })])(
    'by a button of the check begins anew',
    (payload) => {
      expect(readTrigger('check_run', payload)).toEqual({ ok: true, value: { kind: 'asked-again', number: 7 } });
    },
  );

  test.each([
    [checkRun('completed'), 'Nothing to do when a check is completed.'],
    [
      checkRun('requested_action', { requested_action: { identifier: 'dance' } }),
      'Nothing to do when a check is requested action.',
    ],
    [explains({ login: 'robot[bot]', type: 'Bot' }), 'Bots are explained nothing.'],
    [
      { ...explains(ada), check_run: { name: 'migration-rehearsal', pull_requests: [] } },
      'GitHub names no pull request with this check; comment `/migrate status` on it.',
    ],
    [checkRun('rerequested', { check_run: { name: 'lint', pull_requests: [] } }), 'The check is not ours.'],
    [
      checkRun('rerequested', { check_run: { name: 'migration-rehearsal', pull_requests: [] } }),
      'GitHub names no pull request with this check; comment `/migrate rerun` on it.',
    ],
  ])('is not every event of a check', (payload, because) => {
    expect(readTrigger('check_run', payload)).toEqual(nothing(because));
  });
});

describe('a run that has ended', () => {
  const ended = (more: object = {}, action = 'completed') => ({
    action,
    repository: { full_name: 'acme/shop' },
    workflow_run: {
      id: 500,
      event: 'pull_request',
      head_sha: head,
      head_repository: { full_name: 'mallory/shop' },
      actor: { login: 'mallory' },
      ...more,
    },
  });
  const own = { head_repository: { full_name: 'acme/shop' } };

  test.each([
    ['a fork’s', ended()],
    ['one of a fork that is gone', ended({ head_repository: null })],
    ['Dependabot’s', ended({ ...own, actor: { login: 'dependabot[bot]' } })],
  ])('%s left its report to be shown', (_, payload) => {
    expect(readTrigger('workflow_run', payload)).toEqual({ ok: true, value: { kind: 'fork-report', run: 500, head } });
  });

  test.each([
    [ended(own), 'The run could write its check and its comment itself.'],
    [ended({ event: 'push' }), 'The run was not started by a pull request.'],
    [ended({}, 'requested'), 'The run has not ended yet.'],
  ])('of another kind needs nothing', (payload, because) => {
    expect(readTrigger('workflow_run', payload)).toEqual(nothing(because));
  });
});

describe('anything else', () => {
  test('is a Problem with words, never a crash and never a rehearsal', () => {
    const known = fc.constantFrom(
      'pull_request',
      'merge_group',
      'issue_comment',
      'pull_request_review',
      'workflow_dispatch',
      'workflow_run',
      'check_run',
    );
    fc.assert(
      fc.property(fc.oneof(known, fc.string()), fc.anything(), (event, payload) => {
        const read = readTrigger(event, payload);
        expect(read).toMatchObject({ ok: false, problem: { code: 'bad-usage' } });
      }),
    );
  });

  test('a sha that is no sha never reaches git', () => {
    const noSha = fc.string().filter((text) => !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text));
    fc.assert(
      fc.property(noSha, (text) => {
        expect(readTrigger('pull_request', pullRequestEvent(base, text)).ok).toBe(false);
        expect(readTrigger('pull_request', pullRequestEvent(text, head)).ok).toBe(false);
      }),
      { examples: [['--upload-pack=x'], [`${head}\n`], [head.toUpperCase()]] },
    );
  });

  test('an event of another name is told what to write instead', () => {
    expect(readTrigger('push', {})).toEqual({
      ok: false,
      problem: {
        code: 'bad-usage',
        says: 'This action does not know what to do on the event "push".',
        advice: 'Start it with `on: pull_request` and, where a merge queue is used, `on: merge_group`.',
      },
    });
  });
});
