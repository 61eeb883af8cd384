import type { FileStatus } from './pull-request.ts';

/** Every tool of the contract is recognised; one that cannot be read yet is an error, never “no migrations”. */
export const toolIds = [
  'sql',
  'golang-migrate',
  'goose',
  'sql-migrate',
  'dbmate',
  'flyway',
  'liquibase',
  'sqitch',
  'prisma',
  'drizzle',
  'diesel',
  'sqlx',
  'atlas',
  'supabase',
  'hasura',
  'popx',
  'refinery',
  'graphile-migrate',
  'node-pg-migrate',
  'yoyo',
  'pgroll',
  'knex',
  'typeorm',
  'sequelize',
  'kysely',
  'mikro-orm',
  'db-migrate',
  'umzug',
  'rails',
  'django',
  'alembic',
  'ecto',
  'command',
] as const;
export type ToolId = (typeof toolIds)[number];

/**
 * How the tool's runner sends a file:
 * per-statement = autocommit; per-file = BEGIN, statements, COMMIT; one-message = one simple-query string
 * (an implicit transaction when it holds several statements); all-pending = one transaction for all new files.
 */
export type TransactionMode = 'per-statement' | 'per-file' | 'one-message' | 'all-pending';

export type Direction = 'up' | 'down' | 'both';

/**
 * One migration file as its tool reads it.
 * `up` and `down` are the whole file with everything outside the section blanked by spaces, line breaks kept, so that
 * every offset, line and column in them is also that of the file. Absent: the file has no such section.
 */
export interface MigrationFile {
  readonly path: string;
  readonly tool: ToolId;
  /** As written in the name: `0002`, `1.1`. Empty where the tool has none (repeatable migrations). */
  readonly version: string;
  readonly transaction: TransactionMode;
  /** Mode of the down section where it differs from the up section's. */
  readonly downTransaction?: TransactionMode;
  /**
   * The tool leaves its transaction out when every statement of the file is one that Postgres refuses inside one
   * (Flyway). Whether that holds is for the parser's user to say; `transaction` is the mode if it does not.
   */
  readonly autocommitWhenOnlyNonTransactional?: true;
  /** The runner puts the session's settings back (RESET ALL) before it sends the file. */
  readonly freshSettings?: true;
  /** Rewritten until the day it is committed (graphile-migrate's current.sql): no database has run it for good. */
  readonly draft?: true;
  /** Run late where a newer one is applied already, whatever the tool does with others (refinery's U files). */
  readonly mayComeLate?: true;
  readonly direction: Direction;
  /** Where the tool's own list (plan, journal, change log) puts it: that is the order then, whatever its version. */
  readonly place?: readonly number[];
  /** What the tool compares with the newest applied one where that is not the version: a journal's `when`. */
  readonly stamp?: number;
  /** What the tool tells migrations apart by where that is not the file: a changeset, one deployment of a change. */
  readonly identity?: string;
  /** Why the tool never runs the file: “is not in the journal …”. */
  readonly neverRuns?: string;
  /** Why the tool would run neither this file nor any other of its set. */
  readonly refused?: Refusal;
  readonly up?: string;
  readonly down?: string;
  /** The file's own text, a BOM stripped. */
  readonly text: string;
  /** What the reader had to assume or drop, for the report: “a byte order mark was removed”. */
  readonly warnings: readonly string[];
}

/** A tool that guards its files says no: what is wrong in which of them, and what to do. */
export interface Refusal {
  readonly file: string;
  readonly says: string;
  readonly advice: string;
}

/** A tool's own list (plan, journal, change log) as the pull request leaves it: merged migrations change places, or go. */
export type ListChange = { readonly list: string; readonly tool: ToolId } & (
  { readonly first: string; readonly then: string } | { readonly gone: string }
);

/** A migration file that the pull request changes. */
export interface ChangedMigration extends MigrationFile {
  readonly status: FileStatus;
  readonly previousPath?: string;
  /** The text at the merge base, for a modified, renamed or deleted file. */
  readonly baseText?: string;
}

/** A step of a run: the up and, where somebody wrote one, the down of one version, in the tool's order. */
export interface MigrationUnit {
  readonly version: string;
  readonly up?: MigrationFile;
  readonly down?: MigrationFile;
}
