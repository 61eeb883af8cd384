import type { Sha } from '../domain/pull-request.ts';

/**
 * What a server remembers of its own work, so that nothing is done twice. It may be lost at any moment: whatever a
 * decision rests on is read from the code host.
 */
export interface Store {
  /** known = it was done, or is under way; one that failed may begin again. */
  begin(delivery: string): Promise<'begun' | 'known'>;
  end(delivery: string, outcome: 'done' | 'failed'): Promise<void>;
  /** The newest commit that was seen through to its end at this place, a pull request or a merge group. */
  settled(place: string): Promise<Sha | undefined>;
  settle(place: string, head: Sha): Promise<void>;
}
