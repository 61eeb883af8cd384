import { isInsider } from '../commands/rights.ts';
import { verb as explaining } from '../commands/verbs/explain.ts';
import { verb as telling } from '../commands/verbs/status.ts';
import type { Facts, Reply } from '../commands/command.ts';
import type { Problem } from '../domain/errors.ts';
import type { Commented } from './comment.ts';
import { factsOf } from './facts.ts';
import type { FactsWorld } from './facts.ts';
import { isReplyTo, replyMarker, words } from './reply.ts';
import { settingOf } from './setting.ts';

/**
 * The story of a pressed button: the worst finding is explained as if whoever pressed it had typed the command, once for
 * a finding of a commit, however often it is pressed.
 */
export async function explain(
  { number, by }: { readonly number: number; readonly by: string },
  world: FactsWorld,
): Promise<Commented> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return failed(pull.problem);
  const role = await world.host.roleOf(by);
  if (!role.ok) return failed(role.problem);
  if (!isInsider(role.value, pull.value.visibility)) return ignored('Outsiders are not heard.');
  const { base, head } = pull.value;
  const opened = await settingOf({ base: base.sha, baseRef: base.ref, head }, world);
  if (!opened.ok) return failed(opened.problem);
  await using setting = opened.value;
  const asker = { author: { login: by, kind: 'human' }, createdAt: new Date(world.clock.now()).toISOString() } as const;
  const facts = await factsOf(asker, { pull: pull.value, setting }, world);
  if (!facts.ok) return failed(facts.problem);
  const { about, reply } = explanation(facts.value);
  const said = await world.host.comments(number);
  if (!said.ok) return failed(said.problem);
  // What stands in the answer in place of the comment that it answers.
  const pressed = `explain:${head}:${about}`;
  if (said.value.some((one) => isReplyTo(one, pressed, setting.id))) return ignored('It was explained already.');
  const written = await world.host.say(number, `${replyMarker(pressed, setting.id)}\n${words([asked(by), ...reply])}`);
  if (!written.ok) return failed(written.problem);
  return { did: 'done', because: 'The button of the check was answered.', problems: [] };
}

const asked = (by: string): Reply[number] => `\`${by.replaceAll('`', '')}\` asked at the check what this means.`;

/** Of the worst finding; where there is none, how it stands. */
function explanation(facts: Facts): { readonly about: string; readonly reply: Reply } {
  const [, rule] = explaining.now(facts)?.split(' ') ?? [];
  const [verb, typed] = rule === undefined ? [telling, []] : [explaining, [rule]];
  const decided = verb.decide({ verb: verb.verb, words: typed, flags: {} }, facts);
  return { about: rule ?? 'status', reply: 'reply' in decided ? (decided.reply ?? []) : [] };
}

const ignored = (because: string): Commented => ({ did: 'ignored', because, problems: [] });
const failed = (problem: Problem): Commented => ({ did: 'failed', because: problem.says, problems: [problem] });
