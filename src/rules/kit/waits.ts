import type { Span } from '../../domain/finding.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Statement } from '../../sql/statement.ts';
import type { HeldLock, RelationLock } from '../../sql/step.ts';
import { blocks, spoken, strength } from '../../domain/lock.ts';
import type { Facts } from './facts.ts';
import { nextMigration, statement } from './instead.ts';
import { sameName } from './tables.ts';
import { code, listed, oneLine, shortened } from './text.ts';

/** A statement and the lock for which it waits. */
export interface Waiting {
  readonly facts: Facts;
  readonly lock: RelationLock;
}

/** The strongest lock, among those that make others wait, that a statement asks for on an existing relation. */
export const blockingLock = ({ locks }: Facts): RelationLock | undefined =>
  locks
    .filter(({ mode, madeHere }) => !madeHere && blocks(mode).length > 0)
    .toSorted((a, b) => strength(b.mode) - strength(a.mode))[0];

/** Existing tables that the transaction holds against readers and writers; a dropped one is gone, whoever waits for it. */
export const heldTables = ({ session, catalog }: Facts): readonly HeldLock[] =>
  session.held.filter(({ mode, madeHere, relation, by }) => {
    if (madeHere || !blocks(mode).includes('reads')) return false;
    const now = catalog.relation(relation);
    return now ? now.kind.endsWith('table') || now.kind === 'materialized-view' : !('DropStmt' in by.node);
  });

/** As the migration has it: of a DO block all of it, unless that is where we stand. */
export function written(one: Statement, facts: Facts): Statement {
  const outer = facts.earlier.find(({ statement: earlier }) => earlier === one)?.inside;
  return outer && outer !== (facts.inside ?? facts.statement) ? outer : one;
}

/** Statements that lock tables, each once and in a transaction of its own. */
export const oneByOne = (statements: readonly Statement[]): readonly string[] =>
  [...new Set(statements)].flatMap((one, index) => [
    index === 0 ? '' : nextMigration('the locks before it are given up.'),
    statement(oneLine(one.sql)),
  ]);

/** Whether reads go on beside a lock that stops writes only: not where the statement or its transaction stops them, too. */
export function readsBeside(tables: readonly QualifiedName[], { locks, session }: Facts): string {
  const stops = (list: readonly RelationLock[]): readonly RelationLock[] =>
    list.filter(
      ({ mode, relation }) => blocks(mode).includes('reads') && tables.some((table) => sameName(relation, table)),
    );
  const stopped = [...new Set([...stops(locks), ...stops(session.held)].map(({ object }) => object))];
  if (stopped.length === 0) return 'Reads go on.';
  const by =
    stops(locks).length > 0
      ? 'this statement takes AccessExclusive for its other parts'
      : 'its transaction holds AccessExclusive already';
  return `Reads of ${listed(stopped.map(code))} wait too: ${by}.`;
}

/** `line 3`; where a transaction runs several files, with the file that it is in: line 3 of `2_add.sql`. */
export const lineSeenFrom = ({ path }: Facts, { file, line }: Span): string =>
  `line ${String(line)}${file === path ? '' : ` of ${code(file)}`}`;

/** Where the statements stand, what they are, and the lock of each. */
export const waitingLines = (waiting: readonly Waiting[]): string =>
  waiting
    .map(
      ({ facts: { path, statement }, lock }) =>
        `${code(`${path}:${String(statement.line)}`)} ${code(shortened(statement.sql))} (${spoken(lock.mode)} on ${code(lock.object)})`,
    )
    .join('; ');

/** Why a wait for a lock hurts more than the one who waits. */
export const queueing = (waiting: readonly Waiting[]): string =>
  `while ${waiting.length === 1 ? 'this statement waits' : 'one of these statements waits'} for a running query, everything else on the table queues behind it, for as long as that query runs`;
