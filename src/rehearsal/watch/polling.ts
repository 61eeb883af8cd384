import type { Session } from '../../ports/database.ts';
import type { Look } from './held.ts';
import { locksOf } from './relations.ts';
import type { KnownRelations } from './relations.ts';

const pollMs = 2;
const eagerLooks = 200;

/** Looks at another backend's locks until it is stopped. */
export interface Poll {
  stop(): Promise<readonly Look[]>;
}

export function polling(observer: Session, pid: number, known: KnownRelations, now: () => number): Poll {
  const looks: Look[] = [];
  let running = true;
  const look = async (): Promise<void> => {
    while (running) {
      const locks = (await locksOf(observer, pid)).filter(({ oid }) => known.has(oid));
      looks.push({ at: now(), locks });
      // A short statement is over in a few milliseconds: look without a pause at first.
      if (looks.length > eagerLooks) await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  };
  const done = look();
  return {
    async stop() {
      running = false;
      await done;
      return looks;
    },
  };
}
