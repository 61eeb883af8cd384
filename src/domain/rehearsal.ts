import type { Advice } from './advice.ts';
import type { Blocked, LockMode } from './lock.ts';
import type { Phase } from './rule.ts';
import type { MeasuredTraffic } from './traffic.ts';

// All times are milliseconds, all sizes bytes, all tables `schema.name`, each part quoted as Postgres would.

/** What a replica is taken to replay, bytes a second: about one segment of WAL. */
export const replayBytesPerSecond = 16_000_000;

/** Said instead of a figure that nobody has; never 0. */
export interface NotMeasured {
  readonly status: 'not-measured';
  readonly because: string;
}
export const notMeasured = (because: string): NotMeasured => ({ status: 'not-measured', because });

export type ProviderName = 'embedded' | 'docker' | 'url';
/** Whose rows they were: a masked copy, the team’s own seed, invented ones, or those that the migrations bring. */
export type VolumeSource = 'snapshot' | 'seed' | 'synthetic' | 'existing';
/** What decides how long a statement takes: nothing, rows read, read and sorted, written anew, or changed. */
export type WorkClass = 'metadata' | 'scan' | 'scan-sort' | 'rewrite' | 'rows';

/** The rows that a table had in the rehearsal, beside those it has in production where a profile tells. */
export interface TableVolume {
  readonly table: string;
  readonly rows: number;
  /** On disk, indexes included. */
  readonly bytes: number;
  readonly source: VolumeSource;
  readonly productionRows?: number;
}

/** A lock on a relation that was there before, as the server showed it. */
export interface ObservedLock {
  readonly object: string;
  readonly mode: LockMode;
  /** To the end of the transaction, or to where a savepoint let go of it. */
  readonly heldMs: number;
  readonly blocks: readonly Blocked[];
}

/** How long a statement would take in production, fitted to runs at several sizes. */
export interface MeasuredEstimate {
  readonly class: WorkClass;
  readonly productionMs: readonly [low: number, high: number];
  readonly model: string;
  /** Rows of the tables the model was fitted on, smallest first. */
  readonly sizes: readonly number[];
  /** The fit's largest relative residual. */
  readonly error: number;
  /** By what real runs of such statements took. */
  readonly calibrated: boolean;
  /** How many runs the model was fitted on. */
  readonly runs?: number;
  /** What raises the upper end: it happens only at production’s size, so that no smaller run shows it. */
  readonly widened?: readonly string[];
  /** With nothing of the table in memory when it began, where that was measured. */
  readonly cold?: { readonly ms: number; readonly warmMs: number } | NotMeasured;
}

/** How former estimates fared, where somebody wrote down what production then took. */
export interface PastEstimates {
  readonly compared: number;
  /** How many of them ended inside the range that was foretold. */
  readonly inside: number;
  /** What production took, in times of the ranges’ middles: the least and the most. */
  readonly times: readonly [least: number, most: number];
  /** Whether they are enough to put this report’s ranges right. */
  readonly applied: boolean;
}
export type Estimate = MeasuredEstimate | (NotMeasured & { readonly class: WorkClass });

/** One statement of the changed migrations in the main run. */
export interface StatementRun {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The migration's own text. */
  readonly sql: string;
  readonly durationMs: number;
  readonly locks: readonly ObservedLock[];
  /** Tables and indexes whose files were written anew. */
  readonly rewrites: readonly string[];
  /** Tables that were read to their end. */
  readonly scans: readonly { readonly table: string; readonly rows: number }[];
  /** Versions of rows that it left for vacuum to clean up; absent where there are none. */
  readonly deadTuples?: readonly { readonly table: string; readonly rows: number }[];
  readonly walBytes: number;
  /** Told by the server's log only. */
  readonly tempBytes: number | NotMeasured;
  /** DML only. */
  readonly rowsAffected?: number;
  readonly estimate: Estimate;
  /** Absent where it changes neither schema nor many rows. */
  readonly phase?: Phase;
  readonly error?: StatementError;
}

/** SQLSTATE and our own sentence; never a server message, a row value, DETAIL or HINT. */
export interface StatementError {
  readonly sqlstate: string;
  readonly says: string;
}

export type Traffic = MeasuredTraffic | NotMeasured;

/** SQL that was run after the migrations on a copy, and how far it brought that back. */
export interface GeneratedRollback {
  readonly status: 'reverts' | 'loses-data' | 'differs' | 'fails';
  readonly says: string;
  readonly sql: string;
}

/** What the down migrations bring back: schema and rows, the schema only, or neither. */
export type Rollback =
  | {
      readonly status: 'reverts' | 'loses-data' | 'differs' | 'fails' | 'missing';
      readonly says: string;
      /** Nobody is asked to write one: the tool has none, or leaves them to the team. */
      readonly optional?: true;
      /** The rollback we made where nobody wrote one, or what was written does not do; graded the same way. */
      readonly generated?: GeneratedRollback;
    }
  | NotMeasured;

/** One interruption, and how to go on from there. */
export interface RerunPoint {
  /** After how many committed steps the run was interrupted. */
  readonly after: number;
  /** The statement it was interrupted at, `file:line`. */
  readonly at?: string;
  /** Once that was committed, or in its midst. */
  readonly how?: 'after' | 'during';
  /** Of rows that are changed in batches: whether the next run makes use of those that were done. */
  readonly progress?: 'goes-on' | 'starts-anew';
  /** What exists then. */
  readonly schema: string;
  /** The tool's exact command that continues. */
  readonly next: string;
}
/** Whether the migrations can be run again after an interruption. */
export type Rerun =
  | {
      readonly status: 'idempotent' | 'resumes' | 'fails';
      readonly says: string;
      readonly points: readonly RerunPoint[];
    }
  | NotMeasured;

/** What the migrations left half done. */
export interface Leftover {
  readonly kind: 'invalid-index' | 'not-validated';
  readonly object: string;
}

/** A query that one of the two schemas refuses, as the profile or its file has it; or a command, and how it ended. */
export interface BrokenQuery {
  readonly query: string;
  readonly source: string;
  readonly sqlstate: string;
}
/** Known queries of one side’s code, tried on the other side’s schema. */
export interface CompatibilityCheck {
  readonly checked: number;
  readonly coverage?: {
    readonly source: string;
    readonly ageDays: number;
    /** Of all calls that the source counted, from 0 to 1. */
    readonly callsShare: number;
  };
  readonly broken: readonly BrokenQuery[];
}

/** The rehearsal as the report tells it: the `rehearsal` key of the contract. */
export type Rehearsal = RehearsalRun | { readonly status: 'skipped'; readonly because: string } | RehearsalBreak;

/** A rehearsal that came to its end. */
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
  /** What findings propose, rehearsed too; absent where nothing was. */
  readonly advice?: readonly Advice[];
  /** Unified diff of the schema before and after. */
  readonly schemaDiff: string;
  /** Absent where nobody wrote down what came of them. */
  readonly pastEstimates?: PastEstimates;
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

/** The parts of a review that take time, in their order. */
export type Stage = 'provision' | 'baseline' | 'volume' | 'rehearse' | 'report';
