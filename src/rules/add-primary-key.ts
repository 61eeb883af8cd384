import { keyByPartition } from './kit/by-partition.ts';
import { constraintDef } from './kit/columns.ts';
import { nextMigration, outsideTransaction, steps } from './kit/instead.ts';
import { provenNotNull } from './kit/not-null.ts';
import { refusedConstraint } from './kit/refused.ts';
import { defineRule, sql } from './kit/rule.ts';
import { chosenName, column, columnList, existingTable, names, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-primary-key',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A new primary key builds its index while nobody may use the table',
  why: 'ADD PRIMARY KEY builds an index, and looks for NULLs in columns that allow them, under an AccessExclusive lock. With the columns proved NOT NULL and a unique index built CONCURRENTLY beforehand, it only takes the index over.',
  examples: {
    given: sql`create table orders (number bigint not null);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add constraint orders_pkey primary key (number);`,
    good: sql`
      create unique index concurrently orders_pkey on orders (number);
      alter table orders add constraint orders_pkey primary key using index orders_pkey;`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== 'CONSTR_PRIMARY' || key.indexname || refusedConstraint(action, facts))
        return undefined;
      const shown = objectName(table.name);
      const columns = names(key.keys);
      const including = names(key.including);
      const open = columns.filter((name) => !column(table, name)?.notNull);
      const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, [], 'pkey');
      const covering = including.length > 0 ? ` INCLUDE (${columnList(including)})` : '';
      const deferred = `${key.deferrable ? ' DEFERRABLE' : ''}${key.initdeferred ? ' INITIALLY DEFERRED' : ''}`;
      const index = `CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${shown} (${columnList(columns)})${covering};`;
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait until the index is built: ADD PRIMARY KEY builds it${open.length > 0 ? ', and looks at every row for NULLs,' : ''} under AccessExclusive.`,
        instead: steps(
          ...open.map((name) => provenNotNull(action.head, table.name, name)),
          ...(table.kind === 'partitioned-table'
            ? [keyByPartition(action.head, table, key, columns, facts)]
            : [
                outsideTransaction(index, facts),
                nextMigration('it only takes the index over.'),
                `${action.head} ADD CONSTRAINT ${constraint} PRIMARY KEY USING INDEX ${constraint}${deferred};`,
              ]),
        ),
      };
    },
  },
});
