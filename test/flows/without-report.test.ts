import { describe, expect, test } from '@jest/globals';
import { Story, dangerous, harmless } from '../conversation/story.ts';

/** Every run of it crashes, from the first on. */
async function crashing(): Promise<Story> {
  const story = new Story();
  story.report = () => Promise.reject(new Error('a bug'));
  return story.open(dangerous);
}

const titleOf = (story: Story): string | undefined => story.conversation.check(story.head)?.completed?.page.title;

/** What somebody must confirm, as the answer tells them who ask how it stands. */
async function digestOf(story: Story): Promise<string> {
  await story.say('erin', '/migrate status');
  const [, digest = ''] = /digest `([0-9a-f]{12})`/.exec(story.answers.at(-1) ?? '') ?? [];
  return digest;
}

const override = (digest: string): string => `/migrate override --reason="incident 42" --confirm=${digest}`;

describe('where no run came to a report', () => {
  test('an override lets the migrations pass all the same, by their digest, and check and comment say so', async () => {
    const story = await crashing();
    expect([story.check, titleOf(story)]).toEqual(['failure', 'Could not verify: Migration Rehearsal crashed']);
    await story.say('erin', override(await digestOf(story)));
    expect([story.check, titleOf(story)]).toEqual([
      'success',
      'Approved: erin overrode this check (“incident 42”): No run on this commit came to a report, so nothing is known about these migrations. Comment /migrate rerun, which rehearses them',
    ]);
    expect(story.conversation.sticky()?.body).toContain(
      'approved — erin overrode this check (“incident 42”): No run on this commit came to a report, so nothing is known about these migrations.',
    );
    expect(story.receipts).toMatchObject([{ kind: 'override', digest: story.digest, by: 'erin' }]);
    expect(story.conversation.issues).toHaveLength(1);
  });

  test('it holds on the next commit that changes none of them, though that run crashes too, and dies with their digest', async () => {
    const story = await crashing();
    await story.say('erin', override(await digestOf(story)));
    story.push({ 'README.md': 'More words.\n' });
    await story.run();
    expect([story.check, titleOf(story)]).toEqual([
      'success',
      'Approved: erin overrode this check (“incident 42”): The rehearsal of these migrations crashed. Read the log of the run, and start it again',
    ]);
    story.push({ 'migrations/0002_email.sql': `${dangerous}${harmless}` });
    await story.run();
    expect([story.check, titleOf(story)]).toEqual(['failure', 'Could not verify: Migration Rehearsal crashed']);
  });

  test('taken back, it is red again', async () => {
    const story = await crashing();
    await story.say('erin', override(await digestOf(story)));
    await story.say('carol', '/migrate revoke');
    expect([story.check, titleOf(story)]).toEqual([
      'failure',
      'Could not verify: No run on this commit came to a report, so nothing is known about these migrations. Comment /migrate rerun, which rehearses them',
    ]);
  });

  test('an override of other migrations, or of somebody who may not, leaves it red', async () => {
    const story = await crashing();
    await story.say('erin', override('0'.repeat(12)));
    await story.say('bob', override(await digestOf(story)));
    expect([story.check, story.receipts]).toEqual(['failure', []]);
  });

  test('a block is shown as one', async () => {
    const story = await crashing();
    await story.say('bob', '/migrate block --reason="not before Monday"');
    expect([story.check, titleOf(story)]).toEqual([
      'failure',
      expect.stringMatching(/^Fail: bob blocked it \(“not before Monday”\)\. No run on this commit came to a report/),
    ]);
  });

  test('nothing can be approved, and the answer says what to do', async () => {
    const story = await crashing();
    await story.say('bob', '/migrate approve');
    expect(story.answers.at(-1)).toMatch(
      /^There is no report on the migrations as they are now, digest `[0-9a-f]{12}`\.\n\n\*\*Instead\*\*, `\/migrate rerun` makes one\.$/,
    );
    expect(story.check).toBe('failure');
  });
});
