import type { Node, RangeVar } from '@pgsql/types';
import type { QualifiedName } from '../../sql/model.ts';
import { all, as } from '../../sql/nodes.ts';
import { constraintsIn } from './columns.ts';
import type { Facts } from './facts.ts';
import { nameOf, names } from './tables.ts';

type Columns = readonly string[];

/** Whether an index, now or by the end of the pull request, finds rows of the table by these columns. */
export function findsBy(table: QualifiedName, columns: Columns, facts: Facts): boolean {
  const there = facts.catalog.indexes(table).flatMap((one) => (one.hasExpressions ? [] : [one.columns]));
  const coming = [facts, ...facts.laterOn(table.name)].flatMap(({ statement }) => indexedBy(statement.node, table));
  return [...there, ...coming].some((index) => columns.every((name) => index.slice(0, columns.length).includes(name)));
}

const isTable = (range: RangeVar | undefined, { schema, name }: QualifiedName): boolean => {
  const written = range && nameOf(range);
  return written?.name === name && (written.schema ?? schema) === schema;
};

/** The columns of each index that a statement puts on the table, keys and UNIQUE constraints included. */
function indexedBy(node: Node, table: QualifiedName): readonly Columns[] {
  const index = as('IndexStmt', node);
  if (index && isTable(index.relation, table))
    return [all('IndexElem', index.indexParams).map(({ name }) => name ?? '')];
  const create = as('CreateStmt', node);
  if (create && isTable(create.relation, table)) return [...keys(create.tableElts), ...columnKeys(create.tableElts)];
  const alter = as('AlterTableStmt', node);
  if (!alter || !isTable(alter.relation, table)) return [];
  const defs = all('AlterTableCmd', alter.cmds).flatMap(({ def }) => def ?? []);
  return [...keys(defs), ...columnKeys(defs)];
}

const unique: readonly string[] = ['CONSTR_PRIMARY', 'CONSTR_UNIQUE'];

const keys = (nodes: readonly Node[] | undefined): readonly Columns[] =>
  constraintsIn(nodes)
    .filter(({ contype }) => unique.includes(contype ?? ''))
    .map((one) => names(one.keys));

const columnKeys = (nodes: readonly Node[] | undefined): readonly Columns[] =>
  all('ColumnDef', nodes).flatMap(({ colname = '', constraints }) =>
    constraintsIn(constraints).some(({ contype }) => unique.includes(contype ?? '')) ? [[colname]] : [],
  );
