import type { ChangedMigration, ListChange } from '../domain/migration.ts';
import { nameIn, topOf } from './kit/history.ts';
import { defineRule, type PlacedHit, type PullRequestFacts } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'edited-merged-migration',
  severity: 'blocker',
  hazard: 'process',
  checks: 'versioned',
  since: 13,
  title: 'A migration that is already merged is changed',
  why: 'Databases that ran it do not run it again: they keep the old result, and new ones get another. Tools that keep checksums refuse to go on.',
  onPullRequest: (pull) => [
    ...pull.changed
      .filter(
        ({ status, version, draft }) => (status === 'modified' || status === 'renamed') && version !== '' && !draft,
      )
      .flatMap((file) => hit(file, pull)),
    ...(pull.lists ?? []).map(listed),
  ],
});

/** Nothing but the tool's list is changed, and yet new databases come out otherwise. */
function listed(change: ListChange): PlacedHit {
  const at = topOf(change.list);
  const list = code(change.list);
  return 'gone' in change
    ? {
        at,
        objects: [],
        says: `${list} no longer lists the merged ${code(change.gone)}: databases that ran it keep what it did, new ones never get it.`,
        instead: 'Leave it in the list, and undo what it did in a new migration.',
      }
    : {
        at,
        objects: [],
        says: `${list} now puts ${code(change.first)} before ${code(change.then)}: databases that ran them keep the old order, new ones get another.`,
        instead: 'Leave what is merged in its order, and put what is new at the end.',
      };
}

function hit(file: ChangedMigration, pull: PullRequestFacts): readonly PlacedHit[] {
  const instead = 'Leave the merged file as it is, and put the change into a new migration.';
  const at = topOf(file.path);
  const before = pull.base.find(
    ({ path, version }) => path === (file.previousPath ?? file.path) && version === file.version,
  );
  // Tools keep a record of versions and names, not of the folder that all migrations lie in.
  const known = before !== undefined && (nameIn(before.path) === nameIn(file.path) || file.direction === 'down');
  if (file.status === 'renamed' && !known) {
    const says = `${file.previousPath ? code(file.previousPath) : 'A merged migration'} is now ${code(file.path)}: where it has run, ${pull.tool(file.tool).title} takes it for a new migration or reports the old one as missing.`;
    return [{ at, objects: [], says, instead }];
  }
  if (file.baseText === file.text) return [];
  if (file.direction === 'down' || (before?.up !== undefined && before.up === file.up)) {
    const says = `Only the down migration of the merged ${code(file.path)} is changed: databases do not run its up again, but a rollback now does something else.`;
    return [
      {
        at,
        objects: [],
        says,
        instead: 'See that the new down still undoes the up that has run.',
        severity: 'warning',
      },
    ];
  }
  const says = `${code(file.path)} is merged already: databases that ran it keep the old result, new ones get another.`;
  return [{ at, objects: [], says, instead }];
}
