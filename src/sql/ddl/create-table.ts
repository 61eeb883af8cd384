import type { CreateStmt, CreateTableAsStmt, PartitionBoundSpec, PartitionSpec, TableLikeClause } from '@pgsql/types';
import { emptyRelation, keyOf } from '../catalog.ts';
import type { Constraint, PartitionKey, Relation } from '../model.ts';
import { fromParts, stringsOf } from '../names.ts';
import { all, as, relationsIn } from '../nodes.ts';
import type { QualifiedName } from '../qualified-name.ts';
import { addColumn } from './columns.ts';
import { addConstraint, noteReference } from './constraints.ts';
import { noteDependent } from './dependents.ts';
import { generatedName } from './object-name.ts';
import { change, current, find, findRange, lookNow, newName, newRelationName, put, putIndex } from './site.ts';
import type { Site } from './site.ts';

const persistences = { t: 'temporary', u: 'unlogged', p: 'permanent' } as const;

const persistenceOf = (code: string | undefined): Relation['persistence'] =>
  persistences[code === 't' || code === 'u' ? code : 'p'];

export function createTable(site: Site, node: CreateStmt, kind: Relation['kind'] = 'table'): void {
  if (!node.relation) return;
  const name = newRelationName(site, node.relation);
  // Without a known schema before, IF NOT EXISTS is taken to make the table.
  if (site.store.relations.get(keyOf(name))?.known) return;
  const parents = all('RangeVar', node.inhRelations).map(
    (range) => findRange(site, range)?.name ?? newName(site, { name: range.relname ?? '', schema: range.schemaname }),
  );
  const partition = node.partbound !== undefined;
  put(site, {
    ...emptyRelation(name, { madeHere: site.madeHere, known: true }),
    kind: node.partspec ? 'partitioned-table' : kind,
    persistence: persistenceOf(node.relation.relpersistence),
    inherits: partition ? [] : parents,
    ...ofTypeIn(site, node),
    ...(node.partspec ? { partitionKey: partitionKey(node.partspec) } : {}),
    ...storageOf(node.tablespacename, node.accessMethod),
  });
  for (const parent of parents) {
    inherit(site, name, parent, partition);
    if (!partition) change(site, parent, (relation) => ({ ...relation, heirs: [...relation.heirs, name] }));
  }
  for (const like of all('TableLikeClause', node.tableElts)) copyLike(site, name, like);
  for (const column of all('ColumnDef', node.tableElts)) addColumn(site, name, column);
  for (const one of [...all('Constraint', node.tableElts), ...all('Constraint', node.constraints)]) {
    addConstraint(site, name, one);
  }
  if (partition && parents[0]) attach(site, parents[0], name, node.partbound);
}

const strategies = {
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_HASH: 'hash',
} as const;

export function partitionKey({ strategy, partParams }: PartitionSpec): PartitionKey {
  const elements = all('PartitionElem', partParams);
  return {
    strategy: strategies[strategy ?? 'PARTITION_STRATEGY_RANGE'],
    columns: elements.flatMap(({ name }) => name ?? []),
    hasExpressions: elements.some(({ expr }) => expr !== undefined),
  };
}

const storageOf = (tablespace: string | undefined, accessMethod: string | undefined) => ({
  ...(tablespace === undefined ? {} : { tablespace }),
  ...(accessMethod === undefined ? {} : { accessMethod }),
});

function ofTypeIn(site: Site, { ofTypename }: CreateStmt): Pick<Relation, 'ofType'> {
  const name = ofTypename && fromParts(stringsOf(ofTypename.names));
  return name ? { ofType: lookNow(site).type(name)?.name ?? newName(site, name) } : {};
}

function inherit(site: Site, child: QualifiedName, parent: QualifiedName, partition: boolean): void {
  const { columns, constraints } = current(site, parent);
  change(site, child, (relation) => ({ ...relation, columns: [...relation.columns, ...columns] }));
  // Keys and foreign keys pass to partitions only; checks pass to every child.
  copyConstraints(
    site,
    child,
    constraints.filter(({ kind }) => partition || kind === 'check'),
  );
  if (partition)
    for (const index of lookNow(site).indexes(parent))
      if (index.constraint === undefined) copyIndex(site, child, index);
}

function copyConstraints(site: Site, table: QualifiedName, constraints: readonly Constraint[]): void {
  for (const constraint of constraints) {
    if (!constraint.index) {
      change(site, table, (relation) => ({ ...relation, constraints: [...relation.constraints, constraint] }));
      if (constraint.references) noteReference(site, table, constraint.references.table);
    } else copyKey(site, table, constraint);
  }
}

