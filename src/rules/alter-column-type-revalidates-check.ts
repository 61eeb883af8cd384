import type { Node } from '@pgsql/types';
import { all, as } from '../sql/nodes.ts';
import { nextMigration, steps } from './kit/instead.ts';
import { retypeWork } from './kit/retype.ts';
import { defineRule, sql } from './kit/rule.ts';
import { existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';

export const rule = defineRule({
  id: 'alter-column-type-revalidates-check',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'This change of type is free, but a CHECK makes it read the whole table',
  why: 'A change of type builds every CHECK on the column anew and tries it on all rows under an AccessExclusive lock, also where the values stay as they are. A CHECK that is NOT VALID is not tried.',
  examples: {
    given: sql`create table orders (id bigint primary key, note varchar(20) constraint orders_note check (note <> ''));`,
    rows: sql`insert into orders select n, 'n' from generate_series(1, 1000) n;`,
    bad: sql`alter table orders alter column note type varchar(40);`,
    good: sql`
      alter table orders
        drop constraint orders_note,
        alter column note type varchar(40),
        add constraint orders_note check (note <> '') not valid;
      alter table orders validate constraint orders_note;`,
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const column = action.cmd.name;
      if (!table || !column || retypeWork(action, table, column, facts) === 'rewrite') return undefined;
      const dropped = droppedBeside(facts.statement.node);
      const checks = table.constraints.filter(
        ({ kind, validated, columns, name }) =>
          kind === 'check' && validated && columns.includes(column) && !dropped.includes(name),
      );
      if (checks.length === 0) return undefined;
      const shown = objectName(table.name);
      const named = checks.map(({ name, expression }) => ({ name: quoteIdentifier(name), expression }));
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait while every row is checked against ${listed(named.map(({ name }) => code(name)))} again: a change of type does that under AccessExclusive.`,
        instead: steps(
          `${action.head} ${[
            ...named.map(({ name }) => `DROP CONSTRAINT ${name}`),
            action.text,
            ...named.map(({ name, expression = '…' }) => `ADD CONSTRAINT ${name} CHECK (${expression}) NOT VALID`),
          ].join(', ')};`,
          nextMigration('reads and writes go on during the scan.'),
          ...named.map(({ name }) => `${action.head} VALIDATE CONSTRAINT ${name};`),
        ),
      };
    },
  },
});

/** Constraints that the same ALTER TABLE drops: Postgres does so first. */
function droppedBeside(node: Node): readonly string[] {
  return all('AlterTableCmd', as('AlterTableStmt', node)?.cmds).flatMap(({ subtype, name }) =>
    subtype === 'AT_DropConstraint' && name ? [name] : [],
  );
}
