import { describe, expect, test } from '@jest/globals';
import type { Receipt, ReceiptKind, Recorded } from '../../src/domain/approval.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import { announcement, chatMessage, jsonMessage } from '../../src/report/announcement.ts';
import { withPeople } from '../../src/report/people.ts';
import { broken, clean, dangerous } from './samples.ts';

const recorded = (kind: ReceiptKind, over: Partial<Receipt> = {}): Recorded => ({
  url: 'https://github.com/acme/shop/pull/7#issuecomment-1',
  receipt: {
    ...{ v: 1, kind, id: '', by: 'alice', role: 'write', at: '2027-03-01T09:05:00.000Z' },
    ...{ source: { node: 'IC_1', sha256: '' }, head: 'a'.repeat(40) as Sha, baseRef: 'main', digest: dangerous.digest },
    ...over,
  },
});

describe('What people did ticks the checklist', () => {
  const people = (records: Parameters<typeof withPeople>[1], report = dangerous, id = '') =>
    withPeople(report, records, { id })
      .slice(-3)
      .map(({ status, says }) => `${status}: ${says}`);

  test('what is to be done names its command', () => {
    expect(people({})).toEqual([
      'unknown: Tell the team when it runs and what will wait. `/migrate notify`',
      'unknown: Share the expected impact with those who will notice it. `/migrate notify`',
      'unknown: Name the person who watches it while it runs. `/migrate watch`',
    ]);
    expect(people({}, dangerous, 'billing')[2]).toBe(
      'unknown: Name the person who watches it while it runs. `/migrate@billing watch`',
    );
  });

  test('what was done says by whom and when', () => {
    expect(people({ notify: recorded('notify'), watch: recorded('watch', { who: 'bob' }) })).toEqual([
      'pass: Announced by `@alice`, 2027-03-01 09:05 UTC.',
      'pass: Duration, impact and rollback plan were in the announcement.',
      'pass: `@bob` watches.',
    ]);
  });

  test('a deployment that was begun is still to be watched; one that is through is not', () => {
    const started = recorded('started');
    expect(people({ started })[2]).toMatch(/^unknown: /);
    expect(people({ started, watch: recorded('watch', { who: 'bob' }) })[2]).toBe(
      'pass: `@bob` watches. Begun by `@alice`, 2027-03-01 09:05 UTC.',
    );
    expect(people({ started, finished: recorded('finished') })[2]).toBe(
      'pass: Deployed; recorded by `@alice`, 2027-03-01 09:05 UTC.',
    );
  });

  test('where nobody has to be told, only what was done is shown', () => {
    expect(people({}, clean).every((line) => line.startsWith('not-applicable: '))).toBe(true);
    expect(people({ notify: recorded('notify') }, clean)[0]).toMatch(/^pass: Announced by/);
  });

  test('what production took stands beside what was foretold', () => {
    const volume = (report: typeof dangerous) =>
      withPeople(report, { finished: recorded('finished', { durationMs: 431_000 }) }, { id: '' }).find(
        ({ item }) => item === 'data-volume',
      );
    const before = dangerous.checklist.find(({ item }) => item === 'data-volume');
    expect(volume(dangerous)).toEqual({
      ...before,
      says: `Production took 7.2 min; foretold were 4.1–9.1 min. ${before?.says ?? ''}`,
    });
    expect(volume(broken)?.says).toMatch(/^Production took 7\.2 min; not foretold\. /);
  });
});

describe('An announcement', () => {
  const announced = { number: 7, title: 'Add email', by: 'alice', url: 'https://github.com/acme/shop/pull/7' };

  test('tells how long, who waits, and the way back', () => {
    expect(chatMessage({ ...announced, report: dangerous }).text.replaceAll('\u2060', '')).toBe(
      [
        '*Pull request 7, Add email: 2 migrations to be deployed, announced by alice.*',
        'Takes: 4.1–9.1 min in production; 19.2 s in the rehearsal.',
        '• Writes wait on `orders` for 13.1 s in the rehearsal, 4–9 min in production (Share on orders).',
        '• Under traffic reads waited up to 21 ms and writes up to 13.1 s: while a lock waits for a transaction that is open, everybody waits behind it.',
        'Way back: The down migration reverts the schema; values of `orders.note` are not restored.',
        'https://github.com/acme/shop/pull/7',
      ].join('\n'),
    );
  });

  test('of what was not rehearsed says that it is not known', () => {
    const { duration, impact, rollback } = announcement({ ...announced, report: broken });
    expect([duration, ...impact, rollback]).toEqual([
      'Takes: not known: it was not rehearsed to its end.',
      'Not known: it was not rehearsed to its end.',
      'Not known: it was not rehearsed to its end.',
    ]);
  });

  test('calls nobody and links nowhere by a title or a name', () => {
    const title = '<!channel> <https://evil.example|x> @here *bold* & `code`\u202e';
    const { text } = chatMessage({ ...announced, title, report: dangerous });
    expect(text.split('\n')[0]).toBe(
      '*Pull request 7, &lt;!channel&gt; &lt;https://evil.example|x&gt; @\u2060here *\u2060bold*\u2060 &amp; `\u2060code`\u2060⟨U+202E⟩: 2 migrations to be deployed, announced by alice.*',
    );
  });

  test('in parts is plain data', () => {
    expect(jsonMessage({ ...announced, report: dangerous })).toMatchObject({
      event: 'migration-announced',
      pullRequest: { number: 7, title: 'Add email', url: 'https://github.com/acme/shop/pull/7' },
      verdict: 'needs-approval',
      digest: dangerous.digest,
      rollback: 'The down migration reverts the schema; values of `orders.note` are not restored.',
    });
  });
});
