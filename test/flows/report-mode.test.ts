import { describe, expect, test } from '@jest/globals';
import { under } from '../../src/config/policy-text.ts';
import type { Trigger } from '../../src/domain/trigger.ts';
import { success } from '../../src/domain/errors.ts';
import { dangerous, destructive, harmless, Story } from '../conversation/story.ts';
import { readProposal } from '../../src/flows/proposal.ts';
import { review } from '../../src/flows/review.ts';
import { shown } from '../../src/flows/show.ts';
import type { HandleWorld, ReviewAsked } from '../../src/flows/handle.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { heard } from './handled.ts';

/** A team tries the product out: it is told what would be held up and from when on, and nothing is, until that day. */
const people = 'approval: { users: [bob, carol] }\n';
const trial = `mode: report\nenforce-from: 2027-03-08\n${people}`;
const openEnd = `mode: report\n${people}`;
const theDay = Date.parse('2027-03-08T00:00:00Z');

const pushed = (story: Story): Trigger => {
  const { head, base, number, fromFork } = story.conversation.pull(7);
  return { kind: 'pull-request', number, head, base: base.sha, baseRef: base.ref, fromFork };
};

/** The check of the newest commit: how it ended, and what stands over it. */
const shownAs = ({ conversation, head }: Story) => {
  const completed = conversation.check(head)?.completed;
  return [completed?.conclusion, completed?.page.title.split('. ')[0]];
};
/** The third line of the comment, and of the page of the check. */
const noteIn = (text: string | undefined) =>
  text?.split('\n\n').filter((part) => part.startsWith('**Report only**')) ?? [];
const notes = ({ conversation, head }: Story) => [
  ...noteIn(conversation.sticky()?.body),
  ...noteIn(conversation.check(head)?.completed?.page.summary),
];

describe('while nothing is enforced', () => {
  test.each([
    [
      trial,
      dangerous,
      'Report only: would need approval from 2027-03-08 on',
      '**Report only** until 2027-03-08: the check is green. From that day on it would wait for an approval.',
    ],
    [
      openEnd,
      dangerous,
      'Report only: would need approval',
      '**Report only**: the check is green. Enforced, it would wait for an approval.',
    ],
    [
      `${trial}rules: { drop-table: blocker }\n`.replace('users: [bob, carol]', 'forbidden: [drop-table]'),
      destructive,
      'Report only: would fail from 2027-03-08 on',
      '**Report only** until 2027-03-08: the check is green. From that day on it would be red.',
    ],
  ])('the check is green, and says what it would be: %#', async (settings, sql, title, note) => {
    const story = await new Story(settings).open(sql);
    expect(shownAs(story)).toEqual(['success', title]);
    expect(notes(story)).toEqual([note, note]);
    expect(story.conversation.pull(7)).toMatchObject({ labels: [], asked: [] });
  });

  test('what is harmless is green as ever, and nothing is said of a trial', async () => {
    const story = await new Story(trial).open(`set lock_timeout = '5s';\n${harmless}`);
    expect(story.check).toBe('success');
    expect(story.conversation.check(story.head)?.completed?.page.title).not.toContain('Report only');
    expect(notes(story)).toEqual([]);
  });

  test('what could not be verified is red all the same', async () => {
    const story = await new Story(`${trial}migrations: { paths: ["nowhere/**"] }\n`).open();
    expect(shownAs(story)[0]).toBe('failure');
    expect(shownAs(story)[1]).toMatch(/^Could not verify: /);
  });

  test('an approval counts, so that the day itself changes nothing', async () => {
    const story = await new Story(trial).open();
    await story.say('bob', '/migrate approve');
    expect(shownAs(story)).toEqual(['success', expect.stringMatching(/^Approved: /)]);
    expect(notes(story)).toEqual([]);
    story.conversation.now = theDay;
    await heard(story, pushed(story));
    expect(story.check).toBe('success');
  });

  test('a block is told, and holds nobody up before that day', async () => {
    const story = await new Story(trial).open();
    await story.say('bob', '/migrate block --reason="not this week"');
    expect(shownAs(story)).toEqual(['success', 'Report only: would fail from 2027-03-08 on']);
    expect(story.conversation.sticky()?.body).toContain('**Blocked** by bob');
    story.conversation.now = theDay;
    await story.say('carol', '/migrate block --reason="still not"');
    await heard(story, pushed(story));
    expect(story.check).toBe('failure');
  });

  test.each([
    [trial, 'Report only until 2027-03-08: the check holds nobody up, unless the migrations could not be verified.'],
    [openEnd, 'Report only: the check holds nobody up, unless the migrations could not be verified.'],
  ])('`status` says so: %#', async (settings, says) => {
    const story = await new Story(settings).open();
    await story.say('bob', '/migrate status');
    expect(story.answers[0]?.split('\n\n')[1]).toBe(says);
  });
});

