import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTrigger } from '../../src/github/event.ts';
import { mergeGroupEvent, pullRequestEvent } from './job.ts';

const base = 'b'.repeat(40);
const head = 'a'.repeat(40);
const range = { base, baseRef: 'main', head };

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

  test('that is closed needs nothing', () => {
    expect(readTrigger('pull_request', pullRequestEvent(base, head, 'closed'))).toEqual({
      ok: true,
      value: { kind: 'nothing', because: 'Nothing to rehearse when a pull request is closed.' },
    });
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
      value: { kind: 'merge-group', ...range },
    });
  });

  test('that was dissolved needs nothing', () => {
    expect(readTrigger('merge_group', mergeGroupEvent(base, head, 'destroyed'))).toMatchObject({
      value: { kind: 'nothing' },
    });
  });
});

describe('anything else', () => {
  test('is a Problem with words, never a crash and never a rehearsal', () => {
    const known = fc.constantFrom('pull_request', 'merge_group');
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
