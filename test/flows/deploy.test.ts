import { describe, expect, test } from '@jest/globals';
import { closed } from '../../src/flows/closed.ts';
import { harmless, Story } from '../conversation/story.ts';

const settings =
  'approval:\n  users: [bob]\nnotify:\n  webhooks: ["env:CHAT", "json+https://hooks.example/T0/SECRET"]\n  mention: [bob, acme/dba]\n';
const told = async (sql?: string, configuration = settings): Promise<Story> => new Story(configuration).open(sql);
const kinds = ({ receipts }: Story): readonly string[] => receipts.map(({ kind }) => kind);
/** Receipts, announcements and answers as they are read, oldest first. */
const said = ({ conversation }: Story): readonly string[] =>
  conversation.said().map(({ body }) => body.slice(body.indexOf('\n') + 1).replaceAll('\u2060', ''));
/** The newest, without the sentence that every receipt of its kind begins with. */
const added = (story: Story): string =>
  said(story)
    .at(-1)
    ?.replace(/^[^\n]*\n\n/, '') ?? '';
const bodies = ({ conversation }: Story): string =>
  conversation
    .said()
    .map(({ body }) => body)
    .join('\n');

describe('A migration is announced', () => {
  test('to every channel once, in its own form, and recorded', async () => {
    const story = await told(harmless);
    await story.say('alice', '/migrate notify');
    expect(story.sent).toEqual([
      {
        address: 'env:CHAT',
        payload: {
          text: [
            '*Pull request 7, Orders get an index: 1 migration to be deployed, announced by alice.*',
            'Takes: not known: it was not rehearsed to its end.',
            '• Not known: it was not rehearsed to its end.',
            'Way back: Not known: it was not rehearsed to its end.',
            'https://github.com/acme/shop/pull/7',
          ].join('\n'),
        },
      },
      {
        address: 'https://hooks.example/T0/SECRET',
        payload: {
          event: 'migration-announced',
          pullRequest: { number: 7, title: 'Orders get an index', url: 'https://github.com/acme/shop/pull/7' },
          by: 'alice',
          verdict: 'pass',
          digest: story.digest,
          migrations: [{ path: 'migrations/0002_email.sql', version: '0002' }],
          headline: 'Pull request 7, Orders get an index: 1 migration to be deployed, announced by alice.',
          duration: 'Takes: not known: it was not rehearsed to its end.',
          impact: ['Not known: it was not rehearsed to its end.'],
          rollback: 'Not known: it was not rehearsed to its end.',
        },
      },
    ]);
    expect(kinds(story)).toEqual(['notify']);
    const [announcement, receipt = '', ...others] = said(story);
    expect(announcement).toBe(
      [
        '@bob @acme/dba: Pull request 7, Orders get an index: 1 migration to be deployed, announced by alice.',
        '',
        '- Takes: not known: it was not rehearsed to its end.',
        '- Not known: it was not rehearsed to its end.',
        '- Way back: Not known: it was not rehearsed to its end.',
      ].join('\n'),
    );
    expect(receipt).toMatch(
      /^@alice \(write\) announced the migrations `[0-9a-f]{12}` for `main`, at commit `c001c00`\.\n\n- `env:CHAT` was told\.\n- Webhook 2 of `notify\.webhooks` was told\.$/,
    );
    expect(others).toEqual([]);
    expect(story.conversation.sticky()?.body).toContain('Announced by');
  });

  test('again only when asked for it, also by a comment that is heard twice', async () => {
    const story = await told(harmless);
    const first = await story.say('alice', '/migrate notify');
    await story.hear(first);
    await story.say('bob', '/migrate notify');
    expect(story.sent).toHaveLength(2);
    expect(story.answers.at(-1)).toMatch(
      /^These migrations were announced already by @alice, 2027-03-01 09:\d\d UTC\.\n\n\*\*Instead\*\*, `\/migrate notify --again` announces them once more\.$/,
    );
    await story.say('bob', '/migrate notify --again');
    expect(story.sent).toHaveLength(4);
    expect(kinds(story)).toEqual(['notify', 'notify']);
    const repeats = 'Announced once more: an earlier announcement of the same migrations may have reached you.';
    const [chat, json] = story.sent.slice(2).map(({ payload }) => payload as Readonly<Record<string, string>>);
    expect([chat?.['text']?.split('\n')[1], json?.['repeats']]).toEqual([repeats, repeats]);
    expect(said(story).at(-2)?.split('\n')[2]).toBe(repeats);
  });

  test('twice in one comment, where it asks for that', async () => {
    const story = await told(harmless);
    await story.say('alice', '/migrate notify\n\n/migrate notify --again');
    expect(kinds(story)).toEqual(['notify', 'notify']);
    const repeating = said(story).map((text) => /^Announced once more/m.test(text));
    expect(repeating).toEqual([false, false, true, false]);
    expect(bodies(story)).not.toContain('interrupted');
  });

  test('once more after an interruption, and says so', async () => {
    const story = await told(harmless);
    const calm = story.conversation.calls.length;
    await story.say('alice', '/migrate notify');
    const receipt = story.conversation.calls.findLastIndex(({ method }) => method === 'say') + 1 - calm;
    const broken = await told(harmless);
    broken.conversation.plan.set(broken.conversation.calls.length + receipt, { fault: 'before' });
    const comment = broken.conversation.write('alice', '/migrate notify');
    const { problems } = await broken.hear(comment);
    expect(problems.map(({ says }) => says)).toEqual([
      'It was announced, and that could not be recorded. `env:CHAT` was told. Webhook 2 of `notify.webhooks` was told. GitHub did not answer (say).',
    ]);
    await broken.hear(comment);
    expect(added(broken)).toBe(
      [
        'An earlier try was interrupted: whoever was told then was told once more, and that it may be so.',
        '- `env:CHAT` was told.\n- Webhook 2 of `notify.webhooks` was told.',
      ].join('\n\n'),
    );
    expect(broken.sent).toHaveLength(4);
    expect(kinds(broken)).toEqual(['notify']);
  });

  test('perhaps: whoever fell silent after they were asked may have been told', async () => {
    const silent = { code: 'interrupted', says: 'It did not answer.', advice: 'Look there.' } as const;
    const story = await told(harmless, 'approval:\n  users: [bob]\nnotify:\n  webhooks: ["env:CHAT"]\n');
    story.deaf.set('env:CHAT', silent);
    await story.say('alice', '/migrate notify');
    expect(story.answers).toEqual([
      'Whether anybody was told is not known, so nothing is recorded.\n\n- `env:CHAT` may have been told. It did not answer. Look there.',
    ]);
    expect(kinds(story)).toEqual([]);
  });

  test('and who could not be told is named, without their address', async () => {
    const story = await told(harmless);
    const problem = { code: 'bad-configuration', says: 'It answered 404.', advice: 'Look there.' } as const;
    story.deaf.set('env:CHAT', problem).set('https://hooks.example/T0/SECRET', problem);
    await story.say('alice', '/migrate notify');
    expect(added(story)).toBe(
      '- `env:CHAT` was not told. It answered 404. Look there.\n- Webhook 2 of `notify.webhooks` was not told. It answered 404. Look there.',
    );
    expect(bodies(story)).not.toContain('SECRET');
    expect(kinds(story)).toEqual(['notify']);
  });

  test('to nobody: then nothing is recorded', async () => {
    const story = await told(harmless, 'approval:\n  users: [bob]\nnotify:\n  webhooks: ["env:CHAT"]\n');
    story.deaf.set('env:CHAT', { code: 'bad-configuration', says: 'It answered 404.', advice: 'Look there.' });
    await story.say('alice', '/migrate notify');
    expect(story.answers).toEqual([
      'No channel was told, so nothing is recorded.\n\n- `env:CHAT` was not told. It answered 404. Look there.',
    ]);
    const silent = await told(harmless, 'approval:\n  users: [bob]\n');
    await silent.say('alice', '/migrate notify');
    expect(silent.answers).toEqual([
      'Nobody was told: the configuration of the base branch names no channel.\n\n**Instead**, name webhooks or people under `notify` in `.github/migration-rehearsal.yml`.',
    ]);
    expect([...kinds(story), ...kinds(silent)]).toEqual([]);
  });
});

