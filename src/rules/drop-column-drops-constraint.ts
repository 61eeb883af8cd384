import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import { column, existingTable, objectName, quoteIdentifier } from './kit/tables.ts';
import { code, listed } from './kit/text.ts';
import { goingWith } from './kit/with-column.ts';

export const rule = defineRule({
  id: 'drop-column-drops-constraint',
  severity: 'warning',
  hazard: 'compatibility',
  checks: 'backward-compatibility',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'With the column go its indexes and constraints',
  why: 'DROP COLUMN takes every index, key, foreign key and CHECK that names the column, also those that serve other columns. What a UNIQUE over two columns kept apart may then repeat, and queries that an index over both made quick read the whole table. Nothing says so.',
  versions:
    'Before Postgres 15 generated columns go with the column they are made from; from 15 on that fails (view-function-dependence).',
  examples: {
    given: sql`
      create table orders (id bigint primary key, shop bigint, number int, constraint orders_number unique (shop, number));`,
    bad: sql`alter table orders drop column shop;`,
    good: sql`
      create unique index concurrently orders_number_alone on orders (number);
      alter table orders drop constraint orders_number;`,
  },
  on: {
    AT_DropColumn(action, facts) {
      const table = existingTable(action.table, facts);
      const name = action.cmd.name;
      if (!table || name === undefined || !column(table, name) || column(table, name)?.madeHere) return undefined;
      const { lost, shared } = goingWith(table, name, action, facts);
      if (lost.length === 0) return undefined;
      const shown = objectName(table.name);
      return {
        objects: [shown],
        says: `With ${code(quoteIdentifier(name))} ${code(shown)} loses, without a word, ${listed(lost)}.`,
        instead: steps(
          remark('1. What the other columns still need, make anew without this one, in a migration of its own.'),
          remark('2. Drop the rest by name, so that it is seen. Then:'),
          statement(`${action.head} ${action.text}`),
        ),
        ...(shared ? {} : { severity: 'advice' as const }),
      };
    },
  },
});
