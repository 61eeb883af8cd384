import type { Node, RangeVar, SelectStmt } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import { as, eachNode, functionsIn } from '../../sql/nodes.ts';
import type { Facts } from './facts.ts';
import { keyed, selectivity } from './selective.ts';
import { existingTable } from './tables.ts';
import { withQueries } from './with-queries.ts';

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
export const copied = (query: Node | undefined, facts: Facts): Copied | undefined =>
  copiedBy(query, facts, withQueries(facts.statement.node));

function copiedBy(query: Node | undefined, facts: Facts, outer: ReadonlyMap<string, Node>): Copied | undefined {
  const select = as('SelectStmt', query);
  if (!select || select.limitCount) return undefined;
  if (select.larg ?? select.rarg) {
    return copiedBy(wrapped(select.larg), facts, outer) ?? copiedBy(wrapped(select.rarg), facts, outer);
  }
  if (select.groupClause || summedUp(select)) return undefined;
  const named = new Map([...outer, ...withQueries({ SelectStmt: select })]);
  const [table, through] = firstOf(select.fromClause, facts, named);
  if (through) return { ...through, whole: false, plain: false };
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

/** The first existing table of what is read, joins looked into, subqueries not; or of the WITH query in its place. */
function firstOf(
  from: readonly Node[] | undefined,
  facts: Facts,
  named: ReadonlyMap<string, Node>,
): readonly [(Relation | undefined)?, Copied?] {
  const tables: Relation[] = [];
  const queries: string[] = [];
  eachNode(from, (kind, body) => {
    if (kind !== 'RangeVar') return;
    const range = body as RangeVar;
    if (!range.schemaname && named.has(range.relname ?? '')) queries.push(range.relname ?? '');
    else tables.push(...[existingTable(range, facts)].filter((table) => table !== undefined));
  });
  if (tables[0]) return [tables[0]];
  for (const name of queries) {
    // Its own name below is itself, as in WITH RECURSIVE, and gives no more rows.
    const others = new Map([...named].filter(([other]) => other !== name));
    const through = copiedBy(named.get(name), facts, others);
    if (through) return [undefined, through];
  }
  return [];
}
