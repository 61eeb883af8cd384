import type { Session } from '../../ports/database.ts';
import type { TableShape } from '../../volume/shape.ts';

/** Sequences go on behind the rows. */
export async function setSequences(observer: Session, table: TableShape): Promise<void> {
  const { rows } = await observer.query<{ sequence: string; column: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(s.relname) AS sequence, quote_ident(a.attname) AS column
       FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_namespace n ON n.oid = s.relnamespace
       JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
      WHERE d.refobjid = $1 AND d.deptype IN ('a', 'i') AND d.classid = 'pg_class'::regclass`,
    [table.oid],
  );
  for (const { sequence, column } of rows) {
    const next = `SELECT setval('${sequence.replaceAll("'", "''")}', max(${column})::bigint) FROM ${table.name} HAVING max(${column}) IS NOT NULL`;
    await observer.run(next);
  }
}
