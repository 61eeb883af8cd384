import { shortLock } from './kit/alone.ts';
import { outsideTransaction, steps } from './kit/instead.ts';
import { defineRule, sql } from './kit/rule.ts';
import type { WrittenName } from '../sql/names.ts';
import { nameFrom, objectName, quoteIdentifier } from './kit/tables.ts';
import { code } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-index-not-concurrent',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  mechanical: true,
  title: 'Dropping an index stops reads and writes of its table',
  why: 'DROP INDEX is quick, but takes an AccessExclusive lock on the table: it waits for every running query, and everything else queues behind it.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, email text);
      create index orders_email on orders (email);`,
    bad: sql`drop index orders_email;`,
    good: sql`drop index concurrently orders_email;`,
  },
  on: {
    DropStmt(drop, facts) {
      if (drop.removeType !== 'OBJECT_INDEX' || drop.concurrent) return undefined;
      return (drop.objects ?? []).flatMap((node) => {
        const name = nameFrom(node);
        const index = facts.catalog.index(name);
        if (index ? index.madeHere || index.constraint !== undefined : facts.catalog.complete) return [];
        const indexed = index && facts.catalog.relation(index.table);
        if (indexed?.madeHere) return [];
        // The index of a partitioned table cannot be dropped CONCURRENTLY.
        const ofWhole = indexed?.kind === 'partitioned-table';
        const table = index ? code(objectName(index.table)) : `the table of ${code(written(name))}`;
        return {
          objects: [index ? objectName(index.table) : written(name)],
          says: `Reads and writes of ${table} wait until this transaction ends: DROP INDEX takes AccessExclusive on it, and while it waits for a running query everything queues behind it.`,
          instead: ofWhole
            ? shortLock(facts)
            : outsideTransaction(
                steps(`DROP INDEX CONCURRENTLY ${drop.missing_ok ? 'IF EXISTS ' : ''}${written(name)};`),
                facts,
              ),
        };
      });
    },
  },
});

const written = ({ schema, name }: WrittenName): string =>
  schema ? `${quoteIdentifier(schema)}.${quoteIdentifier(name)}` : quoteIdentifier(name);
