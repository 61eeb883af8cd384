import { columnDef } from './kit/columns.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { baseOf, narrowing, type Narrowing } from './kit/narrowing.ts';
import { usingOf } from './kit/retype.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier, typeText } from './kit/tables.ts';
import { writtenType } from './kit/type-change.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'type-narrowing-data-loss',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'data-volume',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  rewrites: true,
  fails: '22001',
  since: 13,
  title: 'The new type holds less than the old one',
  why: 'A value that does not fit makes the statement fail, or is changed without a word. Numbers and fractions of a second are rounded, a timestamp loses its time of day as a date, and an explicit cast in USING cuts a string. What was rounded or cut cannot be brought back but from a backup.',
  examples: {
    given: sql`create table orders (id bigint primary key, note varchar(40));`,
    rows: sql`insert into orders values (1, 'thirty characters and a few more');`,
    bad: sql`alter table orders alter column note type varchar(20);`,
    good: sql`alter table orders add constraint orders_note_length check (length(note) <= 20) not valid;`,
  },
  on: {
    AT_AlterColumnType(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      const old = table && column(table, name);
      if (!table || !name || !old || old.madeHere) return undefined;
      const using = usingOf(action, name);
      const fresh = writtenType(columnDef(action)?.typeName);
      const base = (type: typeof fresh): typeof fresh => baseOf(type, facts.catalog.type({ name: type.name }));
      const loss = narrowing(base(old.type), base(fresh), using === 'cast' ? 'explicit' : 'own');
      // What is no longer text an expression of the author's own spells as it should.
      if (!loss || (using === 'other' && loss.kind === 'unlike')) return undefined;
      const shown = objectName(table.name);
      const quoted = quoteIdentifier(name);
      const change = `${code(quoted)} of ${code(shown)} changes from ${code(typeText(old.type))} to ${code(typeText({ ...fresh, schema: '' }))}`;
      return {
        objects: [shown],
        says: `${change}, which holds less: ${using === 'other' ? `values ${loss.values} are for good what USING makes of them.` : consequence(loss)}`,
        instead: steps(
          ...count(shown, quoted, loss),
          remark(
            loss.effect === 'fails'
              ? '2. Mend these rows in a migration of its own, in batches, after the code that writes such values is gone. Then:'
              : '2. Keep a copy of what would be lost (a column beside it, or a table), after the code that writes such values is gone. Then:',
          ),
          statement(`${action.head} ${action.text}`),
        ),
      };
    },
  },
});

const consequences: Readonly<Record<Narrowing['effect'], string>> = {
  fails: 'make the statement fail',
  rounds: 'are rounded for good, without a word',
  cuts: 'lose that for good, without a word',
};

const consequence = ({ effect, values, sqlstate }: Narrowing): string =>
  `values ${values} ${consequences[effect]}${sqlstate ? ` (${sqlstate})` : ''}.`;

const count = (table: string, column: string, { found, values }: Narrowing): readonly string[] =>
  found
    ? [remark('1. Count the rows that do not fit:'), `SELECT count(*) FROM ${table} WHERE ${found(column)};`]
    : [remark(`1. Look for values ${values}.`)];
