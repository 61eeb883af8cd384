import { byVersion, sameHistory, topOf } from './kit/history.ts';
import { defineRule, type PullRequestFacts } from './kit/rule.ts';
import type { ChangedMigration } from '../domain/migration.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'missing-down',
  severity: 'advice',
  hazard: 'process',
  checks: 'rollback-plan',
  since: 13,
  title: 'Nobody wrote how to undo this migration',
  why: 'When a release goes wrong, a rehearsed down migration is the quickest way back. Written in the heat of the moment it is neither quick nor rehearsed.',
  onPullRequest(pull) {
    const { changed, tool } = pull;
    const downs = byVersion(
      changed.filter(({ direction, status }) => direction === 'down' && status !== 'deleted'),
      tool,
    );
    return changed
      .filter((file) => file.status === 'added' && file.version !== '' && file.direction !== 'down')
      .filter((file) => expected(file, pull) && file.down === undefined && downs(file).length === 0)
      .map((file) => {
        const { title, downs: written } = tool(file.tool);
        const [what, where] =
          written === 'in-file' ? ['section for the way back', 'into the file'] : ['down migration', 'beside it'];
        return {
          at: topOf(file.path),
          objects: [],
          says: `${code(file.path)} has no ${what}, so ${title} cannot take it back.`,
          instead: `Write the ${what} ${where}, or say in the pull request how to get back without one.`,
        };
      });
  },
});

/** Where downs are optional, only a project that writes them is asked for one. */
function expected(file: ChangedMigration, { base, tool }: PullRequestFacts): boolean {
  const { downs } = tool(file.tool);
  if (downs !== 'optional') return downs !== 'none';
  return base.some((one) => sameHistory(one, file) && one.down !== undefined);
}
