import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'tampering',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'forward-compatibility',
  since: 13,
  title: 'The migration touched what watches it',
  why: 'A migration has no business with the observer of its rehearsal, with other sessions or with the settings of the server. What it did afterwards was perhaps not seen.',
  observed: ({ observations, place }) =>
    (observations.tampering ?? []).map((attempt) => ({
      at: place(attempt),
      objects: [],
      says: `This touched the rehearsal itself: ${attempt.says}`,
      instead: 'Take it out of the migration.',
    })),
});
