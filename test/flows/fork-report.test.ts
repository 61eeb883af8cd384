import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { success } from '../../src/domain/errors.ts';
import type { Report } from '../../src/domain/report.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { reportIn, withClaims } from '../../src/flows/fork-report.ts';
import type { RunHost, WorkflowRun } from '../../src/ports/run-host.ts';
import { sha } from '../conversation/host.ts';
import { dangerous, harmless, Story } from '../conversation/story.ts';
import { heard } from './handled.ts';

/** Rita's fork: its own run may only read, so nothing is shown until the other workflow shows it. */
async function fork(sql: string): Promise<Story> {
  const story = new Story();
  const head = story.objects.commit(sha('f1'), { 'migrations/0002_email.sql': sql }, story.base);
  story.conversation.open({
    head,
    fromFork: true,
    author: { login: 'rita', kind: 'human' },
    base: { ref: 'main', sha: story.base },
  });
  return Promise.resolve(story);
}

const zipped = (report: unknown, more: Readonly<Record<string, Uint8Array>> = {}) =>
  zipSync({ 'report.json': strToU8(JSON.stringify(report)), 'report.html': strToU8('<p>'), ...more });

const left = (zip: Uint8Array | undefined, run: Partial<WorkflowRun> = {}): { readonly runs: RunHost } => ({
  runs: {
    run: () => Promise.resolve(success({ event: 'pull_request', head: sha('f1'), ...run })),
    artifact: () => Promise.resolve(success(zip)),
    cancel: () => Promise.resolve(success(undefined)),
  },
});

const event = { kind: 'fork-report', run: 500, head: sha('f1') } as const;
const conclusion = (story: Story) => story.conversation.check(sha('f1'))?.completed?.conclusion;
const titleOf = (story: Story) => story.conversation.check(sha('f1'))?.completed?.page.title ?? '';

describe('the report of a fork’s run', () => {
  test('is shown with check and comment, by our own reading of the same commit', async () => {
    const story = await fork(harmless);
    const { reviews, handled } = await heard(story, event, left(zipped(await story.report(story.head))));
    expect(reviews.map(({ as }) => as)).toEqual(['reading']);
    expect(conclusion(story)).toBe('success');
    expect(story.conversation.sticky()).toBeDefined();
    expect(handled.job).toBe('success');
  });

  test('that claims to be clean makes nothing green that reading finds dangerous', async () => {
    const story = await fork(dangerous);
    const forged = { ...(await story.report(story.head)), verdict: 'pass', because: 'All is well.', findings: [] };
    await heard(story, event, left(zipped(forged)));
    expect(conclusion(story)).toBe('failure');
    expect(story.conversation.sticky()?.body).not.toContain('All is well.');
  });

  test('that claims to be approved is approved by nobody', async () => {
    const story = await fork(harmless);
    const forged = { ...(await story.report(story.head)), verdict: 'approved' };
    await heard(story, event, left(zipped(forged)));
    expect(conclusion(story)).toBe('failure');
  });

  test('of other migrations is no report of these', async () => {
    const story = await fork(harmless);
    const forged = { ...(await story.report(story.head)), digest: 'f'.repeat(64) };
    await heard(story, event, left(zipped(forged)));
    expect(conclusion(story)).toBe('failure');
    expect(titleOf(story)).toContain('rehearsed other migrations than those of its newest commit');
  });

  test('can be approved like any other', async () => {
    const story = await fork(dangerous);
    await heard(story, event, left(zipped(await story.report(story.head))));
    story.conversation.now += 1_000;
    await story.say('bob', `/migrate approve ${story.digest}`);
    expect(conclusion(story)).toBe('success');
  });

  test('that is missing is told: not rehearsed, red', async () => {
    const story = await fork(harmless);
    const { handled } = await heard(story, event, left(undefined));
    expect(conclusion(story)).toBe('failure');
    expect(titleOf(story)).toContain('it left no report');
    expect(handled.job).toBe('failure');
  });

  test('of a commit that is no longer the newest is shown nowhere', async () => {
    const story = await fork(harmless);
    const report = await story.report(story.head);
    story.push({ 'README.md': 'More.\n' }, 'rita');
    const { log } = await heard(story, event, left(zipped(report)));
    expect(story.conversation.checks).toEqual([]);
    expect(log).toEqual(['The run belongs to no open pull request’s newest commit.']);
  });

  test.each([{ event: 'push' }, { head: sha('99') }])(
    'of a run that is not this pull request’s is not looked at',
    async (run) => {
      const story = await fork(harmless);
      const { handled } = await heard(story, event, left(zipped(await story.report(story.head)), run));
      expect(story.conversation.checks).toEqual([]);
      expect(handled.job).toBe('failure');
    },
  );
});

