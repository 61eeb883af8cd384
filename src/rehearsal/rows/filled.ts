import type { Node } from '@pgsql/types';
import { quoteIdentifier, writtenName } from '../../sql/names.ts';
import { all, as, columnsIn, eachNode } from '../../sql/nodes.ts';
import type { TableShape } from '../../volume/shape.ts';
import type { Step } from '../run/script.ts';

/**
 * Columns of a table, quoted, that the migrations fill where they are NULL: there the rows before them may have NULLs,
 * whatever constraint comes afterwards. A value that a query finds may be none.
 * @param after the table once they have run: a column that may be NULL then may be filled in some of its rows only.
 */
export function filledIn(
  { name }: Pick<TableShape, 'name'>,
  steps: readonly Step[],
  after?: Pick<TableShape, 'columns' | 'checks'>,
): ReadonlySet<string> {
  const columns = steps.flatMap(({ node }) => {
    const update = as('UpdateStmt', node);
    if (!update?.relation || update.fromClause || !isOf(writtenName(update.relation), name)) return [];
    return all('ResTarget', update.targetList)
      .filter(({ name: column, val }) => {
        if (column === undefined || !isValue(val)) return false;
        return conditions(update.whereClause, mayBeNull(column, after)).some((one) => asksForNull(one, column));
      })
      .map(({ name: column = '' }) => quoteIdentifier(column));
  });
  return new Set(columns);
}

const isOf = ({ schema, name }: ReturnType<typeof writtenName>, table: string): boolean =>
  schema === undefined
    ? table.endsWith(`.${quoteIdentifier(name)}`)
    : table === `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;

const mayBeNull = (column: string, after: Parameters<typeof filledIn>[2]): boolean => {
  const later = after?.columns.find(({ name }) => name === quoteIdentifier(column));
  return later?.notNull === false && after?.checks.every(({ columns }) => !columns.includes(later.number)) === true;
};

/** Of several that hold together each, where rows may be left out. */
function conditions(where: Node | undefined, some: boolean): readonly (Node | undefined)[] {
  const together = as('BoolExpr', where);
  return some && together?.boolop === 'AND_EXPR' ? (together.args ?? []) : [where];
}

/** Where all rows are changed, production may well have values. */
function asksForNull(where: Node | undefined, column: string): boolean {
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
