import type { CreateStmt, CreateTrigStmt, IndexStmt, Node } from '@pgsql/types';
import { writtenName } from '../names.ts';
import { all } from '../nodes.ts';
import { newKeys, newSibling } from './alter-table.ts';
import { reachOf } from './taking.ts';
import type { Taking } from './taking.ts';

export function createLocks(taking: Taking, node: CreateStmt): void {
  if (node.if_not_exists && node.relation && taking.named(writtenName(node.relation))?.known) return;
  for (const range of all('RangeVar', node.inhRelations)) {
    const parent = taking.range(range);
    if (!node.partbound) taking.as('CREATE TABLE … INHERITS').on('parent', parent);
    else if (parent) {
      taking.as('CREATE TABLE … PARTITION OF').on('parent', parent);
      newSibling(taking, parent, 'CREATE TABLE … PARTITION OF');
    }
  }
  const elements: readonly Node[] = [...(node.tableElts ?? []), ...(node.constraints ?? [])];
  for (const { relation } of all('TableLikeClause', elements)) {
    taking.as('CREATE TABLE … LIKE').on('relation', taking.range(relation));
  }
  newKeys(taking, all('Constraint', elements));
  for (const { constraints } of all('ColumnDef', elements)) newKeys(taking, all('Constraint', constraints));
}

export function indexLocks(taking: Taking, { relation, concurrent }: IndexStmt): void {
  taking
    .as(concurrent ? 'CREATE INDEX CONCURRENTLY' : 'CREATE INDEX')
    .down(taking.range(relation), concurrent ? 'only' : reachOf(relation));
}

export function triggerLocks(taking: Taking, { relation, constrrel, row }: CreateTrigStmt): void {
  const create = taking.as('CREATE TRIGGER');
  // Row triggers are copied to the partitions; those of statements are not.
  create.down(taking.range(relation), row ? 'all' : 'only');
  create.on('referenced', taking.range(constrrel));
}
