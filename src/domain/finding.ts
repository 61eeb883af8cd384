import type { Severity } from './rule.ts';

/** Where in a file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What one rule says of one place. */
export interface Finding extends Span {
  /** Stable across runs for the same finding. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** read = from the SQL; observed = seen in the rehearsal. */
  readonly evidence: 'read' | 'observed';
  /** `schema.name`, each part quoted as Postgres would. */
  readonly objects: readonly string[];
  /** What waits, for how long, on which table. */
  readonly says: string;
  /** SQL or an act. */
  readonly instead: string;
  /** What can take the place of line:column to endLine:endColumn as it stands; absent where somebody has to think. */
  readonly edit?: string;
  /** What the rehearsal of `instead` showed beside the statement as it stands; absent where it did not help. */
  readonly rehearsed?: string;
  /** The author let it pass in this very pull request: what it weighs without that, and why they did. */
  readonly suppressed?: { readonly was: Severity; readonly reason: string };
  /** The rule's page, from the repository's root. */
  readonly docs: string;
}

/** Whether somebody has to answer for it: a blocker, also one that its author let pass. */
export const wantsAnswer = ({ severity, suppressed }: Pick<Finding, 'severity' | 'suppressed'>): boolean =>
  severity === 'blocker' || suppressed?.was === 'blocker';
