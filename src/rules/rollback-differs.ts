import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'rollback-differs',
  severity: 'warning',
  hazard: 'process',
  checks: 'rollback-plan',
  since: 13,
  title: 'The down migration does not restore the schema',
  why: 'After up and down the schema is another than before, so that old code, or the next up, may fail on it.',
  observed: ({ rehearsal: { rollback }, whole }) =>
    rollback.status === 'differs'
      ? [
          {
            at: whole,
            objects: [],
            says: `Rolled back in the rehearsal: ${rollback.says}`,
            instead: 'Make the down undo everything that the up does.',
          },
        ]
      : [],
});
