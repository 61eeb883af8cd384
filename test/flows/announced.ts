import { expect } from '@jest/globals';
import { receiptIn } from '../../src/approval/receipts.ts';
import type { ReceiptKind } from '../../src/domain/approval.ts';
import { failure } from '../../src/domain/errors.ts';
import type { Problem } from '../../src/domain/errors.ts';
import { closed } from '../../src/flows/closed.ts';
import type { Plan } from '../conversation/host.ts';
import { harmless, Story } from '../conversation/story.ts';
import { broken } from './faults.ts';

const chat = 'env:CHAT';
const log = 'https://hooks.example/T0/SECRET';
const settings = (mention: string): string =>
  `approval:\n  users: [bob]\nnotify:\n  webhooks: ["${chat}", "json+${log}"]\n${mention}`;
const calling = settings('  mention: [bob, acme/dba]\n');

/** What happened before, what is written then, and which receipts there are in the end. */
interface Case {
  readonly settings: string;
  readonly before?: readonly string[];
  /** '' = the pull request is merged. */
  readonly body: string;
  readonly ends: readonly ReceiptKind[];
}

export const cases: Readonly<Record<string, Case>> = {
  notify: { settings: calling, body: '/migrate notify', ends: ['notify'] },
  'notify where nobody is called': { settings: settings(''), body: '/migrate notify', ends: ['notify'] },
  'notify again': {
    settings: calling,
    before: ['/migrate notify'],
    body: '/migrate notify --again',
    ends: ['notify', 'notify'],
  },
  watch: { settings: calling, body: '/migrate watch @bob', ends: ['watch'] },
  started: { settings: calling, before: ['/migrate notify'], body: '/migrate started', ends: ['notify', 'started'] },
  finished: {
    settings: calling,
    before: ['/migrate started'],
    body: '/migrate finished 4m30s',
    ends: ['started', 'finished'],
  },
  'the reminder': { settings: calling, before: ['/migrate notify'], body: '', ends: ['notify'] },
};

/** killed = the process ends right before the call. */
type Fault = 'before' | 'after' | 'killed' | 'migrations move' | 'head moves';

const changed = { 'migrations/0002_email.sql': `${harmless}${harmless.replace('note', 'other')}` };
const unrelated = { 'README.md': 'More words.\n' };

const refused: Problem = { code: 'bad-configuration', says: 'It answered 404.', advice: 'Look there.' };
const open: Problem = { code: 'interrupted', says: 'It did not answer.', advice: 'Look there.' };

/** What a channel really got, in their order: whatever we believe of it. */
interface Got {
  readonly address: string;
  readonly text: string;
  readonly digest: string;
}

interface Told {
  readonly story: Story;
  readonly got: readonly Got[];
}

async function begun({ settings: configuration, before = [] }: Case): Promise<Told> {
  const story = await new Story(configuration).open(harmless);
  const { conversation } = story;
  const got: Got[] = [];
  // A webhook is one more call that can go wrong.
  story.world.announcer.post = async (address, payload) => {
    const count = got.length;
    const posted = await conversation.call('post', [address], () => {
      got.push({ address, text: JSON.stringify(payload), digest: story.digest });
      return undefined;
    });
    return posted.ok ? posted : failure(got.length > count ? open : refused);
  };
  for (const body of before) await story.say('alice', body);
  conversation.now += 60_000;
  return { story, got };
}

/** Hears it, or the merge; gives what was not done. A process that ended said nothing of it. */
async function hear({ story }: Told, node: string | undefined): Promise<readonly string[] | 'killed'> {
  try {
    if (node === undefined) {
      const reminded = await closed({ kind: 'closed', number: 7, merged: true }, story.conversation);
      return reminded.ok ? [] : [reminded.problem.says];
    }
    const { did, problems } = await story.hear(story.conversation.kept.find((one) => one.node === node)!);
    return did === 'failed' ? problems.map(({ says }) => says) : [];
  } catch (error) {
    if (error instanceof Killed) return 'killed';
    throw error;
  }
}

class Killed extends Error {}

const write = ({ story }: Told, { body }: Case): string | undefined =>
  body === '' ? undefined : story.conversation.write('alice', body).node;

/** Interrupts the story at each of its calls in each of these ways; gives how often that was. */
export async function announcedEverywhere(name: string, ways: readonly Fault[]): Promise<number> {
  const told = cases[name];
  if (told === undefined) throw new Error(`There is no story ${name}`);
  const calm = await begun(told);
  const from = calm.story.conversation.calls.length;
  expect(await hear(calm, write(calm, told))).toEqual([]);
  expect([await wrong(calm), kindsOf(calm)]).toEqual([[], told.ends]);
  const calls = calm.story.conversation.calls.length - from;
  for (const fault of ways) {
    for (let at = 1; at <= calls; at += 1) await interrupted(told, { fault, at: from + at });
  }
  return calls * ways.length;
}

