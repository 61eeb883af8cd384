import { fromParts } from '../sql/names.ts';
import { columnDef } from './kit/columns.ts';
import { remark, steps } from './kit/instead.ts';
import { defineRule, sql, type Hit } from './kit/rule.ts';
import { column, existingTable, names, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed, literal } from './kit/text.ts';

export const rule = defineRule({
  id: 'enum-value-removal',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  rewrites: true,
  destructive: true,
  since: 13,
  title: 'An enum value disappears',
  why: 'Postgres has no statement for it. Where the type is made anew with fewer values, rows that hold a missing one make the change of type fail (22P02), or USING changes them for good. Running code that still uses the value fails. A DELETE from pg_enum leaves rows that cannot be read, and indexes that cannot be searched.',
  examples: {
    given: sql`
      create type order_state as enum ('open', 'done', 'void');
      create table orders (id bigint primary key, state order_state);`,
    rows: sql`insert into orders select n, 'open' from generate_series(1, 1000) n;`,
    bad: sql`
      alter type order_state rename to order_state_old;
      create type order_state as enum ('open', 'done');
      alter table orders alter column state type order_state using state::text::order_state;
      drop type order_state_old;`,
    good: sql`alter table orders add constraint orders_state check (state <> 'void') not valid;`,
  },
  on: {
    AT_AlterColumnType(action, facts): Hit | undefined {
      const table = existingTable(action.table, facts);
      const old = table && column(table, action.cmd.name)?.type;
      if (!table || !old) return undefined;
      const before = facts.catalog.type(old)?.labels;
      const after = facts.catalog.type(fromParts(names(columnDef(action)?.typeName?.names)))?.labels;
      const gone = before?.filter((label) => !after?.includes(label)) ?? [];
      if (!after || gone.length === 0) return undefined;
      const name = objectName(table.name);
      const quoted = quoteIdentifier(action.cmd.name ?? '');
      const values = listed(gone.map((label) => code(literal(label))));
      return {
        objects: [name],
        says: `${code(quoted)} of ${code(name)} can no longer hold ${values}: rows that do make this fail (22P02) unless USING changes them for good, and running code that writes it fails.`,
        instead: steps(
          remark(
            '1. Release code that neither reads nor writes the value; it may stay in the type, unused. To keep it out:',
          ),
          `ALTER TABLE ${name} ADD CHECK (${quoted} NOT IN (${gone.map(literal).join(', ')})) NOT VALID;`,
          remark('2. See that no row holds it:'),
          `SELECT count(*) FROM ${name} WHERE ${quoted} IN (${gone.map(literal).join(', ')});`,
        ),
      };
    },
    DeleteStmt({ relation }): Hit | undefined {
      if (relation?.relname !== 'pg_enum' || (relation.schemaname ?? 'pg_catalog') !== 'pg_catalog') return undefined;
      return {
        objects: [],
        says: 'Rows that hold the value can no longer be read (“invalid internal value for enum”), and indexes that hold it can no longer be searched: Postgres does not look for either when a row of its catalog is deleted.',
        instead:
          'Leave the value in the type, unused, and keep it out by a CHECK (… <> …) NOT VALID on each column of the type.',
      };
    },
  },
});
