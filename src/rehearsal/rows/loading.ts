import type { SqlError } from '../../ports/database.ts';
import { poolMemory } from '../../volume/pool.ts';
import { literal } from '../../volume/request.ts';
import type { TableShape } from '../../volume/shape.ts';

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
  // With the least WAL it is left out for a file that this transaction made. Others pointing at the table keep it from
  // being emptied, even where it is empty; and it makes its indexes valid, so this comes first.
  const anew = `DO $anew$ DECLARE target regclass; fires boolean; filled boolean; BEGIN
    IF current_setting('wal_level') <> 'minimal' OR current_setting('is_superuser') <> 'on' THEN RETURN; END IF;
    FOR target, fires IN SELECT oid, relhastriggers FROM pg_class WHERE oid = ANY (${oids}) AND relkind = 'r' LOOP
      EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s)', target) INTO filled;
      CONTINUE WHEN filled;
      UPDATE pg_class SET relhastriggers = false WHERE oid = target;
      EXECUTE format('TRUNCATE ONLY %s', target);
      UPDATE pg_class SET relhastriggers = fires WHERE oid = target;
    END LOOP; END $anew$`;
  return {
    before: [anew, `SET LOCAL work_mem = '${poolMemory}'`, aside],
    after: [targets.map((name) => `REINDEX TABLE ${name}`).join(';\n'), ...targets.map((name) => `ANALYZE ${name}`)],
  };
}
