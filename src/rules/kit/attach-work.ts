import type { Constraint, Index, Relation } from '../../sql/model.ts';
import type { Facts } from './facts.ts';
import { outsideTransaction, remark, steps } from './instead.ts';
import { chosenName, columnList, objectName, quoteIdentifier, sameName } from './tables.ts';
import { code } from './text.ts';

/** What ATTACH PARTITION makes for the new partition because the whole has it: read from all its rows. */
export interface AttachWork {
  readonly reasons: readonly string[];
  /** Made beforehand, beside reads and writes. */
  readonly before: string;
}
export const noWork: AttachWork = { reasons: [], before: '' };

export function attachWork(parent: Relation, child: Relation, facts: Facts): AttachWork {
  if (!parent.known || !child.known) return noWork;
  const own = facts.catalog.indexes(child.name);
  const indexes = facts.catalog.indexes(parent.name).filter((one) => !own.some((other) => alike(one, other)));
  const keys = parent.constraints.filter(
    (one) => one.references && !child.constraints.some((other) => other.validated && sameKey(one, other)),
  );
  return {
    reasons: [
      ...indexes.map(({ name }) => `an index like ${code(objectName(name))} is built`),
      ...keys.map(({ name }) => `the foreign key ${code(quoteIdentifier(name))} is checked`),
    ],
    before: steps(
      ...indexes.map((one) => built(one, child, facts)),
      ...keys.map(({ name }) =>
        remark(
          `The foreign key ${quoteIdentifier(name)} on ${objectName(child.name)} as well, NOT VALID, then VALIDATE.`,
        ),
      ),
    ),
  };
}

/** Whether a partition's index is taken over for one of the whole; expressions and conditions are not compared. */
const alike = (whole: Index, part: Index): boolean =>
  whole.unique === part.unique &&
  whole.method === part.method &&
  whole.partial === part.partial &&
  whole.hasExpressions === part.hasExpressions &&
  whole.columns.join() === part.columns.join() &&
  (whole.constraint === undefined || part.constraint !== undefined);

const sameKey = (a: Constraint, b: Constraint): boolean =>
  a.references !== undefined &&
  b.references !== undefined &&
  sameName(a.references.table, b.references.table) &&
  a.columns.join() === b.columns.join();

function built(index: Index, child: Relation, facts: Facts): string {
  const table = objectName(child.name);
  if (index.partial || index.hasExpressions) {
    return remark(`An index like ${objectName(index.name)} on ${table}, built CONCURRENTLY.`);
  }
  const owner = facts.catalog.relation(index.table)?.constraints.find(({ name }) => name === index.constraint);
  const primary = owner?.kind === 'primary-key';
  const suffix = primary ? 'pkey' : owner ? 'key' : 'idx';
  const name = chosenName(child.name, primary ? [] : index.columns, suffix);
  const method = index.method === 'btree' ? '' : ` USING ${index.method}`;
  const create = `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY ${name} ON ${table}${method} (${columnList(index.columns)});`;
  const kind = primary ? 'PRIMARY KEY' : 'UNIQUE';
  return steps(
    outsideTransaction(create, facts),
    owner ? `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name};` : '',
  );
}
