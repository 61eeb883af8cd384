import type { LockMode } from '../domain/lock.ts';
import type { ToolId, TransactionMode } from '../domain/migration.ts';
import type { Catalog } from './model.ts';
import type { QualifiedName } from './qualified-name.ts';
import type { OpaqueSql, Statement } from './statement.ts';

/** A relation lock that a statement takes, as far as its text and the catalog tell. */
export interface RelationLock {
  readonly relation: QualifiedName;
  /** `schema.name`, quoted as Postgres would. */
  readonly object: string;
  readonly mode: LockMode;
  /** Made by this pull request: nobody waits for it. */
  readonly madeHere: boolean;
}

/** A lock that the transaction of a statement already holds. */
export interface HeldLock extends RelationLock {
  readonly by: Statement;
}

/** The session as one statement finds it. */
export interface SessionState {
  /** none = autocommit; own = the file's BEGIN; runner = the tool's; message = the implicit one of a simple query. */
  readonly transaction: 'none' | 'own' | 'runner' | 'message';
  /** From 1, counts transactions of the run; statements outside have a number each. */
  readonly transactionNumber: number;
  /** Milliseconds in force; 0 = waits for ever, set so; undefined = nobody set it. */
  readonly lockTimeoutMs: number | undefined;
  readonly statementTimeoutMs: number | undefined;
  readonly searchPath: readonly string[];
  readonly timeZone: string | undefined;
  readonly held: readonly HeldLock[];
  /** Earlier statements of the same transaction. */
  readonly before: readonly Statement[];
  /** Those of one kind of node: looked up, where `before` is a list made anew. */
  readonly beforeOf: (kind: string) => readonly Statement[];
}

/** A file as its runner sends it. */
export interface Script {
  readonly path: string;
  readonly text: string;
  readonly transaction: TransactionMode;
  /** See `MigrationFile`: the runner leaves its transaction out where every statement stands alone. */
  readonly autocommitWhenOnlyNonTransactional?: true;
  /** See `MigrationFile`: no SET of an earlier file is in force in this one. */
  readonly freshSettings?: true;
  readonly tool: ToolId;
}

/** One statement of a run, with the world as it finds it. */
export interface Step {
  readonly script: Script;
  readonly statement: Statement;
  /** Before the statement. */
  readonly catalog: Catalog;
  readonly session: SessionState;
  /** What the statement itself takes, beside what its transaction already holds; strongest mode per relation. */
  readonly locks: readonly RelationLock[];
  /** In a DO body or a called function: the statement of the file that runs it. */
  readonly inside?: Statement;
  /** A DO body or called procedure that has COMMIT or ROLLBACK: only in autocommit it may. */
  readonly endsTransactions?: true;
  /** What could not be read in this statement's own body. */
  readonly opaque: readonly OpaqueSql[];
}
