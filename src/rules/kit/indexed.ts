import type { IndexStmt, Node, RangeVar } from '@pgsql/types';
import { indexShape, type IndexShape } from '../../sql/index-shape.ts';
import type { Index } from '../../sql/model.ts';
import { all, as } from '../../sql/nodes.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import { constraintsIn } from './columns.ts';
import type { Facts } from './facts.ts';
import { nameFrom, nameOf, names } from './tables.ts';

type Columns = readonly string[];
/** An index that is there, or what a later statement says of one. */
type Found = IndexShape & Pick<Index, 'lacking'> & { readonly called: string };

/** Whether an index, now or by the end of the pull request, finds rows of the table by these columns. */
export function findsBy(table: QualifiedName, columns: Columns, facts: Facts): boolean {
  const there = facts.catalog.indexes(table).map((index) => ({ ...index, called: index.name.name }));
  const coming = [facts, ...facts.laterOn(table.name)].flatMap((one) => indexedBy(one, table));
  return [...there.filter((index) => !isDropped(index, facts)), ...coming].some(
    (index) => finds(index, columns) && missingParts(index, facts) <= 0,
  );
}

/** CREATE INDEX IF NOT EXISTS of a name that is taken: Postgres passes over it. */
export function isBuiltAlready(
  { if_not_exists: unless, idxname: name, relation: range }: IndexStmt,
  { catalog }: Facts,
) {
  const table = range && catalog.relation(nameOf(range));
  return unless === true && name !== undefined && catalog.index({ schema: table?.name.schema, name }) !== undefined;
}

/** The columns of each key that keeps rows apart, whether a constraint or an index of its own makes it one. */
export const uniqueKeys = (table: QualifiedName, { catalog }: Facts): readonly Columns[] =>
  catalog
    .indexes(table)
    .filter(({ unique, partial, hasExpressions, lacking = [] }) => unique && !partial && !hasExpressions && !lacking[0])
    .map(({ columns }) => columns);

const folding: readonly string[] = ['lower', 'upper'];

/** Whether a unique index refuses every row that repeats these columns: it is over them, or over them without case. */
export function keepsApart({ unique: refuses, whereClause, indexParams }: IndexStmt, columns: Columns): boolean {
  const folded = (expr: Node | undefined): string | undefined => {
    const call = as('FuncCall', expr);
    return folding.includes(names(call?.funcname).at(-1) ?? '')
      ? names(as('ColumnRef', call?.args?.[0])?.fields).at(-1)
      : undefined;
  };
  const keys = all('IndexElem', indexParams).map(({ name, expr }) => name ?? folded(expr));
  return refuses === true && !whereClause && keys.every((key) => key !== undefined && columns.includes(key));
}

/** The columns lead it, in any order, and its condition, if any, lets through whatever equals something. */
function finds(index: IndexShape, columns: Columns): boolean {
  const plain = index.columns.slice(0, Math.min(columns.length, index.firstExpression ?? Infinity));
  const whole = !index.partial || index.whereNotNull?.every((name) => columns.includes(name)) === true;
  return whole && columns.every((name) => plain.includes(name));
}

/** How many partitions have no part of it when all is done: until none is left, Postgres does not use it. */
const missingParts = ({ called, lacking = [] }: Found, facts: Facts): number =>
  lacking.length - facts.laterOn(called).filter(({ statement: { node } }) => attaches(node)).length;

const attaches = (node: Node): boolean =>
  all('AlterTableCmd', as('AlterTableStmt', node)?.cmds).some(({ subtype }) => subtype === 'AT_AttachPartition');

const isDropped = ({ called }: Found, facts: Facts): boolean =>
  facts.laterOn(called).some(({ statement: { node } }) => {
    const drop = as('DropStmt', node);
    return drop?.removeType === 'OBJECT_INDEX' && drop.objects?.some((one) => nameFrom(one).name === called);
  });

const isTable = (range: RangeVar | undefined, { schema, name }: QualifiedName): boolean => {
  const written = range && nameOf(range);
  return written?.name === name && (written.schema ?? schema) === schema;
};

/** Each index that a statement puts on the table, keys and UNIQUE constraints included. */
function indexedBy({ statement: { node }, catalog }: Facts, table: QualifiedName): readonly Found[] {
  const index = as('IndexStmt', node);
  if (index && isTable(index.relation, table)) {
    const lacking = index.relation?.inh === true ? [] : (catalog.relation(table)?.partitions ?? []);
    return [{ ...indexShape(index), called: index.idxname ?? '', lacking }];
  }
  const create = as('CreateStmt', node);
  if (create && isTable(create.relation, table)) return keysIn(create.tableElts);
  const alter = as('AlterTableStmt', node);
  if (!alter || !isTable(alter.relation, table)) return [];
  return keysIn(all('AlterTableCmd', alter.cmds).flatMap(({ def }) => def ?? []));
}

const unique: readonly string[] = ['CONSTR_PRIMARY', 'CONSTR_UNIQUE'];
const behindKey = { unique: true, partial: false, hasExpressions: false, method: 'btree', called: '' } as const;

function keysIn(nodes: readonly Node[] | undefined): readonly Found[] {
  const keys = constraintsIn(nodes).filter(({ contype }) => unique.includes(contype ?? ''));
  const ofColumns = all('ColumnDef', nodes).filter(({ constraints }) =>
    constraintsIn(constraints).some(({ contype }) => unique.includes(contype ?? '')),
  );
  const columns = [...keys.map((one) => names(one.keys)), ...ofColumns.map(({ colname = '' }) => [colname])];
  return columns.map((one) => ({ ...behindKey, columns: one }));
}
