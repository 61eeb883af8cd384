import type { MigrationUnit, ToolId } from '../domain/migration.ts';
import type { Session } from '../ports/database.ts';

/** Where a tool writes down what has run: a row for each, or the newest version alone. */
interface Journal {
  readonly table: string;
  readonly select: string;
  readonly holds: 'each' | 'newest';
}

const each = (table: string, select: string): Journal => ({ table, select, holds: 'each' });

const journals: Readonly<Partial<Record<ToolId, Journal>>> = {
  'golang-migrate': { table: 'schema_migrations', select: 'version', holds: 'newest' },
  dbmate: each('schema_migrations', 'version'),
  diesel: each('__diesel_schema_migrations', 'version'),
  flyway: each('flyway_schema_history', 'version'),
  goose: each('goose_db_version', 'version_id'),
  'node-pg-migrate': each('pgmigrations', 'name'),
  prisma: each('_prisma_migrations', 'migration_name'),
  refinery: each('refinery_schema_history', 'version'),
  'sql-migrate': each('gorp_migrations', 'id'),
  sqlx: each('_sqlx_migrations', 'version'),
  supabase: each('supabase_migrations.schema_migrations', 'version'),
};

/** The units that a restored database has not run yet; undefined where it does not tell. */
export async function notApplied(
  observer: Session,
  units: readonly MigrationUnit[],
): Promise<readonly MigrationUnit[] | undefined> {
  const journal = journals[units[0]?.up?.tool ?? 'command'];
  if (!journal) return undefined;
  const { rows: tables } = await observer.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relname = $1 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND ($2 = '' OR n.nspname = $2)`,
    [journal.table.split('.').at(-1), journal.table.includes('.') ? journal.table.split('.')[0] : ''],
  );
  const [table, another] = tables;
  if (!table || another) return undefined;
  const { rows } = await observer.query<{ ran: string | null }>(
    `SELECT ${journal.select}::text AS ran FROM ${table.name}`,
  );
  const ran = new Set(rows.flatMap((row) => (row.ran === null ? [] : [plain(row.ran)])));
  if (ran.size === 0) return undefined;
  if (journal.holds === 'each') return units.filter((unit) => !namesOf(unit).some((name) => ran.has(name)));
  const newest = Math.max(...[...ran].map(Number));
  return units.filter(({ version }) => !(Number(version) <= newest));
}

/** `0007` and `7` are one version, and diesel writes `2020-01-01-000000` without the dashes. */
const plain = (name: string): string =>
  /^[\d-]+$/.test(name) ? name.replace(/-/g, '').replace(/^0+(?=\d)/, '') : name;

/** All that a tool may call a migration: its version, its file, its folder. */
function namesOf({ version, up }: MigrationUnit): readonly string[] {
  const parts = (up?.path ?? '').split('/');
  const file = parts.at(-1) ?? '';
  return [version, file, file.replace(/\.sql$/, ''), file.replace(/(\.up)?\.\w+$/, ''), parts.at(-2) ?? ''].map(plain);
}
