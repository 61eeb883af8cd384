import type { Result } from '../domain/errors.ts';
import type { MigrationFile, ToolId, TransactionMode } from '../domain/migration.ts';

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
  readonly afterFailure: { readonly says: string; readonly command: string };
  /** How one writes a migration file that runs outside a transaction: the words of “Instead”. */
  readonly outsideTransaction: { readonly says: string; readonly before: string; readonly after: string };
  /** Where the runner's session settings go (connection string, role): the words of missing-lock-timeout. */
  readonly sessionSettings: string;
  /** A migration file of this tool by its own naming; undefined otherwise. `path` is relative to the repository. */
  recognise(path: string): { readonly version: string; readonly direction: 'up' | 'down' | 'both' } | undefined;
  /** Paths beside a migration file that `read` wants as companions. */
  companions?(path: string): readonly string[];
  /** The tool's own order of two versions: negative = a first. */
  compareVersions(a: string, b: string): number;
  read(file: NamedText, settings: ReadSettings): Result<MigrationFile>;
}
