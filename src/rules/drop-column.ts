import type { Relation } from '../sql/model.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column as columnOf, existingTable, hasColumn, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-column',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  since: 13,
  title: 'Dropping a column loses its data and breaks the code that reads it',
  why: 'The running application still names the column until it is replaced everywhere, and what was in it cannot be brought back but from a backup.',
  examples: {
    given: sql`create table orders (id bigint primary key, note text not null);`,
    bad: sql`alter table orders drop column note;`,
    good: sql`alter table orders alter column note drop not null;`,
  },
  on: {
    AT_DropColumn({ cmd, head, table: range, text }, facts) {
      const table = existingTable(range, facts);
      if (!table || !cmd.name || !hasColumn(table, cmd.name)) return undefined;
      if (columnOf(table, cmd.name)?.madeHere) return undefined;
      const name = objectName(table.name);
      const column = quoteIdentifier(cmd.name);
      return {
        objects: [name],
        says: `The values of ${code(column)} in ${code(name)} are lost for good, and queries of the running code that name it fail at once. Reads and writes of ${code(name)} wait for a moment: AccessExclusive.`,
        instead: steps(
          ...(needsValue(table, cmd.name)
            ? [
                remark('1. Release code that neither reads nor writes the column; let its INSERTs leave it out:'),
                `${head} ALTER COLUMN ${column} DROP NOT NULL;`,
              ]
            : [remark('1. Release code that neither reads nor writes the column.')]),
          remark('2. When no old code runs any more, in a later pull request:'),
          statement(`${head} ${text}`),
        ),
      };
    },
  },
});

/** Whether an INSERT may leave the column out only when it is no longer NOT NULL; a primary key's never can be. */
function needsValue(table: Relation, name: string): boolean {
  const found = columnOf(table, name);
  if (!found) return true;
  const keyed = table.constraints.some(({ kind, columns }) => kind === 'primary-key' && columns.includes(name));
  return found.notNull && !keyed && found.default === undefined && !found.generated && !found.identity;
}
