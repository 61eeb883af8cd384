import type { Finding, Span } from '../../domain/finding.ts';
import type { CachedPlanBreak, Deadlock, PlanRegression } from '../../domain/query-hazards.ts';
import type { RehearsalRun, StatementRun } from '../../domain/rehearsal.ts';
import type { Facts } from './facts.ts';

interface Place {
  readonly file: string;
  readonly line: number;
}

/** What the rehearsal knows beside what it reports. */
export interface Observations {
  /** Statements that failed only because of rows we made up. */
  readonly invented: readonly (Place & { readonly sqlstate: string; readonly tables: readonly string[] })[];
  /** What no managed Postgres permits either: “COPY … FROM PROGRAM” and the like, in our words. */
  readonly refused: readonly (Place & { readonly says: string })[];
  /** What touched the observer, other backends or the server's settings. */
  readonly tampering?: readonly (Place & { readonly says: string })[];
  /** What was running when a limit was met. */
  readonly overLimit?: readonly (Place & { readonly limitMs: number })[];
  readonly queryBreaks?: readonly QueryBreak[];
  readonly cachedPlans?: readonly CachedPlanBreak[];
  readonly planRegressions?: readonly PlanRegression[];
  readonly deadlocks?: readonly Deadlock[];
}

/** A known query that works on one of the two schemas only. */
export interface QueryBreak {
  /** `deployed`: it fails on the new schema; `coming`: on the old one. */
  readonly code: 'deployed' | 'coming';
  readonly query: string;
  /** `profile`, or `file: name`. */
  readonly source: string;
  readonly sqlstate: string;
  readonly says: string;
  /** The statement after which it fails. */
  readonly at?: Place;
}
export const nothingObserved: Observations = { invented: [], refused: [] };

/** One statement of the rehearsal, and the statement of the text that it is. */
export interface SeenStatement {
  readonly run: StatementRun;
  readonly facts: Facts | undefined;
  readonly at: Span;
  /** What the rules said of it from its text, with the claims of each rule. */
  readonly foretold: readonly Foretold[];
}
export interface Foretold {
  readonly finding: Finding;
  readonly takes: boolean;
  readonly rewrites: boolean;
  readonly scans: boolean;
  readonly fails: string | undefined;
}

/** The rehearsal as rules see it. */
export interface Seen {
  readonly statements: readonly SeenStatement[];
  readonly rehearsal: Pick<RehearsalRun, 'traffic' | 'rollback' | 'rerun' | 'leftovers' | 'volume'>;
  readonly observations: Observations;
  readonly stallBudgetMs: number;
  /** See `ObserveInput`. */
  readonly startupBudgetMs?: number | undefined;
  /** Where a finding about the run as a whole is shown. */
  readonly whole: Span;
  readonly place: (at: Place) => Span;
}
