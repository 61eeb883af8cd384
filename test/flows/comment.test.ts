import { describe, expect, test } from '@jest/globals';
import { receiptMarker } from '../../src/approval/receipts.ts';
import { bodyHash } from '../../src/flows/standing.ts';
import { bot } from '../conversation/host.ts';
import { Story, dangerous, destructive, harmless } from '../conversation/story.ts';

const reason = '--reason="empty since May"';

describe('an approval', () => {
  test('turns the check green for the digest that was shown, with one receipt and no words beside it', async () => {
    const story = await new Story().open();
    expect(story.check).toBe('failure');
    const comment = await story.say('bob', 'Looks fine.\n\n/migrate approve');
    expect(story.check).toBe('success');
    expect(story.receipts).toMatchObject([
      { kind: 'approve', by: 'bob', role: 'write', digest: story.digest, source: { node: comment.node } },
    ]);
    expect(story.answers).toEqual([]);
    expect(comment.reactions).toEqual(['eyes', '+1']);
    expect(story.rehearsed).toHaveLength(1);
  });

  test('of an author is refused, and says who may', async () => {
    const story = await new Story().open();
    const comment = await story.say('alice', '/migrate approve');
    expect(story.check).toBe('failure');
    expect(story.receipts).toEqual([]);
    expect(comment.reactions).toEqual(['eyes', 'confused']);
    expect(story.answers).toEqual([
      '`/migrate approve` is for approvers. Approvers here: @bob or @carol; not the author. @alice opened this pull request; somebody else has to approve it.\n\n**Instead**, ask one of them.',
    ]);
  });

  test('of what loses rows wants a reason, and shows the line to type', async () => {
    const story = await new Story().open(destructive);
    await story.say('bob', '/migrate approve');
    expect(story.check).toBe('failure');
    expect(story.answers).toEqual([
      `Rows or objects are lost for good here (\`drop-table\`), so an approval says why that is fine.\n\n**Instead**, type:\n\n\`\`\`text\n/migrate approve ${story.digest.slice(0, 12)} --reason="…"\n\`\`\``,
    ]);
    await story.say('bob', `/migrate approve ${story.digest.slice(0, 12)} ${reason}`);
    expect(story.check).toBe('success');
    expect(story.receipts).toMatchObject([{ reason: 'empty since May' }]);
  });

  test('names what was read: another digest is refused', async () => {
    const story = await new Story().open();
    const old = story.digest.slice(0, 12);
    story.push({ 'migrations/0002_email.sql': `${dangerous}${harmless}` });
    await story.run();
    await story.say('bob', `/migrate approve ${old}`);
    expect(story.check).toBe('failure');
    expect(story.answers).toEqual([
      `\`${old}\` is not what this pull request holds now: its migrations have the digest \`${story.digest.slice(0, 12)}\`.\n\n**Instead**, read the report of the newest commit, and type \`/migrate approve ${story.digest.slice(0, 12)}\`.`,
    ]);
    await story.say('bob', '/migrate approve deadbeef');
    expect(story.answers.at(-1)).toMatch(/^`deadbeef` is no digest: those are at least 12 of the digits 0–9 and a–f\./);
  });

  test('without a digest counts only for a report that was there when it was written', async () => {
    const story = await new Story().open();
    story.push({ 'migrations/0002_email.sql': `${dangerous}${harmless}` });
    const early = story.conversation.write('bob', '/migrate approve');
    await story.hear(early);
    expect(story.answers).toEqual([
      expect.stringMatching(/^There is no report on the migrations as they are now, digest `[0-9a-f]{12}`\./),
    ]);
    const another = story.conversation.write('carol', '/migrate approve');
    await story.run();
    await story.hear(another);
    expect(story.check).toBe('failure');
    expect(story.answers.at(-1)).toBe(
      `The report on these migrations came after your comment, so it is not what you had read.\n\n**Instead**, read the report of the newest commit, and type \`/migrate approve ${story.digest.slice(0, 12)}\`.`,
    );
  });

  test('of a second person, written before the first one’s was shown, counts as well', async () => {
    const story = await new Story('approval: { users: [bob, carol], required: { blocker: 2 } }\n').open();
    story.conversation.now += 60_000;
    const bobs = story.conversation.write('bob', '/migrate approve');
    const carols = story.conversation.write('carol', '/migrate approve');
    await story.hear(bobs);
    expect(story.check).toBe('failure');
    await story.hear(carols);
    expect(story.check).toBe('success');
    expect(story.answers).toEqual([]);
  });

  test('given twice is one; what is approved already is said', async () => {
    const story = await new Story('approval: { users: [bob, carol], required: { blocker: 2 } }\n').open();
    await story.say('bob', '/migrate approve');
    await story.say('bob', '/migrate approve');
    expect(story.check).toBe('failure');
    expect(story.receipts).toHaveLength(1);
    await story.say('carol', '/migrate approve');
    await story.say('bob', '/migrate approve');
    expect(story.answers).toEqual([
      'You have approved this already; it waits for @bob or @carol; not the author.',
      'Everything here is approved already.',
    ]);
  });

  test('of some findings leaves the others waiting', async () => {
    const story = await new Story().open(`${dangerous}${destructive}`);
    await story.say('bob', '/migrate approve --only=create-index-not-concurrent');
    expect(story.check).toBe('failure');
    await story.say('bob', '/migrate approve --only=rename-table');
    expect(story.answers).toEqual([
      '`--only` names `rename-table`, which does not wait for an approval here.\n\n**Instead**, name some of `drop-table`.',
    ]);
    await story.say('carol', `/migrate approve --only=drop-table ${reason}`);
    expect(story.check).toBe('success');
  });

  test('waits while the pull request is a draft, and is nothing on a closed one', async () => {
    const story = await new Story().open(dangerous, { draft: true });
    await story.say('bob', '/migrate approve');
    story.conversation.pull(7).draft = false;
    story.conversation.pull(7).state = 'closed';
    await story.say('bob', '/migrate approve');
    expect(story.receipts).toEqual([]);
    expect(story.answers).toEqual([
      'This pull request is a draft; `/migrate approve` waits until it is ready for review.\n\n**Instead**, mark it as ready, and write the command again.',
      'This pull request is closed, so `/migrate approve` changes nothing.',
    ]);
  });

  test('is carried over by a push that changes no migration, and void after one that does', async () => {
    const story = await new Story().open();
    await story.say('bob', '/migrate approve');
    story.push({ 'README.md': 'More words.\n' });
    await story.run();
    expect(story.check).toBe('success');
    story.push({ 'migrations/0002_email.sql': `${dangerous}${harmless}` });
    await story.run();
    expect(story.check).toBe('failure');
  });
});

