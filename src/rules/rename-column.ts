import { nextMigration, remark, steps } from './kit/instead.ts';
import { inBatches } from './kit/batches.ts';
import { provenAfterwards } from './kit/not-null.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { column, existing, objectName, quoteIdentifier, typeText } from './kit/tables.ts';
import type { Relation } from '../sql/model.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'rename-column',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Renaming a column breaks the running code at once',
  why: 'Old and new code run side by side during a deployment, and one of them names a column that is not there.',
  examples: {
    given: sql`create table orders (id bigint primary key, note text);`,
    bad: sql`alter table orders rename column note to remark;`,
    good: sql`alter table orders add column remark text;`,
  },
  on: {
    RenameStmt(rename, facts) {
      if (rename.renameType !== 'OBJECT_COLUMN') return undefined;
      const table = existing(rename.relation, facts);
      if (!table || !rename.subname || !rename.newname) return undefined;
      if (table.known && table.columns.length > 0 && !column(table, rename.subname)) return undefined;
      const name = objectName(table.name);
      const [old, fresh] = [quoteIdentifier(rename.subname), quoteIdentifier(rename.newname)];
      return {
        objects: [name],
        says: `Queries of the running code that name ${code(old)} of ${code(name)} fail from the moment it is called ${code(fresh)}.`,
        instead: instead(table, rename.subname, rename.newname, facts),
      };
    },
  },
});

function instead(table: Relation, from: string, to: string, facts: Facts): string {
  const name = objectName(table.name);
  const [old, fresh] = [quoteIdentifier(from), quoteIdentifier(to)];
  if (table.kind !== 'table' && table.kind !== 'partitioned-table') {
    return `Add ${fresh} to ${name} beside ${old}, and drop ${old} when no code reads it any more.`;
  }
  const was = column(table, from);
  const initial = was?.default === undefined ? '' : ` DEFAULT ${was.default}`;
  return steps(
    `ALTER TABLE ${name} ADD COLUMN ${fresh} ${was ? typeText(was.type) : '<type>'}${initial};`,
    remark('Release code that writes both columns. Then fill the old rows:'),
    inBatches(table, `UPDATE ${name} SET ${fresh} = ${old}`, `${fresh} IS DISTINCT FROM ${old}`, facts),
    was?.notNull ? provenAfterwards(`ALTER TABLE ${name}`, table.name, to) : '',
    nextMigration('when no code reads the old name any more.'),
    `ALTER TABLE ${name} DROP COLUMN ${old};`,
  );
}
