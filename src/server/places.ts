import type { Load } from './lanes.ts';

export interface Places {
  /**
   * Waits for a free place, and gives it back once the work has ended. Undefined where it was called off before. Where
   * it has to wait, it tells how many are before it.
   */
  taken<Value>(
    signal: AbortSignal,
    work: () => Promise<Value>,
    waits?: (before: number) => void,
  ): Promise<Value | undefined>;
  load(): Load;
}

/** So many at a time, in the order in which they asked. */
export function places(most: number): Places {
  let free = most;
  const queue: (() => void)[] = [];
  const enter = (signal: AbortSignal, waits?: (before: number) => void): Promise<'entered' | 'called-off'> =>
    new Promise((resolve) => {
      const take = (): void => {
        signal.removeEventListener('abort', callOff);
        free--;
        resolve('entered');
      };
      const callOff = (): void => {
        queue.splice(queue.indexOf(take), 1);
        resolve('called-off');
      };
      if (signal.aborted) {
        resolve('called-off');
      } else if (free > 0) {
        take();
      } else {
        waits?.(most + queue.length);
        queue.push(take);
        signal.addEventListener('abort', callOff, { once: true });
      }
    });
  return {
    taken: async (signal, work, waits) => {
      if ((await enter(signal, waits)) === 'called-off') return undefined;
      try {
        return await work();
      } finally {
        free++;
        queue.shift()?.();
      }
    },
    load: () => ({ running: most - free, waiting: queue.length }),
  };
}
