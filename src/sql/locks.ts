import type { CreateStmt, IndexStmt, Node, RangeVar, ReindexStmt, RenameStmt, VacuumStmt } from '@pgsql/types';
import type { LockMode } from '../domain/lock.ts';
import { alterTableLocks, defaultOf, parentsOf } from './locks/alter-table.ts';
import { dropLocks, truncateLocks } from './locks/drop.ts';
import { lockNumbers } from './locks/levels.ts';
import { changeLocks, copyLocks, readLocks, selectLocks } from './locks/rows.ts';
import { startTaking } from './locks/taking.ts';
import type { Taking } from './locks/taking.ts';
import { tablesWith } from './domains.ts';
import type { Catalog, RelationLock } from './model.ts';
import { fromParts, namedBy, stringsOf } from './names.ts';
import { all, as, bodyOf, kindOf, switchedOn } from './nodes.ts';
import type { Body, Kind } from './nodes.ts';

type Table = { readonly [K in Kind]?: (taking: Taking, node: Body<K>) => void };

const on =
  (mode: LockMode) =>
  (taking: Taking, { relation }: { readonly relation?: RangeVar }): void => {
    taking.takeTree(taking.range(relation), mode);
  };

/**
 * The statement-to-lock table: which mode each statement takes on which existing relations (manual, “Explicit Locking”,
 * and Postgres's sources where the manual is silent). Relations that the statement itself creates are not listed.
 */
const table: Table = {
  SelectStmt: selectLocks,
  InsertStmt: changeLocks,
  UpdateStmt: changeLocks,
  DeleteStmt: changeLocks,
  MergeStmt: changeLocks,
  CopyStmt: copyLocks,
  TruncateStmt: truncateLocks,
  DropStmt: dropLocks,
  AlterTableStmt: alterTableLocks,
  CreateStmt: createLocks,
  CreateTableAsStmt: (taking, { query }) => {
    readLocks(taking, query);
  },
  ViewStmt: (taking, { view, query, replace }) => {
    if (replace) taking.take(existing(taking, view), 'AccessExclusiveLock');
    readLocks(taking, query);
  },
  IndexStmt: indexLocks,
  ReindexStmt: reindexLocks,
  RenameStmt: renameLocks,
  AlterObjectSchemaStmt: on('AccessExclusiveLock'),
  CreateTrigStmt: on('ShareRowExclusiveLock'),
  CreatePolicyStmt: (taking, node) => {
    taking.take(taking.range(node.table), 'AccessExclusiveLock');
  },
  AlterPolicyStmt: (taking, node) => {
    taking.take(taking.range(node.table), 'AccessExclusiveLock');
  },
  RuleStmt: on('AccessExclusiveLock'),
  CreateStatsStmt: (taking, { relations }) => {
    for (const range of all('RangeVar', relations)) taking.take(taking.range(range), 'ShareUpdateExclusiveLock');
  },
  ClusterStmt: on('AccessExclusiveLock'),
  VacuumStmt: vacuumLocks,
  RefreshMatViewStmt: (taking, { relation, concurrent }) => {
    const view = taking.range(relation);
    taking.take(view, concurrent ? 'ExclusiveLock' : 'AccessExclusiveLock');
    for (const read of view?.reads ?? []) taking.takeTree(taking.named(read), 'AccessShareLock');
  },
  LockStmt: (taking, { relations, mode }) => {
    const asked = lockNumbers[mode ?? 8] ?? 'AccessExclusiveLock';
    for (const range of all('RangeVar', relations)) taking.takeTree(taking.range(range), asked);
  },
  AlterDomainStmt: domainLocks,
  AlterSeqStmt: (taking, { sequence }) => {
    taking.take(taking.range(sequence), 'ShareRowExclusiveLock');
  },
  CommentStmt: commentLocks,
};

/** What a statement locks among the relations that are there before it; the strongest mode a relation. */
export function locksOf(node: Node, catalog: Catalog): readonly RelationLock[] {
  const rule = table[kindOf(node) as Kind] as ((taking: Taking, body: unknown) => void) | undefined;
  if (!rule) return [];
  const taking = startTaking(catalog);
  rule(taking, bodyOf(node));
  return taking.taken();
}

