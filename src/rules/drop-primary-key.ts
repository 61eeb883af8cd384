import { addedTo, droppedConstraint } from './kit/constraints.ts';
import { restOfTransaction } from './kit/later.ts';
import { outsideTransaction, nextMigration, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { columnList, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listedBriefly } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-primary-key',
  severity: 'blocker',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Without its primary key a table has no identity',
  why: 'Nothing keeps rows apart any more, ON CONFLICT on the key fails (42P10), and the index that finds a row by its key is gone. Where the table is published, every UPDATE and DELETE on it fails (55000), because logical replication has no replica identity. Another key can take its place in the same statement.',
  examples: {
    given: sql`create table orders (id bigint primary key, number bigint not null);`,
    bad: sql`alter table orders drop constraint orders_pkey;`,
    good: sql`
      create unique index concurrently orders_number on orders (number);
      alter table orders drop constraint orders_pkey, add constraint orders_pkey primary key using index orders_number;`,
  },
  on: {
    AT_DropConstraint(action, facts) {
      const dropped = droppedConstraint(action, facts);
      if (!dropped) return undefined;
      const { table, constraint, name: key } = dropped;
      // Where the table is not known, Postgres's own name for its key tells.
      if (constraint ? constraint.kind !== 'primary-key' : key !== `${table.name.name}_pkey`) return undefined;
      const again = addedTo(table, [facts, ...restOfTransaction(facts)]);
      if (again.some(({ contype }) => contype === 'CONSTR_PRIMARY')) return undefined;
      const name = objectName(table.name);
      const until = addedTo(table, facts.later).some(({ contype }) => contype === 'CONSTR_PRIMARY');
      const reliant = facts.catalog.referencing(table.name).map(({ table: child }) => code(objectName(child)));
      const columns = constraint ? columnList(constraint.columns) : '<columns>';
      return {
        objects: [name],
        says: `${until ? 'Until another transaction adds one' : 'From now on'} ${code(name)} has no primary key: rows may repeat ${constraint ? code(columns) : 'it'}, ON CONFLICT on it fails, and where the table is published its UPDATEs and DELETEs fail.${reliant.length > 0 && action.cmd.behavior !== 'DROP_CASCADE' ? ` Foreign keys of ${listedBriefly(reliant)} need it: without CASCADE this fails (2BP01).` : ''}`,
        instead: steps(
          outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY <name> ON ${name} (<new key>);`, facts),
          nextMigration('the new key takes the place of the old one in one act.'),
          `${action.head} DROP CONSTRAINT ${quoteIdentifier(key)}, ADD CONSTRAINT ${quoteIdentifier(key)} PRIMARY KEY USING INDEX <name>;`,
        ),
      };
    },
  },
});
