import type { Constraint } from '@pgsql/types';
import { keyByPartition } from './kit/by-partition.ts';
import { constraintDef } from './kit/columns.ts';
import { nextMigration, outsideTransaction, steps } from './kit/instead.ts';
import { refusedConstraint } from './kit/refused.ts';
import { defineRule, sql } from './kit/rule.ts';
import { chosenName, columnList, existingTable, names, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'add-unique-constraint',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A new UNIQUE constraint builds its index while nobody may use the table',
  why: 'ADD UNIQUE builds an index under an AccessExclusive lock. An index built CONCURRENTLY beforehand can be taken over in an instant.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`alter table orders add constraint orders_email_key unique (email);`,
    good: sql`
      create unique index concurrently orders_email_key on orders (email);
      alter table orders add constraint orders_email_key unique using index orders_email_key;`,
  },
  on: {
    AT_AddConstraint(action, facts) {
      const table = existingTable(action.table, facts);
      const key = constraintDef(action);
      if (!table || key?.contype !== 'CONSTR_UNIQUE' || key.indexname || refusedConstraint(action, facts))
        return undefined;
      const name = objectName(table.name);
      const columns = names(key.keys);
      const constraint = key.conname ? quoteIdentifier(key.conname) : chosenName(table.name, columns, 'key');
      return {
        objects: [name],
        says: `Reads and writes of ${code(name)} wait until the index is built: ADD UNIQUE builds it under AccessExclusive.`,
        instead:
          table.kind === 'partitioned-table'
            ? keyByPartition(action.head, table, key, columns, facts)
            : steps(
                outsideTransaction(
                  `CREATE UNIQUE INDEX CONCURRENTLY ${constraint} ON ${name} ${keyText(key, columns)};`,
                  facts,
                ),
                nextMigration('it only takes the index over.'),
                `${action.head} ADD CONSTRAINT ${constraint} UNIQUE USING INDEX ${constraint}${deferred(key)};`,
              ),
      };
    },
  },
});

function keyText(key: Constraint, columns: readonly string[]): string {
  const including = names(key.including);
  const include = including.length > 0 ? ` INCLUDE (${columnList(including)})` : '';
  return `(${columnList(columns)})${include}${key.nulls_not_distinct ? ' NULLS NOT DISTINCT' : ''}`;
}

const deferred = ({ deferrable, initdeferred }: Constraint): string =>
  `${deferrable ? ' DEFERRABLE' : ''}${initdeferred ? ' INITIALLY DEFERRED' : ''}`;
