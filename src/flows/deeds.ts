import type { Decision, Entry, Facts, Reply } from '../commands/command.ts';
import { receiptIn, receiptKey, receiptMarker, receiptSays } from '../approval/receipts.ts';
import type { Receipt } from '../domain/approval.ts';
import { receiptKinds } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Comment } from '../ports/pull-request-host.ts';
import { runbook } from '../report/runbook.ts';
import { currentReport } from '../commands/words.ts';
import { announce, unwritten } from './announce.ts';
import type { Scene } from './facts.ts';
import { words } from './reply.ts';
import { sayOnce } from './say-once.ts';
import { bodyHash } from './standing.ts';
import { stop } from './stop.ts';
import type { StopWorld } from './stop.ts';

/** What commands need of the world beside what they read. */
export interface DeedsWorld extends StopWorld {
  readonly announcer: Announcer;
  /** A new run of the newest commit, to its end or as soon as it is waited for. */
  readonly rehearse: (number: number, fresh: 'fresh' | 'kept') => Promise<Result<undefined>>;
}

/** What one command led to. */
export type Deed =
  | { readonly does: 'answered' | 'recorded'; readonly reply: Reply }
  /** `fresh` is absent where a run is under way already. */
  | { readonly does: 'rehearse'; readonly reply: Reply; readonly fresh?: 'fresh' | 'kept' };

interface Stage {
  readonly scene: Scene;
  readonly world: DeedsWorld;
}

/** Where a command stands: its comment, and how many of its verb stand before it there. */
interface Place {
  readonly comment: Comment;
  readonly nth: number;
}

/** Whether this command has left its receipt already: then it was done, whatever is so by now. */
export async function isDone(verb: string, { comment, nth }: Place, { scene, world }: Stage): Promise<Result<boolean>> {
  const kind = receiptKinds.find((one) => one === verb);
  if (kind === undefined) return success(false);
  const said = await world.host.comments(scene.pull.number);
  if (!said.ok) return said;
  const left = { kind, id: scene.setting.id, source: comment, ...(nth > 0 && { nth }) };
  return success(said.value.some(isReceiptOf(left)));
}

const isReceiptOf =
  (of: Parameters<typeof receiptKey>[0]) =>
  (comment: Comment): boolean => {
    const receipt = receiptIn(comment);
    return receipt !== undefined && receiptKey(receipt) === receiptKey(of);
  };

type Doing = Place & { readonly facts: Facts };

/** Does what was decided, and nothing twice. */
export async function bringAbout(
  decision: Exclude<Decision, { readonly does: 'refuse' }>,
  doing: Doing,
  stage: Stage,
): Promise<Result<Deed>> {
  switch (decision.does) {
    case 'answer':
      return success({ does: 'answered', reply: decision.reply });
    case 'record':
      return record(decision, doing, stage);
    case 'rehearse': {
      const { reply = [], fresh } = decision;
      return success({ does: 'rehearse', reply, ...(doing.facts.run === undefined && { fresh }) });
    }
    case 'stop': {
      const problems = await stop(decision.run, doing.comment.author, stage);
      if (!problems.ok) return problems;
      return success({ does: 'answered', reply: ['The rehearsal was stopped; its check stays red.'] });
    }
    case 'announce':
      return tellOthers(doing, stage);
    case 'runbook':
      return success({ does: 'answered', reply: planFor(doing) });
  }
}

function planFor({ facts }: Doing): Reply {
  const report = currentReport(facts);
  const { call, pullRequest } = facts;
  return report === undefined ? [] : [{ page: runbook(report, { call, commit: pullRequest.head }) }];
}

/** It is announced before it is recorded: taken for told when nobody was does harm, told twice and saying so does none. */
async function tellOthers(doing: Doing, stage: Stage): Promise<Result<Deed>> {
  const { facts, comment, nth } = doing;
  const report = currentReport(facts);
  if (report === undefined) return success({ does: 'answered', reply: [] });
  const { number, title } = facts.pullRequest;
  const [url = ''] = comment.url.split('#');
  const { config, id } = stage.scene.setting;
  const announced = { number, title, by: comment.author.login, url, report };
  const came = await announce(announced, { id, comment, nth }, config.notify, stage.world);
  if (!came.ok) return came;
  const { entry, reply } = came.value;
  if (entry === undefined) return success({ does: 'answered', reply });
  const recorded = await record({ does: 'record', entry, reply }, doing, stage);
  return recorded.ok ? recorded : failure(unwritten(reply, recorded));
}

/** What is said of a deed stands in its receipt: neither is there without the other, whatever fails. */
async function record(
  { entry, reply = [], then }: Extract<Decision, { readonly does: 'record' }>,
  doing: Doing,
  stage: Stage,
): Promise<Result<Deed>> {
  const { scene, world } = stage;
  const receipt = receiptOf(entry, doing, scene);
  const rehearsal = currentReport(doing.facts)?.rehearsal;
  const rollback = rehearsal?.status === 'ran' ? rehearsal.rollback : undefined;
  const text = `${receiptMarker(receipt)}\n${words([...receiptSays(receipt, rollback), ...reply])}`;
  const said = await sayOnce({ number: scene.pull.number, body: text, is: isReceiptOf(receipt) }, world);
  if (!said.ok) return said;
  // Another process heard the same command at the same moment, and sees it through.
  if (said.value.by === 'another') return success({ does: 'recorded', reply: [] });
  const after = then === 'follow-up' ? await followUp(receipt, said.value.comment, stage) : [];
  if (then === 'rehearse' && doing.facts.run === undefined)
    return success({ does: 'rehearse', reply: [], fresh: 'kept' });
  return success({ does: 'recorded', reply: after });
}

const receiptOf = (entry: Entry, { comment, nth, facts }: Doing, { pull, setting }: Scene): Receipt => ({
  v: 1,
  id: setting.id,
  by: comment.author.login,
  role: facts.rights.role,
  at: new Date(facts.now).toISOString(),
  source: { node: comment.node, sha256: bodyHash(comment.body) },
  head: pull.head,
  baseRef: pull.base.ref,
  ...(nth > 0 && { nth }),
  ...entry,
});

export const overrideLabel = 'migration: overridden';

/** So that what was let pass in a hurry is looked at afterwards. What cannot be done is said, and ends nothing. */
async function followUp(receipt: Receipt, written: Comment, { scene, world }: Stage): Promise<Reply> {
  const { pull } = scene;
  const labelled = await world.host.label(pull.number, overrideLabel, 'add');
  const opened = await world.host.openIssue({
    title: `Look again at the migrations of #${pull.number}, which were let pass by an override`,
    body: words([
      `@${receipt.by} overrode the check of pull request ${pull.number} for the digest \`${receipt.digest.slice(0, 12)}\`.`,
      `Reason: ${(receipt.reason ?? '').replaceAll('`', '')}`,
      `The decision: ${written.url}`,
      {
        list: [
          'Was it right to let them pass?',
          'Does anything of them have to be taken back or mended?',
          'What would have made the override needless?',
        ],
      },
    ]),
  });
  const told = opened.ok
    ? [`What was let pass is looked at again in ${opened.value}`]
    : [`The follow-up issue could not be opened. ${opened.problem.says}`, { instead: 'open one by hand.' }];
  return labelled.ok ? told : [...told, `The pull request could not be labelled. ${labelled.problem.says}`];
}