describe('other decisions', () => {
  test('a block turns a green check red, survives a push, and ends by the hand of another approver', async () => {
    const story = await new Story().open(harmless);
    expect(story.check).toBe('success');
    await story.say('bob', '/migrate block --reason="not before Thursday"');
    expect(story.check).toBe('failure');
    story.push({ 'README.md': 'More words.\n' });
    await story.run();
    expect(story.check).toBe('failure');
    await story.say('alice', '/migrate unblock');
    expect(story.check).toBe('failure');
    await story.say('carol', '/migrate unblock');
    expect(story.check).toBe('success');
    await story.say('carol', '/migrate unblock');
    expect(story.answers.at(-1)).toBe('Nothing is blocked here.');
  });

  test('a block whose receipt was written without our being told of it is shown at once', async () => {
    const story = await new Story().open(harmless);
    const comment = story.conversation.write('bob', '/migrate block');
    const calm = story.conversation.calls.length;
    await story.hear(comment);
    const said = story.conversation.calls.findIndex(({ method }, at) => at >= calm && method === 'say') + 1;
    const again = await new Story().open(harmless);
    again.conversation.plan.set(said, { fault: 'after' });
    expect(await again.hear(again.conversation.write('bob', '/migrate block'))).toMatchObject({ did: 'failed' });
    expect(again.check).toBe('failure');
  });

  test('a revocation takes all approvals back', async () => {
    const story = await new Story().open();
    await story.say('bob', '/migrate approve');
    await story.say('carol', '/migrate revoke --reason="too early"');
    expect(story.check).toBe('failure');
    await story.say('carol', '/migrate revoke');
    expect(story.answers).toEqual(['There is no approval to take back.']);
  });

  test('an override needs a reason and the digest; it calls the approvers, labels, and leaves an issue', async () => {
    const story = await new Story().open();
    const digest = story.digest.slice(0, 12);
    await story.say('erin', '/migrate override');
    expect(story.check).toBe('failure');
    expect(story.answers).toEqual([
      `An override gives its reason, and confirms what it lets pass.\n\n**Instead**, if it cannot wait for an approver, type:\n\n\`\`\`text\n/migrate override --reason="…" --confirm=${digest}\n\`\`\``,
    ]);
    await story.say('erin', `/migrate override --reason="incident 42" --confirm=${digest}`);
    expect(story.check).toBe('success');
    expect(story.conversation.said().at(-2)?.body).toMatch(
      /\n\n@bob @carol: these migrations were let pass without your approval\. Please look at them\.$/,
    );
    expect(story.answers.at(-1)).toBe(
      'What was let pass is looked at again in https://github.com/acme/shop/issues/901',
    );
    expect(story.conversation.issues).toHaveLength(1);
    expect(story.conversation.pull(7).labels).toContain('migration: overridden');
    story.push({ 'migrations/0002_email.sql': `${dangerous}${harmless}` });
    await story.run();
    expect(story.check).toBe('failure');
  });

  test('ok-to-test wants the whole name of the newest commit, and rehearses it', async () => {
    const story = await new Story().open(dangerous, { fromFork: true });
    await story.say('bob', `/migrate ok-to-test ${story.head.slice(0, 12)}`);
    expect(story.receipts).toEqual([]);
    expect(story.answers.at(-1)).toContain(`/migrate ok-to-test ${story.head}`);
    const runs = story.rehearsed.length;
    const comment = await story.say('bob', `/migrate ok-to-test ${story.head}`);
    expect(story.receipts).toMatchObject([{ kind: 'ok-to-test', head: story.head }]);
    expect(story.rehearsed).toHaveLength(runs + 1);
    expect(comment.reactions).toEqual(['eyes', 'rocket', '+1']);
  });

  test('two commands of one comment are done in their order, with one answer', async () => {
    const story = await new Story().open();
    await story.say('bob', '/migrate approve\n\n/migrate status');
    expect(story.check).toBe('success');
    expect(story.answers).toHaveLength(1);
    expect(story.answers[0]).toContain('Approved: ');
    expect(story.answers[0]).toContain('- Approved by @bob, 2027-03-01 09:00 UTC');
  });

  test('what follows a refused command is not done', async () => {
    const story = await new Story().open();
    await story.say('dave', '/migrate approve\n\n/migrate rerun');
    expect(story.answers[0]).toMatch(/What follows in your comment was not done\.$/);
    expect(story.rehearsed).toHaveLength(1);
  });
});

