import { defineRule } from './kit/rule.ts';
import { longStalls } from './kit/stalls.ts';

export const rule = defineRule({
  id: 'long-write-stall',
  severity: 'blocker',
  hazard: 'process',
  checks: 'lock-analysis',
  since: 13,
  title: 'Writes waited longer than the stall budget',
  why: 'While the migration ran, probes read from and wrote to the same tables as an application would. Writes waited for longer than rehearsal.stall-budget behind a transaction that was open on the table, which queries of the profile use, or would wait so long at production’s size. What a rule has found already is told there.',
  bearsOut: ({ hazard, severity }) => hazard === 'lock' && severity === 'blocker',
  observed: (seen) => longStalls(seen, 'writes'),
});
