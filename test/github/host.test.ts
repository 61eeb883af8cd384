import { describe, expect, test } from '@jest/globals';
import type { PullRequestHost } from '../../src/ports/pull-request-host.ts';
import { githubHost } from '../../src/github/host.ts';
import { githubPublisher } from '../../src/github/publisher.ts';
import type { Fault } from '../fake-github/faults.ts';
import type { Permission, Role } from '../fake-github/state.ts';
import { edited, nodeOf, written } from '../fake-github/state.ts';
import type { Scene } from './scene.ts';
import { scene } from './scene.ts';
import { reviewed } from './reviews.ts';

const writeComment = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const openIssue = 'POST /repos/{owner}/{repo}/issues';
const shop = { owner: 'acme', repo: 'shop' };

const settingsOf = (s: Scene) => ({ token: 'a-token', apiUrl: s.github.url, sleep: () => Promise.resolve() });
const hostOf = (s: Scene): PullRequestHost => githubHost(settingsOf(s), shop);

const says = async (result: ReturnType<PullRequestHost[keyof PullRequestHost]>): Promise<string> => {
  const settled = await result;
  return settled.ok ? 'nothing' : `${settled.problem.says} ${settled.problem.advice}`;
};

const valueOf = async <Value>(
  result: Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false }>,
) => {
  const settled = await result;
  if (!settled.ok) throw new Error('It failed.');
  return settled.value;
};

describe('the conversation', () => {
  test('is read to its end, oldest first, with who wrote and who edited', async () => {
    await using s = await scene();
    const { state } = s.github;
    for (let count = 0; count < 240; count++) written(state, 'bob', `Comment ${count}`);
    const told = written(state, state.self, '<!-- a marker -->\nDone.');
    edited(state, told.id, 'Another word.');
    written(state, 'github-actions', 'A person with the name of the bot');
    written(state, 'ghost', 'Somebody who is gone');
    const all = await valueOf(hostOf(s).comments(7));
    expect(all).toHaveLength(243);
    expect(
      all.slice(239).map(({ author, ours, editedAt, body }) => [author, ours, editedAt !== undefined, body]),
    ).toEqual([
      [{ login: 'bob', kind: 'human' }, false, false, 'Comment 239'],
      [{ login: 'github-actions[bot]', kind: 'bot' }, true, true, 'Another word.'],
      [{ login: 'github-actions', kind: 'human' }, false, false, 'A person with the name of the bot'],
      [{ login: 'ghost', kind: 'bot' }, false, false, 'Somebody who is gone'],
    ]);
  });

  test('one comment is read anew by its node; one that was deleted is none', async () => {
    await using s = await scene();
    const asked = written(s.github.state, 'bob', '/migrate approve');
    const host = hostOf(s);
    expect(await valueOf(host.comment(nodeOf(asked)))).toEqual({
      id: asked.id,
      node: nodeOf(asked),
      author: { login: 'bob', kind: 'human' },
      ours: false,
      body: '/migrate approve',
      createdAt: '2027-03-01T09:00:01Z',
      minimized: false,
      url: `https://github.test/acme/shop/pull/7#issuecomment-${asked.id}`,
    });
    s.github.state.comments.delete(asked.id);
    expect(await valueOf(host.comment(nodeOf(asked)))).toBeUndefined();
  });

  const outages: readonly Fault['what'][] = ['fails-after-effect', 'bad-gateway', 'hangs-up', 'rate-limited'];
  test.each(outages)('what we say is said once: %s', async (what) => {
    await using s = await scene({ faults: [{ on: writeComment, call: 1, what }] });
    const said = await valueOf(hostOf(s).say(7, '<!-- receipt 1 -->\nApproved by `bob`.'));
    expect(s.comments()).toEqual(['<!-- receipt 1 -->\nApproved by `bob`.']);
    expect(said).toEqual((await valueOf(hostOf(s).comments(7)))[0]);
  });

  test('somebody else’s comment with our marker is not taken for ours', async () => {
    await using s = await scene({ faults: [{ on: writeComment, call: 1, what: 'bad-gateway' }] });
    written(s.github.state, 'mallory', '<!-- receipt 1 -->\nApproved by `mallory`.');
    expect((await valueOf(hostOf(s).say(7, '<!-- receipt 1 -->\nApproved by `bob`.'))).ours).toBe(true);
    expect(s.comments()).toHaveLength(2);
  });

  test('a reaction that is there already is no error, and after an outage it is there once', async () => {
    const on = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
    await using s = await scene({ faults: [{ on, call: 2, what: 'fails-after-effect' }] });
    const asked = written(s.github.state, 'bob', '/migrate status');
    const host = hostOf(s);
    const comment = (await valueOf(host.comment(nodeOf(asked))))!;
    for (const reaction of ['eyes', 'eyes', '+1'] as const)
      expect(await host.react(comment, reaction)).toMatchObject({ ok: true });
    expect([...(s.github.state.reactions.get(asked.id) ?? [])]).toEqual([
      'github-actions[bot]:eyes',
      'github-actions[bot]:+1',
    ]);
  });
});

