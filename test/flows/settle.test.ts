import { describe, expect, test } from '@jest/globals';
import type { Recorded, Standing } from '../../src/domain/approval.ts';
import { failure, success } from '../../src/domain/errors.ts';
import type { Result } from '../../src/domain/errors.ts';
import type { Report } from '../../src/domain/report.ts';
import { publish } from '../../src/flows/publish.ts';
import { remembered, resettle } from '../../src/flows/settle.ts';
import { shown } from '../../src/flows/show.ts';
import { Conversation, sha } from '../conversation/host.ts';
import { clean, dangerous, failed } from '../report/samples.ts';

/** A run ends, people answer, and what they decided is shown from what the check keeps. */

const head = sha('a1');
const name = 'migration-rehearsal';
const settings = { pullRequest: 7, id: '', mode: 'enforce', comment: 'always', needsApproval: 'failure' } as const;
const callers = { users: ['alice', 'bob'], teams: ['acme/dbas'] };

const outage = failure({ code: 'github', says: 'GitHub did not answer.', advice: 'Try again in a minute.' });
const recorded = (by: string): Recorded => ({
  url: 'https://github.com/acme/shop/pull/7#issuecomment-1',
  receipt: {
    ...{ v: 1, kind: 'approve', id: '', by, role: 'maintain', at: '2027-03-02T14:03:11Z', baseRef: 'main', head },
    ...{ source: { node: 'IC_1', sha256: '0'.repeat(64) }, digest: dangerous.digest },
  },
});
const need = {
  ...{ id: 'f1', rule: 'create-index-not-concurrent', file: 'db/migrations/0042_add_email.up.sql' },
  ...{ objects: ['public.orders'], destructive: false, danger: { rewrites: [], scans: [] } },
};
const waiting: Standing = {
  ...{ digest: dangerous.digest, state: 'waiting', approvals: [], voided: [], carriedOver: false },
  ...{ missing: [{ need, wants: 1, has: 0 }], approvers: '@bob', notes: [], records: {} },
};
const approved: Standing = { ...waiting, state: 'approved', approvals: [recorded('bob')], missing: [] };
const none: Standing = { ...waiting, state: 'nothing-needed', missing: [], digest: clean.digest };

/** What a story's people have decided so far; asked anew at every look. */
class Story {
  readonly github = new Conversation();
  standing: Result<Standing> = success(waiting);
  looks = 0;
  atLook?: (look: number) => void;
  constructor() {
    this.github.open({ head });
  }
  private readonly look = () => {
    this.atLook?.((this.looks += 1));
    return Promise.resolve(this.standing);
  };
  private readonly world = () => ({
    publisher: this.github.publisher,
    standing: this.look,
    callers: { host: this.github.host, approvers: callers },
  });
  run(report: Report, over: { readonly mode?: 'report' } = {}) {
    const target = { name, head, attempt: '1.1', details: 'https://github.test/runs/1' };
    const request = { ...settings, ...over, target };
    const review = () => Promise.resolve(shown(report, undefined, request));
    return publish(request, { ...this.world(), review, started: () => undefined });
  }
  resettle(at = head) {
    return resettle({ ...settings, target: { name, head: at } }, this.world());
  }
  get conclusion() {
    return this.github.check(head)?.completed?.conclusion;
  }
  get labels() {
    return this.github.pull(7).labels;
  }
}

describe("a run's own end", () => {
  test('waits for an approval, labels the pull request and asks for a review, but not of its author', async () => {
    const story = new Story();
    const published = await story.run(dangerous);
    expect(published).toMatchObject({ conclusion: 'failure', job: 'success', problems: [] });
    expect(story.labels).toEqual(['migration: needs approval']);
    expect(story.github.pull(7).asked).toEqual([{ users: ['bob'], teams: ['acme/dbas'] }]);
    expect(story.github.sticky()?.body).toContain('🔴 **Waiting** for 1 approval of `create-index-not-concurrent`');
    await story.run(dangerous);
    expect(story.github.pull(7).asked).toHaveLength(1);
  });

  test('counts the approvals that are there', async () => {
    const story = new Story();
    story.standing = success(approved);
    expect(await story.run(dangerous)).toMatchObject({
      conclusion: 'success',
      reviewed: { report: { verdict: 'approved' } },
    });
    expect(story.labels).toEqual([]);
  });

  test('is red where nobody can say who approved', async () => {
    const story = new Story();
    story.standing = outage;
    const published = await story.run(dangerous);
    expect(published).toMatchObject({ conclusion: 'failure', job: 'success' });
    expect(published.problems.map(({ says }) => says)).toEqual(['GitHub did not answer.']);
  });

  test('is red, too, where nobody can say who has blocked what is harmless', async () => {
    const story = new Story();
    story.standing = outage;
    const published = await story.run(clean);
    expect(published).toMatchObject({ conclusion: 'failure', job: 'failure' });
    expect(published.reviewed?.report).toMatchObject({
      verdict: 'error',
      because: expect.stringMatching(/^Who has answered for it could not be read\. GitHub did not answer\./),
    });
  });

  test('calls nobody for a draft, in report mode, or where nothing is dangerous', async () => {
    const draft = new Story();
    draft.github.pull(7).draft = true;
    await draft.run(dangerous);
    const trial = new Story();
    await trial.run(dangerous, { mode: 'report' });
    const calm = new Story();
    calm.standing = success(none);
    await calm.run(clean);
    for (const { labels, github } of [draft, trial, calm]) expect([labels, github.pull(7).asked]).toEqual([[], []]);
    expect(calm.conclusion).toBe('success');
  });

  test('keeps the report as it was measured, whoever has answered for it', async () => {
    const story = new Story();
    story.standing = success(approved);
    await story.run(dangerous);
    expect(await remembered({ name, head }, story.github.publisher)).toMatchObject({ value: { report: dangerous } });
  });
});

