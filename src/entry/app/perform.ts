import type { Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
import { counted } from '../../domain/figures.ts';
import type { CheckTarget, StartedCheck } from '../../ports/publisher.ts';
import type { Trigger } from '../../domain/trigger.ts';
import type { Handled, HandleWorld, ReviewAsked } from '../../flows/handle.ts';
import { handle } from '../../flows/handle.ts';
import { unfinished } from '../../flows/publish.ts';
import type { Reviewed } from '../../flows/publish.ts';
import { checkName } from '../../flows/setting.ts';
import { shown } from '../../flows/show.ts';
import type { Announcer } from '../../ports/announcer.ts';
import type { PullRequestHost } from '../../ports/pull-request-host.ts';
import type { Publisher } from '../../ports/publisher.ts';
import type { Store } from '../../ports/store.ts';
import type { Task } from '../../server/intake.ts';
import type { Lanes } from '../../server/lanes.ts';
import type { Log } from '../../server/log.ts';
import type { Places } from '../../server/places.ts';
import { systemClock } from '../world.ts';
import { brokenOff, rehearse } from './review.ts';
import type { Subject } from './task.ts';
import { taskOf } from './task.ts';

/** One repository of one installation, to work in. */
export interface Workplace {
  readonly host: PullRequestHost;
  readonly publisher: Publisher;
  readonly announcer: Announcer;
  readonly open: HandleWorld['open'];
}

export interface Workshop {
  readonly enter: (repository: Subject['repository']) => Workplace;
  /** `https://github.com`. */
  readonly serverUrl: string;
  readonly commands: 'refused' | 'allowed';
  readonly rehearsals: Lanes;
  readonly places: Places;
  readonly store: Store;
  readonly log: Log;
  /** Begins work that a comment asked for; nobody waits for it, so that the next comment is heard. */
  readonly begin: (task: Task<Subject>) => void;
  /** Ends the rehearsal of a pull request, for this reason. */
  readonly breakOff: (place: string, because: string) => void;
  /** Tells runs apart, later ones larger. */
  readonly nextRun: () => number;
}

/** Sees one task through to its end; gives a sentence for the log. */
export async function perform(
  { place, subject }: Task<Subject>,
  signal: AbortSignal,
  workshop: Workshop,
): Promise<string> {
  const { repository, trigger: event } = subject;
  const work = workshop.enter(repository);
  const trigger = await upToDate(event, place, { store: workshop.store, host: work.host });
  if (trigger.kind === 'nothing') return trigger.because;
  const said: string[] = [];
  let unended: StartedCheck | undefined;
  try {
    const handled = await handle(trigger, {
      ...work,
      clock: systemClock,
      wishes: {},
      attempt: attemptOf(subject, workshop),
      needsApproval: 'action_required',
      // This machine holds the App’s key, and serves others.
      forks: 'reading',
      review: (asked) => reviewed(asked, { place, subject, signal, work, workshop, check: unended }),
      started: (check) => {
        unended = check;
      },
      rehearse: (number, fresh) => {
        const task = taskOf(repository, { kind: 'asked-again', number });
        workshop.begin(fresh === 'fresh' ? { ...task, subject: { ...task.subject, fresh: true } } : task);
        return Promise.resolve(success(undefined));
      },
      stop: (_, by) => {
        workshop.breakOff(place, `${by} cancelled it`);
        return Promise.resolve(success(undefined));
      },
      log: (says) => said.push(says),
    });
    if (handled.published?.checkCompleted !== false) unended = undefined;
    if (!signal.aborted && 'head' in trigger) await workshop.store.settle(place, trigger.head);
    tellProblems(handled, place, workshop.log);
    return said.join(' ') || saysOf(handled);
  } finally {
    // A crash is red, and nothing is left pending.
    if (unended !== undefined) await completeUnended(work.publisher, unended);
  }
}

const saysOf = ({ published }: Handled): string =>
  published === undefined ? 'Done.' : `Check completed: ${published.reviewed?.report.verdict ?? 'crash'}.`;

function tellProblems({ problems, notes, published }: Handled, place: string, log: Log): void {
  for (const { code, says, advice } of problems) log.warn({ place, code, advice }, says);
  for (const note of notes) log.info({ place }, note);
  if (published?.crash !== undefined)
    log.error({ place, err: published.crash }, 'The review crashed; its check is red.');
}

function completeUnended(publisher: Publisher, check: StartedCheck): Promise<Result<unknown>> {
  const page = unfinished('the run stopped before it ended', check.details);
  return publisher.completeCheck(check, { conclusion: 'failure', digest: '', page });
}

/** What a killed process left in progress on a commit that nobody looks at again. */
export async function endAbandoned(
  publisher: Publisher,
  target: Pick<CheckTarget, 'name' | 'head'>,
): Promise<Result<unknown>> {
  const last = await publisher.lastCheck(target);
  if (!last.ok) return last;
  const { running } = last.value;
  return running === undefined ? success(undefined) : completeUnended(publisher, running.check);
}

function attemptOf(
  { repository, trigger }: Subject,
  { serverUrl, nextRun }: Workshop,
): Pick<CheckTarget, 'attempt' | 'details'> {
  const home = `${serverUrl}/${repository.owner}/${repository.repo}`;
  const page =
    'number' in trigger ? `pull/${trigger.number}/checks` : 'head' in trigger ? `commit/${trigger.head}` : '';
  return { attempt: `${nextRun()}.1`, details: `${home}/${page}` };
}

/**
 * Events come late, twice and in any order: what counts is the pull request as it is now. A commit that was overtaken by
 * one which has already been seen through is not looked at again.
 */
async function upToDate(
  trigger: Trigger,
  place: string,
  { store, host }: { readonly store: Store; readonly host: PullRequestHost },
): Promise<Trigger> {
  if (trigger.kind !== 'pull-request') return trigger;
  const pull = await host.pullRequest(trigger.number);
  // What keeps us from looking keeps us from showing, too; the flow tells it.
  if (!pull.ok) return trigger;
  const { state, head, base, fromFork } = pull.value;
  if (state === 'closed') return { kind: 'nothing', because: 'The pull request was closed meanwhile.' };
  if (head !== trigger.head && (await store.settled(place)) === head) {
    return { kind: 'nothing', because: 'A newer commit has been seen through already.' };
  }
  return { ...trigger, head, base: base.sha, baseRef: base.ref, fromFork };
}

interface Reviewing {
  readonly place: string;
  readonly subject: Subject;
  readonly signal: AbortSignal;
  readonly work: Workplace;
  readonly workshop: Workshop;
  readonly check: StartedCheck | undefined;
}

/** One rehearsal a pull request and so many over all; a newer one of the same pull request breaks off the older. */
async function reviewed(asked: ReviewAsked, reviewing: Reviewing): Promise<Reviewed> {
  const { place, subject, signal, work, workshop } = reviewing;
  const { trigger } = subject;
  const fromFork = 'number' in trigger && (await isFork(work.host, trigger.number));
  const commands = fromFork ? 'refused' : workshop.commands;
  const called = new AbortController();
  let ended: Awaited<ReturnType<typeof rehearse>> | undefined;
  const both = AbortSignal.any([signal, called.signal]);
  const turn = turnOf(reviewing);
  await workshop.rehearsals.newest(place, async (newer) => {
    newer.addEventListener('abort', () => {
      called.abort(newer.reason);
    });
    ended = await workshop.places.taken(
      both,
      async () => {
        await turn.come();
        return rehearse({ ...asked, ...(subject.fresh && { fresh: 'fresh' }) }, { commands, signal: both });
      },
      turn.waits,
    );
  });
  await turn.told();
  const { report, problem } = ended ?? (await brokenOff(both));
  const target = { name: checkName(''), head: asked.range.head, ...attemptOf(subject, workshop) };
  const words = shown(report, undefined, { target, id: '' });
  return { ...words, ...(problem !== undefined && { problem }) };
}

/** Whoever looks at a check that is long in progress reads there what it waits for; one word after the other. */
function turnOf({ check, work: { publisher } }: Pick<Reviewing, 'check' | 'work'>) {
  let said: Promise<unknown> | undefined;
  const show = (says: string) => check && publisher.showProgress?.(check, says);
  return {
    waits: (before: number): void => {
      said = show(`Waiting for a free place: ${counted(before, 'rehearsal')} before it`);
    },
    come: async (): Promise<void> => {
      if (said === undefined) return;
      await said;
      said = show('Rehearsing the migrations');
    },
    /** Nothing of it comes after the result. */
    told: async (): Promise<void> => {
      await said;
    },
  };
}

/** Who cannot be asked is taken for a stranger. */
async function isFork(host: PullRequestHost, number: number): Promise<boolean> {
  const pull = await host.pullRequest(number);
  return !pull.ok || pull.value.fromFork;
}