describe('looking', () => {
  test('help shows what this person can do now, everything filled in', async () => {
    const story = await new Story().open();
    const digest = story.digest.slice(0, 12);
    await story.say('bob', '/migrate');
    const lines = story.answers[0]?.split('\n') ?? [];
    expect(lines[0]).toBe('What @bob can do here now:');
    expect(lines).toContain(
      `- \`/migrate approve ${digest}\`: Approves the migrations of this digest with the findings shown.`,
    );
    expect(lines).toContain('- `/migrate rerun`: Rehearses the newest commit again.');
    expect(story.answers[0]).not.toContain('override');
    await story.say('alice', '/migrate help');
    expect(story.answers[1]).not.toContain('/migrate approve');
    expect(story.answers[1]).toContain('/migrate explain create-index-not-concurrent');
  });

  test('status says verdict, digest, who may approve and what runs', async () => {
    const story = await new Story().open();
    await story.say('rita', '/migrate status');
    expect(story.answers[0]).toMatch(/^Needs approval: .* Digest `[0-9a-f]{12}`, commit `c001c00`\./);
    expect(story.answers[0]).toContain(
      '`create-index-not-concurrent` in `migrations/0002_email.sql` has 0 of 1 approval',
    );
    expect(story.answers[0]).toContain('It can be approved by @bob or @carol; not the author.');
    expect(story.answers[0]).toMatch(/No rehearsal is under way\.$/);
  });

  test('explain tells what a finding means here, its lock and the safe way; a near word is proposed', async () => {
    const story = await new Story().open();
    await story.say('rita', '/migrate explain create-index-not-concurrent');
    expect(story.answers[0]).toContain('`create-index-not-concurrent` (blocker): ');
    expect(story.answers[0]).toContain(
      'It takes Share on a table that is there already; while it is held, writes wait.',
    );
    expect(story.answers[0]).toContain('In `migrations/0002_email.sql:1`: ');
    expect(story.answers[0]).toContain('create index concurrently orders_email');
    await story.say('rita', '/migrate explain create-index-not-concurent');
    expect(story.answers[1]).toBe(
      'There is no rule and no finding `create-index-not-concurent`.\n\n**Instead**, type `/migrate explain create-index-not-concurrent`, or a rule that the report names.',
    );
  });
});

