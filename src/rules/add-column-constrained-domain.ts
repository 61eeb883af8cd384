import { restOfColumn } from './kit/clauses.ts';
import { columnDef } from './kit/columns.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { constrainedDomain } from './kit/rewrites.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { chosenName, existingTable, hasColumn, objectName, quoteIdentifier, typeText } from './kit/tables.ts';
import { code } from './kit/text.ts';
import type { UserType } from '../sql/model.ts';

export const rule = defineRule({
  id: 'add-column-constrained-domain',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  since: 13,
  title: 'A column of a domain with a constraint rewrites the table while nobody may use it',
  why: 'The domain’s CHECK or NOT NULL is tried on every row, so Postgres writes the table and its indexes anew under an AccessExclusive lock, with a DEFAULT and without. The base type with a CHECK of the column does the same online.',
  examples: {
    given: sql`
      create domain email as text check (value <> '');
      create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column contact email;`,
    good: sql`
      alter table orders add column contact text;
      alter table orders add constraint orders_contact_check check (contact <> '') not valid;
      alter table orders validate constraint orders_contact_check;`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      if (!table || !def?.colname) return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const domain = constrainedDomain(def, facts);
      if (!domain) return undefined;
      const name = objectName(table.name);
      const column = quoteIdentifier(def.colname);
      const base = baseOf(domain, facts);
      const check = chosenName(table.name, [def.colname], 'check');
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait while the table and its indexes are rewritten under AccessExclusive: the domain ${code(objectName(domain.name))} has a constraint, which is tried on every row.`,
        instead: steps(
          `${action.head} ADD COLUMN ${column} ${[base, restOfColumn(action.text)].filter(Boolean).join(' ')};`,
          `${action.head} ADD CONSTRAINT ${check} CHECK (<condition of the domain>) NOT VALID;`,
          nextMigration('reads and writes go on during the scan.'),
          `${action.head} VALIDATE CONSTRAINT ${check};`,
        ),
      };
    },
  },
});

/** The type below a domain, and below the domains below it. */
function baseOf({ base }: UserType, facts: Facts): string {
  const under = base && facts.catalog.type(base);
  if (under?.kind === 'domain') return baseOf(under, facts);
  return base ? typeText(base) : '<its base type>';
}
