import type { Statement } from '../sql/statement.ts';
import { concurrently } from './kit/concurrently.ts';
import { nextMigration, outsideTransaction, statement, steps } from './kit/instead.ts';
import { lockedAt, lockings, type Locking } from './kit/lockings.ts';
import { longHolds, type LongHold } from './kit/long-holds.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { code, listed, listedBriefly, oneLine, shortened } from './kit/text.ts';
import { lineSeenFrom, oneByOne, written } from './kit/waits.ts';

export const rule = defineRule({
  id: 'statement-after-ael',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'A long statement runs while its transaction holds a table against everybody',
  why: 'Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads and writes for as long as what follows it in the same transaction: an index build, a validation, a query. That holds also where the later statement lets readers pass, or works on another table.',
  examples: {
    given: sql`
      create table orders (id bigint primary key, total int);
      alter table orders add constraint orders_total_positive check (total > 0) not valid;`,
    rows: sql`insert into orders select n, n from generate_series(1, 1000) n;`,
    bad: sql`
      begin;
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;
      commit;`,
    good: sql`
      alter table orders add column note text;
      alter table orders validate constraint orders_total_positive;`,
  },
  onPullRequest({ statements }) {
    const locked = lockings(statements);
    return [...longHolds(statements)].map(([transaction, hold]) => hit(hold, locked.get(transaction) ?? []));
  },
});

function hit({ facts, what, held, others }: LongHold, locked: readonly Locking[]): PlacedHit {
  const objects = [...new Set(held.map(({ object }) => object))];
  const by = held[0]?.by ?? facts.statement;
  return {
    at: facts.statement,
    objects: [...new Set([...objects, ...locked.map(({ table }) => table)])],
    says: `Reads and writes of ${listed(objects.map(code))} wait while this ${what} runs${more(others, facts)}: ${code(shortened(by.sql))} (${lineSeenFrom(facts, by)}) took AccessExclusive, and the transaction keeps it to its end.${deadlock(locked, facts)}`,
    instead: steps(...holders(facts, by, locked), apart(facts)),
  };
}

/** Several tables held at once are a hazard of their own; one finding tells of both. */
const deadlock = (locked: readonly Locking[], from: Facts): string =>
  locked.length < 2
    ? ''
    : ` It locks ${listedBriefly(locked.map(lockedAt(from)))}, in this order: a transaction of the application that takes them in another order deadlocks with it.`;

/** What takes the locks, table by table; the long statement comes after them, alone. */
function holders(facts: Facts, by: Statement, locked: readonly Locking[]): readonly string[] {
  const own = facts.inside ?? facts.statement;
  const taking = locked.map((one) => one.facts.inside ?? one.facts.statement).filter((one) => one !== own);
  return [...oneByOne([written(by, facts), ...taking]), nextMigration('no lock is held any more.')];
}

function apart(facts: Facts): string {
  const text = facts.statement.sql;
  return 'IndexStmt' in facts.statement.node
    ? outsideTransaction(statement(concurrently(text)), facts)
    : statement(oneLine(text));
}

function more(others: readonly Facts[], from: Facts): string {
  const [first] = others;
  if (!first) return '';
  return others.length === 1
    ? `, and while the one in ${lineSeenFrom(from, first.statement)} of the same transaction runs`
    : `, and while ${String(others.length)} more of the same transaction run`;
}
