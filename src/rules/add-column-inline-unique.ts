import { cutConstraint } from './kit/clauses.ts';
import { columnDef, own } from './kit/columns.ts';
import { nextMigration, outsideTransaction, steps } from './kit/instead.ts';
import { refusedColumn } from './kit/refused.ts';
import { defineRule, sql, type Action, type Facts } from './kit/rule.ts';
import { chosenName, existingTable, hasColumn, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';
import type { Relation } from '../sql/model.ts';

export const rule = defineRule({
  id: 'add-column-inline-unique',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  mechanical: true,
  title: 'A column with its own unique index keeps the table locked for the build',
  why: 'ADD COLUMN … UNIQUE (or PRIMARY KEY) builds an index over all rows under an AccessExclusive lock. An index built CONCURRENTLY afterwards can be taken over in an instant.',
  examples: {
    given: sql`create table orders (id bigint primary key);`,
    rows: sql`insert into orders select generate_series(1, 1000);`,
    bad: sql`alter table orders add column number bigint unique;`,
    good: sql`
      alter table orders add column number bigint;
      create unique index concurrently orders_number_key on orders (number);
      alter table orders add constraint orders_number_key unique using index orders_number_key;`,
  },
  on: {
    AT_AddColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const def = columnDef(action);
      const key = def && (own(def, 'CONSTR_UNIQUE') ?? own(def, 'CONSTR_PRIMARY'));
      if (!table || !def?.colname || !key || refusedColumn(action, facts)) return undefined;
      if (action.cmd.missing_ok && table.known && hasColumn(table, def.colname)) return undefined;
      const shown = objectName(table.name);
      const kind = key.contype === 'CONSTR_UNIQUE' ? 'UNIQUE' : 'PRIMARY KEY';
      return {
        objects: [shown],
        says: `Reads and writes of ${code(shown)} wait until an index over all rows is built: ADD COLUMN with ${kind} builds it under AccessExclusive.`,
        instead:
          kind === 'UNIQUE'
            ? unique(action, table, def.colname, facts)
            : 'Add the column alone, fill the rows in batches, prove it NOT NULL with a validated CHECK, build a unique index CONCURRENTLY, and take it over with ADD PRIMARY KEY USING INDEX.',
      };
    },
  },
});

function unique(action: Action, table: Relation, column: string, facts: Facts): string {
  const cut = cutConstraint(action.text, 'UNIQUE');
  const name = cut.name ?? chosenName(table.name, [column], 'key');
  const nulls = /\bNULLS\s+NOT\s+DISTINCT\b/i.exec(cut.constraint)?.[0] ?? '';
  const deferred = /\bDEFERRABLE\b.*$|\bINITIALLY\b.*$/i.exec(cut.constraint)?.[0] ?? '';
  const on = `${objectName(table.name)} (${quoteIdentifier(column)})`;
  return steps(
    `${action.head} ${cut.rest};`,
    outsideTransaction(`CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${on}${nulls && ` ${nulls}`};`, facts),
    nextMigration('it only takes the index over.'),
    `${action.head} ADD CONSTRAINT ${name} UNIQUE USING INDEX ${name}${deferred && ` ${deferred}`};`,
  );
}
