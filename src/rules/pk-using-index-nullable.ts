import { constraintDef } from './kit/columns.ts';
import { nextMigration, statement, steps } from './kit/instead.ts';
import { provenNotNull } from './kit/not-null.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'pk-using-index-nullable',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'PRIMARY KEY USING INDEX still looks for NULLs while nobody may use the table',
  why: 'A primary key makes its columns NOT NULL. Where they allow NULL, Postgres looks at every row under an AccessExclusive lock although the index is there already, unless a valid CHECK (column IS NOT NULL) has proved it.',
  examples: {
    given: sql`
      create table orders (number bigint);
      create unique index orders_number on orders (number);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add constraint orders_pkey primary key using index orders_number;`,
    good: sql`
      alter table orders add constraint orders_number_not_null check (number is not null) not valid;
      alter table orders validate constraint orders_number_not_null;
      alter table orders add constraint orders_pkey primary key using index orders_number;
      alter table orders drop constraint orders_number_not_null;`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== 'CONSTR_PRIMARY' || !key.indexname) return undefined;
      const index = facts.catalog.index({ schema: table.name.schema, name: key.indexname });
      const open = (index?.columns ?? []).filter(
        (name) =>
          column(table, name)?.notNull === false &&
          !table.constraints.some((one) => one.validated && one.provesNotNull.includes(name)),
      );
      if (open.length === 0) return undefined;
      const name = objectName(table.name);
      const columns = listed(open.map((one) => code(quoteIdentifier(one))));
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while every row is looked at for NULLs under AccessExclusive: ${columns} ${open.length === 1 ? 'allows' : 'allow'} NULL, and a primary key sets NOT NULL.`,
        instead: steps(
          ...open.map((one) => provenNotNull(action.head, table.name, one)),
          nextMigration('it only takes the index over.'),
          statement(`${action.head} ${action.text}`),
        ),
      };
    },
  },
});
