import { throughNewTable } from './kit/new-table.ts';
import { otherAccessMethod } from './kit/rewrites.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'set-access-method',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 15,
  title: 'Another access method writes the table anew while nobody may use it',
  why: 'SET ACCESS METHOD copies every row to the other kind of storage, and builds every index anew, under an AccessExclusive lock.',
  versions: 'On a partitioned table (17 and later) only partitions that are made afterwards get the other method.',
  examples: {
    given: sql`
      create access method heap2 type table handler heap_tableam_handler;
      create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders set access method heap2;`,
    good: sql`create table orders_archive (like orders including all) using heap2;`,
  },
  on: {
    AT_SetAccessMethod({ cmd, table: range }, facts) {
      const table = existingTable(range, facts);
      const to = cmd.name ?? 'heap';
      if (!table || !otherAccessMethod(table, to)) return undefined;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the rows are copied to ${code(quoteIdentifier(to))} and all indexes are built anew: SET ACCESS METHOD holds AccessExclusive until it is done.`,
        instead: throughNewTable(table, facts, { storage: `USING ${quoteIdentifier(to)}` }),
      };
    },
  },
});
