import type { Relation } from '../sql/model.ts';
import { as, relationsIn } from '../sql/nodes.ts';
import { deleteInBatches, updateInBatches } from './kit/backfill.ts';
import { isRunnable, nextMigration, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { keyed, selectivity } from './kit/selective.ts';
import { existingTable } from './kit/tables.ts';
import { code, listed, oneLine, shortened } from './kit/text.ts';
import { heldTables, lineSeenFrom, oneByOne, written } from './kit/waits.ts';
import type { Node, RangeVar } from '@pgsql/types';

export const rule = defineRule({
  id: 'ddl-plus-backfill-same-txn',
  severity: 'blocker',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'A backfill runs while its transaction holds the table against everybody',
  why: 'Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads and writes for as long as the UPDATE, DELETE or INSERT after it in the same transaction.',
  examples: {
    given: sql`create table orders (id bigint primary key, email text);`,
    rows: sql`insert into orders select n, 'a' || n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);
      commit;`,
    good: sql`
      alter table orders add column email_lower text;
      update orders set email_lower = lower(email);`,
  },
  on: {
    UpdateStmt(update, facts) {
      const table = swept(update, facts);
      if (!table) return undefined;
      const own = as('UpdateStmt', facts.statement.node) === update && !update.withClause;
      return hit('UPDATE', facts, own ? updateInBatches(update, table, facts) : undefined);
    },
    DeleteStmt(remove, facts) {
      const table = swept(remove, facts);
      if (!table) return undefined;
      const own = as('DeleteStmt', facts.statement.node) === remove && !remove.withClause;
      return hit('DELETE', facts, own ? deleteInBatches(remove, table, facts) : undefined);
    },
    InsertStmt(insert, facts) {
      return relationsIn(insert.selectStmt).some((source) => existingTable(source, facts))
        ? hit('INSERT … SELECT', facts, undefined)
        : undefined;
    },
  },
});

interface Change {
  readonly relation?: RangeVar | undefined;
  readonly whereClause?: Node | undefined;
}
function swept({ relation, whereClause }: Change, facts: Facts): Relation | undefined {
  const table = existingTable(relation, facts);
  return table && selectivity(whereClause, keyed(table, facts)) !== 'few' ? table : undefined;
}

function hit(what: string, facts: Facts, batches: string | undefined): Hit | undefined {
  const held = heldTables(facts);
  const first = held[0];
  if (!first) return undefined;
  const objects = [...new Set(held.map(({ object }) => object))];
  return {
    objects,
    says: `Reads and writes of ${listed(objects.map(code))} wait until this ${what} is done: ${code(shortened(first.by.sql))} (${lineSeenFrom(facts, first.by)}) took AccessExclusive, and the transaction keeps it to its end.`,
    instead: steps(
      ...oneByOne(held.map(({ by }) => written(by, facts))),
      nextMigration('no lock is held any more.'),
      batches !== undefined && isRunnable(batches) ? batches : statement(oneLine(facts.statement.sql)),
    ),
  };
}
