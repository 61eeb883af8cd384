import { describe, expect, test } from '@jest/globals';
import { bot } from '../conversation/host.ts';
import { Story, dangerous } from '../conversation/story.ts';
import { heardThrice, heardTwiceEverywhere } from './at-once.ts';
import { cases } from './faults.ts';

test('a block that two processes hear at once is done once, wherever in the one the other comes between', async () => {
  expect(await heardTwiceEverywhere('block')).toBeGreaterThan(10);
});

test.each(Object.keys(cases))('%s is done once where three hear it step by step beside each other', heardThrice);

describe('a receipt that was written twice counts once, for what it was when it was new', () => {
  const again = (story: Story, kind: string): void => {
    const at = story.receipts.findIndex((receipt) => receipt.kind === kind);
    const receipts = story.conversation
      .said()
      .filter(({ body }) => body.startsWith('<!-- migration-rehearsal:receipt'));
    story.conversation.write(bot, receipts[at]!.body);
  };

  test('an approval that was taken back does not come back by its double', async () => {
    const story = await new Story().open();
    await story.say('bob', '/migrate approve');
    await story.say('carol', '/migrate revoke');
    again(story, 'approve');
    await story.run();
    expect(story.check).toBe('failure');
  });

  test('a later block is not ended by the double of an earlier end', async () => {
    const story = await new Story().open();
    await story.say('bob', '/migrate approve');
    await story.say('bob', '/migrate block');
    await story.say('bob', '/migrate unblock');
    await story.say('bob', '/migrate block');
    again(story, 'unblock');
    await story.run();
    expect(story.check).toBe('failure');
  });

  test('two approvals in one comment are two, each with its own place', async () => {
    const story = await new Story().open(`${dangerous}drop table orders;\n`);
    await story.say(
      'bob',
      '/migrate approve --only=create-index-not-concurrent\n/migrate approve --only=drop-table --reason="empty"',
    );
    expect(story.receipts.map(({ kind, nth }) => [kind, nth])).toEqual([
      ['approve', undefined],
      ['approve', 1],
    ]);
    expect(story.check).toBe('success');
  });
});

test('two runs that suggest at once leave one of each, and three at most', async () => {
  const on = 'comment: { suggestions: true }\n';
  const sql = ['a', 'b', 'c', 'd'].map((name) => `create index ${name} on orders (email);\n`).join('');
  const alone = await new Story(on).open('select 1;\n');
  alone.push({ 'migrations/0002_email.sql': sql });
  const from = alone.conversation.calls.length;
  await alone.run();
  const calls = alone.conversation.calls.length - from;
  for (let at = calls; at > 0; at -= 3) {
    const story = await new Story(on).open('select 1;\n');
    story.push({ 'migrations/0002_email.sql': sql });
    story.conversation.plan.set(from + at, { meanwhile: () => story.run() });
    await story.run();
    const markers = story.conversation.suggestions.map(({ suggestion }) => suggestion.body.split('\n')[0]);
    expect([at, markers.length, new Set(markers).size]).toEqual([at, 3, 3]);
  }
});
