import { as } from '../sql/nodes.ts';
import { copied } from './kit/copied.ts';
import { inBatches } from './kit/batches.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { nameOf, objectName } from './kit/tables.ts';
import { code, oneLine, splitUpdate } from './kit/text.ts';

export const rule = defineRule({
  id: 'insert-select-large',
  severity: 'warning',
  hazard: 'lock',
  checks: 'data-volume',
  phase: 'migrate',
  since: 13,
  mechanical: true,
  title: 'One INSERT … SELECT copies a whole table',
  why: 'It writes WAL for all rows at once, so that replicas lag behind. Its snapshot keeps vacuum from cleaning up until it ends, rows that are written meanwhile are missed, and a failure at the last row loses all of it. In batches it can be stopped and taken up again.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, total int);
      create table totals (id bigint primary key, total int);`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`insert into totals (id, total) select id, total from orders;`,
    good: sql`insert into totals (id, total) select id, total from orders where id between 1 and 100;`,
  },
  on: {
    InsertStmt(insert, facts) {
      const source = copied(insert.selectStmt, facts);
      if (!source || !insert.relation) return undefined;
      const { table, touched, plain, whole } = source;
      const name = objectName(table.name);
      const target = nameOf(insert.relation);
      const found = facts.catalog.relation(target);
      // Of a temporary table there is no WAL, and it is gone with the session that batches would outlive.
      if (found?.persistence === 'temporary') return undefined;
      const into = found?.name ?? { schema: target.schema ?? 'public', name: target.name };
      const rows = whole ? 'All rows' : 'All rows that match, which may be most of them,';
      const own = as('InsertStmt', facts.statement.node) === insert;
      const simple = own && plain && !insert.onConflictClause && !insert.returningClause && !insert.withClause;
      return {
        objects: [name],
        says: `${rows} of ${code(name)} are copied to ${code(objectName(into))} in one statement, with WAL for all of them at once; rows that are written meanwhile are missed.`,
        instead: simple ? inParts(facts, table) : prose(name),
        ...(touched === 'unknown' ? { severity: 'advice' as const } : {}),
      };
    },
  },
});

function inParts(facts: Facts, table: Parameters<typeof inBatches>[0]): string {
  const { update, where } = splitUpdate(oneLine(facts.statement.sql));
  return inBatches(table, update, where, facts);
}

const prose = (name: string): string =>
  `Copy about 10,000 rows of ${name} at a time, by primary key, each batch committed before the next, outside a transaction.`;
