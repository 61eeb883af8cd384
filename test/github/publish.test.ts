import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../src/domain/verdict.ts';
import { githubPublisher } from '../../src/github/publisher.ts';
import type { State } from '../fake-github/state.ts';
import { bodyOf, written } from '../fake-github/state.ts';
import { remark, reviewed, withoutMigrations } from './reviews.ts';
import { scene } from './scene.ts';

const createCheck = 'POST /repos/{owner}/{repo}/check-runs';
const updateCheck = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
const createComment = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const getPullRequest = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';

describe('the check', () => {
  test('appears before the review begins and is completed with its digest', async () => {
    await using s = await scene();
    const published = await s.run(reviewed('pass'));

    expect(published).toMatchObject({
      conclusion: 'success',
      job: 'success',
      comment: 'created',
      problems: [],
      notes: [],
    });
    expect([...s.github.state.checks.values()]).toEqual([
      {
        id: 1001,
        name: 'migration-rehearsal',
        head: s.head,
        app: 'github-actions',
        externalId: `9f3a61c07b2e${'0'.repeat(52)}:500.1`,
        status: 'completed',
        conclusion: 'success',
        detailsUrl: 'https://github.test/acme/shop/runs/500',
        title: 'Verdict: pass',
        summary: 'The summary.',
        text: 'The text.',
        annotations: [],
      },
    ]);
    expect(s.started).toMatchObject([{ kind: 'check', id: 1001, attempt: '500.1' }]);
    expect(s.github.calls.indexOf(createCheck)).toBeLessThan(s.github.calls.indexOf(updateCheck));
  });

  const conclusions: readonly (readonly [Verdict, string, string])[] = [
    ['pass', 'success', 'success'],
    ['approved', 'success', 'success'],
    ['needs-approval', 'failure', 'success'],
    ['fail', 'failure', 'success'],
    ['error', 'failure', 'failure'],
  ];
  test.each(conclusions)('verdict %s makes the check a %s and the job a %s', async (verdict, conclusion, job) => {
    await using s = await scene();
    expect(await s.run(reviewed(verdict))).toMatchObject({ conclusion, job });
  });

  test('a time limit is told as one', async () => {
    await using s = await scene();
    const problem = { code: 'time-limit', says: 'It took longer than 10 min.', advice: 'Raise the limit.' } as const;
    expect(await s.run(reviewed('error', { problem }))).toMatchObject({ conclusion: 'timed_out', job: 'failure' });
  });

  test('in report mode says what it would have done, and is green', async () => {
    await using s = await scene();
    const published = await s.run(reviewed('needs-approval'), { mode: 'report' });
    expect(published.conclusion).toBe('success');
    expect(s.github.state.checks.get(1001)?.title).toBe('Report only: would need approval. Verdict: needs-approval');
  });

  test('in report mode what could not be verified stays red', async () => {
    await using s = await scene();
    expect(await s.run(reviewed('error'), { mode: 'report' })).toMatchObject({ conclusion: 'failure', job: 'failure' });
  });

  test('a crash completes it in red, without a word of what was thrown', async () => {
    await using s = await scene();
    const published = await s.run(new Error('password "hunter2" is wrong'), { mode: 'report' });
    expect(published).toMatchObject({ conclusion: 'failure', job: 'failure', comment: 'none' });
    expect(s.github.state.checks.get(1001)).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      externalId: ':500.1',
      title: 'Could not verify: Migration Rehearsal crashed',
    });
    expect(JSON.stringify([...s.github.state.checks.values()])).not.toContain('hunter2');
  });

  test('120 findings: the worst 100 stand beside the code, 50 a request', async () => {
    await using s = await scene();
    const annotations = Array.from({ length: 120 }, (_, index) => remark(index + 1));
    const published = await s.run(reviewed('fail', { page: { ...reviewed('fail').page, annotations } }));
    const shown = s.github.state.checks.get(1001)!.annotations;
    expect(shown.map((annotation) => annotation['start_line'])).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(published.notes).toEqual(['20 more findings are in the report but not beside the code.']);
  });

  test('a remark over several lines has no columns, and an endless title is cut', async () => {
    await using s = await scene();
    const annotations = [remark(3, { endLine: 5, title: 'x'.repeat(300) })];
    await s.run(reviewed('fail', { page: { ...reviewed('fail').page, annotations } }));
    expect(s.github.state.checks.get(1001)!.annotations).toEqual([
      {
        path: 'migrations/0002_email.sql',
        start_line: 3,
        end_line: 5,
        annotation_level: 'failure',
        title: `${'x'.repeat(254)}…`,
        message: 'Writes to orders wait.',
      },
    ]);
  });

  test('no text is cut through a character', async () => {
    await using s = await scene();
    const elephants = '🐘'.repeat(40_000);
    const page = { title: elephants, summary: elephants, text: `x${elephants}`, annotations: [] };
    expect((await s.run(reviewed('fail', { page }))).problems).toEqual([]);
    const { title, summary, text } = s.github.state.checks.get(1001)!;
    expect(title).toBe(`${'🐘'.repeat(127)}…`);
    expect([summary!.length, text!.length]).toEqual([65_535, 65_534]);
  });

  test('in a merge queue stands on the group’s commit, beside that of the pull request', async () => {
    await using s = await scene();
    await s.run(reviewed('needs-approval'));
    const group = s.queue();
    await s.runInMergeQueue(reviewed('pass'), group);
    const checks = [...s.github.state.checks.values()];
    expect(checks.map(({ head, status, conclusion }) => [head, status, conclusion])).toEqual([
      [s.head, 'completed', 'failure'],
      [group, 'completed', 'success'],
    ]);
  });

  test('findings GitHub will not show beside the code cost neither the conclusion nor the job', async () => {
    await using s = await scene();
    const annotations = [remark(0)];
    const published = await s.run(reviewed('fail', { page: { ...reviewed('fail').page, annotations } }));
    expect(published).toMatchObject({ conclusion: 'failure', job: 'success' });
    expect(published.notes).toEqual([
      'Findings are not shown beside the code: GitHub refused our request to write the check as invalid (422).',
    ]);
    expect(s.github.state.checks.get(1001)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('a check that an earlier run left unfinished is closed; those of others and of newer runs are not', async () => {
    await using s = await scene();
    await s.run(reviewed('pass'));
    const done = s.github.state.checks.get(1001)!;
    const open = { ...done, status: 'in_progress', conclusion: null, title: 'Rehearsing the migrations' };
    s.github.state.checks.set(1, { ...open, id: 1, externalId: ':499.2' });
    s.github.state.checks.set(2, { ...open, id: 2, externalId: ':499.2', app: 'somebody-else' });
    s.github.state.checks.set(3, { ...open, id: 3, externalId: ':501.1' });
    s.github.state.checks.set(4, { ...open, id: 4, externalId: 'not ours' });
    const published = await s.run(reviewed('pass'));
    expect([1, 2, 3, 4].map((id) => s.github.state.checks.get(id)?.conclusion)).toEqual([
      'cancelled',
      null,
      null,
      null,
    ]);
    expect(published.notes).toEqual(['A check that an earlier run left unfinished was closed.']);
  });
});

describe('the comment', () => {
  test('is one, edited in place, left alone when nothing changed, and green again when the problem is gone', async () => {
    await using s = await scene();
    expect((await s.run(reviewed('needs-approval'))).comment).toBe('created');
    expect((await s.run(reviewed('needs-approval'))).comment).toBe('unchanged');
    expect((await s.run(reviewed('pass'))).comment).toBe('edited');
    expect([...s.github.state.comments.values()].map(({ history }) => history)).toEqual([
      [
        '<!-- migration-rehearsal:report id="" body=8a6002569bdfed14 -->\n## Verdict: needs-approval',
        '<!-- migration-rehearsal:report id="" body=d11867cb07edc365 -->\n## Verdict: pass',
      ],
    ]);
  });

  test('a pull request that never had a migration gets none', async () => {
    await using s = await scene();
    expect((await s.run(withoutMigrations())).comment).toBe('none');
    expect(s.comments()).toEqual([]);
  });

  test('a pull request whose migration was taken out again is told so', async () => {
    await using s = await scene();
    await s.run(reviewed('needs-approval'));
    expect((await s.run(withoutMigrations())).comment).toBe('edited');
    expect(s.comments()).toEqual([expect.stringContaining('## Verdict: pass')]);
  });

  test('of two runs that begin it at once the older stays, with the newer report', async () => {
    const other = '<!-- migration-rehearsal:report id="" body=0000000000000000 -->\n## Of the other run';
    const what = (state: State) => void written(state, state.self, other);
    await using s = await scene({ faults: [{ on: createComment, call: 1, what }] });
    expect((await s.run(reviewed('pass'))).comment).toBe('created');
    expect([...s.github.state.comments.values()].map(({ history }) => history)).toEqual([
      [other, '<!-- migration-rehearsal:report id="" body=d11867cb07edc365 -->\n## Verdict: pass'],
    ]);
  });

  test('after a crash the last report does not stay as if it were this commit’s', async () => {
    await using s = await scene();
    await s.run(reviewed('pass'));
    expect((await s.run(new Error('boom'))).comment).toBe('edited');
    expect(s.comments()[0]).toContain('## 🔴 Migration rehearsal: could not verify');
  });

  test('somebody else’s comment with our marker is not ours', async () => {
    await using s = await scene();
    await s.run(reviewed('needs-approval'));
    const [ours] = [...s.github.state.comments.values()];
    s.github.state.comments.set(ours!.id, { ...ours!, author: 'mallory' });
    expect((await s.run(reviewed('pass'))).comment).toBe('created');
    expect(s.comments()[0]).toBe(bodyOf(ours!));
  });

  test('two ids have two comments, and no id can pass for another', async () => {
    await using s = await scene();
    await s.run(reviewed('pass'), { id: 'billing' });
    await s.run(reviewed('fail'), { id: 'billing" --><!-- x' });
    await s.run(reviewed('fail'), { id: 'billin' });
    expect((await s.run(reviewed('fail'), { id: 'billing' })).comment).toBe('edited');
    expect(s.comments().map((body) => body.split(' body=')[0])).toEqual([
      '<!-- migration-rehearsal:report id="billing"',
      '<!-- migration-rehearsal:report id="billing%22%20--%3E%3C!--%20x"',
      '<!-- migration-rehearsal:report id="billin"',
    ]);
  });

  test('is found behind more than a page of talk', async () => {
    await using s = await scene();
    for (let id = 1; id <= 130; id++) {
      s.github.state.comments.set(id, { id, pullRequest: 7, author: 'grace', history: ['me too'] });
    }
    await s.run(reviewed('fail'));
    expect((await s.run(reviewed('pass'))).comment).toBe('edited');
  });

  test('one longer than GitHub takes is never sent', async () => {
    await using s = await scene();
    const published = await s.run(reviewed('fail', { comment: 'x'.repeat(65_536) }));
    expect(published).toMatchObject({ job: 'success', comment: 'failed' });
    expect(published.problems).toEqual([
      {
        code: 'github',
        says: 'The comment would be 65,600 characters; GitHub takes 65,536.',
        advice: 'Read the full report in the summary of this run.',
      },
    ]);
    expect(s.github.calls).not.toContain(createComment);
  });

  test('a run that was overtaken by a push leaves it to the newer run', async () => {
    await using s = await scene();
    s.push();
    expect((await s.run(reviewed('fail'))).comment).toBe('skipped');
    expect(s.comments()).toEqual([]);
    expect(s.github.state.checks.get(1001)?.head).toBe(s.head);
  });

  test('a push that lands while the review runs does not get the older report either', async () => {
    let push: () => unknown = () => undefined;
    await using s = await scene({ faults: [{ on: getPullRequest, call: 1, what: () => push() as never }] });
    push = () => s.push();
    expect((await s.run(reviewed('fail'))).comment).toBe('skipped');
  });

  test('`comment.when` decides: never, or only with findings', async () => {
    await using s = await scene();
    expect((await s.run(reviewed('fail'), { comment: 'never' })).comment).toBe('skipped');
    expect((await s.run(reviewed('pass'), { comment: 'on-findings' })).comment).toBe('none');
  });

  test('a merge queue has nobody to comment to', async () => {
    await using s = await scene();
    expect((await s.runInMergeQueue(reviewed('pass'), s.queue())).comment).toBe('skipped');
  });
});

describe('when GitHub is not well', () => {
  test('a check created by a request that “failed” is found again, not created twice', async () => {
    await using s = await scene({ faults: [{ on: createCheck, call: 1, what: 'fails-after-effect' }] });
    expect(await s.run(reviewed('pass'))).toMatchObject({ conclusion: 'success', job: 'success' });
    expect(s.github.state.checks.size).toBe(1);
  });

  test('so is a comment, also when the connection broke', async () => {
    for (const what of ['fails-after-effect', 'hangs-up'] as const) {
      await using s = await scene({ faults: [{ on: createComment, call: 1, what }] });
      expect(await s.run(reviewed('fail'))).toMatchObject({ comment: 'created', problems: [] });
      expect(s.comments()).toHaveLength(1);
    }
  });

  test('a comment that a gateway swallowed is sent once more', async () => {
    await using s = await scene({ faults: [{ on: createComment, call: 1, what: 'bad-gateway' }] });
    expect((await s.run(reviewed('fail'))).comment).toBe('created');
    expect(s.comments()).toHaveLength(1);
  });

  test('annotations are not appended twice by an update that “failed”', async () => {
    await using s = await scene({ faults: [{ on: updateCheck, call: 2, what: 'fails-after-effect' }] });
    const annotations = [remark(1), remark(2)];
    await s.run(reviewed('fail', { page: { ...reviewed('fail').page, annotations } }));
    expect(s.github.state.checks.get(1001)!.annotations).toHaveLength(2);
  });

  test('and are sent again when a gateway swallowed them', async () => {
    await using s = await scene({ faults: [{ on: updateCheck, call: 2, what: 'bad-gateway' }] });
    await s.run(reviewed('fail', { page: { ...reviewed('fail').page, annotations: [remark(1)] } }));
    expect(s.github.state.checks.get(1001)!.annotations).toHaveLength(1);
  });

  test('reads and edits are tried again after a pause', async () => {
    await using s = await scene({
      faults: [
        { on: updateCheck, call: 1, what: 'bad-gateway' },
        { on: getPullRequest, call: 1, what: 'bad-gateway' },
      ],
    });
    expect(await s.run(reviewed('pass'))).toMatchObject({ job: 'success', problems: [] });
    expect(s.waits).toEqual([500, 500]);
  });

  test('a secondary rate limit is waited out, for creates too', async () => {
    await using s = await scene({ faults: [{ on: createCheck, call: 1, what: 'rate-limited' }] });
    expect((await s.run(reviewed('pass'))).job).toBe('success');
    expect(s.waits).toEqual([1000]);
    expect(s.github.state.checks.size).toBe(1);
  });

  test('a check that cannot be completed fails the job and says so', async () => {
    await using s = await scene({ faults: [{ on: updateCheck, call: 0, what: 'bad-gateway' }] });
    const published = await s.run(reviewed('pass'));
    expect(published.job).toBe('failure');
    expect(published.problems).toEqual([
      {
        code: 'github',
        says: 'GitHub failed to write the check (502), also when asked again.',
        advice: 'Look at githubstatus.com and run the job again.',
      },
    ]);
  });
});

describe('permissions', () => {
  test('without `checks: write` a commit status of the same name takes the check’s place, and says so', async () => {
    await using s = await scene({ permissions: ['statuses', 'pull-requests'] });
    const published = await s.run(reviewed('needs-approval'));
    expect(published).toMatchObject({ job: 'success', comment: 'created' });
    expect(published.notes).toEqual([
      'The token may not write checks, so the result is a commit status without details: give the job the permission `checks: write` instead of `statuses: write`.',
    ]);
    expect(
      s.github.state.statuses.map(({ context, head, state, description }) => [context, head, state, description]),
    ).toEqual([
      ['migration-rehearsal', s.head, 'pending', 'Rehearsing the migrations'],
      ['migration-rehearsal', s.head, 'failure', 'Verdict: needs-approval'],
    ]);
    expect(s.github.state.checks.size).toBe(0);
    const place = { token: 'a-token', apiUrl: s.github.url, sleep: () => Promise.resolve() };
    const last = await githubPublisher(place, { owner: 'acme', repo: 'shop' }).lastCheck({
      name: 'migration-rehearsal',
      head: s.head,
    });
    expect(last).toEqual({
      ok: true,
      value: {
        unseen: {
          code: 'github',
          says: 'GitHub did not let this token read the check of this commit (403).',
          advice:
            'Give the job the permission `checks: write`; pull requests from forks and by Dependabot get a read-only token.',
        },
      },
    });
  });

  test('without `pull-requests: write` the check is still written, and the job says what is missing', async () => {
    await using s = await scene({ permissions: ['checks'] });
    const published = await s.run(reviewed('fail'));
    expect(published).toMatchObject({ conclusion: 'failure', job: 'success', comment: 'failed' });
    expect(published.problems).toEqual([
      {
        code: 'github',
        says: 'GitHub did not let this token write the comment on the pull request (403).',
        advice:
          'Give the job the permission `pull-requests: write`; pull requests from forks and by Dependabot get a read-only token.',
      },
    ]);
  });

  test('with a read-only token, as on a fork, the review still happens and the job fails with the reasons', async () => {
    await using s = await scene({ permissions: [] });
    const published = await s.run(reviewed('pass'));
    expect(published).toMatchObject({ reviewed: { report: { verdict: 'pass' } }, job: 'failure', comment: 'failed' });
    expect(published.problems.map(({ says }) => says)).toEqual([
      'GitHub did not let this token write the check, nor a commit status in its place (403).',
      'GitHub did not let this token write the comment on the pull request (403).',
    ]);
  });
});
