import type { ReindexStmt, VacuumStmt } from '@pgsql/types';
import type { Relation } from '../model.ts';
import { all, switchedOn } from '../nodes.ts';
import { reachOf } from './taking.ts';
import type { Taking } from './taking.ts';

const stored = ({ kind }: Relation): boolean => kind === 'table' || kind === 'materialized-view';

export function reindexLocks(taking: Taking, node: ReindexStmt): void {
  const { catalog } = taking;
  const reindex = taking.as(switchedOn(node.params, 'concurrently') ? 'REINDEX CONCURRENTLY' : 'REINDEX');
  if (node.kind === 'REINDEX_OBJECT_INDEX') {
    const { schemaname: schema, relname: name = '' } = node.relation ?? {};
    const index = catalog.index({ schema, name });
    if (index) reindex.on('relation', taking.named(index.table));
    if (index) reindex.on('index', taking.named(index.name));
    return;
  }
  const one = taking.range(node.relation);
  const inScope = ({ name }: Relation): boolean => node.kind !== 'REINDEX_OBJECT_SCHEMA' || name.schema === node.name;
  for (const relation of one ? [one] : catalog.relations.filter(stored).filter(inScope)) {
    reindex.down(relation);
    for (const { name } of storedBelow(taking, relation).flatMap((table) => catalog.indexes(table.name))) {
      reindex.on('index', taking.named(name));
    }
  }
}

/** A partitioned table and its indexes hold nothing themselves. */
function storedBelow(taking: Taking, relation: Relation): readonly Relation[] {
  if (relation.kind !== 'partitioned-table') return [relation];
  return relation.partitions.flatMap((name) => {
    const child = taking.named(name);
    return child ? storedBelow(taking, child) : [];
  });
}

export function vacuumLocks(taking: Taking, node: VacuumStmt): void {
  const full = switchedOn(node.options, 'full') ? 'VACUUM FULL' : 'VACUUM';
  const form = node.is_vacuumcmd ? full : 'ANALYZE';
  const ranges = all('VacuumRelation', node.rels).map(({ relation }) => relation);
  for (const range of ranges) {
    const only = form === 'ANALYZE' && reachOf(range) === 'only';
    taking.as(only ? 'ANALYZE ONLY' : form).down(taking.range(range), only ? 'all' : reachOf(range));
  }
  if (ranges.length > 0) return;
  const every = taking.catalog.relations.filter(
    (relation) => stored(relation) || (form === 'ANALYZE' && relation.kind === 'partitioned-table'),
  );
  for (const relation of every) taking.as(form).on('relation', relation);
}
