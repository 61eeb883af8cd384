import type { DropStmt, TruncateStmt } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Relation } from '../model.ts';
import { fromParts, namedBy } from '../names.ts';
import { all } from '../nodes.ts';
import { defaultOf, droppedKeys } from './alter-table.ts';
import type { Taking } from './taking.ts';

export function dropLocks(taking: Taking, node: DropStmt): void {
  for (const object of node.objects ?? []) {
    const parts = namedBy(object);
    switch (node.removeType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
      case 'OBJECT_SEQUENCE':
      case 'OBJECT_FOREIGN_TABLE':
        dropRelation(taking, taking.named(fromParts(parts)));
        break;
      case 'OBJECT_INDEX': {
        const index = taking.catalog.index(fromParts(parts));
        const mode = node.concurrent ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock';
        if (index) taking.takeTree(taking.named(index.table), mode);
        if (index) taking.take(taking.named(index.name), mode);
        break;
      }
      case 'OBJECT_SCHEMA':
        for (const one of taking.catalog.relations) if (one.name.schema === parts[0]) dropRelation(taking, one);
        break;
      case 'OBJECT_TRIGGER':
      case 'OBJECT_POLICY':
      case 'OBJECT_RULE':
        taking.takeTree(taking.named(fromParts(parts.slice(0, -1))), 'AccessExclusiveLock');
        break;
      default:
        break;
    }
  }
}

/** A table, its indexes and partitions, what its foreign keys reach, what reaches it, and the views that read it. */
function dropRelation(taking: Taking, relation: Relation | undefined): void {
  if (
    !relation ||
    taking
      .taken()
      .some(({ relation: name, mode }) => keyOf(name) === keyOf(relation.name) && mode === 'AccessExclusiveLock')
  )
    return;
  const { catalog } = taking;
  taking.take(relation, 'AccessExclusiveLock');
  for (const { name } of catalog.indexes(relation.name)) taking.take(taking.named(name), 'AccessExclusiveLock');
  droppedKeys(taking, relation, ({ references }) => references !== undefined, {});
  for (const { table } of catalog.referencing(relation.name)) taking.take(taking.named(table), 'AccessExclusiveLock');
  for (const child of relation.partitions) dropRelation(taking, taking.named(child));
  const parent = relation.partitionOf && taking.named(relation.partitionOf);
  if (parent) {
    taking.take(parent, 'AccessExclusiveLock');
    defaultOf(taking, parent);
  }
  for (const view of catalog.relations) {
    if (view.reads.some((read) => keyOf(read) === keyOf(relation.name))) dropRelation(taking, view);
  }
}

export function truncateLocks(taking: Taking, node: TruncateStmt): void {
  const done = new Set<string>();
  const empty = (relation: Relation | undefined): void => {
    if (!relation || done.has(keyOf(relation.name))) return;
    done.add(keyOf(relation.name));
    taking.takeTree(relation, 'AccessExclusiveLock');
    if (node.behavior !== 'DROP_CASCADE') return;
    for (const { table } of taking.catalog.referencing(relation.name)) empty(taking.named(table));
  };
  for (const range of all('RangeVar', node.relations)) empty(taking.range(range));
}
