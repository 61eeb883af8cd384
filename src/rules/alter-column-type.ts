import type { Relation } from '../sql/model.ts';
import { columnDef } from './kit/columns.ts';
import { inBatches } from './kit/batches.ts';
import { nextMigration, remark, steps } from './kit/instead.ts';
import { retypeWork } from './kit/retype.ts';
import { defineRule, sql, type Action, type Facts } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { writtenType } from './kit/type-change.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'alter-column-type',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  dependsOnServer: true,
  since: 13,
  title: 'This change of type rewrites the table, or its indexes, while nobody may use it',
  why: 'Most changes of type copy every row and build every index anew under an AccessExclusive lock. Free of that are, among others: varchar to a wider varchar or text, a larger numeric precision at the same scale, and timestamp to timestamptz while TimeZone is UTC. Even then an index is built anew if its operators change, or if it is partial or on an expression.',
  examples: {
    given: sql`create table orders (id int primary key, note varchar(20));`,
    rows: sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column id type bigint;`,
    good: sql`alter table orders alter column note type text;`,
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || !name) return undefined;
      const work = retypeWork(action, table, name, facts);
      if (work === 'none') return undefined;
      const shown = objectName(table.name);
      const what =
        work === 'rewrite' ? 'the table and all its indexes are rewritten' : 'the indexes on it are built anew';
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait while ${what} under AccessExclusive: ${code(quoteIdentifier(name))} ${changes(action, table, name)}.`,
        instead: instead(action, table, name, facts),
      };
    },
  },
});

function changes(action: Action, table: Relation, name: string): string {
  const old = column(table, name)?.type;
  const fresh = writtenType(columnDef(action)?.typeName).name;
  return old
    ? `changes from ${code(old.name)} to ${code(fresh)}`
    : `changes to ${code(fresh)}, from a type that is not known here`;
}

function instead(action: Action, table: Relation, name: string, facts: Facts): string {
  const fresh = quoteIdentifier(`${name}_new`);
  const old = quoteIdentifier(name);
  const shown = objectName(table.name);
  const type = /\bTYPE\s+(.*?)(?:\s+USING\b.*)?$/is.exec(action.text)?.[1] ?? '<type>';
  const value = /\bUSING\s+(.*)$/is.exec(action.text)?.[1] ?? old;
  return steps(
    `${action.head} ADD COLUMN ${fresh} ${type};`,
    remark('Release code that writes both columns. Then fill the old rows:'),
    inBatches(table, `UPDATE ${shown} SET ${fresh} = ${value}`, `${fresh} IS NULL AND ${old} IS NOT NULL`, facts),
    nextMigration(`default, indexes and constraints move over, and when all code reads ${fresh}, the old column goes.`),
    `${action.head} DROP COLUMN ${old};`,
  );
}
