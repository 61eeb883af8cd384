import { blocks } from '../domain/lock.ts';
import type { QualifiedName } from '../sql/model.ts';
import { nextMigration, statement, steps } from './kit/instead.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { existingTable, objectName } from './kit/tables.ts';
import { code, listed, oneLine } from './kit/text.ts';

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
  onPullRequest: ({ statements }) => lockings(statements).flatMap(hit),
});

/** A statement and the first of the tables that it makes others wait for. */
interface Locking {
  readonly facts: Facts;
  readonly table: string;
}

/** By transaction: the statements that lock a table which none before them did. */
function lockings(statements: readonly Facts[]): readonly (readonly Locking[])[] {
  const found = new Map<number, { readonly seen: Set<string>; readonly first: Locking[] }>();
  for (const facts of statements) {
    const { transactionNumber, transaction } = facts.session;
    const tables = transaction === 'none' ? [] : tablesOf(facts);
    const known = found.get(transactionNumber) ?? { seen: new Set<string>(), first: [] };
    const table = tables.find((one) => !known.seen.has(one));
    if (table === undefined) continue;
    for (const one of tables) known.seen.add(one);
    found.set(transactionNumber, { ...known, first: [...known.first, { facts, table }] });
  }
  return [...found.values()].map(({ first }) => first);
}

/** Existing tables that the statement blocks; a partition counts as its parent. */
function tablesOf(facts: Facts): readonly string[] {
  const blocked = facts.locks.filter(({ mode, madeHere }) => !madeHere && blocks(mode).length > 0);
  const tables = blocked.flatMap(({ relation }) => (existingTable(relation, facts) ? [topOf(relation, facts)] : []));
  return [...new Set(tables)];
}

function topOf(name: QualifiedName, facts: Facts): string {
  const parent = facts.catalog.relation(name)?.partitionOf;
  return parent ? topOf(parent, facts) : objectName(name);
}

function hit(locked: readonly Locking[]): readonly PlacedHit[] {
  const [first, second] = locked;
  if (!first || !second) return [];
  const place = ({ facts, table }: Locking): string => `${code(table)} (line ${String(facts.statement.line)})`;
  return [
    {
      at: second.facts.statement,
      objects: [...new Set(locked.map(({ table }) => table))],
      says: `One transaction locks ${listed(locked.map(place))}: while it waits for one, whoever uses the others waits too, and a transaction of the application that takes them in another order deadlocks with it.`,
      instead: steps(
        ...locked.flatMap(({ facts }, index) => [
          index === 0 ? '' : nextMigration('no other table is locked.'),
          statement(oneLine((facts.inside ?? facts.statement).sql)),
        ]),
      ),
    },
  ];
}
