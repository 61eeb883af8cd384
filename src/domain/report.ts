import type { Receipt, Standing } from './approval.ts';
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

/** What a person decided, as the receipt tells it. */
export interface ReportedDecision {
  readonly who: string;
  readonly role: Receipt['role'];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason?: string;
  /** Hexadecimal. */
  readonly digest: string;
  /** Address of the receipt. */
  readonly url: string;
}

/** Who has answered for the dangers found, and who still has to. */
export interface ReportedApproval {
  readonly state: Standing['state'];
  /** Approvals that count, oldest first. */
  readonly given: readonly ReportedDecision[];
  /** Given at another commit with the same migrations. */
  readonly carriedOver: boolean;
  /** Approvals that count no more, and why. */
  readonly void: readonly (Pick<ReportedDecision, 'who' | 'at' | 'url'> & { readonly because: string })[];
  readonly missing: readonly {
    /** The finding's id. */
    readonly finding: string;
    readonly rule: string;
    readonly file: string;
    /** A reason is asked for. */
    readonly destructive: boolean;
    readonly wants: number;
    readonly has: number;
  }[];
  /** Who may approve, a phrase. */
  readonly approvers: string;
  /** The block or override that decides. */
  readonly decisive?: ReportedDecision & { readonly kind: 'block' | 'override' };
  /** What could not be known and counts as no. */
  readonly notes: readonly string[];
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
  /** Absent where nobody was asked: on the command line, and where there is no pull request. */
  readonly approval?: ReportedApproval;
  /** Absent in `lint`. */
  readonly rehearsal?: Rehearsal;
  readonly timings: {
    readonly totalMs: number;
    readonly stages: Readonly<Partial<Record<Stage, number>>>;
  };
}
