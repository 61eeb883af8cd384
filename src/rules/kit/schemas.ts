import type { Facts } from './facts.ts';
import { objectName } from './tables.ts';

/** What people look for in a schema; sequences and indexes belong to its tables. */
const shown: readonly string[] = ['table', 'partitioned-table', 'view', 'materialized-view', 'foreign-table'];

/** Tables and views of a schema that were there before the pull request; partitions count with their parent. */
export const contentsOf = (schema: string, { catalog }: Facts): readonly string[] =>
  catalog.relations
    .filter(
      ({ name, kind, madeHere, partitionOf }) =>
        name.schema === schema && shown.includes(kind) && !madeHere && partitionOf === undefined,
    )
    .map(({ name }) => objectName(name));

/** A schema that others may be using: there before the pull request, as far as is known. */
export function existingSchema(name: string, facts: Facts): boolean {
  const found = facts.catalog.schema(name);
  if (found) return !found.madeHere;
  return !facts.catalog.complete || name === 'public' || contentsOf(name, facts).length > 0;
}
