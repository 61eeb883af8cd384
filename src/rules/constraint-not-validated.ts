import { nextMigration, steps } from './kit/instead.ts';
import { defineRule } from './kit/rule.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'constraint-not-validated',
  severity: 'advice',
  hazard: 'hygiene',
  checks: 'expand-contract',
  since: 13,
  title: 'A constraint waits to be validated',
  why: 'NOT VALID is the right first step. Until VALIDATE CONSTRAINT has run, old rows may break the rule, and the planner cannot rely on it.',
  observed: ({ rehearsal, whole }) =>
    rehearsal.leftovers
      .filter(({ kind }) => kind === 'not-validated')
      .map(({ object }) => ({ object, ...parted(object) }))
      .map(({ object, table, name }) => ({
        at: whole,
        objects: [object],
        says: `After the migration ${code(object)} holds for new rows only: nobody has checked the old ones.`,
        instead: steps(
          nextMigration('reads and writes go on during the scan.'),
          `ALTER TABLE ${table} VALIDATE CONSTRAINT ${name};`,
        ),
      })),
});

/** `schema.table.constraint`; a quoted part may hold dots. */
function parted(object: string): { readonly table: string; readonly name: string } {
  const parts = object.match(/"(?:[^"]|"")*"|[^.]+/g) ?? [];
  return { table: parts.slice(0, -1).join('.'), name: parts.at(-1) ?? '' };
}
