import type { Node, SelectStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { as, eachNode, functionsIn } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { keyed, selectivity } from './selective.ts';
import { existingTable } from './tables.ts';

/** An existing table of which a query hands on all rows, or who knows how many. */
export interface Copied {
  readonly table: Relation;
  readonly touched: 'all' | 'unknown';
  /** No WHERE and no join: not a row is left out. */
  readonly whole: boolean;
  /** The table alone: no join, order, limit or WITH. */
  readonly plain: boolean;
}

/** Undefined for a query that returns a handful: by key, by range, by LIMIT, or summed up. */
export function copied(query: Node | undefined, facts: Facts): Copied | undefined {
  const select = as('SelectStmt', query);
  if (!select || select.limitCount) return undefined;
  if (select.larg ?? select.rarg) {
    return copied(wrapped(select.larg), facts) ?? copied(wrapped(select.rarg), facts);
  }
  if (select.groupClause || summedUp(select)) return undefined;
  const [table] = tablesOf(select.fromClause, facts);
  const touched = table && selectivity(select.whereClause, keyed(table, facts));
  if (!table || !touched || touched === 'few') return undefined;
  const [source, second] = select.fromClause ?? [];
  const plain = second === undefined && as('RangeVar', source) !== undefined;
  return {
    table,
    touched,
    whole: plain && !select.whereClause,
    plain: plain && !select.sortClause && !select.withClause && !select.distinctClause,
  };
}

const wrapped = (select: SelectStmt | undefined): Node | undefined => select && { SelectStmt: select };

const aggregates = new Set(
  'count sum avg min max bool_and bool_or every array_agg json_agg jsonb_agg string_agg'.split(' '),
);

const summedUp = ({ targetList }: SelectStmt): boolean =>
  functionsIn(targetList).some(({ name }) => aggregates.has(name));

/** Existing tables among what is read, joins looked into, subqueries not. */
function tablesOf(from: readonly Node[] | undefined, facts: Facts): readonly Relation[] {
  const found: Relation[] = [];
  eachNode(from, (kind, body) => {
    const table = kind === 'RangeVar' ? existingTable(body as Parameters<typeof existingTable>[0], facts) : undefined;
    if (table) found.push(table);
  });
  return found;
}