const manyFiles = (): Uint8Array => {
  const empty = strToU8('');
  return zipSync(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`${n}.json`, empty])));
};

/** The zip’s table of contents says another length of the report than it has. */
function lying(zip: Uint8Array, length: number): Uint8Array {
  const bytes = Buffer.from(zip);
  const entry = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  bytes.writeUInt32LE(length, entry + 24);
  return bytes;
}

describe('what a stranger uploads', () => {
  const hostile: readonly (readonly [string, Uint8Array])[] = [
    ['no zip', strToU8('PK not really')],
    ['an empty one', zipSync({})],
    ['another file', zipped({}, { 'evil.sh': strToU8('rm -rf /') })],
    ['a path out of it', zipped({}, { '../../report.json': strToU8('{}') })],
    ['a folder of it', zipSync({ 'x/report.json': strToU8('{}') })],
    ['no JSON', zipSync({ 'report.json': strToU8('{') })],
    ['another document', zipped({ schema: 2 })],
    ['no UTF-8', zipSync({ 'report.json': new Uint8Array([0xff, 0xfe, 0xff]) })],
    ['ten thousand files', manyFiles()],
    ['a bomb', zipSync({ 'report.json': new Uint8Array(33 * 1024 * 1024) })],
  ];

  test.each(hostile)('%s is not taken at its word', (_, zip) => {
    expect(reportIn(zip)).toMatchObject({ ok: false, problem: { code: 'github' } });
  });

  test('a report that swells, or that lies about its length, is none', async () => {
    const story = await fork(harmless);
    const text = JSON.stringify(await story.report(story.head));
    const zip = (padded: string) => zipSync({ 'report.json': strToU8(padded) });
    const swollen = zip(`${text}${' '.repeat(33 * 1024 * 1024)}`);
    expect(reportIn(zip(`${text} `)).ok).toBe(true);
    const read = [swollen, lying(swollen, 1_000), lying(zip(text), 10)].map(reportIn);
    expect(read.map(({ ok }) => ok)).toEqual([false, false, false]);
  });

  test('whatever the bytes are, it is a Problem and never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(reportIn(bytes).ok).toBe(false);
      }),
    );
  });

  test('a zip with any bit changed is our report, or none', async () => {
    const story = await fork(harmless);
    const zip = zipped(await story.report(story.head));
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(7), (at, bit) => {
        const bytes = zip.slice();
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const read = reportIn(bytes);
        expect(read.ok ? read.value.schema : read.problem.code).toEqual(read.ok ? 1 : 'github');
      }),
    );
  });

  test('is told as theirs, and nothing of it can be put into a file with one press', async () => {
    const story = await fork(dangerous);
    const own = await story.report(story.head);
    const findings = own.findings.map((one) => ({ ...one, id: `${one.id}:theirs`, edit: 'DROP TABLE orders' }));
    const page = { title: '', summary: '', text: '', annotations: [] };
    const { report } = withClaims({ report: own, page, comment: '' }, success({ ...own, findings }));
    expect(report.findings.map(({ id }) => id)).toEqual([...own.findings, ...findings].map(({ id }) => id));
    expect(JSON.stringify(report.findings)).not.toContain('DROP TABLE orders');
  });

  test('never makes the verdict better than our own reading: every pair of verdicts', async () => {
    const order: readonly Verdict[] = ['pass', 'approved', 'needs-approval', 'error', 'fail'];
    const story = await fork(dangerous);
    const own = await story.report(story.head);
    for (const ours of order) {
      for (const theirs of order) {
        const report: Report = { ...own, verdict: ours };
        const page = { title: '', summary: '', text: '', annotations: [] };
        const { report: joined } = withClaims({ report, page, comment: '' }, success({ ...own, verdict: theirs }));
        expect(order.indexOf(joined.verdict)).toBeGreaterThanOrEqual(order.indexOf(ours));
        if (theirs !== 'approved')
          expect(order.indexOf(joined.verdict)).toBeGreaterThanOrEqual(
            Math.min(order.indexOf(theirs), ours === 'error' ? 3 : 4),
          );
      }
    }
  });
});