async function interrupted(told: Case, { fault, at }: { readonly fault: Fault; readonly at: number }): Promise<void> {
  const scene = await begun(told);
  const { story } = scene;
  const { conversation } = story;
  const node = write(scene, told);
  const where = `${fault} at call ${at}`;
  const before = { got: scene.got.length, said: conversation.said().length };
  conversation.plan.set(at, planOf(fault, story));
  const first = await hear(scene, node);
  // Whoever re-runs the job has it heard again; what was sent is in the log, or on the pull request.
  if (first !== 'killed') expect([where, lost(scene, before, first)]).toEqual([where, []]);
  expect([where, await wrong(scene)]).toEqual([where, []]);
  const moved = fault === 'head moves' || fault === 'migrations move';
  if (moved) await story.run();
  expect([where, await hear(scene, node)]).toEqual([where, []]);
  expect([where, await wrong(scene)]).toEqual([where, []]);
  // On a commit that came before it was read there is no report yet, and nothing to announce.
  const kinds = moved ? told.ends.slice(0, kindsOf(scene).length) : told.ends;
  expect([where, kindsOf(scene)]).toEqual([where, kinds]);
  const counts = [scene.got.length, conversation.said().length];
  expect([where, await hear(scene, node)]).toEqual([where, []]);
  expect([where, scene.got.length, conversation.said().length]).toEqual([where, ...counts]);
}

function planOf(fault: Fault, story: Story): Plan {
  if (fault === 'before' || fault === 'after') return { fault };
  return {
    meanwhile: () => {
      if (fault === 'killed') throw new Killed();
      story.push(fault === 'head moves' ? unrelated : changed);
    },
  };
}

const kindsOf = ({ story }: Told): readonly string[] => story.receipts.map(({ kind }) => kind);

const repeats = 'Announced once more: an earlier announcement of the same migrations may have reached you.';

/** What must hold after any interruption, wherever it came: the sentences that are broken. */
async function wrong(told: Told): Promise<readonly string[]> {
  return [...(await broken(told.story)), ...silentRepeats(told), ...falseRecords(told), ...reminders(told)];
}

/** A channel, or the people on the pull request, were told of the same migrations twice as if for the first time. */
function silentRepeats({ story, got }: Told): readonly string[] {
  const said = story.conversation.said().flatMap(({ body }) => {
    const [marker = '', ...lines] = body.replaceAll('\u2060', '').split('\n');
    const digest = /:announcement .* digest="(\w+)"/.exec(marker)?.[1];
    return digest === undefined ? [] : [{ address: 'the pull request', text: lines.join('\n'), digest }];
  });
  return [...got, ...said].flatMap(({ address, digest, text }, at, all) => {
    const known = all.slice(0, at).some((one) => one.address === address && one.digest === digest);
    return known && !text.includes(repeats) ? [`told twice without a word: ${address}`] : [];
  });
}

const names = { [chat]: '`env:CHAT`', [log]: 'Webhook 2 of `notify.webhooks`' };

/** A receipt says that somebody was told who was not. */
function falseRecords({ story, got }: Told): readonly string[] {
  const called = story.conversation.said().some(({ body }) => body.includes(':announcement ') && body.includes('@bob'));
  return story.conversation.said().flatMap((comment) => {
    if (receiptIn({ ...comment, ours: true })?.kind !== 'notify') return [];
    const text = comment.body.replaceAll('\u2060', '');
    const claimed = Object.entries(names).filter(([, name]) => text.includes(`${name} was told.`));
    const reached = claimed.filter(([address]) => got.some((one) => one.address === address));
    return [
      ...(reached.length < claimed.length ? ['recorded as told who was not'] : []),
      ...(claimed.length === 0 && !called ? ['recorded though nobody was told'] : []),
    ];
  });
}

const reminders = ({ story }: Told): readonly string[] =>
  story.conversation.said().filter(({ body }) => body.includes(':reminder ')).length > 1 ? ['reminded twice'] : [];

/** What was sent and is written down nowhere: neither on the pull request nor in the log of the job. */
function lost(
  { story, got }: Told,
  before: { readonly got: number; readonly said: number },
  log: readonly string[],
): readonly string[] {
  const written = [
    ...story.conversation
      .said()
      .slice(before.said)
      .map(({ body }) => body),
    ...log,
  ].join('\n');
  return got
    .slice(before.got)
    .map(({ address }) => names[address as keyof typeof names])
    .filter((name) => !written.includes(`${name} was told`) && !written.includes(`${name} may have been told`))
    .map((name) => `nobody knows that ${name} was told`);
}
