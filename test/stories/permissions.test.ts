import { describe, expect, test } from '@jest/globals';
import type { Permission } from '../fake-github/state.ts';
import type { Heard } from './stage.ts';
import { dangerous, email, stage } from './stage.ts';

// The table of docs/github.md, a row at a time: what one permission less takes away, and what it leaves.
const shipped: readonly Permission[] = ['actions', 'checks', 'contents: read', 'issues', 'pull-requests'];
const without = (one: Permission, ...instead: readonly Permission[]) => [
  ...shipped.filter((other) => other !== one),
  ...instead,
];
const refused = (doing: string, permission: string) =>
  `GitHub did not let this token ${doing} (403). Give the job the permission \`${permission}\`; pull requests from forks and by Dependabot get a read-only token.`;
const noCheck = refused('write the check, nor a commit status in its place', 'checks: write');
const noComment = refused('write the comment on the pull request', 'pull-requests: write');
const noReading = refused('read the comments of the pull request', 'pull-requests: write');

interface Row {
  readonly has: readonly Permission[];
  /** Of the job of a push that brings a danger. */
  readonly job: Heard['job'];
  readonly says: readonly string[];
  /** What is there all the same. */
  readonly shows: { readonly check: boolean; readonly comment: boolean; readonly label: boolean };
}

const everything = { check: true, comment: true, label: true };
const runs: Readonly<Record<string, Row>> = {
  nothing: { has: shipped, job: 'success', says: [], shows: everything },
  'checks: write': { has: without('checks'), job: 'failure', says: [noCheck], shows: { ...everything, check: false } },
  'pull-requests: write': {
    has: without('pull-requests', 'pull-requests: read'),
    job: 'success',
    says: [noComment, refused('change the label “migration: needs approval”', 'pull-requests: write')],
    shows: { check: true, comment: false, label: false },
  },
  'pull-requests: read': {
    has: without('pull-requests'),
    job: 'success',
    says: [noReading, noComment],
    shows: { check: true, comment: false, label: false },
  },
  'issues: write': {
    has: without('issues'),
    job: 'success',
    says: [
      'GitHub did not let this token make the label “migration: needs approval”, which this repository does not have yet (403). Make it by hand once, under Labels, or give the job the permission `issues: write`.',
    ],
    shows: { ...everything, label: false },
  },
  'actions: write': { has: without('actions'), job: 'success', says: [], shows: everything },
};

test.each(Object.entries(runs))('a push, in a job without %s', async (_, { has, job, says, shows }) => {
  await using story = await stage({ permissions: has });
  expect(await story.pushes(email(dangerous))).toMatchObject({ job, problems: says });
  const [label] = story.labels;
  expect({ check: story.check(), comment: story.reports[0], label }).toEqual({
    check: shows.check ? expect.objectContaining({ status: 'completed', conclusion: 'failure' }) : undefined,
    comment: shows.comment ? expect.stringContaining('needs approval') : undefined,
    label: shows.label ? 'migration: needs approval' : undefined,
  });
});

test('a commit status takes the place of the check where that is what may be written', async () => {
  await using story = await stage({ permissions: without('checks', 'statuses') });
  expect(await story.pushes(email(dangerous))).toEqual({
    ...{ job: 'success', problems: [], log: [] },
    notes: [
      'The token may not write checks, so the result is a commit status without details: give the job the permission `checks: write` instead of `statuses: write`.',
    ],
  });
  expect(story.state.statuses.map(({ context, state }) => [context, state])).toEqual([
    ['migration-rehearsal', 'pending'],
    ['migration-rehearsal', 'failure'],
  ]);
  expect([story.reports.length, story.labels]).toEqual([1, ['migration: needs approval']]);
});

test('a label that is there is put on without the permission to make one', async () => {
  await using story = await stage({ permissions: without('issues') });
  story.state.knownLabels.add('migration: needs approval');
  expect(await story.pushes(email(dangerous))).toMatchObject({ job: 'success', problems: [] });
  expect([story.labels, story.asked]).toEqual([['migration: needs approval'], ['bob', 'carol']]);
});

