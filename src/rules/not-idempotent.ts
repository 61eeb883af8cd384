import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'not-idempotent',
  severity: 'warning',
  hazard: 'process',
  checks: 'idempotent',
  since: 13,
  title: 'Interrupted, the migration cannot simply be run again',
  why: 'Connections break and timeouts strike. A migration that then needs somebody to tidy up by hand needs them at the worst moment.',
  observed: ({ rehearsal: { rerun }, whole }) =>
    rerun.status === 'fails'
      ? [
          {
            at: whole,
            objects: [],
            says: `Interrupted and run again in the rehearsal: ${rerun.says}`,
            instead:
              'Put each statement that commits by itself into a migration of its own, or make it safe to repeat (IF NOT EXISTS, IF EXISTS; drop an invalid index before it is built again).',
          },
        ]
      : [],
});
