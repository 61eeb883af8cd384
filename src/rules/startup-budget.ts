import { duration } from '../domain/figures.ts';
import { defineRule } from './kit/rule.ts';
import type { Seen } from './kit/seen.ts';

export const rule = defineRule({
  id: 'startup-budget',
  severity: 'warning',
  hazard: 'process',
  checks: 'data-volume',
  since: 13,
  title: 'The migrations take longer than the application may take to start',
  why: 'Where an application migrates when it starts, whoever waits for it (a probe, an orchestrator, a deployment) ends it after a while and starts it anew. Migrations that take longer, and do not go on where they stopped, never come to their end: rehearsal.startup-budget says how long it may take.',
  observed(seen) {
    const { statements, startupBudgetMs, whole } = seen;
    const times = statements.map(({ run, at }) => ({ at, ms: longest(run) }));
    const sum = times.reduce((all, { ms }) => all + ms, 0);
    if (startupBudgetMs === undefined || sum <= startupBudgetMs) return [];
    const [slowest] = times.toSorted((a, b) => b.ms - a.ms);
    return [
      {
        at: slowest?.at ?? whole,
        objects: [],
        says: `The migrations take up to ${duration(sum)}${statements.some(({ run }) => 'productionMs' in run.estimate) ? ' in production' : ' in the rehearsal'}, and the application may take ${duration(startupBudgetMs)} to start: it is ended before they are through.${again(seen)}`,
        instead:
          'Run them before the application starts, in a job of their own; or in batches that each commit and look for the rows that are left.',
      },
    ];
  },
});

const longest = ({ estimate, durationMs }: Seen['statements'][number]['run']): number =>
  'productionMs' in estimate ? Math.max(estimate.productionMs[1], durationMs) : durationMs;

/** What the next start makes of it, where that was seen. */
function again({ rehearsal: { rerun } }: Seen): string {
  if (rerun.status === 'not-measured') return '';
  if (rerun.status === 'fails') return ` The next start then fails: ${rerun.says}`;
  const batches = rerun.points.find(({ progress }) => progress !== undefined);
  if (batches?.progress === 'goes-on') return ' The next start goes on with the rows that are left.';
  return batches
    ? ' The next start changes all rows again, and is ended just so.'
    : ' What had not committed by then starts anew.';
}
