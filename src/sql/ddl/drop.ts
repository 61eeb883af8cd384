import type { DropStmt, Node, ObjectWithArgs } from '@pgsql/types';
import { keyOf } from '../catalog.ts';
import type { Index, Relation } from '../model.ts';
import { fromParts, namedBy, type WrittenName } from '../names.ts';
import { as } from '../nodes.ts';
import { namedInputs } from '../routine-inputs.ts';
import { dropConstraints } from './constraints.ts';
import { forgetAllOf, forgetDependent } from './dependents.ts';
import { change, find, lookNow, newName, remove, removeIndex } from './site.ts';
import type { Site } from './site.ts';

export function drop(site: Site, { objects, removeType }: DropStmt): void {
  for (const object of objects ?? []) dropOne(site, removeType, object);
}

function dropOne(site: Site, type: DropStmt['removeType'], object: Node): void {
  const parts = namedBy(object);
  switch (type) {
    case 'OBJECT_TABLE':
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
    case 'OBJECT_FOREIGN_TABLE': {
      const relation = find(site, fromParts(parts));
      if (relation) dropRelation(site, relation);
      break;
    }
    case 'OBJECT_INDEX': {
      const index = lookNow(site).index(fromParts(parts));
      if (index) dropIndex(site, index);
      break;
    }
    case 'OBJECT_SCHEMA':
      dropSchema(site, parts[0] ?? '');
      break;
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN': {
      const found = lookNow(site).type(fromParts(parts));
      if (found) site.store.types.set(keyOf(found.name), undefined);
      break;
    }
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
      dropRoutine(site, fromParts(parts), as('ObjectWithArgs', object));
      break;
    case 'OBJECT_RULE': {
      const relation = find(site, fromParts(parts.slice(0, -1)));
      if (relation) forgetDependent(site, { kind: 'rule', on: relation.name, name: parts.at(-1) ?? '' });
      break;
    }
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
      dropOnTable(site, parts);
      break;
    default:
      break;
  }
}

/** A unique index was as good as a constraint. */
function dropIndex(site: Site, index: Index): void {
  removeIndex(site, index);
  if (!index.unique || index.partial || index.hasExpressions || index.madeHere || !site.madeHere) return;
  const unique = { name: index.name.name, kind: 'unique', columns: index.columns } as const;
  change(site, index.table, (relation) => ({
    ...relation,
    dropped: [...relation.dropped, { ...unique, validated: true, provesNotNull: [] }],
  }));
}

function dropRoutine(site: Site, written: WrittenName, node: ObjectWithArgs | undefined): void {
  const routine = lookNow(site).routine(written);
  const name = routine?.name ?? newName(site, written);
  const inputs = node && namedInputs(node)?.join();
  if (routine && routine.others.length > 0 && inputs !== undefined) {
    const [next, ...others] = [routine, ...routine.others].filter((one) => one.inputs.join() !== inputs);
    if (next) site.store.routines.set(keyOf(name), { ...next, others });
    return;
  }
  site.store.routines.set(keyOf(name), undefined);
  forgetDependent(site, { kind: 'routine', on: name });
  for (const caller of lookNow(site).callers(name)) {
    const view = caller.name === undefined ? lookNow(site).relation(caller.on) : undefined;
    if (view?.known) dropRelation(site, view);
    forgetDependent(site, caller);
  }
}

/** `schema.table.trigger`: the last part is the trigger's or policy's. */
function dropOnTable(site: Site, parts: readonly string[]): void {
  const relation = find(site, fromParts(parts.slice(0, -1)));
  if (!relation) return;
  const without = (names: readonly string[]): readonly string[] => names.filter((name) => name !== parts.at(-1));
  change(site, relation.name, (one) => ({ ...one, triggers: without(one.triggers), policies: without(one.policies) }));
  for (const kind of ['trigger', 'policy'] as const) {
    forgetDependent(site, { kind, on: relation.name, name: parts.at(-1) ?? '' });
  }
}

/**
 * With a table go its partitions, the foreign keys that point at it and the views that read it. Whether CASCADE was
 * written is not asked: without it Postgres refuses the statement, and nothing after it runs.
 */
export function dropRelation(site: Site, relation: Relation): void {
  const key = keyOf(relation.name);
  for (const child of relation.partitions) {
    const found = find(site, child);
    if (found) dropRelation(site, found);
  }
  for (const { table } of lookNow(site).referencing(relation.name)) {
    dropConstraints(site, table, ({ references: to }) => to !== undefined && keyOf(to.table) === key);
  }
  const readers = lookNow(site).relations.filter(({ reads }) => reads.some((read) => keyOf(read) === key));
  remove(site, relation);
  forgetAllOf(site, relation.name);
  for (const view of readers) if (find(site, view.name)) dropRelation(site, view);
}

function dropSchema(site: Site, schema: string): void {
  site.store.schemas.set(schema, undefined);
  for (const relation of lookNow(site).relations) if (relation.name.schema === schema) dropRelation(site, relation);
  for (const type of site.store.types.values())
    if (type.name.schema === schema) site.store.types.set(keyOf(type.name), undefined);
}
