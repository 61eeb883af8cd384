import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { receiptMarker } from '../../src/approval/receipts.ts';
import { defaults } from '../../src/config/defaults.ts';
import type { Config } from '../../src/config/config.ts';
import type { Receipt, Standing } from '../../src/domain/approval.ts';
import type { Comparison, Sha } from '../../src/domain/pull-request.ts';
import type { Report } from '../../src/domain/report.ts';
import { bodyHash, rightsOf, standingOf } from '../../src/flows/standing.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { Repository } from '../../src/git/repository.ts';
import { needsOf } from '../../src/approval/needs.ts';
import { bot, Conversation, person } from '../conversation/host.ts';
import type { KeptComment } from '../conversation/host.ts';
import { repository } from '../git/repository.ts';
import type { TestRepository } from '../git/repository.ts';
import { dangerous } from '../report/samples.ts';

const file = dangerous.findings.find(({ severity }) => severity === 'blocker')?.file ?? '';
const report: Report = {
  ...dangerous,
  migrations: dangerous.migrations.map((migration) => ({ ...migration, path: file })).slice(0, 1),
};
const needs = needsOf(report);

let made: TestRepository;
let opened: Repository;
const shas: Record<'base' | 'migration' | 'unrelated', string> = { base: '', migration: '', unrelated: '' };

/** alice’s migration, and a commit of dave’s beside it, on a base whose migrations belong to @acme/dba. */
beforeAll(async () => {
  made = repository();
  shas.base = made.commit({ README: 'a', '.github/CODEOWNERS': `# owners\n${file} @acme/dba @olive\n` });
  made.on('topic');
  shas.migration = made.commit({ [file]: 'CREATE INDEX i ON orders (email);' });
  // What the pull request says of its own owners is nobody's business.
  shas.unrelated = made.commit({ README: 'b', '.github/CODEOWNERS': '* @mallory\n' });
  const result = await openRepository(made.directory);
  if (!result.ok) throw new Error(result.problem.says);
  opened = result.value;
});
afterAll(() => {
  made[Symbol.dispose]();
});

class Story extends Conversation {
  approval: Config['approval'] = defaults.approval;
  comparison: Comparison = {} as Comparison;
  reportedAt: string | undefined;

  static async begin(): Promise<Story> {
    const story = new Story();
    const compared = await opened.compare('main', 'topic');
    if (!compared.ok) throw new Error(compared.problem.says);
    story.comparison = { ...compared.value, baseRef: 'main' };
    const pull = story.open({ head: shas.unrelated as Sha });
    pull.commits = [
      { sha: shas.migration as Sha, people: [{ login: 'alice', email: 'alice@example.com' }] },
      { sha: shas.unrelated as Sha, people: [{ login: 'dave', email: 'dave@example.com' }] },
    ];
    for (const login of ['alice', 'bob', 'carol', 'dave', 'olive']) story.roles.set(login, 'write');
    story.teams.set('acme/dba', new Set(['bob', 'alice', 'dave']));
    return story;
  }

  /** What the bot leaves when it has accepted a command. */
  accept(asking: KeptComment, more: Partial<Receipt> = {}): KeptComment {
    const { login } = asking.author;
    const receipt: Receipt = {
      v: 1,
      kind: 'approve',
      id: '',
      by: login,
      role: 'write',
      at: this.instant(),
      source: { node: asking.node, sha256: bodyHash(asking.body) },
      head: shas.unrelated as Sha,
      baseRef: 'main',
      digest: report.digest,
      findings: needs,
      ...more,
    };
    return this.write(bot, `${receiptMarker(receipt)}\n@${login} approved.`);
  }

  request() {
    return {
      number: 7,
      id: '',
      head: shas.unrelated as Sha,
      baseRef: 'main',
      report,
      approval: this.approval,
      source: opened,
      comparison: this.comparison,
      ...(this.reportedAt !== undefined && { reportedAt: this.reportedAt }),
    };
  }

