import type { Run } from '../commands/command.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Trigger } from '../domain/trigger.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { RunHost } from '../ports/run-host.ts';
import { closed } from './closed.ts';
import { comment } from './comment.ts';
import { explain } from './explain.ts';
import { forkReport } from './fork-report.ts';
import { mergeGroup } from './merge-group.ts';
import { rehearse } from './rehearse.ts';
import type { Asked, Rehearsed, RehearseWorld } from './rehearse.ts';
import { commentChanged } from './show-again.ts';
import type { ShowAgainWorld } from './show-again.ts';

export type { ReviewAsked } from './rehearse.ts';

/** Everything that an event can ask for, the same in the Action and in the App. */
export interface HandleWorld extends RehearseWorld, Pick<ShowAgainWorld, 'settled'> {
  readonly announcer: Announcer;
  /** Runs of workflows; absent in the App, which has none. */
  readonly runs?: RunHost;
  /** Begins a rehearsal beside what is done here; absent where it is seen through here. */
  readonly rehearse?: (number: number, fresh: 'fresh' | 'kept') => Promise<Result<undefined>>;
  /** Ends a rehearsal that is under way; absent where it is a workflow's run. */
  readonly stop?: (run: Run, by: string) => Promise<Result<undefined>>;
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
  readonly published?: Rehearsed;
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
    case 'explain': {
      const { because, problems } = await explain(trigger, world);
      world.log(because);
      return done(problems);
    }
    case 'fork-report':
      return forkShown(trigger, world);
    case 'comment':
      return commented(trigger, world);
    case 'comment-changed':
      return done(await commentChanged(trigger, world));
    case 'closed':
      return closing(trigger, world);
  }
}

async function closing(trigger: Extract<Trigger, { readonly kind: 'closed' }>, world: HandleWorld): Promise<Handled> {
  const reminded = await closed(trigger, world);
  if (!reminded.ok) return { job: 'failure', problems: [reminded.problem], notes: [] };
  return idle(reminded.value.length > 0 ? 'Somebody was reminded.' : 'The pull request was closed.', world);
}

function idle(because: string, { log }: HandleWorld): Handled {
  log(because);
  return { job: 'success', problems: [], notes: [] };
}

const told = (published: Rehearsed): Handled => {
  const { job, problems, notes } = published;
  return { job, problems, notes, published };
};

const done = (problems: readonly Problem[]): Handled => ({
  job: problems.length === 0 ? 'success' : 'failure',
  problems,
  notes: [],
});

const failed = (problem: Problem): Handled => ({ job: 'failure', problems: [problem], notes: [] });

/** The newest commit of a pull request is rehearsed again. */
async function askedAgain(number: number, fresh: Asked['fresh'], world: HandleWorld): Promise<Handled> {
  const pull = await world.host.pullRequest(number);
  if (!pull.ok) return failed(pull.problem);
  const { state, head, base, fromFork } = pull.value;
  if (state === 'closed') return idle('The pull request is closed.', world);
  return told(await rehearse({ range: { base: base.sha, baseRef: base.ref, head }, number, fromFork, fresh }, world));
}

/** What a command asks for is done in its order; a rehearsal that it began shows itself. */
async function commented(said: Extract<Trigger, { readonly kind: 'comment' }>, world: HandleWorld): Promise<Handled> {
  let shown: Handled | undefined;
  const { did, because, problems } = await comment(said, {
    ...world,
    starterOf: async ({ attempt }) => {
      const run = await world.runs?.run(runOf(attempt));
      return run?.ok === true ? run.value.by : undefined;
    },
    rehearse:
      world.rehearse ??
      (async (number, fresh) => {
        shown = await askedAgain(number, fresh, world);
        return success(undefined);
      }),
    stop: world.stop ?? ((run) => cancelled(run, world)),
  });
  world.log(because);
  const answered = done(did === 'failed' ? problems : []);
  if (shown === undefined) return { ...answered, problems };
  const { job } = [answered, shown].find((one) => one.job === 'failure') ?? shown;
  return { ...shown, job, problems: [...problems, ...shown.problems] };
}

/** Its check is completed by whoever asked for that, or by the run's own last step. */
function cancelled({ run }: Run, { runs }: HandleWorld): Promise<Result<undefined>> {
  if (runs !== undefined) return runs.cancel(runOf(run));
  const says = 'The rehearsal cannot be stopped from here.';
  return Promise.resolve(failure({ code: 'github', says, advice: 'Push again, which takes its place.' }));
}

/** An attempt is `RUN.ATTEMPT`. */
const runOf = (attempt: string): number => Number(attempt.split('.')[0]);

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
