import { keyOf } from './catalog.ts';
import type { Catalog, Column, ColumnType, Relation, UserType } from './model.ts';
import type { QualifiedName } from './qualified-name.ts';

/** Whether a type is the domain, or a domain over it; an array of it is another type. */
function isOf(type: ColumnType, domain: QualifiedName, catalog: Catalog): boolean {
  if (type.arrayDimensions > 0) return false;
  if (keyOf(type) === keyOf(domain)) return true;
  const base = catalog.type(type)?.base;
  return base !== undefined && isOf(base, domain, catalog);
}

/** A table's columns of the domain. */
export const columnsOf = (domain: UserType, table: Relation, catalog: Catalog): readonly Column[] =>
  table.columns.filter(({ type }) => isOf(type, domain.name, catalog));

const holdsRows: readonly Relation['kind'][] = ['table', 'partitioned-table', 'materialized-view', 'foreign-table'];

/** The tables with a column of the domain: what Postgres reads before the domain gets a constraint. */
export const tablesWith = (domain: UserType, catalog: Catalog): readonly Relation[] =>
  catalog.relations.filter(
    (relation) => holdsRows.includes(relation.kind) && columnsOf(domain, relation, catalog).length > 0,
  );
