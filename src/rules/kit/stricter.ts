import type { Constraint as ConstraintNode, IndexStmt } from '@pgsql/types';
import { allowedValues, expressionText } from '../../sql/expression.ts';
import { indexShape, notNullOnly } from '../../sql/index-shape.ts';
import type { Constraint, Relation } from '../../sql/model.ts';
import { all, columnsIn } from '../../sql/nodes.ts';
import { columnDef } from './columns.ts';
import { alreadyUnique, columnsOf, droppedBeside, onlyNew } from './constraints.ts';
import type { Action, Facts } from './facts.ts';
import { isBuiltAlready } from './indexed.ts';
import { baseOf, narrowing } from './narrowing.ts';
import { column, columnList, objectName, quoteIdentifier } from './tables.ts';
import { writtenType } from './type-change.ts';
import { code } from './text.ts';

/** Writes that the table took before and refuses now. */
export interface Refusal {
  /** What such a write does: `leave `email` NULL`. */
  readonly writes: string;
  readonly sqlstate: string;
  /** Finds rows that are so already. */
  readonly query: string;
}

export function refusedByConstraint(table: Relation, node: ConstraintNode, facts: Facts): Refusal | undefined {
  switch (node.contype) {
    case 'CONSTR_NOTNULL':
      return refusedByNotNull(table, columnsOf(node, 'not-null') ?? []);
    case 'CONSTR_CHECK':
      return refusedByCheck(table, node, facts);
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      return refusedByKey(table, node, facts);
    default:
      return undefined;
  }
}

export function refusedByNotNull(table: Relation, columns: readonly string[]): Refusal | undefined {
  const fresh = columns.filter((name) => {
    const found = column(table, name);
    return !found?.notNull && !found?.madeHere && !table.constraints.some((one) => one.provesNotNull.includes(name));
  });
  if (fresh.length === 0) return undefined;
  const condition = fresh.map((one) => `${quoteIdentifier(one)} IS NULL`).join(' OR ');
  return {
    writes: `leave ${code(columnList(fresh))} NULL`,
    sqlstate: '23502',
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE ${condition};`,
  };
}

function refusedByCheck(table: Relation, node: ConstraintNode, facts: Facts): Refusal | undefined {
  const columns = columnsIn(node.raw_expr);
  const replaced = [...table.dropped, ...droppedBeside(table, facts)];
  if (onlyNew(table, columns, facts) || [...table.constraints, ...replaced].some((one) => asStrict(one, node)))
    return undefined;
  const present = notNullOnly(node.raw_expr);
  // What is NOT NULL already is asked nothing new.
  if (present && table.known && !refusedByNotNull(table, present)) return undefined;
  const text = expressionText(node.raw_expr);
  return {
    writes: `do not meet ${code(text)}`,
    sqlstate: '23514',
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE NOT (${text});`,
  };
}

/** Whether a CHECK that was in force before refuses all that this one refuses: the same, or a shorter list. */
function asStrict(before: Constraint, node: ConstraintNode): boolean {
  if (before.kind !== 'check' || before.madeHere) return false;
  const text = expressionText(node.raw_expr);
  if (before.expression === text && !text.includes('…')) return true;
  const [was, allowed] = [allowedValues(before.condition), allowedValues(node.raw_expr)];
  return (
    allowed !== undefined &&
    was?.column === allowed.column &&
    was.values.every((value) => allowed.values.includes(value))
  );
}

function refusedByKey(table: Relation, node: ConstraintNode, facts: Facts): Refusal | undefined {
  // An index that is taken over refuses duplicates already, and its own statement was spoken of.
  if (node.contype === 'CONSTR_EXCLUSION') return refusedByExclusion(table, node, facts);
  const columns = columnsOf(node, node.contype === 'CONSTR_UNIQUE' ? 'unique' : 'primary-key') ?? [];
  const repeats = node.indexname === undefined ? refusedDuplicates(table, columns, facts) : undefined;
  return repeats ?? (node.contype === 'CONSTR_PRIMARY' ? refusedByNotNull(table, columns) : undefined);
}

