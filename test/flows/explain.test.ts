import { describe, expect, test } from '@jest/globals';
import { Story, dangerous, destructive, harmless } from '../conversation/story.ts';
import { heard } from './handled.ts';

const press = (story: Story, by: string) => heard(story, { kind: 'explain', number: 7, by });

describe('The button Explain', () => {
  test('is answered with what the command says of the worst finding', async () => {
    const story = await new Story().open(dangerous);
    await story.say('bob', '/migrate explain create-index-not-concurrent');
    const { handled, log } = await press(story, 'bob');
    const [typed = '', pressed = ''] = story.answers;
    expect(typed).toContain('create-index-not-concurrent');
    expect(pressed).toBe(`\`bob\` asked at the check what this means.\n\n${typed}`);
    expect(handled).toEqual({ job: 'success', problems: [], notes: [] });
    expect(log).toEqual(['The button of the check was answered.']);
  });

  test('is answered once, whoever presses it and however often; a new commit can be asked about anew', async () => {
    const story = await new Story().open(dangerous);
    for (const by of ['bob', 'bob', 'carol']) await press(story, by);
    expect(story.answers).toHaveLength(1);
    expect((await press(story, 'bob')).log).toEqual(['It was explained already.']);
    story.push({ 'migrations/0002_email.sql': destructive });
    await story.run();
    await press(story, 'bob');
    expect(story.answers).toHaveLength(2);
  });

  test('says how it stands where there is nothing to explain, or no report yet', async () => {
    const story = await new Story().open(harmless);
    story.push({ 'migrations/0002_email.sql': dangerous });
    await press(story, 'bob');
    expect(story.answers).toHaveLength(1);
    expect(story.answers[0]).toContain('/migrate rerun');
    await story.run();
    await press(story, 'bob');
    expect(story.answers[1]).toContain('create-index-not-concurrent');
  });

  test.each([
    ['outsider', 'mallory', 'public'],
    ['reader of a public repository', 'rita', 'public'],
    ['stranger to a private one', 'mallory', 'private'],
  ] as const)('says nothing to an %s', async (_who, by, visibility) => {
    const story = await new Story().open(dangerous, { visibility });
    expect((await press(story, by)).log).toEqual(['Outsiders are not heard.']);
    expect(story.answers).toEqual([]);
  });

  test('is answered to a reader of a private repository', async () => {
    const story = await new Story().open(dangerous, { visibility: 'private' });
    await press(story, 'rita');
    expect(story.answers).toHaveLength(1);
  });

  test('changes no check and rehearses nothing', async () => {
    const story = await new Story().open(dangerous);
    const before = story.conversation.check(story.head);
    const { reviews } = await press(story, 'bob');
    expect(reviews).toEqual([]);
    expect(story.conversation.check(story.head)).toEqual(before);
  });
});
