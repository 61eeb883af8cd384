import type { IndexStmt, Node } from '@pgsql/types';
import type { Index } from './model.ts';
import { stringsOf } from './names.ts';
import { all, as, columnsIn } from './nodes.ts';

/** What an index is by its own statement: everything but its name, its table and how it came to be. */
export type IndexShape = Omit<Index, 'name' | 'table' | 'constraint' | 'madeHere' | 'lacking'>;

export function indexShape(node: IndexStmt): IndexShape {
  const elements = all('IndexElem', node.indexParams);
  const included = all('IndexElem', node.indexIncludingParams).flatMap((one) => one.name ?? []);
  const also = [...included, ...columnsIn(node.whereClause)];
  const expression = elements.findIndex(({ expr }) => expr !== undefined);
  const expressions = [...elements.map(({ expr }) => expr), node.whereClause].filter((one) => one !== undefined);
  const operatorClasses = elements.flatMap(({ opclass }) => stringsOf(opclass).at(-1) ?? []);
  const notNull = notNullOnly(node.whereClause);
  return {
    columns: elements.flatMap((element) => (element.name === undefined ? columnsIn(element.expr) : [element.name])),
    unique: node.unique ?? false,
    partial: node.whereClause !== undefined,
    hasExpressions: expression >= 0,
    ...(expression >= 0 && { firstExpression: expression }),
    ...(notNull && { whereNotNull: notNull }),
    ...(operatorClasses.length > 0 && { operatorClasses }),
    ...(expressions.length > 0 && { expressions }),
    ...(also.length > 0 && { alsoNames: also }),
    method: node.accessMethod ?? 'btree',
  };
}

/** The columns of a condition that asks of each only that it is not NULL. */
export function notNullOnly(condition: Node | undefined): readonly string[] | undefined {
  const parts = condition && conjuncts(condition);
  const columns = parts?.flatMap((part) => {
    const test = as('NullTest', part);
    return test?.nulltesttype === 'IS_NOT_NULL' && as('ColumnRef', test.arg) ? columnsIn(test.arg) : [];
  });
  return columns && columns.length === parts?.length ? columns : undefined;
}

function conjuncts(node: Node): readonly Node[] {
  const both = as('BoolExpr', node);
  return both?.boolop === 'AND_EXPR' ? (both.args ?? []).flatMap(conjuncts) : [node];
}