  async standing(): Promise<Standing> {
    const standing = await standingOf(this.request(), this);
    if (!standing.ok) throw new Error(standing.problem.says);
    return standing.value;
  }
}

describe('an approval by a code owner', () => {
  test('counts while its comment stands', async () => {
    const story = await Story.begin();
    const asking = story.write('bob', '/migrate approve');
    expect(await story.standing()).toMatchObject({
      state: 'waiting',
      approvers: `a code owner of \`${file}\` (@acme/dba, @olive); not the author`,
    });
    story.accept(asking);
    expect(await story.standing()).toMatchObject({ state: 'approved', carriedOver: false, notes: [] });
    story.edit(asking, '/migrate approve --reason="oh"');
    expect(await story.standing()).toMatchObject({ state: 'waiting', voided: [{ receipt: { by: 'bob' } }] });
  });

  test.each([
    ['deleted', (asking: KeptComment) => (asking.deleted = true), 'its comment was deleted'],
    ['hidden', (asking: KeptComment) => (asking.minimized = true), 'its comment was hidden'],
    // An edit that the host does not tell of, such as one in the first minutes.
    ['changed in silence', (asking: KeptComment) => (asking.body += ' '), 'its comment was edited'],
  ])('is void once its comment is %s', async (_, change, says) => {
    const story = await Story.begin();
    const asking = story.write('bob', '/migrate approve');
    story.accept(asking);
    change(asking);
    const { state, voided } = await story.standing();
    expect([state, voided.map(({ because }) => because)]).toEqual([
      'waiting',
      [`@bob’s approval of \`${report.digest.slice(0, 12)}\` is void: ${says}.`],
    ]);
  });

  test('is void once they lost their role, or left the team', async () => {
    const story = await Story.begin();
    story.accept(story.write('bob', '/migrate approve'));
    story.roles.set('bob', 'triage');
    expect((await story.standing()).state).toBe('waiting');
    story.roles.set('bob', 'write');
    expect((await story.standing()).state).toBe('approved');
    story.teams.set('acme/dba', new Set());
    expect((await story.standing()).state).toBe('waiting');
  });

  test('is void once they wrote a migration here; a commit beside it is no matter', async () => {
    const story = await Story.begin();
    story.accept(story.write('dave', '/migrate approve'));
    expect((await story.standing()).state).toBe('approved');
    const [first, second] = story.pull(7).commits;
    if (!first || !second) throw new Error('The story has two commits');
    const coauthor = { email: '1234+Dave@users.noreply.github.com' };
    story.pull(7).commits = [{ ...first, people: [...first.people, coauthor] }, second];
    expect((await story.standing()).state).toBe('waiting');
  });

  test('stays through a team that cannot be seen only by another right', async () => {
    const story = await Story.begin();
    story.teams.set('acme/dba', 'unseen');
    story.accept(story.write('bob', '/migrate approve'));
    expect(await story.standing()).toMatchObject({
      state: 'waiting',
      notes: ['Whether @bob is in @acme/dba cannot be seen with this token, so it counts as no.'],
    });
    story.accept(story.write('olive', '/migrate approve'));
    expect((await story.standing()).state).toBe('approved');
  });
});

