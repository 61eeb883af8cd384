import type { Node } from '@pgsql/types';
import { quoteIdentifier, writtenName } from '../../sql/names.ts';
import { all, as, columnsIn, eachNode } from '../../sql/nodes.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Step } from '../run/script.ts';

/**
 * Columns of a table, quoted, that the migrations fill where they are NULL: there the rows before them may have NULLs,
 * whatever constraint comes afterwards. A value that a query finds may be none.
 */
export function filledIn({ name }: Pick<TableShape, 'name'>, steps: readonly Step[]): ReadonlySet<string> {
  const columns = steps.flatMap(({ node }) => {
    const update = as('UpdateStmt', node);
    if (!update?.relation || update.fromClause || !isOf(writtenName(update.relation), name)) return [];
    return all('ResTarget', update.targetList)
      .filter(({ name: column, val }) => column !== undefined && whereNull(update.whereClause, column) && isValue(val))
      .map(({ name: column = '' }) => quoteIdentifier(column));
  });
  return new Set(columns);
}

const isOf = ({ schema, name }: ReturnType<typeof writtenName>, table: string): boolean =>
  schema === undefined
    ? table.endsWith(`.${quoteIdentifier(name)}`)
    : table === `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;

/** Exactly those rows that have none: where all are changed, production may well have values. */
function whereNull(where: Node | undefined, column: string): boolean {
  const test = as('NullTest', where);
  return test?.nulltesttype === 'IS_NULL' && columnsIn(test.arg).join() === column;
}

function isValue(value: Node | undefined): boolean {
  const queries: unknown[] = [];
  eachNode(value, (kind, body) => {
    if (kind === 'SubLink') queries.push(body);
  });
  return queries.length === 0 && as('A_Const', value)?.isnull !== true;
}
