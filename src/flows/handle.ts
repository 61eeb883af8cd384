import type { Problem } from '../domain/errors.ts';
import type { Trigger } from '../domain/trigger.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { RunHost } from '../ports/run-host.ts';
import { forkReport } from './fork-report.ts';
import { mergeGroup } from './merge-group.ts';
import type { Published } from './publish.ts';
import { rehearse } from './rehearse.ts';
import type { Asked, RehearseWorld } from './rehearse.ts';

export type { ReviewAsked } from './rehearse.ts';

/** Everything that an event can ask for, the same in the Action and in the App. */
export interface HandleWorld extends RehearseWorld {
  readonly announcer: Announcer;
  /** Runs of workflows; absent in the App, which has none. */
  readonly runs?: RunHost;
  /** A line for whoever runs us: what was done, or why nothing. */
  readonly log: (says: string) => void;
}

export interface Handled {
  /** What the job that did this must look like: a crash is red. */
  readonly job: 'success' | 'failure';
  /** What could not be done or shown, in the order it happened. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Of what was rehearsed or shown, the last one. */
  readonly published?: Published;
}

/** One event, seen through to its end. */
export async function handle(trigger: Trigger, world: HandleWorld): Promise<Handled> {
  switch (trigger.kind) {
    case 'nothing':
      return idle(trigger.because, world);
    case 'pull-request': {
      const { number, fromFork } = trigger;
      return told(await rehearse({ range: trigger, number, fromFork, fresh: 'kept' }, world));
    }
    case 'merge-group':
      return told(await mergeGroup(trigger, world));
    case 'asked-again':
      return askedAgain(trigger.number, 'kept', world);
    case 'fork-report':
      return forkShown(trigger, world);
    case 'comment':
    case 'comment-changed':
    case 'closed':
      return idle('Nothing to do.', world);
  }
}

function idle(because: string, { log }: HandleWorld): Handled {
  log(because);
  return { job: 'success', problems: [], notes: [] };
}

const told = (published: Published): Handled => {
  const { job, problems, notes } = published;
  return { job, problems, notes, published };
};

const failed = (problem: Problem): Handled => ({ job: 'failure', problems: [problem], notes: [] });

/** The newest commit of a pull request is rehearsed again. */
async function askedAgain(number: number, fresh: Asked['fresh'], world: HandleWorld): Promise<Handled> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return failed(pull.problem);
  const { state, head, base, fromFork } = pull.value;
  if (state === 'closed') return idle('The pull request is closed.', world);
  return told(await rehearse({ range: { base: base.sha, baseRef: base.ref, head }, number, fromFork, fresh }, world));
}

async function forkShown(
  trigger: Extract<Trigger, { readonly kind: 'fork-report' }>,
  world: HandleWorld,
): Promise<Handled> {
  const { runs } = world;
  if (runs === undefined) return idle('The report of a fork is shown by a workflow.', world);
  const shown = await forkReport(trigger, { ...world, runs });
  if (!shown.ok) return failed(shown.problem);
  const [first, ...others] = shown.value.map(told);
  if (first === undefined) return idle('The run belongs to no open pull request’s newest commit.', world);
  return [first, ...others].find(({ job }) => job === 'failure') ?? first;
}
