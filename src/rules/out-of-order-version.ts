import { sameDirection, sameHistory, topOf } from './kit/history.ts';
import { defineRule, type ToolWords } from './kit/rule.ts';
import { code } from './kit/text.ts';
import type { MigrationFile } from '../domain/migration.ts';
import type { Severity } from '../domain/rule.ts';

const weight: Readonly<Record<ToolWords['olderVersion'], Severity>> = {
  skipped: 'blocker',
  refused: 'blocker',
  unknown: 'warning',
  applied: 'advice',
};

export const rule = defineRule({
  id: 'out-of-order-version',
  severity: 'blocker',
  hazard: 'process',
  checks: 'versioned',
  since: 13,
  title: 'A new migration sorts before one that is already merged',
  why: 'Databases that ran the newer one are past this version: depending on the tool it is skipped in silence, refused, or run in another order than on a new database.',
  onPullRequest: ({ changed, base, tool }) =>
    changed
      .filter(({ status, version, direction }) => status === 'added' && version !== '' && direction !== 'down')
      .flatMap((file) => {
        const { compareVersions, title, ...usual } = tool(file.tool);
        const olderVersion = file.mayComeLate ? 'applied' : usual.olderVersion;
        const newest = base
          .filter((one) => one.version !== '' && sameHistory(one, file) && sameDirection(one, file))
          .reduce<MigrationFile | undefined>(
            (max, one) => (max === undefined || compareAges(one, max, compareVersions) > 0 ? one : max),
            undefined,
          );
        if (newest === undefined || compareAges(file, newest, compareVersions) >= 0) return [];
        return [
          {
            at: topOf(file.path),
            objects: [],
            says: `${order(file, newest)}, which is merged already: ${consequence(title, olderVersion)}.`,
            instead:
              file.stamp === undefined
                ? `Give ${file.path} a version after ${newest.version}.`
                : `Bring the branch up to date and make ${file.path} the newest in ${title}’s own list again.`,
            severity: weight[olderVersion],
          },
        ];
      }),
});

/** By what the tool itself compares; two of a list without such an age are of equal age. */
function compareAges(a: MigrationFile, b: MigrationFile, compareVersions: ToolWords['compareVersions']): number {
  if (a.stamp !== undefined && b.stamp !== undefined) return a.stamp - b.stamp;
  return a.identity === undefined && a.place === undefined ? compareVersions(a.version, b.version) : 0;
}

const order = (file: MigrationFile, newest: MigrationFile): string =>
  file.stamp === undefined
    ? `Version ${file.version} comes before ${newest.version}`
    : `The tool’s own list has ${code(file.path)} as older than ${code(newest.path)}`;

function consequence(title: string, older: ToolWords['olderVersion']): string {
  if (older === 'skipped') return `${title} skips it in silence on every database that has the newer one`;
  if (older === 'refused') return `${title} refuses to run on every database that has the newer one`;
  if (older === 'applied') return `${title} runs it late, so that databases run the two in different orders`;
  return `whether it is run on databases that have the newer one depends on what runs it`;
}
