import type { Node, WithClause } from '@pgsql/types';
import { all, as } from '../../sql/nodes.ts';

/** The queries of a statement's own WITH, by name. */
export function withQueries(node: Node): ReadonlyMap<string, Node> {
  const [body] = Object.values(node) as readonly ({ readonly withClause?: WithClause } | undefined)[];
  return new Map(
    all('CommonTableExpr', body?.withClause?.ctes).flatMap(({ ctename = '', ctequery }) =>
      ctequery ? [[ctename, ctequery]] : [],
    ),
  );
}

/** What a WITH changes beside its statement; Postgres takes that at the top only. */
export const changesInWith = (node: Node): readonly Node[] =>
  [...withQueries(node).values()].filter((query) => !('SelectStmt' in query));

/** Whether what is joined is somebody's batch: a query with a LIMIT, or the name of one. */
export function joinsBatch(from: readonly Node[] | undefined, statement: Node): boolean {
  const named = withQueries(statement);
  return (from ?? []).some((source) => {
    const range = as('RangeVar', source);
    const query = range ? (range.schemaname ? undefined : named.get(range.relname ?? '')) : subquery(source);
    return as('SelectStmt', query)?.limitCount !== undefined;
  });
}

const subquery = (source: Node): Node | undefined => as('RangeSubselect', source)?.subquery;
