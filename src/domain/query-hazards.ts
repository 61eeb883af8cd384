import type { LockMode } from './lock.ts';

/** A known query of the code that runs now. */
export interface HazardousQuery {
  readonly query: string;
  /** `profile`, or `file: name`. */
  readonly source: string;
  /** Where it was counted. */
  readonly callsPerSecond?: number;
}

interface Placed {
  /** The statement of the migrations that does it; line from 1. */
  readonly at: { readonly file: string; readonly line: number };
}

/** A query that works on the new schema, but not where a connection has kept it prepared over the migration. */
export interface CachedPlanBreak extends HazardousQuery, Placed {
  readonly sqlstate: string;
  /** Whether it asks for a table’s columns by a `*`. */
  readonly columns: 'all' | 'named';
}

/** What the planner reckons for a query: the scan that differs, its rows, and the cost of the whole. */
export interface PlanFigures {
  /** “Index Scan using routes_path”. */
  readonly scan: string;
  readonly rows: number;
  readonly cost: number;
}

/** A query whose plan is much worse after the migrations, with the same rows. */
export interface PlanRegression extends HazardousQuery, Placed {
  /** `schema.name`, each part quoted as Postgres would. */
  readonly table: string;
  /** That it has in the rehearsal. */
  readonly tableRows: number;
  readonly before: PlanFigures;
  readonly after: PlanFigures;
  /** Indexes that the plan used and that are gone, without their schema. */
  readonly lost: readonly string[];
  /** `as-before`: an ANALYZE of its tables brings the plan back. */
  readonly analyzed: 'as-before' | 'as-bad';
}

/** Two transactions that waited for each other on a copy: the migration’s, and one of two known queries. */
export interface Deadlock extends Placed {
  /** Both by `schema.name`: the migration locks `first`, and then waits for `second`. */
  readonly first: string;
  readonly second: string;
  /** The strongest that the migration takes on either. */
  readonly mode: LockMode;
  /** What the application’s transaction sends: to `second`, then to `first`. */
  readonly queries: readonly [HazardousQuery, HazardousQuery];
  /** deadlock_timeout as it was. */
  readonly timeoutMs: number;
  /** Whom Postgres ended: where the application goes on before deadlock_timeout has passed, and where it does later. */
  readonly ended: { readonly soon: Victim; readonly later: Victim };
}
export type Victim = 'migration' | 'application' | 'nobody';
