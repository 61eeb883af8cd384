import { topOf } from './kit/history.ts';
import { defineRule } from './kit/rule.ts';

export const rule = defineRule({
  id: 'change-window',
  severity: 'warning',
  hazard: 'process',
  checks: 'monitoring',
  since: 13,
  title: 'Now is no time to change production',
  why: 'The team has said when changes are welcome, and on which days nothing changes: windows of the configuration. Outside of them fewer people see what goes wrong, and more customers wait. The finding speaks of the moment of the rehearsal; one that is run again inside the hours has it no more.',
  onPullRequest: ({ changed, closed }) => {
    const [first] = changed;
    if (closed === undefined || first === undefined) return [];
    return [{ at: topOf(first.path), objects: [], ...closed }];
  },
});