function refusedByExclusion(table: Relation, node: ConstraintNode, facts: Facts): Refusal | undefined {
  const columns = columnsOf(node, 'exclusion') ?? [];
  if (onlyNew(table, columns, facts)) return undefined;
  return {
    writes: `conflict with another row in ${code(columnList(columns))}`,
    sqlstate: '23P01',
    query: `-- Rows of ${objectName(table.name)} that conflict with each other have to be found by a join of it with itself.`,
  };
}

export function refusedByIndex(table: Relation, index: IndexStmt, facts: Facts): Refusal | undefined {
  if (isBuiltAlready(index, facts) || isPartOfWhole(table, index, facts)) return undefined;
  const elements = all('IndexElem', index.indexParams);
  const columns = elements.flatMap(({ name, expr }) => (name === undefined ? columnsIn(expr) : [name]));
  if (
    elements.some(({ name }) => name === undefined)
      ? onlyNew(table, columns, facts)
      : !repeatable(table, columns, facts)
  ) {
    return undefined;
  }
  const keys = elements.map(({ name, expr }) => (name === undefined ? expressionText(expr) : quoteIdentifier(name)));
  return duplicates(table, keys.join(', '), index.whereClause ? expressionText(index.whereClause) : '');
}

/** The same key on the partitioned table, ON ONLY it, was spoken of: this is how its parts are built. */
function isPartOfWhole({ partitionOf }: Relation, node: IndexStmt, { catalog }: Facts): boolean {
  const [whole, own] = [partitionOf && catalog.indexes(partitionOf), indexShape(node)];
  return (whole ?? []).some(
    (one) =>
      one.unique &&
      one.lacking !== undefined &&
      one.columns.join() === own.columns.join() &&
      !own.partial &&
      !one.partial,
  );
}

const refusedDuplicates = (table: Relation, columns: readonly string[], facts: Facts): Refusal | undefined =>
  repeatable(table, columns, facts) ? duplicates(table, columnList(columns), '') : undefined;

/** Whether old code may have repeated these columns, and still writes them. */
function repeatable(table: Relation, columns: readonly string[], facts: Facts): boolean {
  const was = table.dropped.some(
    ({ kind, madeHere, columns: key }) =>
      !madeHere && (kind === 'unique' || kind === 'primary-key') && key.every((name) => columns.includes(name)),
  );
  // What old code inserts has NULL there, and NULLs are distinct.
  const apart = columns.some((name) => {
    const found = column(table, name);
    return found?.madeHere === true && found.default === undefined && !found.notNull;
  });
  return (
    columns.length > 0 && !was && !apart && !onlyNew(table, columns, facts) && !alreadyUnique(table, columns, facts)
  );
}

function duplicates(table: Relation, keys: string, where: string): Refusal {
  const only = where ? ` WHERE ${where}` : '';
  return {
    writes: `repeat a value of ${code(keys)}${where ? ` where ${code(where)}` : ''}`,
    sqlstate: '23505',
    query: `SELECT ${keys}, count(*) FROM ${objectName(table.name)}${only} GROUP BY ${keys} HAVING count(*) > 1;`,
  };
}

export function refusedByType(table: Relation, action: Action, facts: Facts): Refusal | undefined {
  const name = action.cmd.name ?? '';
  const old = column(table, name);
  if (!old || old.madeHere) return undefined;
  const fresh = writtenType(columnDef(action)?.typeName);
  const base = (type: typeof fresh): typeof fresh => baseOf(type, facts.catalog.type({ name: type.name }));
  const loss = narrowing(base(old.type), base(fresh), 'own');
  if (loss?.effect !== 'fails' || loss.sqlstate === undefined || !loss.found) return undefined;
  const quoted = quoteIdentifier(name);
  return {
    writes: `put values ${loss.values} into ${code(quoted)}`,
    sqlstate: loss.sqlstate,
    query: `SELECT count(*) FROM ${objectName(table.name)} WHERE ${loss.found(quoted)};`,
  };
}