describe('shown again', () => {
  test('turns green by an approval, red when it is revoked, and green again; one check, one comment, no rehearsal', async () => {
    const story = new Story();
    await story.run(dangerous);
    for (const [standing, conclusion, labels] of [
      [approved, 'success', []],
      [waiting, 'failure', ['migration: needs approval']],
      [approved, 'success', []],
    ] as const) {
      story.standing = success(standing);
      expect(await story.resettle()).toMatchObject({ ok: true, value: { conclusion, problems: [] } });
      expect([story.conclusion, story.labels]).toEqual([conclusion, labels]);
    }
    expect(story.github.checks).toHaveLength(1);
    expect(story.github.kept).toHaveLength(1);
  });

  test('twice with the same facts edits nothing', async () => {
    const story = new Story();
    await story.run(dangerous);
    const before = story.github.sticky()?.body;
    expect(await story.resettle()).toMatchObject({ value: { comment: 'unchanged' } });
    expect(await story.resettle()).toMatchObject({ value: { comment: 'unchanged' } });
    expect(story.github.sticky()?.body).toBe(before);
  });

  test('sends no remark beside the code a second time', async () => {
    const story = new Story();
    await story.run(dangerous);
    await story.resettle();
    const sent = story.github.named('completeCheck').map(({ arguments: [, completed] }) => completed);
    expect(sent).toMatchObject([{ page: { annotations: [{}, {}] } }, { page: { annotations: [] } }]);
  });

  test('looks once more after green: an approval revoked meanwhile leaves it red', async () => {
    const story = new Story();
    await story.run(dangerous);
    story.standing = success(approved);
    story.looks = 0;
    story.atLook = (look) => {
      if (look === 2) story.standing = success(waiting);
    };
    expect(await story.resettle()).toMatchObject({ value: { conclusion: 'failure' } });
    expect(story.conclusion).toBe('failure');
  });

  test('is red where it can no longer be known who approved', async () => {
    const story = new Story();
    story.standing = success(approved);
    await story.run(dangerous);
    story.standing = outage;
    expect(await story.resettle()).toMatchObject({
      value: { conclusion: 'failure', problems: [{ says: 'GitHub did not answer.' }] },
    });
  });

  test('stays red for other migrations than those that were approved, and for what failed', async () => {
    const other = new Story();
    await other.run(dangerous);
    other.standing = success({ ...approved, digest: '1'.repeat(64) });
    await other.resettle();
    const broken = new Story();
    broken.standing = success(approved);
    await broken.run(failed);
    await broken.resettle();
    expect([other.conclusion, broken.conclusion]).toEqual(['failure', 'failure']);
  });

  test('does nothing on a commit that no run has come to an end on', async () => {
    const story = new Story();
    expect(await story.resettle(sha('c3'))).toEqual(success({ comment: 'skipped', problems: [] }));
    expect(story.github.named('completeCheck', 'upsertComment')).toEqual([]);
  });

  test('after a crash asks for a new run, and turns nothing green', async () => {
    const story = new Story();
    const target = { name, head, attempt: '1.1', details: 'https://github.test/runs/1' };
    const review = () => Promise.reject(new Error('a bug'));
    await publish({ ...settings, target }, { publisher: story.github.publisher, review, started: () => undefined });
    story.standing = success(approved);
    expect(await story.resettle()).toMatchObject({
      problem: {
        says: 'The check of this commit holds no report that could be read.',
        advice: 'Comment `/migrate rerun`, which rehearses it again.',
      },
    });
    expect(story.conclusion).toBe('failure');
  });

  test('leaves the comment to the newer commit, once the pull request has moved on', async () => {
    const story = new Story();
    await story.run(dangerous);
    story.github.push(sha('b2'));
    story.standing = success(approved);
    expect(await story.resettle()).toMatchObject({ value: { comment: 'skipped', conclusion: 'success' } });
  });
});

test('whatever call fails, before or after its effect, nothing is green that nobody approved', async () => {
  let cases = 0;
  for (const fault of ['before', 'after'] as const) {
    for (let at = 1; at <= 14; at++) {
      const story = new Story();
      await story.run(dangerous);
      story.github.plan.set(story.github.calls.length + at, { fault });
      await story.resettle();
      expect(story.conclusion).toBe('failure');
      // The next look mends what the fault left.
      story.standing = success(approved);
      await story.resettle();
      await story.resettle();
      expect([story.conclusion, story.labels]).toEqual(['success', []]);
      expect(story.github.kept).toHaveLength(1);
      cases += 1;
    }
  }
  expect(cases).toBe(28);
});
