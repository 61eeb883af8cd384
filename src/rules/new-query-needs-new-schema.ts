import { failing } from './kit/query-breaks.ts';
import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'new-query-needs-new-schema',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'forward-compatibility',
  since: 13,
  title: 'A query of the pull request fails on the old schema',
  why: 'Where code is deployed before the migration has run, or the migration is rolled back under it, the pull request’s own queries meet the old schema. They were read from the query files of its head commit and tried there.',
  observed({ observations, whole }) {
    const breaks = (observations.queryBreaks ?? []).filter(({ code }) => code === 'coming');
    if (breaks.length === 0) return [];
    return [
      {
        at: whole,
        objects: [],
        says: `${failing(breaks, 'old')} Until the migration has run, and after it is rolled back, the pull request’s code meets that.`,
        instead:
          'Merge and apply the migration by itself first; bring the code that needs it in the pull request after.',
      },
    ];
  },
});
