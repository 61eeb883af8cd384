import { describe, expect, test } from '@jest/globals';
import { failure, success } from '../../src/domain/errors.ts';
import type { Publisher } from '../../src/ports/publisher.ts';
import { Story } from '../conversation/story.ts';

const unseen = {
  code: 'github',
  says: 'GitHub did not let this token read the check of this commit (403).',
  advice: 'Give the job the permission `checks: write`.',
} as const;

/** The workflows were given `statuses: write` in place of `checks: write`. */
function withStatuses(): Story {
  const story = new Story();
  const { publisher } = story.conversation;
  const poor: Publisher = {
    ...publisher,
    startCheck: async (target) => {
      const started = await publisher.startCheck(target);
      return started.ok ? success({ ...started.value, kind: 'status' }) : started;
    },
    lastCheck: () => Promise.resolve(success({ unseen })),
  };
  return Object.assign(story, { world: { ...story.world, publisher: poor } });
}

const answer =
  'GitHub did not let this token read the check of this commit (403). A command works from the report that the check keeps, so nothing was done.\n\n' +
  '**Instead**, give the jobs of both workflows the permission `checks: write`: the commit status that takes the place of the check without it keeps no report.';

describe('a commit status in place of the check', () => {
  test('is red all the same, and its comment offers no command, but says what is missing', async () => {
    const story = await withStatuses().open();
    expect(story.check).toBe('failure');
    const body = story.conversation.sticky()?.body ?? '';
    expect(body).not.toContain('`/migrate rerun`');
    expect(body).toMatch(
      /\n\nCommands can do nothing here: the result is a commit status, which keeps no report for them to work from\. \*\*Instead\*\*, give the jobs of both workflows the permission `checks: write`\.\n$/,
    );
  });

  test.each(['approve', 'block', 'rerun', 'status', 'help'])(
    'is nothing that `/migrate %s` could work from, and the answer says so, once',
    async (verb) => {
      const story = await withStatuses().open();
      const comment = await story.say('bob', `/migrate ${verb}`);
      await story.hear(comment);
      expect([story.answers, story.receipts, story.check]).toEqual([[answer], [], 'failure']);
      expect(comment.reactions).toEqual(['eyes', 'confused']);
    },
  );

  test('that an outage hides is no answer: the comment is heard again', async () => {
    const story = withStatuses();
    await story.open();
    const { publisher } = story.world;
    Object.assign(story, {
      world: { ...story.world, publisher: { ...publisher, lastCheck: () => Promise.resolve(failure(unseen)) } },
    });
    const comment = story.conversation.write('bob', '/migrate approve');
    expect(await story.hear(comment)).toMatchObject({ did: 'failed' });
    expect(story.answers).toEqual([]);
  });
});
