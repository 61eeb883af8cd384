import { describe, expect, test } from '@jest/globals';
import { bot } from '../conversation/host.ts';
import { dangerous, Story } from '../conversation/story.ts';

const on = 'comment: { suggestions: true }\n';
const bodies = ({ conversation }: Story) => conversation.suggestions.map(({ suggestion }) => suggestion.body);
const index = (name: string) => `create index ${name} on orders (email);\n`;

describe('suggestions', () => {
  test('stand beside the lines that one press can mend', async () => {
    const story = await new Story(on).open(`-- For the search.\n${dangerous}`);
    expect(story.conversation.suggestions).toEqual([
      {
        author: bot,
        suggestion: {
          commit: story.head,
          path: 'migrations/0002_email.sql',
          line: 2,
          endLine: 2,
          body: expect.stringMatching(
            /^<!-- migration-rehearsal:suggestion id="" finding="[^"]+" -->\n.+\n\n```suggestion\nCREATE INDEX CONCURRENTLY orders_email ON orders \(email\);\n```$/i,
          ),
        },
      },
    ]);
  });

  test('are not made where nobody asked for them, nor where no comments are wanted', async () => {
    for (const settings of ['', 'comment: { suggestions: true, when: never }\n']) {
      const story = await new Story(settings).open();
      expect(story.conversation.named('suggest', 'suggested')).toEqual([]);
    }
  });

  test('are not made on a fork', async () => {
    const story = await new Story(on).open(dangerous, { fromFork: true });
    expect(story.conversation.named('suggest', 'suggested')).toEqual([]);
  });

  test('are made once: another run, and lines that moved, bring none again', async () => {
    const story = await new Story(on).open();
    await story.run();
    story.push({ 'migrations/0002_email.sql': `-- Moved.\n${dangerous}` });
    await story.run();
    expect(bodies(story)).toHaveLength(1);
  });

  test('are three at most in the life of a pull request', async () => {
    const story = await new Story(on).open(['a', 'b'].map(index).join(''));
    expect(bodies(story)).toHaveLength(2);
    story.push({ 'migrations/0003_more.sql': ['c', 'd', 'e'].map(index).join('') });
    await story.run();
    expect(bodies(story)).toHaveLength(3);
  });

  test('of others, and those of another database, are none of ours', async () => {
    const story = new Story(on);
    const words = { commit: story.base, path: 'a.sql', line: 1, endLine: 1 };
    for (const n of ['1', '2', '3']) {
      const body = `<!-- migration-rehearsal:suggestion id="other" finding="${n}" -->`;
      story.conversation.suggestions.push({ author: bot, suggestion: { ...words, body } });
      const forged = `<!-- migration-rehearsal:suggestion id="" finding="${n}" -->`;
      story.conversation.suggestions.push({ author: 'mallory', suggestion: { ...words, body: forged } });
    }
    await story.open();
    expect(bodies(story)).toHaveLength(7);
  });

  test('are left out by a run that was overtaken', async () => {
    const story = new Story(on);
    const { conversation } = story;
    const report = story.report.bind(story);
    story.report = async (head) => {
      const made = await report(head);
      conversation.pull(7).head = story.base;
      return made;
    };
    await story.open();
    expect(conversation.named('suggest')).toEqual([]);
  });
});

test('who has answered is handed over after a decision, and nothing where nobody decided', async () => {
  const story = await new Story().open();
  const settled: (string | undefined)[] = [];
  Object.assign(story.world, {
    settled: ({ verdict, approval }: Awaited<ReturnType<Story['report']>>) => {
      settled.push(`${verdict}: ${(approval?.given ?? []).map(({ who }) => who).join(', ')}`);
      return Promise.resolve();
    },
  });
  await story.say('bob', '/migrate status');
  expect(settled).toEqual([]);
  await story.say('bob', '/migrate approve');
  await story.say('bob', '/migrate revoke');
  expect(settled).toEqual(['approved: bob', 'needs-approval: ']);
});