describe('people', () => {
  test.each<Role>(['admin', 'maintain', 'write', 'triage', 'read', 'none'])(
    'a role is what GitHub lets somebody do, whatever it is called: %s',
    async (role) => {
      await using s = await scene();
      s.github.state.roles.set('bob', role);
      expect(await hostOf(s).roleOf('bob')).toEqual({ ok: true, value: role });
    },
  );

  test('somebody of whom GitHub knows nothing has no role', async () => {
    await using s = await scene();
    expect(await hostOf(s).roleOf('nobody')).toEqual({ ok: true, value: 'none' });
  });

  test('membership is active, or no, or cannot be seen', async () => {
    await using s = await scene();
    const members = new Map([
      ['bob', 'active'],
      ['eve', 'pending'],
    ] as const);
    s.github.state.teams.set('acme/owners', { members });
    s.github.state.teams.set('acme/secret', { members, hidden: true });
    const host = hostOf(s);
    const asked = [
      ['acme/owners', 'bob'],
      ['acme/owners', 'eve'],
      ['acme/owners', 'carol'],
      ['acme/secret', 'bob'],
      ['acme/nowhere', 'bob'],
    ] as const;
    const told = await Promise.all(asked.map(([team, login]) => valueOf(host.memberOf(team, login))));
    expect(told).toEqual(['active', 'no', 'no', 'unseen', 'unseen']);
  });

  test('whoever wrote, committed or is named in a commit answers for it; GitHub’s own pages do not', async () => {
    await using s = await scene();
    s.github.state.roles.set('ada', 'write').set('bob', 'write');
    s.commit('Change files\n\nCo-authored-by: Bob <bob@example.com>\nCo-authored-by: X <x@elsewhere.test>');
    const all = await valueOf(hostOf(s).commits(7));
    expect(all.map(({ people }) => people.map(({ login, email }) => login ?? email))).toEqual([
      ['ada', 'ada'],
      ['ada', 'bob', 'x@elsewhere.test', 'ada'],
    ]);
  });

  test('reviews, those that were submitted', async () => {
    await using s = await scene();
    const review = { author: 'bob', commit: s.head, submittedAt: '2027-03-01T10:00:00Z' };
    s.github.state.reviews.set(7, [
      { ...review, id: 1, state: 'APPROVED' },
      { ...review, id: 2, state: 'PENDING' },
      { ...review, id: 3, state: 'DISMISSED' },
    ]);
    expect((await valueOf(hostOf(s).reviews(7))).map(({ node, state }) => [node, state])).toEqual([
      ['PRR_1', 'approved'],
      ['PRR_3', 'dismissed'],
    ]);
  });
});

describe('the pull request', () => {
  test('as it is at this moment, a deleted fork’s too', async () => {
    await using s = await scene();
    s.github.state.pullRequests.set(7, {
      number: 7,
      head: 'feature',
      base: 'main',
      author: 'eve',
      fork: 'eve/shop',
      draft: true,
    });
    s.github.state.labels.set(7, new Set(['migration: needs approval']));
    expect(await valueOf(hostOf(s).pullRequest(7))).toMatchObject({
      state: 'open',
      merged: false,
      draft: true,
      author: { login: 'eve', kind: 'human' },
      head: s.head,
      fromFork: true,
      base: { ref: 'main' },
      labels: ['migration: needs approval'],
      visibility: 'public',
    });
  });

  test('a label is there once, and gone once', async () => {
    await using s = await scene();
    const host = hostOf(s);
    for (const change of ['add', 'add', 'remove', 'remove'] as const)
      expect(await host.label(7, 'migration: needs approval', change)).toEqual({ ok: true, value: undefined });
    expect([...(s.github.state.labels.get(7) ?? [])]).toEqual([]);
  });

  test('whoever can be asked for a review is asked; who cannot is told', async () => {
    await using s = await scene();
    s.github.state.roles.set('bob', 'write');
    s.github.state.teams
      .set('acme/owners', { members: new Map() })
      .set('acme/far', { members: new Map(), access: false });
    const whom = { users: ['bob', 'stranger'], teams: ['acme/owners', 'acme/far'] };
    expect(await says(hostOf(s).requestReview(7, whom))).toBe(
      'GitHub does not let @stranger, @acme/far be asked for a review here. ' +
        'Give them access to this repository, and the App or token the permission `members: read` for teams.',
    );
    expect(s.github.state.asked.get(7)).toEqual(['bob', 'acme/owners']);
  });

  test.each<Fault['what']>(['fails-after-effect', 'bad-gateway', 'hangs-up'])(
    'an issue is opened once: %s',
    async (what) => {
      await using s = await scene({ faults: [{ on: openIssue, call: 1, what }] });
      const issue = { title: 'Look again at #7', body: 'It was overridden.\n' };
      expect(await hostOf(s).openIssue(issue)).toEqual({ ok: true, value: 'https://github.test/acme/shop/issues/900' });
      expect(s.github.state.issues).toHaveLength(1);
    },
  );

  test('where there are no issues that is said', async () => {
    await using s = await scene();
    s.github.state.issuesOff = true;
    expect(await says(hostOf(s).openIssue({ title: 'Look again', body: '' }))).toBe(
      'Issues are switched off in this repository, so none was opened. Switch them on, or keep the matter in mind elsewhere.',
    );
  });

  test('a commit of a merge queue belongs to its pull requests', async () => {
    await using s = await scene();
    expect(await hostOf(s).pullRequestsOf(s.queue())).toEqual({ ok: true, value: [7] });
  });
});

