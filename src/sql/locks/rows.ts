import type { DeleteStmt, InsertStmt, MergeStmt, SelectStmt, UpdateStmt } from '@pgsql/types';
import type { LockMode } from '../../domain/lock.ts';
import type { Relation } from '../model.ts';
import { eachNode, relationsIn, without } from '../nodes.ts';
import type { Body } from '../nodes.ts';
import type { Taking } from './taking.ts';

/** AccessShare on all that a query reads, through views too. */
export function readLocks(taking: Taking, query: unknown): void {
  for (const name of relationsIn(query)) read(taking, taking.named(name), 0);
}

/** Views of views end somewhere; a bound keeps a wrong catalog from running in circles. */
function read(taking: Taking, relation: Relation | undefined, depth: number): void {
  taking.takeTree(relation, 'AccessShareLock');
  if (relation?.kind !== 'view' || depth > 20) return;
  for (const name of relation.reads) read(taking, taking.named(name), depth + 1);
}

export function selectLocks(taking: Taking, node: SelectStmt): void {
  readLocks(taking, node);
  // SELECT … FOR UPDATE: RowShare on the tables of the query.
  if (node.lockingClause)
    for (const name of relationsIn(node.fromClause)) taking.takeTree(taking.named(name), 'RowShareLock');
  dataChangingWith(taking, node);
}

type Change = InsertStmt | UpdateStmt | DeleteStmt | MergeStmt;

/** INSERT, UPDATE, DELETE, MERGE: RowExclusive on the target, RowShare on the parents that are checked. */
export function changeLocks(taking: Taking, node: Change): void {
  const target = taking.range(node.relation);
  taking.takeTree(target, 'RowExclusiveLock');
  // Through a view the rows of its table change.
  if (target?.kind === 'view') for (const name of target.reads) taking.takeTree(taking.named(name), 'RowExclusiveLock');
  readLocks(taking, without<Change, 'relation'>(node, 'relation'));
  for (const { references } of target?.constraints ?? []) {
    if (references) taking.take(taking.named(references.table), 'RowShareLock');
  }
  dataChangingWith(taking, node);
}

function dataChangingWith(taking: Taking, { withClause }: { readonly withClause?: unknown }): void {
  const kinds = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
  eachNode(withClause, (kind, body) => {
    if (kinds.has(kind)) taking.takeTree(taking.range((body as Change).relation), 'RowExclusiveLock');
  });
}

export function copyLocks(taking: Taking, node: Body<'CopyStmt'>): void {
  const mode: LockMode = node.is_from ? 'RowExclusiveLock' : 'AccessShareLock';
  taking.takeTree(taking.range(node.relation), mode);
  readLocks(taking, node.query);
}
