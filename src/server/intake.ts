import type { Sha } from '../domain/pull-request.ts';
import type { Store } from '../ports/store.ts';
import type { Lanes, LaneOutcome } from './lanes.ts';
import { placesOf, type Log } from './log.ts';

/** One event as it came in; its signature is right. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/** What an event asks of us. */
export interface Task<Subject> {
  /** Where it happens, for the log and for the order of things: `acme/shop#7`. */
  readonly place: string;
  /** newest = a newer one of the same place takes its turn; in-order = every one is heard. */
  readonly lane: 'newest' | 'in-order';
  /** The commit that it is about, where it is about one. */
  readonly head?: Sha;
  readonly subject: Subject;
}

/** What there is to do for an event, or why there is nothing. */
export type Understood<Subject> = Task<Subject> | { readonly nothing: string };

export interface IntakeWorld<Subject> {
  readonly understand: (delivery: Delivery) => Understood<Subject>;
  /** Gives a word for the log. A throw is a bug or an outage: the delivery may come again. */
  readonly perform: (task: Task<Subject>, signal: AbortSignal) => Promise<string>;
  readonly store: Store;
  readonly lanes: Lanes;
  readonly log: Log;
  readonly now: () => number;
}

export interface Intake<Subject> {
  /** At once; what is to be done is done afterwards. Settles with it, for whoever wants to wait. */
  take(delivery: Delivery): Promise<void>;
  /** Work that no event asked for. */
  begin(task: Task<Subject>, because: string): Promise<void>;
}

export function intake<Subject>(world: IntakeWorld<Subject>): Intake<Subject> {
  return {
    take: async (delivery) => {
      const { id, event } = delivery;
      const understood = world.understand(delivery);
      if ('nothing' in understood) {
        world.log.info({ delivery: id, event }, understood.nothing);
        return;
      }
      const { place } = understood;
      if ((await world.store.begin(id)) === 'known') {
        world.log.info({ delivery: id, event, place }, 'This delivery is known; nothing is done twice.');
        return;
      }
      await world.store.end(id, await accounted(world, understood, { delivery: id, event, place }));
    },
    begin: async (task, because) => {
      await accounted(world, task, { because, place: task.place });
    },
  };
}

/** Does it, and writes its one line. */
async function accounted<Subject>(
  world: IntakeWorld<Subject>,
  task: Task<Subject>,
  facts: object,
): Promise<'done' | 'failed'> {
  const { log, lanes, now } = world;
  const start = now();
  let says = '';
  const work = async (signal: AbortSignal): Promise<void> => {
    says = await world.perform(task, signal);
  };
  try {
    const outcome = await (task.lane === 'newest' ? lanes.newest(task.place, work) : lanes.inOrder(task.place, work));
    log.info({ ...facts, outcome, ms: Math.round(now() - start) }, says === '' ? unsaid[outcome] : says);
    return 'done';
  } catch (error) {
    const thrown = placesOf(error);
    log.error({ ...facts, thrown, ms: Math.round(now() - start) }, 'This crashed; the delivery may be sent again.');
    return 'failed';
  }
}

const unsaid: Readonly<Record<LaneOutcome, string>> = { done: 'Done.', overtaken: 'Newer work took its place.' };
