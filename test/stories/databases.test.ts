import { expect, test } from '@jest/globals';
import { dangerous, email, stage } from './stage.ts';

// Two databases in one repository: a job for each of them hears everything.
const ids = ['shop', 'billing'];
const ends = (story: Awaited<ReturnType<typeof stage>>) =>
  ids.map((id) => story.check(story.head, `migration-rehearsal (${id})`)?.conclusion);
const labels = ['migration: needs approval (shop)', 'migration: needs approval (billing)'];

test('each has its check, its comment and its label, and says how it is spoken to', async () => {
  await using story = await stage({ ids });
  await story.pushes(email(dangerous));
  expect(ends(story)).toEqual(['failure', 'failure']);
  expect(story.check()).toBeUndefined();
  expect(story.labels).toEqual(labels);
  expect(story.reports).toHaveLength(2);
  for (const [at, id] of ids.entries()) {
    const digest = story.check(story.head, `migration-rehearsal (${id})`)?.externalId.slice(0, 12) ?? '';
    expect(story.reports[at]).toMatch(
      new RegExp(`^## 🔴 Migration rehearsal of \`${id}\`: needs approval — Writes to`),
    );
    expect(story.reports[at]).toContain(`To approve, comment \`/migrate@${id} approve ${digest}\`.`);
    expect(story.reports[at]).not.toContain('`/migrate ');
  }
});

test('what is said to one reaches that one only', async () => {
  await using story = await stage({ ids });
  await story.pushes(email(dangerous));
  const [shop] = story.reports;
  await story.says('bob', '/migrate@billing approve');
  expect(ends(story)).toEqual(['failure', 'success']);
  // The other still waits, and is still found by whoever looks for what waits.
  expect(story.labels).toEqual(labels.slice(0, 1));
  expect(story.reports[0]).toBe(shop);

  await story.says('bob', '/migrate@billing block --reason="not today"');
  expect(ends(story)).toEqual(['failure', 'failure']);
  expect(story.receipts.at(-1)).toContain('blocked the pull request until `/migrate@billing unblock`.');
  expect(story.reports[1]).toContain('until `/migrate@billing unblock`.');

  await story.says('bob', '/migrate@elsewhere approve');
  expect([ends(story), story.answers]).toEqual([['failure', 'failure'], []]);
});

test('what is said to nobody by name reaches both, and each answers for itself', async () => {
  await using story = await stage({ ids });
  await story.pushes(email(dangerous));
  await story.says('ada', '/migrate approve');
  expect(ends(story)).toEqual(['failure', 'failure']);
  expect(story.answers).toEqual(
    ids.map((id) => expect.stringMatching(new RegExp(`^\`${id}\`: \`/migrate@${id} approve\` is for approvers\\.`))),
  );
  await story.says('bob', '/migrate approve');
  expect([ends(story), story.labels]).toEqual([['success', 'success'], []]);
});

test('a digest is that of one of them: the other says whose it has, and how it is named', async () => {
  await using story = await stage({ ids });
  await story.pushes(email(dangerous));
  const digest = story.check(story.head, 'migration-rehearsal (billing)')?.externalId.slice(0, 12) ?? '';
  await story.says('bob', `/migrate approve ${digest}`);
  expect(ends(story)).toEqual(['failure', 'success']);
  expect(story.answers).toEqual([
    expect.stringMatching(
      /^`shop`: `[0-9a-f]{12}` is not what this pull request holds now: .*type `\/migrate@shop approve [0-9a-f]{12}`\.$/s,
    ),
  ]);
});

test('a name that is too long for a label is cut to what GitHub takes', async () => {
  const long = `a${'b'.repeat(49)}`;
  await using story = await stage({ ids: [long] });
  await story.pushes(email(dangerous));
  const [label = ''] = story.labels;
  expect([label.length, label]).toEqual([50, `migration: needs approval (a${'b'.repeat(20)}…)`]);
});
