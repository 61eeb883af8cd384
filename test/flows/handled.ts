import type { Handled, HandleWorld, ReviewAsked } from '../../src/flows/handle.ts';
import { handle } from '../../src/flows/handle.ts';
import { shown } from '../../src/flows/show.ts';
import type { Trigger } from '../../src/domain/trigger.ts';
import type { Story } from '../conversation/story.ts';

export interface Heard {
  readonly handled: Handled;
  readonly log: readonly string[];
  /** What was looked at, and how. */
  readonly reviews: readonly Pick<ReviewAsked, 'range' | 'as'>[];
}

/** One event of a story, through the only way in. */
export async function heard(story: Story, trigger: Trigger, more: Partial<HandleWorld> = {}): Promise<Heard> {
  const log: string[] = [];
  const reviews: Pick<ReviewAsked, 'range' | 'as'>[] = [];
  const handled = await handle(trigger, {
    ...story.world,
    attempt: { attempt: '900.1', details: 'https://ci.example/900' },
    forks: 'rehearsal',
    review: async ({ range, as }) => {
      reviews.push({ range, as });
      const report = await story.report(range.head);
      const target = { name: '', head: range.head, attempt: '', details: '' };
      return shown(report, undefined, { target, id: '' });
    },
    started: () => undefined,
    log: (says) => log.push(says),
    ...more,
  });
  return { handled, log, reviews };
}
