import { as } from '../sql/nodes.ts';
import { steps } from './kit/instead.ts';
import { lockedAt, lockings, type Locking } from './kit/lockings.ts';
import { longHolds } from './kit/long-holds.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { listed } from './kit/text.ts';
import { oneByOne } from './kit/waits.ts';

export const rule = defineRule({
  id: 'multiple-tables-locked',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  since: 13,
  title: 'One transaction locks several tables',
  why: 'While it waits for the second table it keeps the first, so both stand still for the longest wait of all. And a transaction of the application that takes the two in the other order deadlocks with it: Postgres then ends one of them.',
  examples: {
    given: sql`
      create table orders (id bigint primary key);
      create table payments (id bigint primary key);`,
    bad: sql`
      begin;
      alter table orders add column note text;
      alter table payments add column note text;
      commit;`,
    good: sql`
      alter table orders add column note text;
      alter table payments add column note text;`,
  },
  onPullRequest: ({ statements }) => untold(statements).flatMap(hit),
});

/** Where a long statement runs under the locks, statement-after-ael tells of all of them. */
function untold(statements: readonly Facts[]): readonly (readonly Locking[])[] {
  const told = longHolds(statements);
  return [...lockings(statements)].flatMap(([transaction, locked]) => (told.has(transaction) ? [] : [locked]));
}

function hit(locked: readonly Locking[]): readonly PlacedHit[] {
  const [first, second] = locked;
  if (!first || !second) return [];
  return [
    {
      at: second.facts.statement,
      objects: [...new Set(locked.map(({ table }) => table))],
      says: `One transaction locks ${listed(locked.map(lockedAt(second.facts)))}: while it waits for one, whoever uses the others waits too. A transaction of the application that takes them in another order deadlocks with it.`,
      instead: viewsGo(locked)
        ? 'Split it into one migration a table, each with the views on that table dropped before and made again after it: Postgres refuses to change what a view still needs.'
        : steps(...oneByOne(locked.map(({ facts }) => facts.inside ?? facts.statement))),
    },
  ];
}

/** Views are dropped for it meanwhile: then its statements do not run without that. */
const viewsGo = (locked: readonly Locking[]): boolean =>
  (locked.at(-1)?.facts.session.beforeOf('DropStmt') ?? []).some(({ node }) =>
    ['OBJECT_VIEW', 'OBJECT_MATVIEW'].includes(as('DropStmt', node)?.removeType ?? ''),
  );
