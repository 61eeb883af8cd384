import type { Relation } from '../sql/model.ts';
import { constraintDef } from './kit/columns.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Hit } from './kit/rule.ts';
import { refusedByConstraint, refusedByIndex, refusedByNotNull, refusedByType, type Refusal } from './kit/stricter.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'tighten-constraint',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Writes of the running code that break the new constraint are refused',
  why: 'A new CHECK, UNIQUE, NOT NULL or EXCLUDE and a narrower type hold for every write from that moment on, a NOT VALID one too. Code that was written before it existed may break it, and its INSERT or UPDATE then fails. SQL does not show what that code writes, so the right way to add one (NOT VALID, then VALIDATE) has this question too; only what the table refuses already goes without it.',
  examples: {
    given: sql`create table orders (id bigint primary key, total int);`,
    bad: sql`alter table orders add constraint orders_total check (total > 0) not valid;`,
    good: sql`alter table orders add column discount int constraint orders_discount check (discount < 100);`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const node = constraintDef(action);
      return table && node ? told(table, refusedByConstraint(table, node, facts)) : undefined;
    },
    AT_SetNotNull({ cmd, table: range }, facts) {
      const table = existingTable(range, facts);
      return table && cmd.name ? told(table, refusedByNotNull(table, [cmd.name])) : undefined;
    },
    IndexStmt(index, facts) {
      const table = index.unique ? existingTable(index.relation, facts) : undefined;
      return table ? told(table, refusedByIndex(table, index, facts)) : undefined;
    },
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      return table ? told(table, refusedByType(table, action, facts)) : undefined;
    },
  },
});

function told(table: Relation, refusal: Refusal | undefined): Hit | undefined {
  if (!refusal) return undefined;
  const name = objectName(table.name);
  return {
    objects: [name],
    says: `Writes of the running code to ${code(name)} that ${refusal.writes} are refused from now on (${refusal.sqlstate}).`,
    instead: steps(
      remark('1. Release code whose writes keep to it. Rows that do not yet tell which code to look for:'),
      refusal.query,
      remark('2. When no old code runs any more, in a later pull request, the statement itself.'),
    ),
  };
}
