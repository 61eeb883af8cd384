import type { Result } from '../domain/errors.ts';
import type { Direction, MigrationFile, ToolId, TransactionMode } from '../domain/migration.ts';

/** A file of the repository as a tool sees it. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** What the configuration says beside the file: Flyway's `${…}`, golang templates, the team's transaction mode. */
export interface ReadSettings {
  readonly placeholders: Readonly<Record<string, string>>;
  readonly transaction?: TransactionMode;
  /** Files beside it that change its meaning (diesel's metadata.toml, Flyway's .conf), by path. */
  readonly companions: ReadonlyMap<string, string>;
}

/** What happens to a version older than the newest applied one. */
export type OlderVersion = 'skipped' | 'refused' | 'applied' | 'unknown';

/** FILE, VERSION, PREVIOUS_VERSION, MIGRATION_NAME (the file's folder), MIGRATIONS (its path) and DATABASE stand for the real ones. */
export interface AfterFailure {
  readonly says: string;
  readonly command: string;
  /** What migrates, once `command` has cleared the tool's record; absent where `command` itself does. */
  readonly then?: string;
  /** A file in a transaction leaves nothing on the record that had to be cleared. */
  readonly clears?: 'outside-transaction';
}

/** What a path alone says of a migration file. */
export interface Recognised {
  readonly version: string;
  readonly direction: Direction;
  /** See `MigrationFile`. */
  readonly draft?: true;
}

/** A migration tool whose files are SQL text: text in, script out, no file system. */
export interface MigrationTool {
  readonly id: ToolId;
  /** As people write it: “golang-migrate”, “Flyway”. */
  readonly title: string;
  /** pairs = a file of its own; in-file = a section; none = the tool has no downs; optional = pairs, often absent. */
  readonly downs: 'pairs' | 'in-file' | 'none' | 'optional';
  readonly olderVersion: OlderVersion;
  /** The tool tells migrations apart by more than the version (Prisma: the whole folder name): a repeat is no mistake. */
  readonly versionsMayRepeat?: true;
  /** After a failure: which flag stays, and the exact command that continues. */
  readonly afterFailure: AfterFailure;
  /** Outside a transaction it records each statement: the next run goes on behind those that are done (Atlas). */
  readonly goesOn?: true;
  /** How one writes a migration file that runs outside a transaction: the words of “Instead”. */
  readonly outsideTransaction: { readonly says: string; readonly before: string; readonly after: string };
  /** What stands around a statement with semicolons inside, where the tool would cut it at them. */
  readonly block?: { readonly before: string; readonly after: string };
  /** What its platform puts into a database before the first migration, and where to get that: for a base that misses it. */
  readonly platform?: string;
  /** Where the runner's session settings go (connection string, role): the words of missing-lock-timeout. */
  readonly sessionSettings: string;
  /** A migration file of this tool by its own naming; undefined otherwise. `path` is relative to the repository. */
  recognise(path: string): Recognised | undefined;
  /** Paths beside a migration file that `read` wants as companions; `folder` is all the files of its set. */
  companions?(path: string, folder: readonly string[]): readonly string[];
  /** Of all the files of its set, those that the tool runs on Postgres (popx: a file for one database takes another's place). */
  chosen?(folder: readonly string[]): readonly string[];
  /** The tool's own order of two versions: negative = a first. */
  compareVersions(a: string, b: string): number;
  /** Problem `unreadable-migration` or `placeholder-unresolved`, with file and line: nothing is guessed. */
  read(file: NamedText, settings: ReadSettings): Result<MigrationFile>;
  /** Of a tool that keeps several migrations in one file, each with an identity; `read` reads the first of them. */
  readAll?(file: NamedText, settings: ReadSettings): Result<readonly MigrationFile[]>;
}
