import type { DeleteStmt, UpdateStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { calledIn, progressOf, walking, type Change } from './batches.ts';
import type { Facts } from './facts.ts';
import { remark, statement, steps } from './instead.ts';
import { cutDelete, cutUpdate, pendingIn } from './pending.ts';
import { objectName } from './tables.ts';
import { oneLine, splitUpdate } from './text.ts';
import { walkOf } from './walks.ts';

const doneWhen =
  'Before NOT NULL, a constraint or dropping the old column, each in a later migration, this count has to be 0:';

/** The count of rows that still need work, which a proposal names below its loop. */
export const countIn = (instead: string): string | undefined =>
  instead.split(`${remark(doneWhen)}\n-- `)[1]?.split('\n')[0];

/** The loop of an UPDATE that can be broken off and run again, and the count of rows that still need work. */
export function updateInBatches(update: UpdateStmt, table: Relation, facts: Facts): string {
  const { update: verb, where } = splitUpdate(oneLine(facts.statement.sql));
  const text = cutUpdate(verb, update);
  const pending = pendingIn(update, text, table, facts);
  const called = update.fromClause && calledIn(update.relation);
  if (pending === undefined) return once({ verb, where, called }, table, facts);
  const left = where && pending ? `(${where}) AND ${pending}` : where || pending;
  const count = `SELECT count(*) FROM ${text.tables} WHERE ${left}`;
  return counted({ verb, where, pending, called }, count, table, facts);
}

/** The same of a DELETE: what it took is not found again. */
export function deleteInBatches(remove: DeleteStmt, table: Relation, facts: Facts): string {
  const { update: verb, where } = splitUpdate(oneLine(facts.statement.sql));
  const called = remove.usingClause && calledIn(remove.relation);
  const count = `SELECT count(*) FROM ${cutDelete(verb)}${where ? ` WHERE ${where}` : ''}`;
  return counted({ verb, where, called }, count, table, facts);
}

/** With a count that tells when it is done; a remark, as no file of a migration is its place. */
export function counted(change: Change, count: string, table: Relation, facts: Facts): string {
  const walk = walkOf(table, facts);
  if (!walk) return prose(table, 'Nothing leads through it as a whole');
  return steps(walking(table, walk, change, facts), remark(doneWhen), remark(statement(count)));
}

/** Without one: what was changed does not show, so that how far it came has to be kept. */
export function once(change: Change, table: Relation, facts: Facts): string {
  const walk = walkOf(table, facts);
  if (walk?.by !== 'key' && walk?.by !== 'assumed')
    return prose(table, 'No row may be changed twice, and it has no key of one column to keep how far that came');
  return steps(
    walking(table, walk, { ...change, once: true }, facts),
    remark(
      `What is done does not show in the rows: ${progressOf(table)} keeps how far it came. Run it again where it broke off; it is done when that table is gone.`,
    ),
  );
}

const prose = ({ name }: Relation, why: string): string =>
  `Change ${objectName(name)} in portions of about 10,000 rows, each committed before the next, outside a transaction. ${why}: go partition by partition, or by a column that has an index.`;
