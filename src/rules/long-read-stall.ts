import { duration } from '../domain/figures.ts';
import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'long-read-stall',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  since: 13,
  title: 'Reads waited longer than the stall budget',
  why: 'While the migration ran, probes read from and wrote to the same tables as an application would. The longest wait of reads was above rehearsal.stall-budget, and no rule says why.',
  observed({ rehearsal: { traffic }, stallBudgetMs, statements, whole }) {
    if (traffic.status !== 'measured' || traffic.longestReadStallMs <= stallBudgetMs) return [];
    if (statements.some(({ foretold }) => foretold.some(({ takes }) => takes))) return [];
    return [
      {
        at: whole,
        objects: [],
        says: `A SELECT on a table of this migration waited ${duration(traffic.longestReadStallMs)}; the budget is ${duration(stallBudgetMs)}.`,
        instead:
          'Look in the timeline which statement held the lock, and split it off into a migration of its own with a lock_timeout.',
      },
    ];
  },
});
