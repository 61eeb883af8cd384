import type { Node } from '@pgsql/types';
import { blocks } from '../domain/lock.ts';
import type { HeldLock } from '../sql/model.ts';
import { all, as } from '../sql/nodes.ts';
import { concurrently } from './kit/concurrently.ts';
import { nextMigration, outsideTransaction, statement, steps } from './kit/instead.ts';
import { longWork } from './kit/long-work.ts';
import { defineRule, sql, type Facts, type PlacedHit } from './kit/rule.ts';
import { code, listed, oneLine, shortened } from './kit/text.ts';
import { heldTables } from './kit/waits.ts';

export const rule = defineRule({
  id: 'statement-after-ael',
  severity: 'warning',
  hazard: 'lock',
  checks: 'lock-analysis',
  takes: 'AccessExclusiveLock',
  scans: true,
  since: 13,
  title: 'A long statement runs while its transaction holds a table against everybody',
  why: 'Locks are kept until COMMIT. An ALTER TABLE that takes no time by itself blocks reads and writes for as long as the index build, the validation or the query after it in the same transaction takes, also where that lets readers pass, and also where it works on another table.',
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
  onPullRequest: ({ statements }) => waits(statements).map(hit),
});

interface Wait {
  readonly facts: Facts;
  readonly what: string;
  readonly held: readonly HeldLock[];
  /** More of the kind in the same transaction. */
  readonly others: readonly Facts[];
}

/** The first long statement of each transaction that holds a table which it does not lock so itself. */
function waits(statements: readonly Facts[]): readonly Wait[] {
  const found = new Map<number, { readonly wait: Omit<Wait, 'others'>; readonly others: Facts[] }>();
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
    const kept = heldTables(facts).filter(({ object }) => !own.includes(object));
    if (kept.length > 0) found.set(transactionNumber, { wait: { facts, what, held: kept }, others: [] });
  }
  return [...found.values()].map(({ wait, others }) => ({ ...wait, others }));
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

function hit({ facts, what, held, others }: Wait): PlacedHit {
  const objects = [...new Set(held.map(({ object }) => object))];
  const [first] = held;
  const more =
    others.length === 0
      ? ''
      : `, and while ${lines(others)} of the same transaction ${others.length === 1 ? 'runs' : 'run'}`;
  const text = facts.statement.sql;
  const apart = 'IndexStmt' in facts.statement.node ? outsideTransaction(concurrently(text), facts) : oneLine(text);
  return {
    at: facts.statement,
    objects,
    says: `Reads and writes of ${listed(objects.map(code))} wait while this ${what} runs${more}: ${code(shortened(first?.by.sql ?? ''))} (line ${String(first?.by.line ?? 0)}) took AccessExclusive, and the transaction keeps it to its end.`,
    instead: steps(
      statement(oneLine(first?.by.sql ?? '')),
      nextMigration('no lock is held any more.'),
      statement(apart),
    ),
  };
}

const lines = (statements: readonly Facts[]): string =>
  statements.length === 1
    ? `the one in line ${String(statements[0]?.statement.line)}`
    : `${String(statements.length)} more`;
