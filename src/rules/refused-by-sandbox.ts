import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'refused-by-sandbox',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'forward-compatibility',
  since: 13,
  title: 'The migration asks for what only the server’s owner may do',
  why: 'Programs and files of the server, and its settings, are a superuser’s. No managed service permits them to a migration, and neither does the rehearsal.',
  observed: ({ observations, place }) =>
    observations.refused.map((refused) => ({
      at: place(refused),
      objects: [],
      says: `The rehearsal refused this: ${refused.says}`,
      instead: 'Take it out of the migration; let whoever runs the server do it.',
    })),
});
