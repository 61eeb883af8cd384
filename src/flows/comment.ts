import { linesToUs, mentionsUs } from '../commands/lines.ts';
import { parse } from '../commands/parse.ts';
import type { Command } from '../commands/parse.ts';
import type { Reply } from '../commands/command.ts';
import { blind, isInsider, may, refusal, untimely } from '../commands/rights.ts';
import { verbs } from '../commands/index.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Range } from '../domain/trigger.ts';
import type { Comment, PullRequestState, Reaction } from '../ports/pull-request-host.ts';
import { bringAbout, isDone } from './deeds.ts';
import type { Deed, DeedsWorld } from './deeds.ts';
import { factsOf } from './facts.ts';
import type { Scene } from './facts.ts';
import { isReplyTo, replyMarker, words } from './reply.ts';
import { sayOnce } from './say-once.ts';
import { settingOf } from './setting.ts';
import { showAgain } from './show-again.ts';

/** What came of a comment. */
export interface Commented {
  /** ignored = it asks nothing of us, or nobody whom we hear. */
  readonly did: 'ignored' | 'done' | 'refused' | 'failed';
  /** A line for whoever runs us. */
  readonly because: string;
  /** What could not be done, in the order it happened; done again, the same comment does what is left. */
  readonly problems: readonly Problem[];
}

/**
 * The story of one comment. It is read anew, since the event may be old or a lie; every right is looked up now; and the
 * same comment heard twice is done once, because each thing that it leaves behind names it.
 */
export async function comment(
  said: { readonly number: number; readonly comment: string },
  world: DeedsWorld,
): Promise<Commented> {
  const heard = await hear(said, world);
  if (!heard.ok) return failed(heard.problem);
  if (typeof heard.value === 'string') return { did: 'ignored', because: heard.value, problems: [] };
  const { comment, pull } = heard.value;
  const seen = await world.host.react(comment, 'eyes');
  // Whoever may not react may still decide; what is lost is the sign that it was seen.
  const opened = await settingOf(rangeOf(pull), world);
  if (!opened.ok)
    return conclude({ comment, number: pull.number, id: world.wishes.id ?? '' }, unread(opened.problem), world);
  await using setting = opened.value;
  const answer = await converse(comment, { pull, setting }, world);
  if (typeof answer === 'string') return { did: 'ignored', because: answer, problems: [] };
  const concluded = await conclude({ comment, number: pull.number, id: setting.id }, answer, world);
  return seen.ok ? concluded : { ...concluded, problems: [seen.problem, ...concluded.problems] };
}

interface Heard {
  readonly comment: Comment;
  readonly pull: PullRequestState;
}

/** The comment and its pull request, or why nobody is heard. One call for a comment that says nothing to us. */
async function hear(
  { number, comment: node }: { readonly number: number; readonly comment: string },
  { host }: DeedsWorld,
): Promise<Result<Heard | string>> {
  const read = await host.comment(node);
  if (!read.ok) return read;
  const comment = read.value;
  if (comment === undefined) return success('The comment is gone.');
  if (comment.ours || comment.author.kind !== 'human') return success('Bots are not heard.');
  if (comment.editedAt !== undefined) return success('An edited comment starts nothing.');
  if (comment.minimized) return success('A hidden comment starts nothing.');
  if (!mentionsUs(comment.body)) return success('The comment holds no command.');
  const pull = await host.pullRequest(number);
  if (!pull.ok) return pull;
  const role = await host.roleOf(comment.author.login);
  if (!role.ok) return role;
  if (!isInsider(role.value, pull.value.visibility)) return success('Outsiders are not heard.');
  // Only now, because a comment can be made to take long to read.
  if (linesToUs(comment.body).length === 0) return success('The comment holds no command.');
  return success({ comment, pull: pull.value });
}

const rangeOf = ({ base, head }: PullRequestState): Range => ({ base: base.sha, baseRef: base.ref, head });

/** What is answered, and with which sign. */
interface Answer {
  readonly reply: Reply;
  readonly deeds: readonly Deed[];
  readonly reaction: Reaction;
  readonly problems: readonly Problem[];
}

const refused = (reply: Reply, deeds: readonly Deed[] = []): Answer => ({
  reply,
  deeds,
  reaction: 'confused',
  problems: [],
});

const unread = ({ says, advice }: Problem): Answer => refused([says, advice]);

async function converse(comment: Comment, scene: Scene, world: DeedsWorld): Promise<Answer | string> {
  const { id } = scene.setting;
  const parsed = parse(comment.body, { verbs, id });
  if (parsed.kind === 'nothing') return 'The comment speaks to another database.';
  const said = await world.host.comments(scene.pull.number);
  if (!said.ok) return stopped(said.problem);
  // Our answer is the last thing that is written: where it stands, all was done.
  if (said.value.some((one) => isReplyTo(one, comment.node, id))) return 'The comment was answered already.';
  if (parsed.kind === 'refused') return refused(parsed.reply);
  return inOrder(parsed.commands, comment, { scene, world });
}

