import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'rollback-loses-data',
  severity: 'warning',
  hazard: 'process',
  checks: 'rollback-plan',
  since: 13,
  title: 'The down migration does not bring the rows back',
  why: 'The schema is as before, the rows are not: what was dropped or overwritten is gone.',
  observed: ({ rehearsal: { rollback }, whole }) =>
    rollback.status === 'loses-data'
      ? [
          {
            at: whole,
            objects: [],
            says: `Rolled back in the rehearsal: ${rollback.says}`,
            instead:
              'Keep what the migration removes (rename instead of drop, copy to a side table), or say in the pull request that the loss is meant.',
          },
        ]
      : [],
});
