import type { MigrationUnit } from '../../domain/migration.ts';
import type { Session } from '../../ports/database.ts';
import { quoteIdentifier } from '../../sql/names.ts';
import { journalsOf } from './journals/index.ts';
import type { Journal, JournalRow, Ledger } from './journals/journal.ts';

/** What a database that brings its own schema has run. */
export interface Applied {
  /** Units that it has not run yet. */
  readonly missing: readonly MigrationUnit[];
  /** Whether the tool would not run one. Only where it is told of each; else of none. */
  readonly hasRun: Ledger['hasRun'];
  /** Begun and not ended, by the tool's own account. */
  readonly halfway: readonly string[];
}

/** Reads the journal of the units' tool; undefined where there is none that tells. */
export async function appliedIn(observer: Session, units: readonly MigrationUnit[]): Promise<Applied | undefined> {
  for (const journal of journalsOf(units[0]?.up?.tool ?? 'command')) {
    const rows = await rowsOf(observer, journal);
    if (rows.length === 0) continue;
    const { hasRun, tells, halfway } = journal.read(rows);
    const missing = units.filter((unit) => !hasRun(unit));
    // A journal that knows none of them is of another history, or was begun anew.
    if (missing.length === units.length) continue;
    return { missing, hasRun: tells === 'each' ? hasRun : () => false, halfway };
  }
  return undefined;
}

interface Found {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

async function rowsOf(observer: Session, journal: Journal): Promise<readonly JournalRow[]> {
  const found = await tableOf(observer, journal);
  if (!found) return [];
  const wanted = [...journal.columns, ...(journal.sometimes ?? [])].filter((name) => found.columns.includes(name));
  const select = wanted.map(quoteIdentifier).map((name) => `${name}::pg_catalog.text AS ${name}`);
  const { rows } = await observer.query<JournalRow>(
    `SELECT ${select.join(', ')} FROM ${quoteIdentifier(found.schema)}.${quoteIdentifier(found.name)}`,
  );
  return rows;
}

/** Of several, the one in `public`: tools take the first schema of the search path. */
async function tableOf(observer: Session, { table, columns }: Journal): Promise<Found | undefined> {
  const [name = '', schema = ''] = table.split('.').toReversed();
  const { rows } = await observer.query<Found>(
    `SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text) AS columns
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND lower(c.relname) = $1 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND ($2 = '' OR n.nspname = $2)
      GROUP BY 1, 2 HAVING array_agg(a.attname::text) @> $3::text[]`,
    [name, schema, columns],
  );
  return rows.length === 1 ? rows[0] : rows.find((row) => row.schema === 'public');
}
