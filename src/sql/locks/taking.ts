import type { RangeVar } from '@pgsql/types';
import { strength } from '../../domain/lock.ts';
import type { LockMode } from '../../domain/lock.ts';
import { keyOf } from '../catalog.ts';
import type { Catalog, QualifiedName, Relation, RelationLock } from '../model.ts';
import { objectName, writtenName } from '../names.ts';
import type { WrittenName } from '../names.ts';

/** Collects the locks of one statement, the strongest mode a relation. */
export interface Taking {
  readonly catalog: Catalog;
  take(relation: Relation | undefined, mode: LockMode): void;
  /** The relation and, where it has any, its partitions below. */
  takeTree(relation: Relation | undefined, mode: LockMode): void;
  named(name: WrittenName): Relation | undefined;
  range(range: RangeVar | undefined): Relation | undefined;
  taken(): readonly RelationLock[];
}

export function startTaking(catalog: Catalog): Taking {
  const locks = new Map<string, RelationLock>();
  const take = (relation: Relation | undefined, mode: LockMode): void => {
    if (!relation || isSystem(relation.name)) return;
    const key = keyOf(relation.name);
    const before = locks.get(key);
    if (before && strength(before.mode) >= strength(mode)) return;
    const { name, madeHere } = relation;
    locks.set(key, { relation: name, object: objectName(name), mode, madeHere });
  };
  const takeTree = (relation: Relation | undefined, mode: LockMode): void => {
    take(relation, mode);
    for (const child of [...(relation?.partitions ?? []), ...(relation?.heirs ?? [])]) {
      takeTree(catalog.relation(child), mode);
    }
  };
  const named = (name: WrittenName): Relation | undefined => catalog.relation(name);
  return {
    catalog,
    take,
    takeTree,
    named,
    range: (range) => (range ? named(writtenName(range)) : undefined),
    taken: () => [...locks.values()],
  };
}

const isSystem = ({ schema, name }: QualifiedName): boolean =>
  schema === 'pg_catalog' || schema === 'information_schema' || schema === 'pg_toast' || name.startsWith('pg_');