describe('who is not heard', () => {
  test.each([
    ['an outsider', 'rita', '/migrate status', 'public'],
    ['a triager of a public repository', 'tina', '/migrate approve', 'public'],
    ['a stranger', 'mallory', '/migrate approve', 'private'],
    ['a stranger’s unknown command', 'mallory', '/migrate aprove', 'private'],
  ] as const)('%s: no answer, no reaction, nothing done', async (_, login, body, visibility) => {
    const story = await new Story().open(dangerous, { visibility });
    const comment = await story.say(login, body);
    expect(comment.reactions).toEqual([]);
    expect(story.conversation.said()).toEqual([]);
    expect(story.check).toBe('failure');
  });

  test('a bot, even one with every right', async () => {
    const story = await new Story().open();
    story.conversation.roles.set('robot', 'admin');
    story.conversation.bots.add('robot');
    await story.say('robot', '/migrate override --reason=x --confirm=000000000000');
    await story.say('migration-rehearsal[bot]', '/migrate approve');
    expect(story.answers).toEqual([]);
    expect(story.check).toBe('failure');
  });

  test('an edited, a hidden and a deleted comment', async () => {
    const story = await new Story().open();
    const edited = story.conversation.write('bob', 'Hm.');
    story.conversation.edit(edited, '/migrate approve');
    const hidden = story.conversation.write('bob', '/migrate approve');
    hidden.minimized = true;
    const deleted = story.conversation.write('bob', '/migrate approve');
    deleted.deleted = true;
    for (const comment of [edited, hidden, deleted]) expect((await story.hear(comment)).did).toBe('ignored');
    expect(story.receipts).toEqual([]);
  });

  test('a comment that holds no command costs one call', async () => {
    const story = await new Story().open();
    const before = story.conversation.calls.length;
    await story.say('bob', 'I would /migrate approve this.');
    expect(story.conversation.calls).toHaveLength(before + 1);
  });
});

describe('the same comment again', () => {
  test.each([
    ['bob', '/migrate approve'],
    ['bob', '/migrate block'],
    ['bob', '/migrate status'],
    ['bob', '/migrate nonsense'],
    ['dave', '/migrate approve'],
    ['bob', '/migrate approve\n/migrate block\n/migrate unblock'],
  ])('%s: %j is answered once', async (login, body) => {
    const story = await new Story().open();
    const comment = await story.say(login, body);
    const after = story.conversation.said().map(({ body }) => body);
    const { check } = story;
    await story.hear(comment);
    await story.hear(comment);
    expect(story.conversation.said().map(({ body }) => body)).toEqual(after);
    expect(story.check).toBe(check);
  });

  test('an approval that was taken back does not come again with its webhook', async () => {
    const story = await new Story().open();
    const comment = await story.say('bob', '/migrate approve');
    await story.say('carol', '/migrate revoke');
    await story.hear(comment);
    expect(story.receipts.map(({ kind }) => kind)).toEqual(['approve', 'revoke']);
    expect(story.check).toBe('failure');
  });
});

