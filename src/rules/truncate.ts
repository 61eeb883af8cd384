import { remark, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'truncate',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  since: 13,
  title: 'TRUNCATE empties a table that is in use',
  why: 'All rows are gone for good; it also takes AccessExclusive, so reads and writes queue behind it.',
  examples: {
    given: sql`create table sessions (id bigint primary key, ended boolean);`,
    bad: sql`truncate sessions;`,
    good: sql`delete from sessions where id in (select id from sessions where ended limit 10000);`,
  },
  on: {
    TruncateStmt(truncate, facts) {
      const objects = (truncate.relations ?? []).flatMap((node) => {
        const table = 'RangeVar' in node ? existingTable(node.RangeVar, facts) : undefined;
        return table ? [objectName(table.name)] : [];
      });
      if (objects.length === 0) return undefined;
      return {
        objects,
        says: `All rows of ${listed(objects.map(code))} are lost for good. Reads and writes wait while TRUNCATE holds AccessExclusive.`,
        instead: steps(
          remark('Delete what is not needed, 10,000 rows at a time, each batch committed, until it deletes 0 rows:'),
          ...objects.map(
            (name) =>
              `DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE <condition> LIMIT 10000));`,
          ),
        ),
      };
    },
  },
});