const stopped = (problem: Problem, deeds: readonly Deed[] = []): Answer => ({
  reply: [],
  deeds,
  reaction: 'confused',
  problems: [problem],
});

interface Stage {
  readonly scene: Scene;
  readonly world: DeedsWorld;
}

/** One after the other; what is not done ends it, since what follows may rest on it. */
async function inOrder(commands: readonly Command[], comment: Comment, { scene, world }: Stage): Promise<Answer> {
  const deeds: Deed[] = [];
  const reply: Reply[number][] = [];
  for (const [index, command] of commands.entries()) {
    const place = { comment, nth: nthOfItsKind(commands, index) };
    const done = await one(command, place, { scene, world });
    if (!done.ok) return stopped(done.problem, deeds);
    reply.push(...done.value.reply);
    if (done.value.does === 'refused') {
      const left = commands.length - index - 1;
      return refused([...reply, ...(left > 0 ? ['What follows in your comment was not done.'] : [])], deeds);
    }
    deeds.push(done.value);
  }
  return { reply, deeds, reaction: '+1', problems: [] };
}

/** Two receipts of one kind can stem from one comment; they are told apart by their order. */
const nthOfItsKind = (commands: readonly Command[], index: number): number =>
  commands.slice(0, index).filter(({ verb }) => verb.verb === commands[index]?.verb.verb).length;

async function one(
  { verb, asked }: Command,
  place: { readonly comment: Comment; readonly nth: number },
  { scene, world }: Stage,
): Promise<Result<Deed | { readonly does: 'refused'; readonly reply: Reply }>> {
  const facts = await factsOf(place.comment, scene, world);
  if (!facts.ok) return facts;
  // After the facts: what another process has done of this very command is none of them.
  const done = await isDone(verb.verb, place, { scene, world });
  if (!done.ok) return done;
  if (done.value) return success({ does: 'recorded', reply: [] });
  const unable = blind(facts.value);
  if (unable !== undefined) return success({ does: 'refused', reply: unable });
  if (!may(verb.who, facts.value)) return success({ does: 'refused', reply: refusal(verb, facts.value) });
  const late = untimely(verb, facts.value);
  if (late !== undefined) return success({ does: 'refused', reply: late });
  const decision = verb.decide(asked, facts.value);
  if (decision.does === 'refuse') return success({ does: 'refused', reply: decision.reply });
  return bringAbout(decision, { ...place, facts: facts.value }, { scene, world });
}

interface Place {
  readonly comment: Comment;
  readonly number: number;
  readonly id: string;
}

/** The check follows what was decided, then the answer, then the sign. */
async function conclude(place: Place, answer: Answer, world: DeedsWorld): Promise<Commented> {
  const { comment, number, id } = place;
  const problems = [...answer.problems];
  // What was recorded is shown even where something failed after it: a block must not wait for its answer.
  if (answer.deeds.some(({ does }) => does === 'recorded') || problems.length > 0) {
    problems.push(...(await showAgain(number, world)));
  }
  if (problems.length > 0) return { did: 'failed', because: 'Not all of it could be done.', problems };
  const said = await say(place, answer.reply, world);
  if (!said.ok) return failed(said.problem);
  const rehearse = answer.deeds.find((deed) => deed.does === 'rehearse');
  if (rehearse !== undefined) {
    await world.host.react(comment, 'rocket');
    const run = rehearse.fresh === undefined ? success(undefined) : await world.rehearse(number, rehearse.fresh);
    if (!run.ok) return failed(run.problem);
  }
  const signed = await world.host.react(comment, answer.reaction);
  return {
    did: answer.reaction === 'confused' ? 'refused' : 'done',
    because: id === '' ? 'The comment was answered.' : `The comment was answered for ${id}.`,
    problems: signed.ok ? [] : [signed.problem],
  };
}

const failed = (problem: Problem): Commented => ({ did: 'failed', because: problem.says, problems: [problem] });

async function say({ comment, number, id }: Place, reply: Reply, world: DeedsWorld): Promise<Result<undefined>> {
  if (reply.length === 0) return success(undefined);
  const body = `${replyMarker(comment.node, id)}\n${words(inItsName(reply, id))}`;
  const said = await sayOnce({ number, body, is: (one) => isReplyTo(one, comment.node, id) }, world);
  return said.ok ? success(undefined) : said;
}

/** Where one comment reaches several databases, each answers for itself. */
function inItsName(reply: Reply, id: string): Reply {
  const [first, ...others] = reply;
  if (id === '') return reply;
  return typeof first === 'string' ? [`\`${id}\`: ${first}`, ...others] : [`For \`${id}\`:`, ...reply];
}
