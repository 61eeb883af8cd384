import type { RangeVar } from '@pgsql/types';
import { catalogAt, emptyRelation, keyOf, relationAt } from '../catalog.ts';
import type { SchemaStore } from '../catalog.ts';
import type { Catalog, Index, Relation } from '../model.ts';
import { writtenName } from '../names.ts';
import type { WrittenName } from '../names.ts';
import type { QualifiedName } from '../qualified-name.ts';

/** Where a statement works: the schema it changes, and how it finds names. */
export interface Site {
  readonly store: SchemaStore;
  readonly searchPath: readonly string[];
  readonly madeHere: boolean;
  readonly complete: boolean;
}

/** The schema with what the statement has changed so far: for one question, not to be kept. */
export const lookNow = ({ store, searchPath, complete }: Site): Catalog => catalogAt(store, { searchPath, complete });

export const find = ({ store, searchPath, complete }: Site, name: WrittenName): Relation | undefined =>
  relationAt(store, { searchPath, complete }, name);

export const findRange = (site: Site, range: RangeVar | undefined): Relation | undefined =>
  range ? find(site, writtenName(range)) : undefined;

/** Where a new object goes: its own schema, or the first of the search path. */
export function newName(site: Site, { schema, name }: WrittenName): QualifiedName {
  return { schema: schema ?? site.searchPath.find((one) => one !== 'pg_catalog') ?? 'public', name };
}

export const newRelationName = (site: Site, range: RangeVar): QualifiedName =>
  range.relpersistence === 't' ? { schema: 'pg_temp', name: range.relname ?? '' } : newName(site, writtenName(range));

export function put(site: Site, relation: Relation): void {
  site.store.relations.set(keyOf(relation.name), relation);
}

/** The stored relation as it is now: an assumed one is stored from the first change on. */
export const current = (site: Site, name: QualifiedName): Relation =>
  site.store.relations.get(keyOf(name)) ?? emptyRelation(name, { madeHere: false, known: false });

export function change(site: Site, name: QualifiedName, edit: (relation: Relation) => Relation): void {
  put(site, edit(current(site, name)));
}

export function putIndex({ store }: Site, index: Index): void {
  const key = keyOf(index.name);
  const table = keyOf(index.table);
  store.indexes.set(key, index);
  const others = store.indexesOf.get(table) ?? [];
  if (!others.includes(key)) store.indexesOf.set(table, [...others, key]);
}

export function removeIndex({ store }: Site, index: Index): void {
  const key = keyOf(index.name);
  const table = keyOf(index.table);
  store.indexes.set(key, undefined);
  store.indexesOf.set(
    table,
    (store.indexesOf.get(table) ?? []).filter((other) => other !== key),
  );
}

/** Takes a relation away with its indexes; what depends on it is the caller's affair. */
export function remove(site: Site, relation: Relation): void {
  for (const index of lookNow(site).indexes(relation.name)) removeIndex(site, index);
  if (relation.partitionOf) {
    change(site, relation.partitionOf, (parent) => ({
      ...parent,
      partitions: parent.partitions.filter((one) => keyOf(one) !== keyOf(relation.name)),
    }));
  }
  // Set even where it was only assumed: from here on it is known to be gone.
  put(site, relation);
  site.store.relations.set(keyOf(relation.name), undefined);
}
