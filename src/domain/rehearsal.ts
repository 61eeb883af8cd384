import type { Blocked, LockMode } from './lock.ts';

/** All times are milliseconds, all sizes bytes. */
export interface NotMeasured {
  readonly status: 'not-measured';
  readonly because: string;
}
export const notMeasured = (because: string): NotMeasured => ({ status: 'not-measured', because });

export type ProviderName = 'embedded' | 'docker' | 'url';
export type VolumeSource = 'snapshot' | 'seed' | 'synthetic' | 'existing';
export type WorkClass = 'metadata' | 'scan' | 'scan-sort' | 'rewrite' | 'rows';

export interface TableVolume {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly source: VolumeSource;
  readonly productionRows?: number;
}

export interface ObservedLock {
  readonly object: string;
  readonly mode: LockMode;
  /** To the end of the transaction. */
  readonly heldMs: number;
  readonly blocks: readonly Blocked[];
}

export interface MeasuredEstimate {
  readonly class: WorkClass;
  readonly productionMs: readonly [low: number, high: number];
  readonly model: string;
  /** Rows of the tables the model was fitted on, smallest first. */
  readonly sizes: readonly number[];
  /** The fit's largest relative residual. */
  readonly error: number;
  readonly calibrated: boolean;
}
export type Estimate = MeasuredEstimate | (NotMeasured & { readonly class: WorkClass });

export interface StatementRun {
  readonly file: string;
  readonly line: number;
  /** The migration's own text. */
  readonly sql: string;
  readonly durationMs: number;
  readonly locks: readonly ObservedLock[];
  readonly rewrites: readonly string[];
  readonly scans: readonly { readonly table: string; readonly rows: number }[];
  readonly walBytes: number;
  readonly tempBytes: number;
  /** DML only. */
  readonly rowsAffected?: number;
  readonly estimate: Estimate;
  readonly error?: StatementError;
}

/** SQLSTATE and our own sentence; never a server message, a row value, DETAIL or HINT. */
export interface StatementError {
  readonly sqlstate: string;
  readonly says: string;
}

export type Traffic =
  | {
      readonly status: 'measured';
      readonly longestReadStallMs: number;
      readonly longestWriteStallMs: number;
      readonly blockedStatements: number;
    }
  | NotMeasured;

export type Rollback =
  | {
      readonly status: 'reverts' | 'loses-data' | 'differs' | 'fails' | 'missing';
      readonly says: string;
      /** The rollback we made where nobody wrote one, graded the same way. */
      readonly generated?: {
        readonly status: 'reverts' | 'loses-data' | 'differs' | 'fails';
        readonly says: string;
        readonly sql: string;
      };
    }
  | NotMeasured;

export interface RerunPoint {
  /** After how many committed steps the run was interrupted. */
  readonly after: number;
  /** What exists then. */
  readonly schema: string;
  /** The tool's exact command that continues. */
  readonly next: string;
}
export type Rerun =
  | {
      readonly status: 'idempotent' | 'resumes' | 'fails';
      readonly says: string;
      readonly points: readonly RerunPoint[];
    }
  | NotMeasured;

export interface Leftover {
  readonly kind: 'invalid-index' | 'not-validated';
  readonly object: string;
}

export interface BrokenQuery {
  readonly query: string;
  readonly source: string;
  readonly sqlstate: string;
}
export interface CompatibilityCheck {
  readonly checked: number;
  readonly coverage?: {
    readonly source: string;
    readonly ageDays: number;
    readonly callsShare: number;
  };
  readonly broken: readonly BrokenQuery[];
}

/** The rehearsal as the report tells it: the `rehearsal` key of the contract. */
export type Rehearsal = RehearsalRun | { readonly status: 'skipped'; readonly because: string } | RehearsalBreak;

export interface RehearsalRun {
  readonly status: 'ran';
  readonly postgres: string;
  readonly provider: ProviderName;
  readonly volume: readonly TableVolume[];
  readonly statements: readonly StatementRun[];
  readonly traffic: Traffic;
  readonly rollback: Rollback;
  readonly rerun: Rerun;
  readonly leftovers: readonly Leftover[];
  readonly compatibility: {
    readonly backward: CompatibilityCheck | NotMeasured;
    readonly forward: CompatibilityCheck | NotMeasured;
  };
  /** Unified diff of the schema before and after. */
  readonly schemaDiff: string;
  /** What the reader should know of how it was measured: providers passed over, stand-in roles, smaller runs. */
  readonly notes: readonly string[];
}

/** It could not be rehearsed, or not to the end: verdict `error`. What was measured until then is kept. */
export interface RehearsalBreak {
  readonly status: 'broke';
  readonly because: string;
  /** What to do about it. */
  readonly advice: string;
  readonly postgres?: string;
  readonly provider?: ProviderName;
  readonly volume?: readonly TableVolume[];
  readonly statements?: readonly StatementRun[];
  readonly notes: readonly string[];
}

export type Stage = 'provision' | 'baseline' | 'volume' | 'rehearse' | 'report';