/** A view that is certainly there: an assumed one would be a guess that CREATE OR REPLACE replaces something. */
function existing(taking: Taking, range: RangeVar | undefined): ReturnType<Taking['range']> {
  const found = taking.range(range);
  return found?.known ? found : undefined;
}

function createLocks(taking: Taking, node: CreateStmt): void {
  const partition = node.partbound !== undefined;
  for (const range of all('RangeVar', node.inhRelations)) {
    const parent = taking.range(range);
    taking.take(parent, partition ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock');
    if (!parent || !partition) continue;
    defaultOf(taking, parent);
    for (const { references } of parent.constraints) {
      if (references) taking.take(taking.named(references.table), 'ShareRowExclusiveLock');
    }
  }
  for (const like of all('TableLikeClause', node.tableElts))
    taking.take(taking.range(like.relation), 'AccessShareLock');
  parentsOf(taking, all('Constraint', node.tableElts));
  for (const column of all('ColumnDef', node.tableElts)) parentsOf(taking, all('Constraint', column.constraints));
}

function indexLocks(taking: Taking, { relation: range, concurrent }: IndexStmt): void {
  const relation = taking.range(range);
  const mode = concurrent ? 'ShareUpdateExclusiveLock' : 'ShareLock';
  if (range?.inh && !concurrent) taking.takeTree(relation, mode);
  else taking.take(relation, mode);
}

function reindexLocks(taking: Taking, node: ReindexStmt): void {
  const concurrent = switchedOn(node.params, 'concurrently');
  const tableMode = concurrent ? 'ShareUpdateExclusiveLock' : 'ShareLock';
  const indexMode = concurrent ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock';
  const { catalog } = taking;
  const index = node.relation && catalog.index({ schema: node.relation.schemaname, name: node.relation.relname ?? '' });
  if (node.kind === 'REINDEX_OBJECT_INDEX') {
    if (index) taking.take(taking.named(index.table), tableMode);
    if (index) taking.take(taking.named(index.name), indexMode);
    return;
  }
  const one = taking.range(node.relation);
  const all = catalog.relations.filter(
    ({ name }) => node.kind !== 'REINDEX_OBJECT_SCHEMA' || name.schema === node.name,
  );
  for (const relation of one ? [one] : all.filter(({ kind }) => kind === 'table' || kind === 'materialized-view')) {
    taking.takeTree(relation, tableMode);
    for (const { name } of catalog.indexes(relation.name)) taking.take(taking.named(name), indexMode);
  }
}

function renameLocks(taking: Taking, node: RenameStmt): void {
  const relation = taking.range(node.relation);
  if (relation?.kind === 'index') taking.take(relation, 'ShareUpdateExclusiveLock');
  else if (node.renameType === 'OBJECT_COLUMN') taking.takeTree(relation, 'AccessExclusiveLock');
  else taking.take(relation, 'AccessExclusiveLock');
}

function vacuumLocks(taking: Taking, node: VacuumStmt): void {
  const mode = switchedOn(node.options, 'full') ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock';
  const named = all('VacuumRelation', node.rels).map(({ relation }) => taking.range(relation));
  const every = taking.catalog.relations.filter(({ kind }) => kind === 'table' || kind === 'materialized-view');
  for (const relation of node.rels ? named : every) taking.take(relation, mode);
}

/** ADD CONSTRAINT (without NOT VALID), VALIDATE and SET NOT NULL read every table with a column of the domain. */
function domainLocks(taking: Taking, node: Body<'AlterDomainStmt'>): void {
  const added = node.subtype === 'C' && !as('Constraint', node.def)?.skip_validation;
  const checks = added || node.subtype === 'O' || node.subtype === 'V';
  const domain = checks ? taking.catalog.type(fromParts(stringsOf(node.typeName))) : undefined;
  if (!domain) return;
  for (const relation of tablesWith(domain, taking.catalog)) taking.take(relation, 'ShareLock');
}

function commentLocks(taking: Taking, node: Body<'CommentStmt'>): void {
  const parts = namedBy(node.object);
  const relations = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_INDEX'];
  if (node.objtype === 'OBJECT_COLUMN') {
    taking.take(taking.named(fromParts(parts.slice(0, -1))), 'ShareUpdateExclusiveLock');
  } else if (relations.includes(node.objtype ?? '')) {
    taking.take(taking.named(fromParts(parts)), 'ShareUpdateExclusiveLock');
  }
}
