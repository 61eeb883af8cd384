import { alterationsOf } from './kit/later.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-not-null',
  severity: 'advice',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'Code that has never met NULL in this column may meet it now',
  why: 'The statement itself is instant. But readers were written for a required column: a field that is not optional, a NOT IN or a calculation can fail, or answer wrongly, on the first row without a value.',
  examples: {
    given: sql`create table orders (id bigint primary key, note text not null);`,
    bad: sql`alter table orders alter column note drop not null;`,
    good: sql`alter table orders alter column note set default '';`,
  },
  on: {
    AT_DropNotNull({ cmd, head, text, table: range }, facts) {
      const table = existingTable(range, facts);
      const known = table && column(table, cmd.name);
      if (!table || !cmd.name || known?.madeHere || (table.known && known?.notNull !== true)) return undefined;
      const going = alterationsOf(table.name, [facts, ...facts.laterOn(table.name.name)]).some(
        ({ subtype, name }) => subtype === 'AT_DropColumn' && name === cmd.name,
      );
      if (going) return undefined;
      const name = objectName(table.name);
      return {
        objects: [name],
        says: `${code(quoteIdentifier(cmd.name))} of ${code(name)} may be NULL from now on; running code that reads it has always found a value there.`,
        instead: steps(
          remark('1. See that all code which reads the column copes with NULL, and release it.'),
          remark('2. Then:'),
          statement(`${head} ${text}`),
        ),
      };
    },
  },
});
