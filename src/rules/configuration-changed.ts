import { topOf } from './kit/history.ts';
import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'configuration-changed',
  severity: 'warning',
  hazard: 'process',
  checks: 'small-and-focused',
  since: 13,
  title: 'The pull request changes how it is judged',
  why: 'Configuration and profile are read from the base branch only, so the change has no effect on this pull request. It takes effect after the merge, for everybody.',
  onPullRequest: ({ configuration }) =>
    configuration.map((path) => ({
      at: topOf(path),
      objects: [],
      says: `${code(path)} is changed here: this pull request is judged by the base branch’s, and every later one by the new.`,
      instead: 'Change it in a pull request of its own, where it can be reviewed for what it is.',
    })),
});
