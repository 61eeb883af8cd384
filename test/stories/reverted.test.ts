import { expect, test } from '@jest/globals';
import { dangerous, email, harmless, stage } from './stage.ts';

test('a merged migration that is deleted is no revert, and says what is one', async () => {
  await using story = await stage();
  await story.pushes({ 'migrations/0001_orders.sql': undefined });
  expect(story.check()).toMatchObject({
    conclusion: 'failure',
    title:
      'Needs approval: migrations/0001_orders.sql is deleted: databases that ran it keep its result, new ones never get it; not rehearsed',
  });
  expect(story.reports[0]).toContain(
    '**Instead**\n\nKeep the file, and undo what it did in a new migration.\n\n<sub>migration-deleted · read from the SQL</sub>',
  );
});

test('undone in a new migration, it is judged like any other: what it loses, somebody has to answer for', async () => {
  await using story = await stage();
  await story.pushes({ 'migrations/0002_undo_orders.sql': 'drop table orders;\n' });
  expect(story.check()?.conclusion).toBe('failure');
  expect(story.reports[0]).toContain(
    '🔴 **Waiting** for 1 approval of `drop-table`, from @bob or @carol; not the author.',
  );
});

test.each(['0002_undo.sql', '0002_orders_down.sql'])(
  'called %s, it would be taken for the way back of a migration that is not there: red, never green unread',
  async (name) => {
    await using story = await stage();
    await story.pushes({ [`migrations/${name}`]: 'drop table orders;\n' });
    expect(story.check()?.conclusion).toBe('failure');
    expect(story.check()?.title).toBe(
      `Could not verify: migrations/${name} is named like the way back of a migration that is not there, so nothing of it was looked at. End its name in another word where it is a migration of its own: undo_orders.sql, not orders_undo.sql`,
    );
  },
);

test('beside the migration that it takes back, it is what it is called', async () => {
  await using story = await stage();
  await story.pushes({ 'migrations/0001_orders_down.sql': 'drop table orders;\n' });
  expect(story.check()).toMatchObject({ conclusion: 'success' });
});

test('taken out again by a later push: the comment is green again, the label gone, the check says that nothing changes', async () => {
  await using story = await stage();
  await story.pushes(email(dangerous));
  expect(story.labels).toEqual(['migration: needs approval']);
  await story.pushes({ 'migrations/0002_email.sql': undefined });
  expect(story.check()).toMatchObject({ conclusion: 'success', title: 'No migration changes' });
  expect(story.reports).toEqual([
    '## 🟢 Migration rehearsal: No migration changes\n\n<sub>migration-rehearsal 0.1.0 · 0 ms</sub>\n',
  ]);
  expect(story.labels).toEqual([]);
  await story.says('bob', '/migrate approve');
  expect(story.answers).toEqual(['Nothing here needs an approval.']);

  await story.pushes(email(harmless));
  expect(story.check()?.conclusion).toBe('success');
  expect(story.reports).toHaveLength(1);
});

test('a pull request that never had a migration gets a check and no comment', async () => {
  await using story = await stage();
  await story.pushes({ 'README.md': 'Hello.\n' });
  expect(story.check()).toMatchObject({ conclusion: 'success', title: 'No migration changes' });
  expect([story.reports, story.labels]).toEqual([[], []]);
});