describe('Nothing is announced', () => {
  test('of what cannot be deployed as it is', async () => {
    const story = await told('create tabel broken;\n');
    await story.say('alice', '/migrate notify');
    expect(story.answers[0]).toMatch(/^These migrations cannot be deployed as they are, so nobody was told of them: /);
    expect([story.sent, story.receipts]).toEqual([[], []]);
  });

  test('by an outsider', async () => {
    const story = await told(harmless);
    await story.say('tina', '/migrate notify');
    expect([story.sent, story.receipts]).toEqual([[], []]);
  });
});

describe('A deployment', () => {
  test('is watched, begun and ended; the report says so', async () => {
    const story = await told();
    expect(story.conversation.sticky()?.body).toContain(
      'Name the person who watches it while it runs. `/migrate watch`',
    );
    await story.say('alice', '/migrate watch @bob');
    expect(added(story)).toBe('@bob: `alice` names you to watch this deployment.');
    await story.say('bob', '/migrate started');
    expect(added(story)).toBe('When it is through, write `/migrate finished`.');
    await story.say('bob', '/migrate finished 4m30s');
    expect(story.receipts.map(({ kind, who, durationMs }) => [kind, who, durationMs])).toEqual([
      ['watch', 'bob', undefined],
      ['started', undefined, undefined],
      ['finished', undefined, 270_000],
    ]);
    expect(added(story)).toBe('It took 4.5 min. Nothing was foretold, for nothing was rehearsed.');
    expect(story.conversation.sticky()?.body.replaceAll('\u2060', '')).toMatch(
      /`@bob` watches\. Deployed; recorded by `@bob`/,
    );
  });

  test('without a time takes that since its start, and is of unknown length without one', async () => {
    const story = await told();
    await story.say('bob', '/migrate started');
    story.conversation.now += 600_000;
    await story.say('bob', '/migrate finished');
    expect(story.receipts.at(-1)?.durationMs).toBeGreaterThanOrEqual(600_000);
    const other = await told();
    await other.say('bob', '/migrate finished');
    expect(other.receipts.at(-1)?.durationMs).toBeUndefined();
    expect(added(other)).toBe(
      'How long it took is not known: nobody recorded its start.\n\n**Instead**, where a log tells it, `/migrate finished 4m30s` records it.',
    );
    expect(other.answers).toEqual([]);
  });

  test.each([
    ['431s', 431_000],
    ['1h5m', 3_900_000],
    ['2d', 172_800_000],
    ['90min', 5_400_000],
    ['1.5s', 1_500],
  ])('that took %s took %d ms', async (typed, ms) => {
    const story = await told();
    await story.say('bob', `/migrate finished ${typed}`);
    expect(story.receipts.at(-1)?.durationMs).toBe(ms);
  });

  test.each(['soon', '4', '0s', '4m30', '4x', '1e9s'])('cannot take “%s”', async (typed) => {
    const story = await told();
    await story.say('bob', `/migrate finished ${typed}`);
    expect(story.receipts).toEqual([]);
    expect(story.answers).toEqual([
      `\`${typed}\` is no duration.\n\n**Instead**, write hours, minutes and seconds: \`/migrate finished 4m30s\`.`,
    ]);
  });

  test('is watched by one person with a name', async () => {
    const story = await told();
    await story.say('alice', '/migrate watch acme/dba');
    expect(story.answers).toEqual([
      '`acme/dba` is no name of somebody who could watch.\n\n**Instead**, name one person, such as `/migrate watch @alice`, or nobody to watch it yourself.',
    ]);
    await story.say('alice', '/migrate watch');
    expect(story.receipts.map(({ who }) => who)).toEqual(['alice']);
  });

  test('is planned from the last report', async () => {
    const story = await told();
    await story.say('alice', '/migrate runbook');
    expect(story.answers[0]).toMatch(/^# Runbook: 1 migration\n/);
    expect(story.answers[0]).toContain('**Do not deploy this as it is**: the check is not green.');
    expect(story.rehearsed).toHaveLength(1);
  });
});

describe('Once it is merged', () => {
  const reminders = ({ conversation }: Story) =>
    conversation
      .said()
      .flatMap(({ body }) => (body.includes(':reminder ') ? [body.slice(body.indexOf('\n') + 1)] : []));
  const merge = (story: Story) => closed({ kind: 'closed', number: 7, merged: true }, story.conversation);

  test('whoever announced it is reminded once to record its end', async () => {
    const story = await told(harmless);
    await story.say('alice', '/migrate notify');
    expect(await merge(story)).toEqual({ ok: true, value: [''] });
    expect(await merge(story)).toEqual({ ok: true, value: [] });
    expect(reminders(story)).toEqual([
      '@alice: the deployment of these migrations was announced, and nobody has recorded yet that it is through.\n\n**Instead**, once it is, write `/migrate finished` with what it took, such as `/migrate finished 4m30s`.',
    ]);
  });

  test('whoever watches it is', async () => {
    const story = await told(harmless);
    await story.say('alice', '/migrate watch @bob');
    await story.say('alice', '/migrate started');
    await merge(story);
    expect(reminders(story)[0]).toMatch(/^@bob: the deployment of these migrations was begun, /);
  });

  test('nobody is where it is through, was never announced, or was not merged', async () => {
    const through = await told(harmless);
    await through.say('alice', '/migrate notify');
    await through.say('alice', '/migrate finished 3s');
    await merge(through);
    const quiet = await told(harmless);
    await merge(quiet);
    const thrown = await told(harmless);
    await thrown.say('alice', '/migrate started');
    await closed({ kind: 'closed', number: 7, merged: false }, thrown.conversation);
    expect([through, quiet, thrown].flatMap(reminders)).toEqual([]);
  });
});