describe('what is decided while a run is under way', () => {
  /** The moment between the run's look at the conversation and its check: somebody decides, and leaves it to the run. */
  async function decidedAtTheEnd(kind: 'approve' | 'block', sql: string): Promise<Story> {
    const decided = await new Story().open(sql);
    await decided.say('bob', `/migrate ${kind}`);
    const [receipt] = decided.receipts;
    if (receipt === undefined) throw new Error('Nothing was recorded');
    const calm = await new Story().open(sql);
    const end = calm.conversation.calls.findIndex(({ method }) => method === 'completeCheck') + 1;
    const story = new Story();
    const meanwhile = () => {
      const { node, body } = story.conversation.write('bob', `/migrate ${kind}`);
      const source = { node, sha256: bodyHash(body) };
      story.conversation.write(bot, `${receiptMarker({ ...receipt, source })}\nSaid so.`);
    };
    story.conversation.plan.set(end, { meanwhile });
    return story.open(sql);
  }

  test('is shown by that run: a block is red, an approval green', async () => {
    expect((await decidedAtTheEnd('block', harmless)).check).toBe('failure');
    expect((await decidedAtTheEnd('approve', dangerous)).check).toBe('success');
  });
});

describe('runs', () => {
  test('a hundred comments on one pull request cause one rehearsal at most', async () => {
    const story = await new Story().open();
    const before = story.rehearsed.length;
    const bodies = ['/migrate rerun', '/migrate plan --fresh', '/migrate status', 'ship it', '/migrate approve'];
    const comments = Array.from({ length: 100 }, (_, at) =>
      story.conversation.write(['bob', 'carol', 'dave', 'alice'][at % 4] ?? '', bodies[at % bodies.length] ?? ''),
    );
    for (const comment of comments) await story.hear(comment);
    expect(story.rehearsed.length - before).toBe(1);
  }, 60_000);

  test('while one is under way for this commit no second begins', async () => {
    const story = await new Story().open();
    const target = { name: 'migration-rehearsal', head: story.head, attempt: '2.1', details: '' };
    await story.conversation.publisher.startCheck(target);
    const comment = await story.say('dave', '/migrate rerun');
    expect(story.rehearsed).toHaveLength(1);
    expect(comment.reactions).toEqual(['eyes', 'rocket', '+1']);
  });

  test('a maintainer stops it, somebody else does not', async () => {
    const story = await new Story().open();
    await story.say('carol', '/migrate cancel');
    const target = { name: 'migration-rehearsal', head: story.head, attempt: '2.1', details: '' };
    await story.conversation.publisher.startCheck(target);
    await story.say('dave', '/migrate cancel');
    expect(story.stopped).toEqual([]);
    await story.say('carol', '/migrate cancel');
    expect(story.stopped).toMatchObject([{ run: '2.1' }]);
    expect(story.answers).toEqual([
      'No rehearsal is under way.\n\n**Instead**, `/migrate rerun` begins one.',
      '`/migrate cancel` is for whoever started the run, and maintainers.',
      'The rehearsal was stopped; its check stays red.',
    ]);
  });
});

test('what somebody types comes back as words: no mention, no link, no mark of theirs', async () => {
  const story = await new Story().open();
  await story.say('bob', '/migrate @acme/owners[x](https://evil.example)<b>');
  await story.say('bob', '/migrate block --reason="@carol <img src=x> #1 `/migrate approve`"');
  for (const { body } of story.conversation.said()) {
    const plain = body.slice(body.indexOf('\n') + 1).replace(/(`+)[^`]*\1/g, '');
    expect(plain).not.toMatch(/@[a-z]|(?<!\\)[<[]|#\d/);
  }
  expect(story.conversation.said()).toHaveLength(2);
});
