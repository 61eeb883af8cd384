import type { SqlError } from '../ports/database.ts';
import { poolMemory } from '../volume/pool.ts';
import { literal } from '../volume/request.ts';
import type { TableShape } from '../volume/shape.ts';

export type Loaded =
  { readonly ok: true } | { readonly ok: false; readonly error: SqlError; readonly overLimit?: true };

/** Where a table's rows lie. */
export const targetsOf = (table: TableShape): readonly string[] =>
  table.leaves.length > 0 ? table.leaves.map(({ name }) => name) : [table.name];

/** Indexes are set aside while the rows come and built once afterwards: that also proves the keys unique. */
export function aroundRows(targets: readonly string[]): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const oids = `ARRAY[${targets.map(literal).join(', ')}]::regclass[]::oid[]`;
  // Only a superuser may; elsewhere they grow with the rows.
  const aside = `DO $aside$ BEGIN IF current_setting('is_superuser') = 'on' THEN
    UPDATE pg_index SET indisready = false, indisvalid = false
     WHERE indrelid = ANY (${oids}) AND indisready AND indisvalid; END IF; END $aside$`;
  return {
    before: [`SET LOCAL work_mem = '${poolMemory}'`, aside],
    after: [targets.map((name) => `REINDEX TABLE ${name}`).join(';\n'), ...targets.map((name) => `ANALYZE ${name}`)],
  };
}