describe('what is no approval', () => {
  // In the Action, whoever can push a workflow can write in our name; not in the name of an approver.
  test.each([
    ['looks good to me', {}],
    ['/migrate status', {}],
    ['/migrate@billing approve', {}],
    ['> /migrate approve', {}],
    ['/migrate approve aaaaaaaaaaaa', {}],
    ['/migrate approve nonsense', {}],
    ['/migrate approve', { reason: 'nobody said so' }],
    ['/migrate approve --reason="the table is empty"', {}],
    ['/migrate approve --only=add-column', {}],
    ['/migrate approve', { kind: 'override', reason: 'now' } as const],
    [`/migrate override --reason="now" --confirm=aaaaaaaaaaaa`, { kind: 'override', reason: 'now' } as const],
  ])('a receipt in our name of a comment that says %j, with %j', async (body, more) => {
    const story = await Story.begin();
    story.roles.set('bob', 'admin');
    story.accept(story.write('bob', body), more);
    const { state, approvals, voided } = await story.standing();
    const noun = 'kind' in more ? 'override' : 'approval';
    const digest = report.digest.slice(0, 12);
    expect({ state, approvals, because: voided.map(({ because }) => because) }).toEqual({
      state: 'waiting',
      approvals: [],
      because: [`@bob’s ${noun} of \`${digest}\` is void: its comment does not ask for it.`],
    });
  });

  test('the same with the words that it is made of counts', async () => {
    const story = await Story.begin();
    const only = `--only=${needs.map(({ rule }) => rule).join(',')}`;
    const body = `/migrate status\n\n/migrate approve ${report.digest.slice(0, 12).toUpperCase()} ${only} --reason="small"`;
    story.accept(story.write('bob', body), { reason: 'small' });
    expect(await story.standing()).toMatchObject({ state: 'approved', approvals: [{ receipt: { by: 'bob' } }] });
  });

  test('a receipt that somebody else wrote, or that was edited', async () => {
    const story = await Story.begin();
    const receipt = story.accept(story.write('bob', '/migrate approve'));
    story.write('carol', receipt.body);
    receipt.deleted = true;
    expect((await story.standing()).state).toBe('waiting');
    receipt.deleted = false;
    story.edit(receipt, receipt.body);
    expect((await story.standing()).state).toBe('waiting');
  });

  test('one that names another database of the repository', async () => {
    const story = await Story.begin();
    story.accept(story.write('bob', '/migrate@billing approve'), { id: 'billing' });
    expect(await story.standing()).toMatchObject({ state: 'waiting', voided: [] });
  });

  test('one whose comment is somebody else’s, or a bot’s', async () => {
    const story = await Story.begin();
    story.accept(story.write('carol', '/migrate approve'), { by: 'bob' });
    expect((await story.standing()).voided[0]?.because).toContain('its comment is not theirs');
    story.bots.add('renovate[bot]');
    story.roles.set('renovate[bot]', 'admin');
    story.accept(story.write('renovate[bot]', '/migrate approve'));
    expect((await story.standing()).state).toBe('waiting');
  });

  test('the author’s, and that of an owner whom the pull request itself appoints', async () => {
    const story = await Story.begin();
    story.roles.set('mallory', 'write');
    story.accept(story.write('alice', '/migrate approve'));
    story.accept(story.write('mallory', '/migrate approve'));
    expect(await story.standing()).toMatchObject({ state: 'waiting', approvals: [] });
  });
});

describe('whatever cannot be read', () => {
  test('ends the look, and approves nothing: every call in turn', async () => {
    const quiet = await Story.begin();
    quiet.accept(quiet.write('bob', '/migrate approve'));
    expect((await quiet.standing()).state).toBe('approved');
    const calls = quiet.calls.length;
    const outcomes = [];
    for (let call = 1; call <= calls; call++) {
      const story = await Story.begin();
      story.accept(story.write('bob', '/migrate approve'));
      story.plan.set(call, { fault: 'before' });
      outcomes.push((await standingOf(story.request(), story)).ok);
    }
    expect(outcomes).toEqual(Array.from({ length: calls }, () => false));
  });

  test('a commit to a migration that the host does not list', async () => {
    const story = await Story.begin();
    story.pull(7).commits = story.pull(7).commits.slice(1);
    const standing = await standingOf(story.request(), story);
    expect(standing).toMatchObject({
      ok: false,
      problem: {
        says: `Who wrote commit \`${shas.migration.slice(0, 7)}\`, which changes a migration, could not be found out, so nobody can be told to be another person than its author.`,
      },
    });
  });

  test('an author without an account is told', async () => {
    const story = await Story.begin();
    const [first, ...others] = story.pull(7).commits;
    if (!first) throw new Error('The story has two commits');
    story.pull(7).commits = [{ ...first, people: [{ email: 'who@example.com' }] }, ...others];
    expect((await story.standing()).notes).toEqual([
      `Commit \`${shas.migration.slice(0, 7)}\` changes a migration and names somebody without an account here: whether they approve their own work cannot be known.`,
    ]);
  });
});

