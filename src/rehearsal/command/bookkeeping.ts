import type { Node } from '@pgsql/types';
import { functionsIn, as, constantText, eachNode } from '../../sql/nodes.ts';
import { builtinVolatility } from '../../sql/volatility.ts';

/** Where migration tools write down what has run, by the names in their own sources. */
const knownJournals = new Set(
  `knex_migrations knex_migrations_lock typeorm_metadata migrations SequelizeMeta SequelizeData kysely_migration
  kysely_migration_lock mikro_orm_migrations schema_migrations ar_internal_metadata django_migrations
  django_content_type auth_permission alembic_version pgmigrations _prisma_migrations __drizzle_migrations
  _yoyo_migration _yoyo_log _yoyo_version yoyo_lock flyway_schema_history databasechangelog databasechangeloglock
  goose_db_version umzug_migrations doctrine_migration_versions __EFMigrationsHistory __efmigrationslock
  phinxlog`.split(/\s+/),
);

/** Settings of a connection that change nothing a migration does; drivers set them by themselves. */
const ofDrivers = new Set(
  `client_encoding client_min_messages standard_conforming_strings timezone datestyle intervalstyle application_name
  extra_float_digits bytea_output names lc_messages backslash_quote jit statement_log`.split(/\s+/),
);

const talk = ['VariableShowStmt', 'ListenStmt', 'UnlistenStmt', 'NotifyStmt', 'DeallocateStmt', 'DiscardStmt'];
const rowWrites = ['InsertStmt', 'UpdateStmt'];
/** What a tool does to its own tables; to drop one is a migration's own deed. */
const keeping = [...rowWrites, 'DeleteStmt', 'TruncateStmt', 'LockStmt', 'SelectStmt', 'CreateStmt', 'IndexStmt'];

export const isJournal = (table: string, journals: ReadonlySet<string>): boolean =>
  knownJournals.has(table) || journals.has(table);

/** What a tool says for itself: its journal and its lock, and what it or its driver asks the catalog. */
export const isBookkeeping = (node: Node, journals: ReadonlySet<string>): boolean =>
  isTalk(node) || keepsJournal(node, journals);

/** What leaves nothing behind: questions to the catalog, settings of the driver's. */
export function isTalk(node: Node): boolean {
  if (talk.some((kind) => kind in node)) return true;
  const setting = as('VariableSetStmt', node);
  if (setting) return ofDrivers.has((setting.name ?? '').toLowerCase());
  return 'SelectStmt' in node && onlyAsks(node, tablesIn(node));
}

function keepsJournal(node: Node, journals: ReadonlySet<string>): boolean {
  const tables = tablesIn(node);
  const keeps = keeping.some((kind) => kind in node);
  return keeps && tables.length > 0 && tables.every(({ name }) => isJournal(name, journals));
}

/** A question to the catalog, or to nobody; a lock that a tool takes against a second of its kind. */
function onlyAsks(node: Node, tables: readonly Table[]): boolean {
  const select = as('SelectStmt', node);
  if (select?.intoClause || select?.lockingClause) return false;
  const asksCatalog = tables.every(
    ({ schema, name }) =>
      schema === 'pg_catalog' || schema === 'information_schema' || (schema === undefined && name.startsWith('pg_')),
  );
  return asksCatalog && functionsIn(node).every(({ schema, name }) => isHarmless(schema, name));
}

const isHarmless = (schema: string | undefined, name: string): boolean =>
  name.includes('advisory') ||
  name.startsWith('pg_get_') ||
  schema === 'information_schema' ||
  askers.has(name) ||
  !['volatile', 'unknown'].includes(builtinVolatility(name));

const askers = new Set(
  `format_type count max min sum bool_and bool_or array_agg string_agg json_object_agg jsonb_object_agg unnest
  generate_subscripts generate_series row_number col_description shobj_description pg_table_is_visible
  pg_type_is_visible pg_is_in_recovery pg_encoding_to_char quote_ident any_value regexp_split_to_table has_schema_privilege
  has_database_privilege pg_my_temp_schema pg_relation_filenode pg_sequence_last_value clock_timestamp txid_current
  _pg_expandarray pg_size_pretty pg_total_relation_size pg_try_advisory_lock`.split(/\s+/),
);

interface Table {
  readonly schema?: string;
  readonly name: string;
}

/** Every table that a statement names, whatever it does to it. */
function tablesIn(node: Node): readonly Table[] {
  const found: Table[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (typeof value === 'object' && value !== null) {
      const { relname, schemaname } = value as { readonly relname?: unknown; readonly schemaname?: unknown };
      if (typeof relname === 'string')
        found.push({ name: relname, ...(typeof schemaname === 'string' && { schema: schemaname }) });
      for (const child of Object.values(value)) visit(child);
    }
  };
  visit(node);
  return found;
}

/** What a statement writes into a table, as texts; undefined where it writes into none. */
export function written(node: Node): { readonly table: string; readonly values: readonly string[] } | undefined {
  if (!rowWrites.some((kind) => kind in node)) return undefined;
  const [table] = tablesIn(node);
  if (!table) return undefined;
  const values: string[] = [];
  // What an UPDATE looks for is no longer so.
  eachNode(as('UpdateStmt', node)?.targetList ?? node, (kind, body) => {
    const text = kind === 'A_Const' ? constantText({ A_Const: body } as Node) : undefined;
    if (text !== undefined) values.push(text);
  });
  return { table: table.name, values };
}
