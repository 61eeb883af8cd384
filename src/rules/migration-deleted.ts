import { topOf } from './kit/history.ts';
import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'migration-deleted',
  severity: 'blocker',
  hazard: 'process',
  checks: 'versioned',
  since: 13,
  title: 'A merged migration is deleted',
  why: 'Databases that ran it keep its result, new ones never get it, and a rollback past it is impossible. Many tools refuse to go on where an applied migration is missing.',
  onPullRequest: ({ changed }) =>
    changed
      .filter(({ status, draft }) => status === 'deleted' && !draft)
      .map(({ path, direction }) => ({
        at: topOf(path),
        objects: [],
        says:
          direction === 'down'
            ? `${code(path)} is deleted: the migration it belongs to can no longer be rolled back.`
            : `${code(path)} is deleted: databases that ran it keep its result, new ones never get it.`,
        instead: 'Keep the file, and undo what it did in a new migration.',
        ...(direction === 'down' ? { severity: 'warning' as const } : {}),
      })),
});
