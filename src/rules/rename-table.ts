import { atOnce, statement, steps } from './kit/instead.ts';
import { madeAgain } from './kit/later.ts';
import { renamedType } from './kit/renamed-type.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existing, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'rename-table',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Renaming a table breaks the running code at once',
  why: 'Old and new code run side by side during a deployment, and one of them names a table that is not there. A view under the old name, made in the same transaction, serves both. The same holds of a type: casts name it, and a domain under the old name serves them, unless it is an enum, which compares with no domain.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    bad: sql`alter table orders rename to purchases;`,
    good: sql`
      begin;
      alter table orders rename to purchases;
      create view orders as select * from purchases;
      commit;`,
  },
  on: {
    RenameStmt(rename, facts) {
      if (rename.renameType === 'OBJECT_TYPE' || rename.renameType === 'OBJECT_DOMAIN')
        return renamedType(rename, facts);
      if (!['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW'].includes(rename.renameType ?? '')) return undefined;
      const relation = existing(rename.relation, facts);
      if (!relation || !rename.newname || relation.kind === 'index' || relation.kind === 'sequence') return undefined;
      if (madeAgain(relation.name, facts)) return undefined;
      const name = objectName(relation.name);
      const fresh = objectName({ ...relation.name, name: rename.newname });
      return {
        objects: [name],
        says: `Queries of the running code on ${code(name)} fail from the moment it is called ${code(quoteIdentifier(rename.newname))}.`,
        instead: steps(
          atOnce(facts, statement(oneLine(facts.statement.sql)), `CREATE VIEW ${name} AS SELECT * FROM ${fresh};`),
          '-- Drop the view when no code uses the old name any more.',
        ),
      };
    },
  },
});
