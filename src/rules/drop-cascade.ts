import { carriedBy, carriedByAction, type Carried } from './kit/cascade.ts';
import { remark, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type Hit } from './kit/rule.ts';
import { cutCascade, listedBriefly, oneLine } from './kit/text.ts';

export const rule = defineRule({
  id: 'drop-cascade',
  severity: 'blocker',
  hazard: 'data-loss',
  checks: 'backward-compatibility',
  phase: 'contract',
  takes: 'AccessExclusiveLock',
  destructive: true,
  since: 13,
  title: 'CASCADE drops what the statement does not name',
  why: 'Views, foreign keys, columns of a type, triggers and functions that depend on the dropped object go with it, and what depends on those, without a word but a NOTICE. In production that may be more than in the migrations.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, paid boolean);
      create view open_orders as select id from orders where not paid;`,
    bad: sql`drop table orders cascade;`,
    good: sql`
      drop view open_orders;
      drop table orders;`,
  },
  on: {
    DropStmt: (drop, facts) =>
      drop.behavior === 'DROP_CASCADE'
        ? (drop.objects ?? []).flatMap((node) => told(carriedBy(drop, node, facts), facts.statement.sql, facts))
        : undefined,
    AT_DropColumn: (action, facts) => told(carriedByAction(action, facts), `${action.head} ${action.text}`, facts),
    AT_DropConstraint: (action, facts) => told(carriedByAction(action, facts), `${action.head} ${action.text}`, facts),
  },
});

function told(carried: Carried | undefined, written: string, facts: Facts): readonly Hit[] {
  // Where everything is known and nothing depends on it, CASCADE takes nothing.
  if (!carried || (carried.gone.length === 0 && facts.catalog.complete)) return [];
  const { what, objects, gone } = carried;
  const known = gone.length > 0 ? listedBriefly(gone) : 'everything that depends on it, which is not known here';
  return [
    {
      objects,
      says: `With ${what} CASCADE drops ${known}, without a word but a NOTICE. What the running code needs of that is gone at once.`,
      instead: steps(
        remark('Drop or change by name, first and on purpose, what depends on it. Then, so that nothing goes unseen:'),
        statement(cutCascade(oneLine(written))),
      ),
    },
  ];
}