test('what may be blocked where nobody can look is red, however harmless it is', async () => {
  await using story = await stage({ permissions: without('pull-requests') });
  const { job } = await story.pushes(email('alter table orders add column note text;\n'));
  expect(job).toBe('failure');
  expect(story.check()).toMatchObject({
    conclusion: 'failure',
    title: expect.stringMatching(/^Could not verify: Who has answered for it could not be read\./),
  });
});

describe('a comment', () => {
  const rows: Readonly<Record<string, { readonly has: readonly Permission[]; readonly says: readonly string[] }>> = {
    'pull-requests: write': {
      has: without('pull-requests', 'pull-requests: read'),
      says: [
        refused('react to a comment', 'pull-requests: write'),
        refused('answer in the pull request', 'pull-requests: write'),
      ],
    },
    'pull-requests: read': { has: without('pull-requests'), says: [noReading] },
  };

  test.each(Object.entries(rows))(
    'that approves, in a job without %s: red, and nothing is',
    async (_, { has, says }) => {
      await using story = await stage();
      await story.pushes(email(dangerous));
      story.may(has);
      expect(await story.says('bob', '/migrate approve')).toMatchObject({ job: 'failure', problems: says });
      expect([story.check()?.conclusion, story.receipts]).toEqual(['failure', []]);
      // Once it is given, the same comment heard again is done.
      story.may(shipped);
      await story.hearsAgain();
      expect([story.check()?.conclusion, story.receipts.length]).toEqual(['success', 1]);
    },
  );

  test('in a job without checks: write is told what is missing, and approves nothing', async () => {
    await using story = await stage();
    await story.pushes(email(dangerous));
    story.may(without('checks'));
    await story.says('bob', '/migrate approve');
    expect(story.answers).toEqual([
      expect.stringContaining(
        '**Instead**, give the jobs of both workflows the permission `checks: write`: the commit status that takes the place of the check without it keeps no report.',
      ),
    ]);
    expect([story.check()?.conclusion, story.receipts]).toEqual(['failure', []]);
  });

  test('in a job without contents: read is told what is missing', async () => {
    await using story = await stage({ objects: 'fetched' });
    await story.pushes(email(dangerous));
    story.may(without('contents: read'));
    await story.says('bob', '/migrate approve');
    expect(story.answers).toEqual([
      'GitHub did not let this token read the commits of acme/shop.\n\nGive it the permission `contents: read`.',
    ]);
    expect(story.check()?.conclusion).toBe('failure');
  });

  test('that overrides, in a job without issues: write, does, and says that nothing will remind of it', async () => {
    const configuration = 'approval:\n  users: [carol]\n  emergency: [bob]\n';
    await using story = await stage({ base: { '.github/migration-rehearsal.yml': configuration } });
    await story.pushes(email(dangerous));
    story.may(without('issues'));
    await story.says('bob', `/migrate override --reason="incident 42" --confirm=${story.digest.slice(0, 12)}`);
    expect(story.check()?.conclusion).toBe('success');
    expect(story.answers).toEqual([
      'The follow-up issue could not be opened. GitHub did not let this token open an issue (403).\n\n' +
        '**Instead**, open one by hand.\n\n' +
        'The pull request could not be labelled. GitHub did not let this token make the label “migration: overridden”, which this repository does not have yet (403).',
    ]);
  });

  test('of somebody in a team that the token cannot see approves nothing, and is told why', async () => {
    const configuration = 'approval:\n  teams: [acme/dbas]\n';
    await using story = await stage({ base: { '.github/migration-rehearsal.yml': configuration } });
    await story.pushes(email(dangerous));
    await story.says('bob', '/migrate approve');
    expect(story.answers).toEqual([
      '`/migrate approve` is for approvers. Approvers here: @acme/dbas; not the author. @bob is not among those who may approve `migrations/0002_email.sql`: @acme/dbas. Whether they are in @acme/dbas cannot be seen with this token.\n\n**Instead**, ask one of them.',
    ]);
    expect(story.check()?.conclusion).toBe('failure');
  });
});
