import { expect } from '@jest/globals';
import { receiptIn } from '../../src/approval/receipts.ts';
import { commentChanged } from '../../src/flows/show-again.ts';
import type { Plan } from '../conversation/host.ts';
import { Story, dangerous, harmless } from '../conversation/story.ts';

/** Where a story stands when the comment is written, who writes it, and how it ends. */
interface Case {
  readonly login: string;
  readonly body: (story: Story) => string;
  readonly before?: (story: Story) => Promise<unknown>;
  readonly ends: 'success' | 'failure';
  readonly sql?: string;
}

export const cases: Readonly<Record<string, Case>> = {
  approve: { login: 'bob', body: () => '/migrate approve', ends: 'success' },
  'approve by digest': {
    login: 'bob',
    body: ({ digest }) => `/migrate approve ${digest.slice(0, 12)}`,
    ends: 'success',
  },
  'approve and status': { login: 'bob', body: () => '/migrate approve\n\n/migrate status', ends: 'success' },
  revoke: {
    login: 'carol',
    body: () => '/migrate revoke',
    before: (story) => story.say('bob', '/migrate approve'),
    ends: 'failure',
  },
  block: { login: 'bob', body: () => '/migrate block', ends: 'failure', sql: harmless },
  'block of what was approved': {
    login: 'carol',
    body: () => '/migrate block',
    before: (story) => story.say('bob', '/migrate approve'),
    ends: 'failure',
  },
  override: {
    login: 'erin',
    body: ({ digest }) => `/migrate override --reason="incident 42" --confirm=${digest.slice(0, 12)}`,
    ends: 'success',
  },
  refused: { login: 'alice', body: () => '/migrate approve', ends: 'failure' },
};

const changed = { 'migrations/0002_email.sql': `${dangerous}${harmless}` };
const unrelated = { 'README.md': 'More words.\n' };

export type Fault = 'before' | 'after' | 'migrations move' | 'head moves' | 'deleted' | 'edited';
const faults: readonly Fault[] = ['before', 'after', 'migrations move', 'head moves', 'deleted', 'edited'];

async function begun({ before, sql }: Case): Promise<Story> {
  const story = await new Story().open(sql);
  await before?.(story);
  story.conversation.now += 60_000;
  return story;
}

/** Interrupts the story at each of its calls in each of these ways; gives how often that was. */
export async function interruptedEverywhere(name: string, ways: readonly Fault[] = faults): Promise<number> {
  const told = cases[name];
  if (told === undefined) throw new Error(`There is no story ${name}`);
  const calm = await begun(told);
  const from = calm.conversation.calls.length;
  await calm.say(told.login, told.body(calm));
  const calls = calm.conversation.calls.length - from;
  expect(calm.check).toBe(told.ends);
  expect(await broken(calm)).toEqual([]);
  for (const fault of ways) {
    for (let at = 1; at <= calls; at += 1) await interrupted(told, { fault, at: from + at });
  }
  return calls * ways.length;
}

async function interrupted(told: Case, { fault, at }: { readonly fault: Fault; readonly at: number }): Promise<void> {
  const story = await begun(told);
  const comment = story.conversation.write(told.login, told.body(story));
  const where = `${fault} at call ${at}`;
  const moved = fault === 'migrations move' || fault === 'head moves';
  const plan: Plan =
    fault === 'before' || fault === 'after'
      ? { fault }
      : {
          meanwhile: () => {
            if (fault === 'deleted') comment.deleted = true;
            else if (fault === 'edited') story.conversation.edit(comment, 'Never mind.');
            else story.push(fault === 'head moves' ? unrelated : changed);
          },
        };
  story.conversation.plan.set(at, plan);
  const first = await story.hear(comment);
  const gone = fault === 'deleted' || fault === 'edited';
  expect([where, await broken(story)]).toEqual([where, []]);
  // The new head's own run, as its push begins it; then the same comment once more, as whoever re-runs the job does.
  if (moved) await story.run();
  expect([where, await broken(story)]).toEqual([where, []]);
  if (first.did === 'failed' || moved) await story.hear(comment);
  if (gone) await commentChanged({ number: 7, comment: comment.node }, story.world);
  const receipts = story.receipts.length;
  await story.hear(comment);
  expect([where, story.receipts.length]).toEqual([where, receipts]);
  expect([where, await broken(story)]).toEqual([where, []]);
  if (fault === 'before' || fault === 'after') expect([where, story.check]).toEqual([where, told.ends]);
  // What a comment gave is gone with it; what it took, and a block, stay.
  if (gone && told.ends === 'success') expect([where, story.check]).toEqual([where, 'failure']);
  if (fault === 'migrations move' && told.sql === undefined) expect([where, story.check]).toEqual([where, 'failure']);
}

/** What must hold after any interruption, wherever it came: the sentences that are broken. */
export async function broken(story: Story): Promise<readonly string[]> {
  const { conversation } = story;
  return [
    ...(await wronglyGreen(story)),
    ...twice(conversation.said().map(({ body }) => sayOf(body))).map((what) => `said twice: ${what}`),
    ...conversation.checks.filter(({ completed }) => !completed).map(({ check }) => `pending: ${check.head}`),
    ...(conversation.kept.filter(({ body, deleted }) => !deleted && body.startsWith('<!-- migration-rehearsal:report'))
      .length > 1
      ? ['two reports']
      : []),
  ];
}

/** A receipt is one of its kind for its comment, an answer one for its comment. */
function sayOf(body: string): string {
  const receipt = receiptIn({ ours: true, body });
  return receipt === undefined ? (body.split('\n')[0] ?? '') : `${receipt.kind} for ${receipt.source.node}`;
}

const twice = (names: readonly string[]): readonly string[] => names.filter((name, at) => names.indexOf(name) !== at);

/** Green without need, or by somebody’s word for exactly these migrations that stands: said apart from the product. */
async function wronglyGreen(story: Story): Promise<readonly string[]> {
  const { conversation, receipts } = story;
  const wrong: string[] = [];
  for (const { check, completed } of conversation.checks) {
    if (completed?.conclusion !== 'success') continue;
    const { digest, findings } = await story.report(check.head);
    const needs = findings.some(({ severity }) => severity === 'blocker');
    const given = receipts.some((one) => one.digest === digest && (one.kind === 'approve' || one.kind === 'override'));
    if (needs && !given) wrong.push(`green without an approval: ${check.head}`);
  }
  return wrong;
}
