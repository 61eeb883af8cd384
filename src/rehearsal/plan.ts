import type { Problem } from '../domain/errors.ts';
import type { MigrationFile, MigrationUnit } from '../domain/migration.ts';
import type { Profile } from '../domain/profile.ts';
import type { CachedPlanBreak, Deadlock, PlanRegression } from '../domain/query-hazards.ts';
import type { Rehearsal, Stage } from '../domain/rehearsal.ts';
import type { Clock } from '../ports/clock.ts';
import type { RunCommand } from '../ports/command.ts';
import type { Server } from '../ports/database.ts';
import type { Dump } from '../ports/dump.ts';
import type { AfterFailure, NamedText, OlderVersion } from '../ports/migration-tool.ts';
import type { Progress } from '../ports/progress.ts';
import type { KnownQueries } from './passes/queries/known.ts';

/** How the schema of the base commit comes to be. */
export type Baseline =
  | { readonly kind: 'migrations'; readonly units: readonly MigrationUnit[] }
  /** A `pg_dump --schema-only` text, as tools keep it (structure.sql, schema.sql). */
  | { readonly kind: 'structure'; readonly file: NamedText };

/** What production is known to hold. */
export interface KnownRows {
  /** By `schema.name`, quoted as Postgres would. */
  readonly rows: ReadonlyMap<string, number>;
  readonly source: string;
  readonly ageDays?: number;
  /** What its statistics say of columns and partitions: rows are invented after them. */
  readonly statistics?: Profile['tables'];
  /** As the profile has them. */
  readonly settings?: Profile['settings'];
  /** What migrations took there. */
  readonly past?: Profile['durations'];
}

/** Postgres makes fewer rows in the time that it takes to understand their first ones. */
export const worthForging = 1_000_000;

export interface VolumeSettings {
  /** Rows for a table that has no entry in `tables`. */
  readonly rows: number;
  /** By `schema.name`. */
  readonly tables: ReadonlyMap<string, number>;
  /** Budget for making the rows, seconds. */
  readonly seconds: number;
  /** Budget of disk; a quarter of what is free where it is left out. */
  readonly bytes?: number;
  readonly production?: KnownRows;
  /** A dump of production, masked or not: its rows, and where it has one its schema. */
  readonly snapshot?: Dump;
  /** An SQL file that brings rows of the team's own. */
  readonly seed?: NamedText | SeedCommand;
  /** A database of the server's that holds schema and rows. */
  readonly existing?: string;
  /** The team's own rows are as many as production's: none are invented beside them. */
  readonly full?: true;
  /** Tables of so many rows are written as files of pages, where the server and they allow it. */
  readonly forgeFrom?: number;
}

/** A command of the team's that fills the database of `DATABASE_URL`. */
export interface SeedCommand {
  readonly command: string;
}

/** Whose rows a table held before any were invented. */
export type OwnSource = 'snapshot' | 'seed' | 'existing';

/** All milliseconds. */
export interface Limits {
  readonly statementMs: number;
  readonly passMs: number;
  readonly totalMs: number;
}
export const defaultLimits: Limits = { statementMs: 60_000, passMs: 120_000, totalMs: 600_000 };

/** The tool's own words, for the rerun pass. */
export interface ToolWords {
  readonly title: string;
  readonly olderVersion: OlderVersion;
  readonly downs: 'pairs' | 'in-file' | 'none' | 'optional';
  readonly afterFailure: AfterFailure;
  /** See `MigrationTool`. */
  readonly goesOn?: true;
  readonly platform?: string;
}