describe('the last check', () => {
  const target = (s: Scene) => ({ name: 'migration-rehearsal', head: s.head });

  test('is what an earlier run completed; completed anew, it shows its findings once', async () => {
    await using s = await scene();
    const annotations = [
      { path: 'a.sql', startLine: 1, endLine: 1, level: 'warning', title: 't', message: 'm' } as const,
    ];
    await s.run(reviewed('needs-approval', { page: { ...reviewed('pass').page, annotations } }));
    const publisher = githubPublisher(settingsOf(s), shop);
    const { completed, running } = await valueOf(publisher.lastCheck(target(s)));
    expect(running).toBeUndefined();
    expect(completed).toMatchObject({
      conclusion: 'failure',
      digest: '9f3a61c07b2e'.padEnd(64, '0'),
      check: { attempt: '500.1', kind: 'check', shown: 1 },
    });
    const page = { title: 'Approved', summary: 's', text: 't', annotations };
    await publisher.completeCheck(completed!.check, { conclusion: 'success', digest: completed!.digest, page });
    expect([...s.github.state.checks.values()]).toMatchObject([
      { conclusion: 'success', annotations: [{ path: 'a.sql' }] },
    ]);
  });

  test('of another app is nobody’s; one that was closed unfinished has no result; a newer one under way is told', async () => {
    await using s = await scene();
    await s.run(reviewed('pass'));
    const [done] = [...s.github.state.checks.values()];
    s.github.state.checks.set(1002, { ...done!, id: 1002, conclusion: 'cancelled', externalId: ':501.1' });
    s.github.state.checks.set(1003, {
      ...done!,
      id: 1003,
      status: 'in_progress',
      conclusion: null,
      externalId: ':502.1',
    });
    s.github.state.checks.set(1004, { ...done!, id: 1004, app: 'somebody-else' });
    const last = await valueOf(githubPublisher(settingsOf(s), shop).lastCheck(target(s)));
    expect([last.completed?.check.id, last.running?.check.id]).toEqual([done!.id, 1003]);
  });
});

describe('a permission that is missing is named, and what still works works', () => {
  const asks = {
    comments: (host: PullRequestHost) => host.comments(7),
    say: (host: PullRequestHost) => host.say(7, '<!-- m -->'),
    commits: (host: PullRequestHost) => host.commits(7),
    label: (host: PullRequestHost) => host.label(7, 'l', 'add'),
    openIssue: (host: PullRequestHost) => host.openIssue({ title: 't', body: 'b' }),
    memberOf: (host: PullRequestHost) => host.memberOf('acme/owners', 'bob'),
    roleOf: (host: PullRequestHost) => host.roleOf('bob'),
    pullRequest: (host: PullRequestHost) => host.pullRequest(7),
  };
  const all: readonly Permission[] = ['checks', 'pull-requests', 'issues', 'contents', 'members'];
  const fork = 'pull requests from forks and by Dependabot get a read-only token.';
  const refused = (doing: string, permission: string) =>
    `GitHub did not let this token ${doing} (403). Give the job the permission \`${permission}\`; ${fork}`;
  const missing: Readonly<Partial<Record<Permission, Readonly<Partial<Record<keyof typeof asks, string>>>>>> = {
    'pull-requests': {
      comments: refused('read the comments of the pull request', 'pull-requests: write'),
      say: refused('answer in the pull request', 'pull-requests: write'),
      commits: refused('read the commits of the pull request', 'pull-requests: write'),
      label: refused('change the label “l”', 'pull-requests: write'),
      pullRequest: refused('read the pull request', 'pull-requests: write'),
    },
    issues: {
      openIssue: refused('open an issue', 'issues: write'),
      label:
        'GitHub did not let this token make the label “l”, which this repository does not have yet (403). Make it by hand once, under Labels, or give the job the permission `issues: write`.',
    },
    members: {},
    contents: {},
    checks: {},
  };

  test.each(all)('%s', async (left) => {
    await using s = await scene({ permissions: all.filter((one) => one !== left) });
    s.github.state.roles.set('bob', 'write');
    s.github.state.teams.set('acme/owners', { members: new Map([['bob', 'active']]) });
    const host = hostOf(s);
    for (const [name, ask] of Object.entries(asks)) {
      const expected = missing[left]?.[name as keyof typeof asks] ?? 'nothing';
      expect([name, await says(ask(host))]).toEqual([name, expected]);
    }
    expect(await host.memberOf('acme/owners', 'bob')).toMatchObject({
      value: left === 'members' ? 'unseen' : 'active',
    });
  });
});
