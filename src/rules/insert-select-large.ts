import type { InsertStmt } from '@pgsql/types';
import type { Relation } from '../sql/model.ts';
import { all, as } from '../sql/nodes.ts';
import { counted, once } from './kit/backfill.ts';
import { calledIn } from './kit/batches.ts';
import { copied } from './kit/copied.ts';
import { defineRule, sql, type Facts } from './kit/rule.ts';
import { nameOf, names, objectName, quoteIdentifier } from './kit/tables.ts';
import { atDepthZero, code, oneLine, splitUpdate } from './kit/text.ts';

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
        instead: simple ? inParts(insert, table, found, facts) : prose(name),
        ...(touched === 'unknown' ? { severity: 'advice' as const } : {}),
      };
    },
  },
});

/** A row that is there already is passed over, so that it can be run again; where no key tells, it keeps how far it came. */
function inParts(insert: InsertStmt, table: Relation, target: Relation | undefined, facts: Facts): string {
  const { update: verb, where } = splitUpdate(oneLine(facts.statement.sql));
  const [source] = as('SelectStmt', insert.selectStmt)?.fromClause ?? [];
  const read = as('RangeVar', source);
  const key = target && keyTaken(insert, target);
  if (!key || !read) return once({ verb, where }, table, facts);
  const copy = quoteIdentifier(calledIn(read) ?? '');
  const same = key.map(([into, from]) => `copied.${into} = ${copy}.${from}`).join(' AND ');
  const missing = `NOT EXISTS (SELECT FROM ${objectName(target.name)} copied WHERE ${same})`;
  const count = `SELECT count(*) FROM ${fromText(verb)} WHERE ${where ? `(${where}) AND ` : ''}${missing}`;
  const ending = `ON CONFLICT (${key.map(([into]) => into).join(', ')}) DO NOTHING`;
  return counted({ verb, where, ending }, count, table, facts);
}

const fromText = (verb: string): string => verb.slice((/\bFROM\b/iu.exec(atDepthZero(verb))?.index ?? 0) + 4).trim();

/** The target's primary key, each column with that of the source which it takes as it is. */
function keyTaken(insert: InsertStmt, target: Relation): readonly (readonly [string, string])[] | undefined {
  const key = target.constraints.find(({ kind }) => kind === 'primary-key')?.columns;
  const named = all('ResTarget', insert.cols).flatMap(({ name }) => name ?? []);
  const into = named.length > 0 ? named : target.columns.map(({ name }) => name);
  const values = all('ResTarget', as('SelectStmt', insert.selectStmt)?.targetList).map(({ val }) => val);
  const pairs = (key ?? []).map((name) => {
    const from = names(as('ColumnRef', values[into.indexOf(name)])?.fields).at(-1);
    return from ? ([quoteIdentifier(name), quoteIdentifier(from)] as const) : undefined;
  });
  const taken = pairs.filter((pair) => pair !== undefined);
  return taken.length > 0 && taken.length === pairs.length ? taken : undefined;
}

const prose = (name: string): string =>
  `Copy about 10,000 rows of ${name} at a time, by primary key, each batch committed before the next, outside a transaction.`;
