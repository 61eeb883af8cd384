import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'rollback-fails',
  severity: 'warning',
  hazard: 'process',
  checks: 'rollback-plan',
  since: 13,
  title: 'The down migration fails',
  why: 'A way back that fails is found out when it is needed most.',
  observed: ({ rehearsal: { rollback }, whole }) =>
    rollback.status === 'fails'
      ? [
          {
            at: whole,
            objects: [],
            says: `Rolled back in the rehearsal: ${rollback.says}`,
            instead: 'Mend the down migration until the rehearsal takes it.',
          },
        ]
      : [],
});
