import { foreignKeyApart } from './kit/clauses.ts';
import { columnDef, isSerial, own } from './kit/columns.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, hasColumn, objectName, sameName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-column-inline-fk',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  mechanical: true,
  title: 'A column with its foreign key locks two tables in one act',
  why: 'ADD COLUMN … REFERENCES takes AccessExclusive on the table and ShareRowExclusive on the referenced one, and keeps the first while it waits for the second. No row is read as long as the column has no DEFAULT. With a lock_timeout, and nothing long in the transaction, the wait is bounded.',
  versions: 'With any DEFAULT, DEFAULT NULL too, every row is looked up: that is add-fk-not-valid.',
  examples: {
    given: sql`
      create table customers (id bigint primary key);
      create table orders (id bigint primary key);`,
    rows: sql`
      insert into customers select generate_series(1, 1000);
      insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column customer_id bigint references customers (id);`,
    good: sql`
      alter table orders add column customer_id bigint;
      alter table orders add constraint orders_customer foreign key (customer_id) references customers (id) not valid;
      alter table orders validate constraint orders_customer;`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const child = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!child || !def?.colname || own(def, 'CONSTR_DEFAULT') || isSerial(def)) return undefined;
      if (action.cmd.missing_ok && child.known && hasColumn(child, def.colname)) return undefined;
      const parent = existingTable(own(def, 'CONSTR_FOREIGN')?.pktable, facts);
      if (!parent || sameName(parent.name, child.name)) return undefined;
      const [from, to] = [objectName(child.name), objectName(parent.name)];
      const bounded = (facts.session.lockTimeoutMs ?? 0) > 0;
      return {
        objects: [from, to],
        says: `Reads and writes of ${code(from)} and writes to ${code(to)} wait until this transaction ends: ADD COLUMN with REFERENCES takes AccessExclusive on ${code(from)}, and keeps it while it waits for ShareRowExclusive on ${code(to)}.`,
        instead: foreignKeyApart(action, child, def.colname),
        ...(bounded ? { severity: 'advice' as const } : {}),
      };
    },
  },
});
