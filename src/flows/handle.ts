import type { Problem, Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Range, Trigger } from '../domain/trigger.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Source } from '../ports/code-host.ts';
import type { CheckTarget, StartedCheck } from '../ports/publisher.ts';
import type { PullRequestHost } from '../ports/pull-request-host.ts';
import type { Publisher } from '../ports/publisher.ts';
import { publish } from './publish.ts';
import type { Published, PublishRequest, Reviewed } from './publish.ts';
import { checkName, settingOf } from './setting.ts';
import type { Setting, SettingWorld } from './setting.ts';

/** Everything that an event can ask for, the same in the Action and in the App. */
export interface HandleWorld extends SettingWorld {
  readonly host: PullRequestHost;
  readonly publisher: Publisher;
  readonly announcer: Announcer;
  /** This run, and where it can be watched. */
  readonly attempt: Pick<CheckTarget, 'attempt' | 'details'>;
  readonly needsApproval: PublishRequest['needsApproval'];
  /** Rehearses; fails never, for what cannot be known is a report too. */
  readonly review: (asked: ReviewAsked) => Promise<Reviewed>;
  /** Called once it is known what the base commit asks for, before anything is rehearsed. */
  readonly prepared?: (setting: Setting) => void;
  /** Called as soon as there is a check that somebody must complete. */
  readonly started: (check: StartedCheck) => void;
  /** A line for whoever runs us: what was done, or why nothing. */
  readonly log: (says: string) => void;
}

/** What is to be rehearsed, and from what objects: a failure is told as a report of its own. */
export interface ReviewAsked {
  readonly range: Range;
  readonly source: Result<Source>;
  /** fresh = nothing kept from earlier runs is used. */
  readonly fresh: 'fresh' | 'kept';
}

export interface Handled {
  /** What the job that did this must look like: a crash is red. */
  readonly job: 'success' | 'failure';
  /** What could not be done or shown, in the order it happened. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Of what was rehearsed. */
  readonly published?: Published;
}

/** One event, seen through to its end. */
export async function handle(trigger: Trigger, world: HandleWorld): Promise<Handled> {
  switch (trigger.kind) {
    case 'nothing':
      return idle(trigger.because, world);
    case 'pull-request':
      return told(await rehearsed({ range: trigger, number: trigger.number, fresh: 'kept' }, world));
    case 'merge-group':
      return told(await rehearsed({ range: trigger, fresh: 'kept' }, world));
    case 'asked-again':
      return askedAgain(trigger.number, world);
    case 'comment':
    case 'comment-changed':
    case 'closed':
    case 'fork-report':
      return idle('Nothing to do.', world);
  }
}

function idle(because: string, { log }: HandleWorld): Handled {
  log(because);
  return { job: 'success', problems: [], notes: [] };
}

const told = (published: Published): Handled => ({
  job: published.job,
  problems: published.problems,
  notes: published.notes,
  published,
});

const failed = (problem: Problem): Handled => ({ job: 'failure', problems: [problem], notes: [] });

interface Asked {
  readonly range: Range;
  /** Absent in a merge queue. */
  readonly number?: number;
  readonly fresh: ReviewAsked['fresh'];
}

/** A range is rehearsed and shown, with the answers that people have given to it. */
async function rehearsed({ range, number, fresh }: Asked, world: HandleWorld): Promise<Published> {
  const { publisher, attempt, needsApproval, wishes, started } = world;
  // Nothing that goes wrong before the check begins may leave the commit without one: a crash here is kept for later.
  const begun = await settingOf(range, world).then(
    (setting) => ({ setting }),
    (crash: unknown) => ({ crash }),
  );
  await using setting = 'setting' in begun && begun.setting.ok ? begun.setting.value : undefined;
  if (setting !== undefined) world.prepared?.(setting);
  const { id, mode, comment } = setting ?? { id: wishes.id ?? '', mode: wishes.mode ?? 'enforce', comment: 'always' };
  return publish(
    {
      target: { name: checkName(id), head: range.head, ...attempt },
      ...(number !== undefined && { pullRequest: number }),
      id,
      mode,
      comment,
      needsApproval,
    },
    {
      publisher,
      review: () => {
        if (!('setting' in begun)) return Promise.reject(begun.crash as Error);
        const source = begun.setting.ok ? success(begun.setting.value.source) : begun.setting;
        return world.review({ range, source, fresh });
      },
      started,
    },
  );
}

async function askedAgain(number: number, world: HandleWorld): Promise<Handled> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return failed(pull.problem);
  const { state, head, base } = pull.value;
  if (state === 'closed') return idle('The pull request is closed.', world);
  const range = { base: base.sha, baseRef: base.ref, head };
  return told(await rehearsed({ range, number, fresh: 'kept' }, world));
}
