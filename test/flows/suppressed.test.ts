import { describe, expect, test } from '@jest/globals';
import { Story, dangerous, destructive } from '../conversation/story.ts';

const passed = (rule: string, sql: string) => `-- migrate:allow ${rule} reason: the table is small\n${sql}`;

describe('a blocker that its author let pass in this very pull request', () => {
  test('still waits for somebody else, and is approved like any other', async () => {
    const story = await new Story().open(passed('create-index-not-concurrent', dangerous));
    expect(story.check).toBe('failure');
    await story.say('alice', '/migrate approve');
    expect(story.check).toBe('failure');
    await story.say('bob', '/migrate approve');
    expect(story.check).toBe('success');
    expect(story.receipts[0]?.findings).toMatchObject([{ rule: 'create-index-not-concurrent' }]);
  });

  test('wants a reason where it destroys: the author’s own is none', async () => {
    const story = await new Story().open(passed('drop-table', destructive));
    await story.say('bob', '/migrate approve');
    expect(story.check).toBe('failure');
    await story.say('bob', `/migrate approve --reason="empty since May"`);
    expect(story.check).toBe('success');
  });

  test('is not covered by the approval of another', async () => {
    const story = await new Story().open(`${dangerous}${passed('drop-table', destructive)}`);
    await story.say('bob', '/migrate approve --only=create-index-not-concurrent');
    expect(story.check).toBe('failure');
    await story.say('carol', '/migrate approve --only=drop-table --reason="empty since May"');
    expect(story.check).toBe('success');
  });
});