export interface RehearsalPlan {
  readonly baseline: Baseline;
  /** What the pull request adds, in the tool's order. */
  readonly changed: readonly MigrationUnit[];
  readonly tool: ToolWords;
  /** The newest version of the base, where a structure file stands for its migrations. */
  readonly lastApplied?: string;
  readonly volume: VolumeSettings;
  readonly limits: Limits;
  /** What the runner sets itself on its connection: lock_timeout, search_path, … */
  readonly session: Readonly<Record<string, string>>;
  /** The migrator may create roles in its own throwaway cluster. */
  readonly roles: 'may-create' | 'may-not-create';
  readonly rollback: 'rehearse' | 'leave-out';
  readonly rerun: 'rehearse' | 'leave-out';
  /** The statements once more with nothing in memory; only where somebody asks. */
  readonly cold?: 'rehearse';
  /** Who would wait: probes on the touched tables while the migrations run on small copies. */
  readonly traffic: 'rehearse' | 'leave-out';
  /** The oldest transaction that was open in production, where the profile tells. */
  readonly longestTransactionMs?: number;
  /** Absent where none are known. */
  readonly queries?: KnownQueries;
  /** What findings propose, to be rehearsed beside the migrations, the most important first. */
  readonly alternatives?: readonly Alternative[];
}

export interface RehearsalWorld {
  readonly server: Server;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Runs a seed command. */
  readonly command?: RunCommand;
}

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** SQL that a finding proposes in the place of its statement. */
export interface Alternative extends Place {
  /** The finding's id. */
  readonly finding: string;
  readonly rule: string;
  /** As its file has it. */
  readonly statement: string;
  readonly sql: string;
  /** Tables that the finding is about. */
  readonly objects: readonly string[];
  /** Where it is a loop of ours: how many rows each round takes, and how long it rests after them. */
  readonly batches?: { readonly rows: number; readonly restMs: number };
  /** Of a backfill: the query for the number of rows that still need work. */
  readonly count?: string;
}

/** A statement that failed only because of rows we made up: never a `fail`, a warning with a query for production. */
export interface InventedFailure extends Place {
  readonly sql: string;
  readonly sqlstate: string;
  readonly says: string;
  /** Tables that held the made-up rows, and were empty of them when the run was repeated. */
  readonly tables: readonly string[];
}

/** Something no managed Postgres permits either: COPY PROGRAM, ALTER SYSTEM, files of the server. */
export interface Refusal extends Place {
  readonly sql: string;
  readonly says: string;
}

/** What touched the rehearsal itself. */
export type Tampering = Refusal;

/** A query that worked on one of the two schemas and fails on the other. */
export interface QueryBreak {
  /** `deployed`: of the code that runs now, on the new schema; `coming`: of the pull request’s, on the old one. */
  readonly code: 'deployed' | 'coming';
  readonly query: string;
  /** See `KnownQuery`. */
  readonly source: string;
  readonly sqlstate: string;
  readonly says: string;
  /** The statement after which it fails. */
  readonly at?: Place;
}

/** A statement that our limit ended. */
export interface OverLimit extends Place {
  readonly limitMs: number;
}

/** Facts that decide findings and have no place in the report's own rehearsal. */
export interface Observations {
  readonly invented: readonly InventedFailure[];
  readonly refused: readonly Refusal[];
  readonly tampering: readonly Tampering[];
  readonly overLimit: readonly OverLimit[];
  readonly queryBreaks: readonly QueryBreak[];
  readonly cachedPlans: readonly CachedPlanBreak[];
  readonly planRegressions: readonly PlanRegression[];
  readonly deadlocks: readonly Deadlock[];
  /** Tables that held rows which the migrations or the structure file brought themselves, by name. */
  readonly ownRows: ReadonlyMap<string, number>;
  /** A rerun passed over an invalid index: its checklist item fails. */
  readonly hiddenInvalidIndex: boolean;
}

export interface Rehearsed {
  readonly rehearsal: Rehearsal;
  /** Milliseconds. */
  readonly timings: Readonly<Partial<Record<Stage, number>>>;
  readonly observations: Observations;
  /** Why it broke, with a code to tell a limit from a failure; its words are those of the rehearsal. */
  readonly problem?: Problem;
}

/** The text that one file runs in one direction. */
export interface Half {
  readonly file: MigrationFile;
  readonly text: string;
  readonly transaction: MigrationFile['transaction'];
}

export function upHalf(unit: MigrationUnit): Half | undefined {
  const file = unit.up;
  return file?.up === undefined ? undefined : { file, text: file.up, transaction: file.transaction };
}

export function downHalf(unit: MigrationUnit): Half | undefined {
  const file = unit.down;
  if (file?.down === undefined) return undefined;
  return { file, text: file.down, transaction: file.downTransaction ?? file.transaction };
}
