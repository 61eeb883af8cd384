import { expect, test } from '@jest/globals';
import { dangerous, email, stage } from './stage.ts';

test('closed and opened again: the same comment, a new check, and nobody is called twice', async () => {
  await using story = await stage();
  await story.pushes(email(dangerous));
  story.becomes({ state: 'closed' });
  const { length } = story.github.calls;
  expect(await story.hears('closed')).toMatchObject({ job: 'success', log: ['The pull request was closed.'] });
  expect(story.github.calls).toHaveLength(length);
  expect([story.check()?.conclusion, story.labels]).toEqual(['failure', ['migration: needs approval']]);

  story.becomes({ state: 'open' });
  await story.hears('reopened');
  expect([story.check()?.conclusion, story.labels]).toEqual(['failure', ['migration: needs approval']]);
  expect(story.reports).toHaveLength(1);
  expect(story.called('requested_reviewers')).toHaveLength(1);
});

test('what was approved before it was closed is approved when it is opened again', async () => {
  await using story = await stage();
  await story.pushes(email(dangerous));
  await story.says('bob', '/migrate approve');
  story.becomes({ state: 'closed' });
  await story.hears('closed');
  story.becomes({ state: 'open' });
  await story.hears('reopened');
  expect([story.check()?.conclusion, story.labels]).toEqual(['success', []]);
});

test('while it is closed, commands that would change something say that they do not', async () => {
  await using story = await stage();
  await story.pushes(email(dangerous));
  story.becomes({ state: 'closed' });
  for (const command of ['approve', 'rerun', 'block']) await story.says('bob', `/migrate ${command}`);
  expect(story.answers).toEqual([
    'This pull request is closed, so `/migrate approve` changes nothing.',
    'This pull request is closed, so `/migrate rerun` changes nothing.',
    'This pull request is closed, so `/migrate block` changes nothing.',
  ]);
  expect(story.check()?.conclusion).toBe('failure');
});

test('closed during a run: its end is shown, and no approver is called', async () => {
  await using story = await stage();
  story.push(email(dangerous));
  story.during = () => {
    story.becomes({ state: 'closed' });
  };
  expect(await story.hears('opened')).toMatchObject({ job: 'success', problems: [] });
  expect(story.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
  expect([story.labels, story.asked]).toEqual([[], []]);
});
