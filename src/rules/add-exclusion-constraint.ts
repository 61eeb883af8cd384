import { constraintDef } from './kit/columns.ts';
import { throughNewTable } from './kit/new-table.ts';
import { remark, steps } from './kit/instead.ts';
import { refusedConstraint } from './kit/refused.ts';
import { defineRule, sql, type Action, type Facts } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';
import type { Relation } from '../sql/model.ts';

export const rule = defineRule({
  id: 'add-exclusion-constraint',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'A new EXCLUDE constraint builds its index while nobody may use the table',
  why: 'ADD EXCLUDE builds an index, and compares every row with the others, under an AccessExclusive lock. It has no NOT VALID and takes over no index that was built CONCURRENTLY: only an empty table gets one for nothing.',
  examples: {
    given: sql`create table bookings (id bigint primary key, at int4range);`,
    rows: sql`insert into bookings select n, int4range(n, n + 1) from generate_series(1, 1000) n;`,
    bad: sql`alter table bookings add constraint bookings_apart exclude using gist (at with &&);`,
    good: sql`
      create table bookings_new (like bookings including all);
      alter table bookings_new add constraint bookings_apart exclude using gist (at with &&);`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const constraint = constraintDef(action);
      if (!table || constraint?.contype !== 'CONSTR_EXCLUSION' || refusedConstraint(action, facts)) return undefined;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait until the index is built and every row is compared: ADD EXCLUDE does both under AccessExclusive, and has no online form.`,
        instead: instead(action, table, facts),
      };
    },
  },
});

const instead = ({ text }: Action, table: Relation, facts: Facts): string =>
  steps(
    remark('A constraint on an empty table costs nothing, so a new table takes the place of the old one:'),
    throughNewTable(table, facts, { then: (name) => `ALTER TABLE ${name} ${text};` }),
  );
