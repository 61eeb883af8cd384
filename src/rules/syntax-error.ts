import { defineRule } from './kit/rule.ts';
import { code, shortened } from './kit/text.ts';

export const rule = defineRule({
  id: 'syntax-error',
  severity: 'blocker',
  hazard: 'failure',
  checks: 'versioned',
  since: 13,
  title: 'Postgres cannot read this statement',
  why: 'Postgres’s own parser refuses it, so the migration fails as soon as it gets there.',
  onPullRequest: ({ problems }) =>
    problems.map((at) => ({
      at,
      objects: [],
      says: `This fails (42601): ${at.message}, in ${code(shortened(at.sql))}.`,
      instead: 'Correct the statement; nothing in this file after it was judged with certainty.',
    })),
});
