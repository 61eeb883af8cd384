import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'invalid-index-left',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'idempotent',
  since: 13,
  title: 'An invalid index is left behind',
  why: 'An index whose concurrent build failed stays: every write keeps it up to date and no query uses it. A unique one does not even guarantee uniqueness.',
  observed: ({ rehearsal, whole }) =>
    rehearsal.leftovers
      .filter(({ kind }) => kind === 'invalid-index')
      .map(({ object }) => ({
        at: whole,
        objects: [object],
        says: `After the migration ${code(object)} is there but invalid: writes keep it up to date, and no query uses it.`,
        instead: `DROP INDEX CONCURRENTLY ${object};`,
      })),
});
