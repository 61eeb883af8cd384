import type { ToolId } from '../../../domain/migration.ts';
import { each, fileOf, folderOf, stemOf, versionOf } from './journal.ts';
import type { Journal, Names } from './journal.ts';
import { drizzle, hasura, liquibase, sqitch } from './listed.ts';
import { atlas, flyway, golangMigrate, goose, graphileMigrate } from './numbered.ts';

/** popx knows versions that older ones of it cut off after 14 digits. */
const popxVersion: Names = ({ version }) => [version, version.slice(0, 14)];

/** Tables and columns as the tools' own sources, or dumps of databases that they migrated, show them. */
const journals: Readonly<Partial<Record<ToolId, Journal>>> = {
  'golang-migrate': golangMigrate,
  goose,
  'sql-migrate': each('gorp_migrations', 'id', fileOf, { columns: ['applied_at'] }),
  dbmate: each('schema_migrations', 'version', versionOf),
  flyway,
  liquibase,
  sqitch,
  // A row for each try; one that was rolled back counts for nothing.
  prisma: each('_prisma_migrations', 'migration_name', folderOf, {
    columns: ['finished_at', 'rolled_back_at'],
    counts: (row) => row['rolled_back_at'] === null,
    ended: (row) => row['finished_at'] !== null,
  }),
  drizzle,
  diesel: each('__diesel_schema_migrations', 'version', versionOf, { columns: ['run_on'] }),
  sqlx: each('_sqlx_migrations', 'version', versionOf, {
    columns: ['success'],
    ended: ({ success }) => success === 'true',
  }),
  atlas,
  supabase: each('supabase_migrations.schema_migrations', 'version', versionOf),
  hasura,
  popx: each('schema_migration', 'version', popxVersion),
  refinery: each('refinery_schema_history', 'version', versionOf, { columns: ['checksum'] }),
  'graphile-migrate': graphileMigrate,
  'node-pg-migrate': each('pgmigrations', 'name', stemOf, { columns: ['run_on'] }),
};

/** Atlas runs the files of these tools as well, and keeps its own journal then. */
const alsoAtlas: ReadonlySet<ToolId> = new Set(['golang-migrate', 'goose', 'flyway', 'liquibase', 'dbmate']);

/** Where to look for what has run, best first. */
export function journalsOf(tool: ToolId): readonly Journal[] {
  const own = journals[tool];
  return [...(own ? [own] : []), ...(alsoAtlas.has(tool) ? [atlas] : [])];
}
