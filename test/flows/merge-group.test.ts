import { describe, expect, test } from '@jest/globals';
import type { Sha } from '../../src/domain/pull-request.ts';
import { sha } from '../conversation/host.ts';
import { dangerous, harmless, Story } from '../conversation/story.ts';
import { heard } from './handled.ts';

const group = sha('d1');

/** What the queue makes of the pull requests whose files these are. */
function queued(story: Story, files: Readonly<Record<string, string>>) {
  story.objects.commit(group, files, story.base);
  return {
    kind: 'merge-group',
    base: story.base,
    baseRef: 'main',
    head: group,
    queue: `refs/heads/gh-readonly-queue/main/pr-7-${story.base}`,
  } as const;
}

const migration = (sql: string) => ({ 'migrations/0002_email.sql': sql });

/** Another pull request, of carol's, that is in the queue too. */
async function second(story: Story, files: Readonly<Record<string, string>>): Promise<Sha> {
  const head = story.objects.commit(sha('e1'), files, story.base);
  const pull = story.conversation.open({
    number: 8,
    head,
    author: { login: 'carol', kind: 'human' },
    base: { ref: 'main', sha: story.base },
  });
  pull.commits.push({ sha: group, people: [] });
  story.conversation.now += 1_000;
  await heard(story, { kind: 'pull-request', number: 8, base: story.base, baseRef: 'main', head, fromFork: false });
  return head;
}

const approve = async (story: Story) => story.say('bob', `/migrate approve ${story.digest}`);
const conclusion = (story: Story) => story.conversation.check(group)?.completed?.conclusion;
const summary = (story: Story) =>
  (story.conversation.check(group)?.completed?.page.summary ?? '').replaceAll(/[\\\u2060]/g, '');

describe('one pull request in the queue', () => {
  test('that is approved is green there, and is not rehearsed again', async () => {
    const story = await new Story().open();
    await approve(story);
    const { reviews, handled } = await heard(story, queued(story, migration(dangerous)));
    expect(conclusion(story)).toBe('success');
    expect(reviews).toEqual([]);
    expect(handled.job).toBe('success');
  });

  test('that nobody approved is red there', async () => {
    const story = await new Story().open();
    await heard(story, queued(story, migration(dangerous)));
    expect(conclusion(story)).toBe('failure');
  });

  test('whose approval was taken back while it waited is red there', async () => {
    const story = await new Story().open();
    await approve(story);
    await story.say('bob', '/migrate revoke');
    await heard(story, queued(story, migration(dangerous)));
    expect(conclusion(story)).toBe('failure');
  });

  test('that was blocked is red there', async () => {
    const story = await new Story().open(harmless);
    await story.say('bob', '/migrate block --reason="Not today."');
    await heard(story, queued(story, migration(harmless)));
    expect(conclusion(story)).toBe('failure');
  });

  test('whose bytes are others in the group than those approved is rehearsed, and red', async () => {
    const story = await new Story().open();
    await approve(story);
    const { reviews } = await heard(story, queued(story, migration(`${dangerous}-- and a byte\n`)));
    expect(reviews).toHaveLength(1);
    expect(conclusion(story)).toBe('failure');
  });

  test('that has no finished check is red, since nobody knows what was approved', async () => {
    const story = await new Story().open();
    await approve(story);
    story.conversation.checks.length = 0;
    await heard(story, queued(story, migration(dangerous)));
    expect(conclusion(story)).toBe('failure');
  });

  test('that nobody can be asked about is red', async () => {
    const story = await new Story().open();
    await approve(story);
    const { host } = story.world;
    const problem = { code: 'github', says: 'GitHub is away.', advice: 'Wait.' } as const;
    const away = () => Promise.resolve({ ok: false, problem } as const);
    await heard(story, queued(story, migration(dangerous)), { host: { ...host, pullRequest: away } });
    expect(conclusion(story)).toBe('failure');
  });
});

describe('two pull requests in the queue', () => {
  const other = (sql: string) => ({ 'migrations/0003_note.sql': sql });

  test('are rehearsed together; the approval of one covers its own and no more', async () => {
    const story = await new Story().open();
    await approve(story);
    await second(story, other('create index orders_id on orders (id, email);\n'));
    const both = { ...migration(dangerous), ...other('create index orders_id on orders (id, email);\n') };
    const { reviews } = await heard(story, queued(story, both));
    expect(reviews.map(({ range }) => range.head)).toEqual([group]);
    expect(conclusion(story)).toBe('failure');
  });

  test('are green together where each is answered for', async () => {
    const story = await new Story().open();
    await approve(story);
    await second(story, other('create table notes (id bigint primary key);\n'));
    const both = { ...migration(dangerous), ...other('create table notes (id bigint primary key);\n') };
    await heard(story, queued(story, both));
    expect(conclusion(story)).toBe('success');
  });

  test('that took the same version are told by their numbers', async () => {
    const story = await new Story().open();
    await approve(story);
    const same = { 'migrations/0002_note.sql': 'create table notes (id bigint primary key);\n' };
    await second(story, same);
    await heard(story, queued(story, { ...migration(dangerous), ...same }));
    expect(summary(story)).toContain('#7 and #8 both took the version `0002`');
    expect(conclusion(story)).toBe('failure');
  });
});