describe('a review', () => {
  async function reviewed(reviews: Config['approval']['reviews']) {
    const story = await Story.begin();
    story.approval = { ...defaults.approval, reviews };
    story.reportedAt = story.instant();
    story.now += 60_000;
    const review = (login: string, state: 'approved' | 'changes-requested' | 'commented' | 'dismissed', more = {}) =>
      story.pull(7).reviews.push({
        node: `PRR_${story.pull(7).reviews.length}`,
        author: person(login),
        state,
        commit: shas.unrelated as Sha,
        submittedAt: story.instant(),
        ...more,
      });
    return { story, review };
  }

  test('approves on this head after our report, where the policy lets it', async () => {
    const { story, review } = await reviewed(true);
    review('bob', 'approved');
    review('bob', 'commented');
    expect(await story.standing()).toMatchObject({
      state: 'approved',
      approvals: [{ receipt: { by: 'bob', role: 'write' } }],
    });
  });

  test('approves nothing where the policy does not', async () => {
    const { story, review } = await reviewed(false);
    review('bob', 'approved');
    expect((await story.standing()).state).toBe('waiting');
  });

  test.each([
    ['of another commit', 'approved', { commit: 'e'.repeat(40) }],
    ['from before the report', 'approved', { submittedAt: '2027-03-01T08:59:59Z' }],
    ['that asks for changes', 'changes-requested', {}],
    ['that was dismissed', 'dismissed', {}],
  ] as const)('%s approves nothing', async (_, state, more) => {
    const { story, review } = await reviewed(true);
    review('bob', state, more);
    expect((await story.standing()).state).toBe('waiting');
  });

  test('is outlived by a later one that asks for changes', async () => {
    const { story, review } = await reviewed(true);
    review('bob', 'approved');
    review('bob', 'changes-requested');
    expect((await story.standing()).state).toBe('waiting');
  });

  test('by the author counts for nothing', async () => {
    const { story, review } = await reviewed(true);
    review('alice', 'approved');
    expect((await story.standing()).state).toBe('waiting');
  });
});

describe('what somebody may do', () => {
  const rights = async (story: Story, login: string) => {
    const found = await rightsOf(story.request(), person(login), story);
    if (!found.ok) throw new Error(found.problem.says);
    return found.value;
  };

  test('follows from the same facts', async () => {
    const story = await Story.begin();
    expect(await rights(story, 'bob')).toEqual({
      role: 'write',
      approver: true,
      approves: needs.map(({ id }) => id),
      because: [],
      emergency: false,
    });
    expect(await rights(story, 'carol')).toMatchObject({
      approver: false,
      because: [
        `@carol is not among those who may approve \`${file}\`: a code owner of \`${file}\` (@acme/dba, @olive).`,
      ],
    });
    expect((await rights(story, 'nobody')).role).toBe('none');
  });
});

test('a clean pull request that nobody spoke about costs one call', async () => {
  const story = await Story.begin();
  const clean = { ...story.request(), report: { ...report, findings: [] } };
  expect(await standingOf(clean, story)).toMatchObject({ ok: true, value: { state: 'nothing-needed' } });
  expect(story.calls.map(({ method }) => method)).toEqual(['comments']);
});

test('a hundred remarks and an approval cost as many calls as the approval alone', async () => {
  const story = await Story.begin();
  for (let n = 0; n < 100; n++) story.write('carol', `remark ${n}`);
  story.accept(story.write('bob', '/migrate approve'));
  await story.standing();
  expect(story.calls.map(({ method }) => method)).toEqual(['comments', 'pullRequest', 'commits', 'roleOf', 'memberOf']);
});
