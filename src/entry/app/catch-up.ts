import * as z from 'zod';
import type { Result } from '../../domain/errors.ts';
import type { AppSettings } from '../../github/installation.ts';
import type { Installed, Leftover, LeftoverSearch } from '../../github/leftovers.ts';
import { leftovers, leftoversOf } from '../../github/leftovers.ts';
import type { Delivery, Intake } from '../../server/intake.ts';
import type { Lanes } from '../../server/lanes.ts';
import { stopping } from '../../server/lanes.ts';
import type { Log } from '../../server/log.ts';
import { placesOf } from '../../server/log.ts';
import { systemClock } from '../world.ts';
import type { Subject } from './task.ts';
import { taskOf } from './task.ts';

/** Of pull requests without a check of ours: those touched since then were missed, older ones were there before us. */
const missedMs = 3 * 24 * 60 * 60_000;

/** Somebody can install the App in a thousand repositories at once: the others are heard of by their next push. */
const mostAdded = { repositories: 50, looked: 20, rehearsed: 50 };

const beginnings = new Set(['installation.created', 'installation.unsuspend', 'installation_repositories.added']);

const list = z.array(z.object({ id: z.number().int().positive() }));
const installed = z.object({
  action: z.string(),
  installation: z.object({ id: z.number().int().positive() }),
  repositories: list.optional(),
  repositories_added: list.optional(),
});

/** The repositories that an event says have got the App, the first ones of many; undefined where it says so of none. */
export function newlyInstalled({ event, payload }: Pick<Delivery, 'event' | 'payload'>): Installed | undefined {
  const read = installed.safeParse(payload);
  if (!read.success || !beginnings.has(`${event}.${read.data.action}`)) return undefined;
  const { installation, repositories: all = [], repositories_added: added = all } = read.data;
  const repositories = added.slice(0, mostAdded.repositories).map(({ id }) => id);
  return repositories.length === 0 ? undefined : { installation: installation.id, repositories };
}

type Abandoned = Extract<Leftover, { readonly why: 'overtaken' }>;

export interface CatchUp {
  /** A killed process could complete nothing, and while none runs nobody hears of a push. */
  missed(): void;
  /** Pull requests were open before the App was there. */
  added(where: Installed): void;
}

interface CatchUpWorld {
  readonly appId: number;
  readonly log: Log;
  readonly tasks: Pick<Lanes, 'busy'>;
  /** Ends a check that nobody will come back to. Gives what kept us from it. */
  readonly end: (abandoned: Abandoned) => Promise<Result<unknown>>;
}

/** Nobody waits for it: the places for rehearsals keep what is found from being too much at a time. */
export function catchUp(
  ours: Pick<Intake<Subject>, 'begin'>,
  app: AppSettings,
  { appId, log, tasks, end }: CatchUpWorld,
): CatchUp {
  const before = systemClock.now();
  const search = (most: number): LeftoverSearch => ({
    appId,
    stopped: stopping,
    since: systemClock.now() - missedMs,
    before,
    most,
    passedOver: (where, error) => {
      log.warn(
        { ...where, thrown: placesOf(error) },
        'What is undone here could not be looked for; the next start will.',
      );
    },
  });
  const begin = async (found: AsyncGenerator<Leftover>, most: number, says: string): Promise<void> => {
    let count = 0;
    for await (const left of found) {
      if (left.why === 'overtaken') {
        await conclude(left);
        continue;
      }
      const { repository, trigger, why } = left;
      const task = taskOf(repository, trigger);
      // What an event has begun meanwhile needs no second run.
      if (tasks.busy(task.place)) continue;
      log.info({ place: task.place, why }, says);
      void ours.begin(task, why);
      if ((count += 1) >= most) return;
    }
  };
  const conclude = async (left: Abandoned): Promise<void> => {
    const { repository, pullRequest, check, why } = left;
    const facts = { place: `${repository.owner}/${repository.repo}#${pullRequest}`, head: check.head, why };
    const ended = await end(left);
    if (ended.ok)
      log.info(facts, 'An earlier process left this check in progress on an older commit; it is ended, in red.');
    else log.warn(facts, ended.problem.says);
  };
  return {
    missed: () => {
      const says = 'An earlier process left this undone; it is rehearsed again.';
      begin(leftovers(app, search(50)), Infinity, says).catch((error: unknown) => {
        const failed = 'What an earlier process left could not be looked for; the next start will.';
        log.warn({ thrown: placesOf(error) }, failed);
      });
    },
    added: (where) => {
      log.info(where, 'The App was installed; what is open there is looked for.');
      const says = 'This was open before the App was installed; it is rehearsed.';
      begin(leftoversOf(app, where, search(mostAdded.looked)), mostAdded.rehearsed, says).catch((error: unknown) => {
        const failed =
          'What is open where the App was installed could not be looked for; their next push will be heard.';
        log.warn({ thrown: placesOf(error) }, failed);
      });
    },
  };
}