describe('from the day on that the configuration names', () => {
  test('the next push is held up, and the approvers are called', async () => {
    const story = await new Story(trial).open();
    story.conversation.now = theDay - 1;
    expect((await heard(story, pushed(story))).handled.published).toMatchObject({ trial: { until: '2027-03-08' } });
    expect(story.check).toBe('success');
    story.conversation.now = theDay;
    expect((await heard(story, pushed(story))).handled.published).not.toHaveProperty('trial');
    expect(shownAs(story)).toEqual(['failure', expect.stringMatching(/^Needs approval: /)]);
    expect(notes(story)).toEqual([]);
    expect(story.conversation.pull(7)).toMatchObject({
      labels: ['migration: needs approval'],
      asked: [{ users: ['bob', 'carol'], teams: [] }],
    });
  });

  test('whatever is decided shows what was green before as it is now', async () => {
    const story = await new Story(
      trial.replace('users: [bob, carol]', 'users: [bob, carol], required: { blocker: 2 }'),
    ).open();
    expect(story.check).toBe('success');
    story.conversation.now = theDay;
    await story.say('bob', '/migrate approve');
    expect(story.check).toBe('failure');
    await story.say('carol', '/migrate approve');
    expect(story.check).toBe('success');
  });

  test('`status` speaks of no trial any more', async () => {
    const story = await new Story(trial).open();
    story.conversation.now = theDay;
    await story.say('bob', '/migrate status');
    expect(story.answers[0]).not.toContain('Report only');
  });

  test('a workflow that still asks for report is enforced', async () => {
    const story = await new Story(trial).open();
    story.conversation.now = theDay;
    await heard(story, pushed(story), { wishes: { mode: 'report' } });
    expect(story.check).toBe('failure');
  });
});

describe('an organisation with a policy', () => {
  const policy = (text: string) => ({ file: 'env:MIGRATION_POLICY', text });
  /** The repository under that policy, looked at as a job does. */
  const looked = async (story: Story, text: string, wishes: HandleWorld['wishes'] = {}) => {
    const source = under(policy(text), story.objects.source);
    Object.assign(story.world, { wishes, open: () => Promise.resolve(success({ source })) });
    const { handled } = await heard(story, pushed(story), { review: (asked) => reading(asked, story) });
    return handled;
  };
  const title = ({ conversation, head }: Story) => conversation.check(head)?.completed?.page.title;
  const opened = async (settings: string) => new Story(settings).open();

  test('that locks the mode is passed over by no input of a workflow: check and job are red, and say why', async () => {
    const story = await opened(people);
    const { job } = await looked(story, 'locked: { mode: enforce }\n', { mode: 'report' });
    expect(job).toBe('failure');
    expect(story.check).toBe('failure');
    expect(title(story)).toBe(
      'Could not verify: The input mode is looser than env:MIGRATION_POLICY allows, which locks it at enforce. Leave it out, or ask for the same or what is stricter',
    );
  });

  test('nor by a repository, whose commands are answered with the same', async () => {
    const story = await opened(trial);
    await looked(story, 'locked: { mode: enforce }\n');
    expect(story.check).toBe('failure');
    expect(title(story)).toBe(
      'Could not verify: .github/migration-rehearsal.yml:1:7: mode is looser than env:MIGRATION_POLICY allows, which locks it at enforce. Write the same or what is stricter, or leave the key out',
    );
    await story.say('bob', '/migrate approve');
    expect(story.receipts).toEqual([]);
    expect(story.answers.map((answer) => answer.replaceAll('\\', ''))).toEqual([
      '.github/migration-rehearsal.yml:1:7: `mode` is looser than env:MIGRATION_POLICY allows, which locks it at `enforce`.\n\nWrite the same or what is stricter, or leave the key out.',
    ]);
  });

  test('is weakened by no job that was not handed the policy', async () => {
    const story = await opened(people);
    await looked(story, 'locked: { approval: { required: { blocker: 2 } } }\n');
    expect(shownAs(story)).toEqual(['failure', expect.stringMatching(/^Needs approval: /)]);
    Object.assign(story.world, { open: () => Promise.resolve(success({ source: story.objects.source })) });
    await story.say('bob', '/migrate approve');
    await story.say('bob', `/migrate approve ${story.digest}`);
    expect(story.check).toBe('failure');
    expect(story.receipts).toEqual([]);
  });

  test('can begin a trial for all, which a repository ends earlier, and not later', async () => {
    const text = 'mode: report\nlocked: { enforce-from: 2027-03-10 }\n';
    const as = await opened(people);
    await looked(as, text);
    expect(shownAs(as)).toEqual(['success', 'Report only: would need approval from 2027-03-10 on']);
    const earlier = await opened(`enforce-from: 2027-03-01\n${people}`);
    await looked(earlier, text);
    expect(shownAs(earlier)).toEqual(['failure', expect.stringMatching(/^Needs approval: /)]);
    const later = await opened(`enforce-from: 2099-01-01\n${people}`);
    await looked(later, text);
    expect(title(later)).toMatch(/^Could not verify: .*:1:15: enforce-from is looser than env:MIGRATION_POLICY allows/);
    expect(later.check).toBe('failure');
  });
});

/** What a job makes of it, without a database. */
async function reading({ range, source }: ReviewAsked, { conversation }: Story) {
  const proposal = source.ok ? await readProposal({ ...range, rules: ruleIds }, source.value) : source;
  const nothing = () => Promise.reject(new Error('Nothing is rehearsed in this story'));
  const { report, problem } = await review(proposal, 'reading', {
    ...{ database: () => ({ name: 'embedded', start: nothing }), clock: conversation.clock },
    ...{ progress: { stage: () => undefined, note: () => undefined }, signal: new AbortController().signal },
  });
  const target = { name: '', head: range.head, attempt: '', details: '' };
  return { ...shown(report, undefined, { target, id: '' }), ...(problem !== undefined && { problem }) };
}
