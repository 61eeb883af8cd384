import { expect } from '@jest/globals';
import type { KeptComment } from '../conversation/host.ts';
import { Story } from '../conversation/story.ts';
import { broken, cases } from './faults.ts';

/** A comment that two processes hear: its event was delivered twice, or two workflows listen. */
async function written(name: string): Promise<{ readonly story: Story; readonly comment: KeptComment }> {
  const { before, sql, login, body } = cases[name]!;
  const story = await new Story().open(sql);
  await before?.(story);
  story.conversation.now += 60_000;
  return { story, comment: story.conversation.write(login, body(story)) };
}

/** What is there in the end, whoever did it: the sentences that are broken. */
const wrong = async (story: Story): Promise<readonly string[]> => [
  ...(await broken(story)),
  ...(story.conversation.issues.length > 1 ? ['two issues'] : []),
];

/** The other process comes between at each call of the one; gives at how many. */
export async function heardTwiceEverywhere(name: string): Promise<number> {
  const alone = await written(name);
  const from = alone.story.conversation.calls.length;
  await alone.story.hear(alone.comment);
  const calls = alone.story.conversation.calls.length - from;
  const said = alone.story.conversation.said().length;
  for (let at = 1; at <= calls; at += 1) {
    const { story, comment } = await written(name);
    story.conversation.plan.set(from + at, { meanwhile: () => story.hear(comment) });
    await story.hear(comment);
    expect([at, await wrong(story), story.check]).toEqual([at, [], cases[name]!.ends]);
    expect([at, story.conversation.said().length]).toEqual([at, said]);
  }
  return calls;
}

/** Three of them, step by step beside each other. */
export async function heardThrice(name: string): Promise<void> {
  const { story, comment } = await written(name);
  await Promise.all([story.hear(comment), story.hear(comment), story.hear(comment)]);
  expect([await wrong(story), story.check]).toEqual([[], cases[name]!.ends]);
}
