import type { Problem } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Rehearsal } from '../domain/rehearsal.ts';
import type { Report, ReportedMigration } from '../domain/report.ts';
import type { Phase, RuleCard } from '../domain/rule.ts';

/** Everything a review found out. The report says this and nothing else. */
export interface Facts {
  readonly version: string;
  readonly digest: string;
  readonly migrations: readonly ReportedMigration[];
  readonly findings: readonly Finding[];
  /** Absent in `lint`. */
  readonly rehearsal?: Rehearsal;
  /** Whether measuring was asked for: `lint` and `--no-rehearsal` only read. */
  readonly asked: 'rehearsal' | 'reading';
  /** By rule id. */
  readonly rules: Readonly<Partial<Record<string, RuleCard>>>;
  /** What kept us from knowing. */
  readonly problems: readonly Problem[];
  /** Rules that nobody may approve (`approval.forbidden`). */
  readonly forbidden?: readonly string[];
  /** Blockers that the author of this very pull request let pass with `migrate:allow`, and why: they still need an approval. */
  readonly suppressed?: readonly { readonly rule: string; readonly reason: string }[];
  /** The digest that was approved, by whom. */
  readonly approval?: { readonly digest: string; readonly by: readonly string[] };
  /** Milliseconds an existing table may stand still without anybody being told; 1 s unless configured. */
  readonly stallBudgetMs?: number;
  /** Existing tables that the statements change. */
  readonly tablesChanged?: readonly string[];
  readonly phases?: readonly Phase[];
  /** What was given to be read and not judged, and what had to be dropped or assumed: a sentence each. */
  readonly remarks?: readonly string[];
  /** Where migrations were looked for, when nothing was configured and nothing recognised. */
  readonly lookedIn?: readonly string[];
  /** Where production's rows are known from and how old that is, a sentence. */
  readonly productionSource?: string;
  readonly timings: Report['timings'];
}

export const defaultStallBudgetMs = 1_000;
