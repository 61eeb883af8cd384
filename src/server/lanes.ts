/** overtaken = newer work took its place, or the server stops: it was broken off, or never begun. */
export type LaneOutcome = 'done' | 'overtaken';

/** Ends when the work is no longer wanted; the signal's reason says why. */
type Work = (signal: AbortSignal) => Promise<void>;

export interface Load {
  readonly running: number;
  readonly waiting: number;
}

export interface Lanes {
  /** At one place the newest work wins: it breaks off what runs, waits for its end, and takes the place of what waits. */
  newest(place: string, work: Work): Promise<LaneOutcome>;
  /** At one place one after the other, as they came. */
  inOrder(place: string, work: Work): Promise<LaneOutcome>;
  /** Breaks off what runs at this place, for this reason. */
  breakOff(place: string, because: string): void;
  /** Whether the newest work of this place runs or waits. */
  busy(place: string): boolean;
  load(): Load;
  /** Nothing begins any more, everything that runs is broken off; settles once all of it has ended. */
  stop(): Promise<void>;
}

/** Why work is broken off, for `AbortSignal.reason`. */
export const overtaken = 'a newer commit took its place';
export const stopping = 'the server stops';

interface Run {
  readonly controller: AbortController;
  readonly ended: Promise<LaneOutcome>;
}

export function lanes(): Lanes {
  const runs = new Map<string, Run>();
  const tails = new Map<string, Promise<unknown>>();
  const tickets = new Map<string, symbol>();
  const all = new Set<Promise<unknown>>();
  const stopped = new AbortController();
  const load = { running: 0, waiting: 0 };

  const begin = async (work: Work, controller = new AbortController()): Promise<LaneOutcome> => {
    if (stopped.signal.aborted) return 'overtaken';
    const signal = AbortSignal.any([controller.signal, stopped.signal]);
    load.running++;
    try {
      await work(signal);
    } finally {
      load.running--;
    }
    return signal.aborted ? 'overtaken' : 'done';
  };
  const endOf = async (before: Promise<unknown>): Promise<void> => {
    load.waiting++;
    await before.catch(() => undefined);
    load.waiting--;
  };
  const known = async <Value>(outcome: Promise<Value>): Promise<Value> => {
    all.add(outcome);
    return outcome.finally(() => all.delete(outcome));
  };
  const takeTurn = async (place: string, work: Work): Promise<LaneOutcome> => {
    const ticket = Symbol(place);
    tickets.set(place, ticket);
    for (let run = runs.get(place); run !== undefined; run = runs.get(place)) {
      run.controller.abort(overtaken);
      await endOf(run.ended);
      if (runs.get(place) === run) runs.delete(place);
      if (tickets.get(place) !== ticket) return 'overtaken';
    }
    const controller = new AbortController();
    const run = { controller, ended: begin(work, controller) };
    runs.set(place, run);
    return run.ended.finally(() => {
      if (runs.get(place) === run) runs.delete(place);
      if (tickets.get(place) === ticket) tickets.delete(place);
    });
  };

  return {
    newest: (place, work) => known(takeTurn(place, work)),
    inOrder: (place, work) => {
      const before = tails.get(place);
      const turn = before === undefined ? begin(work) : endOf(before).then(() => begin(work));
      tails.set(place, turn);
      return known(
        turn.finally(() => {
          if (tails.get(place) === turn) tails.delete(place);
        }),
      );
    },
    breakOff: (place, because) => runs.get(place)?.controller.abort(because),
    busy: (place) => runs.has(place) || tickets.has(place),
    load: () => ({ ...load }),
    stop: async () => {
      stopped.abort(stopping);
      await Promise.allSettled([...all]);
    },
  };
}
