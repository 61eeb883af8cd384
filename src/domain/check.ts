/** Never `neutral` or `skipped`: both count as passed where the check is required. */
export type Conclusion = 'success' | 'failure' | 'action_required' | 'timed_out' | 'cancelled';

/** A remark beside a line of the diff; lines and columns count from 1, the end is inclusive. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Columns are dropped when the remark spans several lines, as the code host asks. */
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'failure' | 'warning';
  readonly title: string;
  readonly message: string;
}

/** What a completed check shows. */
export interface CheckPage {
  readonly title: string;
  readonly summary: string;
  /** Ends with a fenced JSON block {digest, findings: [id, severity], classes}, which later runs read. */
  readonly text: string;
  /** Worst first; at most 100 are shown. */
  readonly annotations: readonly Annotation[];
}
