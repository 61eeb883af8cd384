import { blocks } from '../../domain/lock.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Facts } from './facts.ts';
import { existingTable, objectName } from './tables.ts';
import { code } from './text.ts';
import { lineSeenFrom } from './waits.ts';

/** A statement and the first of the existing tables that it makes others wait for. */
export interface Locking {
  readonly facts: Facts;
  readonly table: string;
}

/** By number of transaction: its statements that lock a table which none before them did. */
export function lockings(statements: readonly Facts[]): ReadonlyMap<number, readonly Locking[]> {
  const found = new Map<number, { readonly seen: Set<string>; readonly first: Locking[] }>();
  for (const facts of statements) {
    const { transactionNumber, transaction } = facts.session;
    const tables = transaction === 'none' ? [] : tablesOf(facts);
    const known = found.get(transactionNumber) ?? { seen: new Set<string>(), first: [] };
    const table = tables.find((one) => !known.seen.has(one));
    if (table === undefined) continue;
    for (const one of tables) known.seen.add(one);
    found.set(transactionNumber, known);
    known.first.push({ facts, table });
  }
  return new Map([...found].map(([number, { first }]) => [number, first]));
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

/** `orders` (line 2), as somebody who reads `from` finds it. */
export const lockedAt =
  (from: Facts) =>
  ({ facts, table }: Locking): string =>
    `${code(table)} (${lineSeenFrom(from, facts.statement)})`;
