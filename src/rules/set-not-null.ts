import { provenNotNull } from './kit/not-null.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column, existingTable, objectName } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'set-not-null',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'SET NOT NULL reads the whole table while nobody may use it',
  why: 'Postgres looks at every row under an AccessExclusive lock, unless a valid CHECK (column IS NOT NULL) has proved it already.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column email set not null;`,
    good: sql`
      alter table orders add constraint orders_email_not_null check (email is not null) not valid;
      alter table orders validate constraint orders_email_not_null;
      alter table orders alter column email set not null;
      alter table orders drop constraint orders_email_not_null;`,
  },
  on: {
    AT_SetNotNull({ cmd, head, table: range }, facts) {
      const table = existingTable(range, facts);
      const name = cmd.name;
      if (!table || !name || column(table, name)?.notNull) return undefined;
      const proven = table.constraints.some((one) => one.validated && one.provesNotNull.includes(name));
      if (proven) return undefined;
      const shown = objectName(table.name);
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait while every row is looked at: SET NOT NULL scans the table under AccessExclusive, and no valid CHECK proves that ${code(name)} holds no NULL.`,
        instead: provenNotNull(head, table.name, name),
      };
    },
  },
});
