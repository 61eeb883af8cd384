import { expect, test } from '@jest/globals';
import type { Stage } from './stage.ts';
import { dangerous, email, stage } from './stage.ts';

const from = (ref: string) => ({ changes: { base: { ref: { from: ref }, sha: { from: '0'.repeat(40) } } } });

/** Bob has approved it for `main`; then somebody sends it to `release`, which is a commit ahead. */
async function sent(): Promise<Stage> {
  const story = await stage();
  await story.pushes(email(dangerous));
  await story.says('bob', '/migrate approve');
  expect(story.check()?.conclusion).toBe('success');
  story.git.on('main').on('release').commit({ 'RELEASE.md': 'One.\n' });
  story.git.on('feature');
  story.becomes({ base: 'release' });
  return story;
}

test('sent to another branch, an approval for the first one counts no more', async () => {
  await using story = await sent();
  const before = story.digest;
  await story.hears('edited', from('main'));
  expect(story.digest).not.toBe(before);
  expect(story.check()?.conclusion).toBe('failure');
  expect(story.labels).toEqual(['migration: needs approval']);
  const [report = ''] = story.reports;
  expect(story.reports).toHaveLength(1);
  expect(report).toMatch(
    /⚪ \*\*No longer counts\*\* @bob: the approval of 1 Mar 2027, \d\d:\d\d UTC\. @bob’s approval of `[0-9a-f]{12}` is void: the pull request goes to `release` now, not to `main`\. \[receipt\]/,
  );
  // One check of this name on the commit, as GitHub shows them: the newest.
  expect([...story.state.checks.values()].filter(({ status }) => status !== 'completed')).toEqual([]);

  await story.says('bob', '/migrate approve');
  expect([story.check()?.conclusion, story.labels]).toEqual(['success', []]);
});

test('back where it was approved, what was approved there counts', async () => {
  await using story = await sent();
  const before = story.digest;
  await story.hears('edited', from('main'));
  story.becomes({ base: 'main' });
  await story.hears('edited', from('release'));
  expect([story.digest, story.check()?.conclusion, story.labels]).toEqual([before, 'success', []]);
});

test('until it is rehearsed for its new branch, nobody can approve what was shown for the old one', async () => {
  await using story = await sent();
  await story.says('carol', `/migrate approve ${story.digest.slice(0, 12)}`);
  await story.says('carol', '/migrate approve');
  expect(story.answers[0]).toMatch(
    /^`[0-9a-f]{12}` is not what this pull request holds now: its migrations have the digest `[0-9a-f]{12}`\./,
  );
  expect(story.answers[1]).toMatch(/^There is no report on the migrations as they are now/);
  // Whatever makes it be shown again shows it as it stands now.
  await story.says('bob', '/migrate revoke');
  expect(story.check()?.conclusion).toBe('failure');
});

test('new words for its title change nothing, and ask nothing of GitHub', async () => {
  await using story = await stage();
  await story.pushes(email(dangerous));
  const { length } = story.github.calls;
  expect(await story.hears('edited', { changes: { title: { from: 'Old' } } })).toEqual({
    job: 'success',
    problems: [],
    notes: [],
    log: ['Only the words of the pull request were edited; its migrations are the same.'],
  });
  expect(story.github.calls).toHaveLength(length);
});
