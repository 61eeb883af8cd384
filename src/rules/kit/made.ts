import type { CreateStmt, RangeVar } from '@pgsql/types';
import type { Relation } from '../../sql/model.ts';
import type { QualifiedName } from '../../sql/qualified-name.ts';
import type { Facts } from './facts.ts';
import { nameOf } from './tables.ts';

/** The table that CREATE TABLE makes; undefined for a temporary one, and where IF NOT EXISTS finds it made. */
export function madeTable(
  { relation, if_not_exists: unlessThere }: CreateStmt,
  facts: Facts,
): QualifiedName | undefined {
  if (!relation || relation.relpersistence === 't') return undefined;
  const { schema, name } = nameOf(relation);
  const found = facts.catalog.relation({ schema, name });
  if (unlessThere && found?.known) return undefined;
  return { schema: schema ?? facts.session.searchPath.find((one) => one !== 'pg_catalog') ?? 'public', name };
}

/** A table of any age that outlives the session. */
export function lastingTable(range: RangeVar | undefined, facts: Facts): Relation | undefined {
  const relation = range && facts.catalog.relation(nameOf(range));
  return relation && relation.persistence !== 'temporary' ? relation : undefined;
}