function copyKey(site: Site, table: QualifiedName, constraint: Constraint): void {
  const from = constraint.index && lookNow(site).index(constraint.index);
  const primary = constraint.kind === 'primary-key';
  const name = generatedName(site, table, primary ? [] : constraint.columns, primary ? 'pkey' : 'key');
  const index = { schema: table.schema, name };
  if (from) putIndex(site, { ...from, name: index, table, constraint: name, madeHere: site.madeHere });
  change(site, table, (relation) => ({
    ...relation,
    constraints: [...relation.constraints, { ...constraint, name, index }],
  }));
}

function copyIndex(
  site: Site,
  table: QualifiedName,
  index: ReturnType<ReturnType<typeof lookNow>['indexes']>[number],
): void {
  const name = generatedName(site, table, index.columns, 'idx');
  putIndex(site, { ...index, name: { schema: table.schema, name }, table, madeHere: site.madeHere });
}

/** Bits of TableLikeClause.options (parsenodes.h). */
const like = { constraints: 4, defaults: 8, generated: 16, identity: 32, indexes: 64 } as const;

function copyLike(site: Site, table: QualifiedName, clause: TableLikeClause): void {
  const source = findRange(site, clause.relation);
  if (!source) return;
  const takes = (bit: number): boolean => ((clause.options ?? 0) & bit) !== 0;
  const columns = source.columns.map(({ default: value, generated, identity, ...column }) => ({
    ...column,
    ...(value !== undefined && takes(generated ? like.generated : like.defaults) ? { default: value } : {}),
    ...(generated && takes(like.generated) ? { generated } : {}),
    ...(identity && takes(like.identity) ? { identity } : {}),
  }));
  change(site, table, (relation) => ({ ...relation, columns: [...relation.columns, ...columns] }));
  if (takes(like.constraints))
    copyConstraints(
      site,
      table,
      source.constraints.filter(({ kind }) => kind === 'check'),
    );
  if (!takes(like.indexes)) return;
  copyConstraints(
    site,
    table,
    source.constraints.filter(({ index }) => index !== undefined),
  );
  for (const index of lookNow(site).indexes(source.name))
    if (index.constraint === undefined) copyIndex(site, table, index);
}

export function attach(site: Site, parent: QualifiedName, child: QualifiedName, bound?: PartitionBoundSpec): void {
  const defaultPartition = bound?.is_default === true;
  change(site, child, (relation) => ({ ...relation, partitionOf: parent, defaultPartition }));
  change(site, parent, (relation) => ({
    ...relation,
    kind: 'partitioned-table',
    partitions: [...relation.partitions.filter((one) => keyOf(one) !== keyOf(child)), child],
  }));
}

/** CREATE TABLE … AS, SELECT INTO and materialized views: types of the columns are not worked out. */
export function createTableAs(site: Site, node: CreateTableAsStmt, sql: string): void {
  const range = node.into?.rel;
  if (!range) return;
  const name = newRelationName(site, range);
  if (site.store.relations.get(keyOf(name))?.known) return;
  const view = node.objtype === 'OBJECT_MATVIEW';
  if (view) noteDependent(site, { kind: 'materialized-view', on: name, sql }, node.query);
  put(site, {
    ...emptyRelation(name, { madeHere: site.madeHere, known: true }),
    kind: view ? 'materialized-view' : 'table',
    persistence: persistenceOf(range.relpersistence),
    columns: outputColumns(node).map((column) => ({
      name: column,
      type: { name: 'unknown', schema: 'pg_catalog', modifiers: [], arrayDimensions: 0 },
      notNull: false,
    })),
    reads: view ? resolved(site, relationsIn(node.query)) : [],
    ...storageOf(node.into?.tableSpaceName, node.into?.accessMethod),
  });
}

function outputColumns(node: CreateTableAsStmt): readonly string[] {
  const named = stringsOf(node.into?.colNames);
  if (named.length > 0) return named;
  return all('ResTarget', as('SelectStmt', node.query)?.targetList).flatMap(({ name, val }) => {
    const own = name ?? stringsOf(as('ColumnRef', val)?.fields?.slice(-1))[0];
    return own ? [own] : [];
  });
}

export const resolved = (site: Site, names: ReturnType<typeof relationsIn>): readonly QualifiedName[] =>
  names.map((name) => find(site, name)?.name ?? newName(site, name));
