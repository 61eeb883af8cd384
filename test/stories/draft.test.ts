import { expect, test } from '@jest/globals';
import { dangerous, email, stage } from './stage.ts';

test('a draft is rehearsed and says what it would need, but calls nobody and cannot be approved', async () => {
  await using story = await stage({ pull: { draft: true } });
  expect(await story.pushes(email(dangerous))).toMatchObject({ job: 'success', problems: [] });
  expect(story.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect([story.labels, story.asked, story.reports.length]).toEqual([[], [], 1]);

  await story.says('bob', '/migrate approve');
  expect(story.answers).toEqual([
    'This pull request is a draft; `/migrate approve` waits until it is ready for review.\n\n' +
      '**Instead**, mark it as ready, and write the command again.',
  ]);
  expect([story.check()?.conclusion, story.receipts]).toEqual(['failure', []]);

  // Whatever reads and changes nothing is answered as ever.
  await story.says('bob', '/migrate status');
  expect(story.answers[1]).toMatch(/^Needs approval: Writes to `public\.orders` wait/);
});

test('once it is ready, its approvers are called, and the same comment goes on', async () => {
  await using story = await stage({ pull: { draft: true } });
  await story.pushes(email(dangerous));
  const [draft] = story.reports;
  story.becomes({ draft: false });
  await story.hears('ready_for_review');
  expect([story.labels, story.asked]).toEqual([['migration: needs approval'], ['bob', 'carol']]);
  expect(story.reports).toEqual([draft?.replace('/runs/501', '/runs/502')]);

  await story.says('bob', '/migrate approve');
  expect(story.check()?.conclusion).toBe('success');
  expect([story.labels, story.reports.length]).toEqual([[], 1]);

  // What was approved stays so for whoever makes it a draft again.
  story.becomes({ draft: true });
  await story.pushes({ 'README.md': 'More words.\n' });
  expect([story.check()?.conclusion, story.labels]).toEqual(['success', []]);
});
