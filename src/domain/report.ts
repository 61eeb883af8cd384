import type { ChecklistEntry } from './checklist.ts';
import type { Finding } from './finding.ts';
import type { Direction, ToolId, TransactionMode } from './migration.ts';
import type { FileStatus } from './pull-request.ts';
import type { Rehearsal, Stage } from './rehearsal.ts';
import type { Verdict } from './verdict.ts';

export interface ReportedMigration {
  readonly path: string;
  readonly tool: ToolId;
  readonly version: string;
  readonly status: FileStatus;
  readonly transaction: TransactionMode;
  readonly direction: Direction;
}

/** The JSON document, schema 1. Absent = does not apply; not measured = says so with `because`; never a made-up 0. */
export interface Report {
  readonly schema: 1;
  readonly tool: { readonly name: 'migration-rehearsal'; readonly version: string };
  readonly verdict: Verdict;
  readonly because: string;
  /** sha256 in hexadecimal of what an approval would cover. */
  readonly digest: string;
  readonly migrations: readonly ReportedMigration[];
  readonly findings: readonly Finding[];
  readonly checklist: readonly ChecklistEntry[];
  /** Absent in `lint`. */
  readonly rehearsal?: Rehearsal;
  readonly timings: {
    readonly totalMs: number;
    readonly stages: Readonly<Partial<Record<Stage, number>>>;
  };
}
