import type { Node } from '@pgsql/types';
import { blocks } from '../../domain/lock.ts';
import { all, as } from '../../sql/nodes.ts';
import type { HeldLock } from '../../sql/step.ts';
import type { Facts } from './facts.ts';
import { longWork } from './long-work.ts';
import { heldTables } from './waits.ts';

/** A long statement, and the tables that its transaction holds against everybody while it runs. */
export interface LongHold {
  readonly facts: Facts;
  /** In a word: `CREATE INDEX`. */
  readonly what: string;
  readonly held: readonly HeldLock[];
  /** More long statements in the same transaction. */
  readonly others: readonly Facts[];
}

/** By number of transaction: its first long statement beside tables which that does not lock so itself. */
export function longHolds(statements: readonly Facts[]): ReadonlyMap<number, LongHold> {
  const found = new Map<number, LongHold & { readonly others: Facts[] }>();
  for (const facts of statements) {
    const { transactionNumber, held: locks } = facts.session;
    if (locks.length === 0) continue;
    const what = longWork(facts);
    if (what === undefined || saidOtherwise(facts)) continue;
    const known = found.get(transactionNumber);
    if (known) {
      known.others.push(facts);
      continue;
    }
    const own = facts.locks.filter(({ mode }) => blocks(mode).includes('reads')).map(({ object }) => object);
    const held = heldTables(facts).filter(({ object }) => !own.includes(object));
    if (held.length > 0) found.set(transactionNumber, { facts, what, held, others: [] });
  }
  return found;
}

/** The constraint was added in the same transaction: validate-in-same-txn says so. */
function saidOtherwise({ statement: { node }, session }: Facts): boolean {
  const validated = cmdsOf(node).flatMap(({ subtype, name }) =>
    subtype === 'AT_ValidateConstraint' ? (name ?? '') : [],
  );
  if (validated.length === 0) return false;
  return session
    .beforeOf('AlterTableStmt')
    .some((one) => cmdsOf(one.node).some(({ def }) => validated.includes(as('Constraint', def)?.conname ?? '')));
}

const cmdsOf = (node: Node) => all('AlterTableCmd', as('AlterTableStmt', node)?.cmds);
