import type { Column, Relation } from '../../sql/model.ts';
import type { Facts } from './facts.ts';
import { uniqueKeys } from './indexed.ts';
import { column } from './tables.ts';

/** What leads through a table in portions, each row once. */
export type Walk =
  | { readonly by: 'key'; readonly column: Column }
  | { readonly by: 'keys'; readonly columns: readonly Column[] }
  /** Its blocks on disk: nothing tells its rows apart. */
  | { readonly by: 'pages' }
  /** The table is not known: as if it had an id. */
  | { readonly by: 'assumed' };

/** Undefined where there is no way through: of a partitioned table without a key of one column, say. */
export function walkOf(table: Relation, facts: Facts): Walk | undefined {
  if (!table.known) return { by: 'assumed' };
  const primary = table.constraints.flatMap(({ kind, columns }) => (kind === 'primary-key' ? [columns] : []));
  const keys = [...primary, ...uniqueKeys(table.name, facts)]
    .map((names) => names.map((name) => column(table, name)))
    .flatMap((found) => {
      const columns = found.filter((one) => one !== undefined);
      return columns.length === found.length && columns.every(({ notNull }) => notNull) ? [columns] : [];
    });
  const [only] = keys.find((key) => key.length === 1) ?? [];
  if (only) return { by: 'key', column: only };
  // A row's place on disk means nothing beyond its own file.
  if (table.kind !== 'table' || table.heirs.length > 0) return undefined;
  const [columns] = keys;
  if (columns) return { by: 'keys', columns };
  return facts.postgres >= 14 ? { by: 'pages' } : undefined;
}
