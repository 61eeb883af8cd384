import { indexByPartition } from './kit/by-partition.ts';
import { refusedIndex } from './kit/refused.ts';
import { isBuiltAlready } from './kit/indexed.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';
import { readsBeside } from './kit/waits.ts';

export const rule = defineRule({
  id: 'create-index-partitioned-parent',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'ShareLock',
  scans: true,
  since: 13,
  title: 'An index on a partitioned table makes writes to every partition wait',
  why: 'CREATE INDEX on the parent holds a Share lock on all partitions until the last of them is built. CONCURRENTLY is refused there.',
  examples: {
    given: sql`
      create table events (id bigint, at date) partition by range (at);
      create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');`,
    rows: sql`insert into events select n, '2026-02-01' from generate_series(1, 1000) n;`,
    bad: sql`create index events_at on events (at);`,
    good: sql`
      create index events_at on only events (at);
      create index concurrently events_2026_at on events_2026 (at);
      alter index events_at attach partition events_2026_at;`,
  },
  on: {
    IndexStmt(index, facts) {
      const table = existingTable(index.relation, facts);
      if (table?.kind !== 'partitioned-table' || index.concurrent || !index.relation?.inh) return undefined;
      if (refusedIndex(index, facts) || isBuiltAlready(index, facts)) return undefined;
      const name = objectName(table.name);
      const parts = table.partitions.map(objectName);
      return {
        objects: [name, ...parts],
        says: `Writes to ${code(name)} and all its partitions wait until the last partition’s index is built: CREATE INDEX holds a Share lock on each of them to the end. ${readsBeside([table.name, ...table.partitions], facts)}`,
        instead: indexByPartition(index, table, facts),
      };
    },
  },
});
