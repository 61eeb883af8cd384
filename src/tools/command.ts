import type { ChangedMigration, MigrationFile, ToolId } from '../domain/migration.ts';
import type { MigrationTool } from '../ports/migration-tool.ts';
import type { MigrationFolder } from './detection.ts';
import type { ChangedText } from './read.ts';
import { compareNames } from './versions.ts';

const byNumber = /^[vV]?(?:Migration)?(\d+(?:[._]\d+)*)/;
/** Alembic: twelve digits of a hash, then the name. */
const byHash = /^([0-9a-f]{12})(?=_|\.)/;

/** As written in the name; the whole name where there is no number in front. */
export function versionOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return byHash.exec(file)?.[1] ?? byNumber.exec(file)?.[1] ?? file.replace(/\.[^.]+$/, '');
}

/** A migration of the team's command: what it does is not read from it, but heard when the command runs. */
export const commandFile = (path: string, text: string, { tool }: Pick<MigrationFolder, 'tool'>): MigrationFile => ({
  path,
  text,
  tool,
  version: versionOf(path),
  transaction: 'per-statement',
  direction: 'both',
  warnings: [],
});

export const changedCommandFile = (file: ChangedText, folder: Pick<MigrationFolder, 'tool'>): ChangedMigration => ({
  ...commandFile(file.path, file.text, folder),
  status: file.status,
  ...(file.previousPath !== undefined && { previousPath: file.previousPath }),
  ...(file.baseText !== undefined && { baseText: file.baseText }),
});

/** How a migration says that it wants no transaction around it. */
const outside: Readonly<Partial<Record<ToolId, string>>> = {
  rails: '`disable_ddl_transaction!` in its class',
  django: '`atomic = False` in its class',
  alembic: 'under `with op.get_context().autocommit_block():`',
  ecto: '`@disable_ddl_transaction true` and `@disable_migration_lock true`',
  knex: '`exports.config = { transaction: false }`',
  typeorm: '`transaction = false` in its class, and `migrationsTransactionMode: "each"`',
  sequelize: 'without a `transaction` option, as Sequelize does by itself',
  umzug: 'without a transaction, as Umzug does by itself',
  'mikro-orm': '`isTransactional()` that returns false',
};

/** The words for whatever the command runs. */
export function toolOfCommand(id: ToolId, title: string, command: string): MigrationTool {
  return {
    id,
    title,
    downs: 'none',
    olderVersion: 'unknown',
    afterFailure: {
      says: 'What was committed before the failure stays; the tool’s own table tells which migrations have run.',
      command,
    },
    outsideTransaction: {
      says: `In a migration of its own, outside a transaction: ${outside[id] ?? 'as the command that runs it has it'}.`,
      before: '',
      after: '',
    },
    sessionSettings: 'the address that the command connects with (options=-c lock_timeout=5s), or the migration itself',
    recognise: () => undefined,
    compareVersions: compareNames,
    read: ({ path }) => ({
      ok: false,
      problem: {
        code: 'unreadable-migration',
        says: `${path} is run by migrations.command, and not read.`,
        advice: 'Review this change by hand.',
        file: path,
      },
    }),
  };
}
