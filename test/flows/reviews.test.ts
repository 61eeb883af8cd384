import { describe, expect, test } from '@jest/globals';
import { commentChanged } from '../../src/flows/show-again.ts';
import { person } from '../conversation/host.ts';
import { Story, dangerous, destructive } from '../conversation/story.ts';

const counted = 'approval:\n  users: [bob, carol]\n  reviews: true\n';

async function opened(settings = counted, sql = dangerous) {
  const story = await new Story(settings).open(sql);
  // A reviewer reads the report before they approve.
  story.conversation.now += 60_000;
  return story;
}

/** Somebody submits a review of the newest commit, and the code host tells us. */
async function review(story: Story, login: string, state: 'approved' | 'changes-requested' = 'approved') {
  const { reviews } = story.conversation.pull(7);
  story.conversation.now += 1_000;
  const node = `PRR_${reviews.length}`;
  reviews.push({ node, author: person(login), state, commit: story.head, submittedAt: story.conversation.instant() });
  await told(story, node);
}

async function told(story: Story, node = 'PRR_0') {
  story.conversation.now += 1_000;
  expect(await commentChanged({ number: 7, comment: node }, story.world)).toEqual([]);
}

describe('where the policy counts reviews', () => {
  test('an Approve turns the check green, and it stays so however often one looks', async () => {
    const story = await opened();
    expect(story.check).toBe('failure');
    await review(story, 'bob');
    expect(story.check).toBe('success');
    for (let look = 0; look < 3; look++) await told(story);
    expect(story.check).toBe('success');
    expect(story.rehearsed).toHaveLength(1);
    expect(story.receipts).toEqual([]);
  });

  test('it ends with the next commit, which they have not seen', async () => {
    const story = await opened();
    await review(story, 'bob');
    story.push({ README: 'a word' });
    await story.run();
    expect(story.check).toBe('failure');
  });

  test('and with a review of theirs that asks for changes', async () => {
    const story = await opened();
    await review(story, 'bob');
    await review(story, 'bob', 'changes-requested');
    expect(story.check).toBe('failure');
  });

  test('and with a new run, whose report they have not seen', async () => {
    const story = await opened();
    await review(story, 'bob');
    await story.run();
    expect(story.check).toBe('failure');
    await told(story);
    expect(story.check).toBe('failure');
  });

  test.each(['alice', 'dave', 'rita'])('that of %s counts for nothing', async (login) => {
    const story = await opened();
    await review(story, login);
    expect(story.check).toBe('failure');
  });

  test('none is enough where rows or objects are lost: it gives no reason', async () => {
    const story = await opened(counted, destructive);
    await review(story, 'bob');
    expect(story.check).toBe('failure');
  });
});

test('elsewhere a review is a review, and no approval of migrations', async () => {
  const story = await opened('approval:\n  users: [bob]\n');
  await review(story, 'bob');
  expect(story.check).toBe('failure');
});
