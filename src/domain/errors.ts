/**
 * Expected failures are values, never exceptions: a thrown error is a bug or an outage.
 * The union is closed, so that every code has its place in the documentation.
 */
export type ProblemCode =
  | 'bad-usage'
  | 'bad-configuration'
  | 'bad-profile'
  | 'not-a-repository'
  | 'unknown-ref'
  | 'shallow-clone'
  | 'no-merge-base'
  | 'paths-match-nothing'
  | 'file-list-truncated'
  | 'unsafe-file'
  | 'file-too-large'
  | 'pull-request-too-large'
  | 'unreadable-tool'
  | 'unreadable-migration'
  | 'placeholder-unresolved'
  | 'parser-limit'
  | 'no-database'
  | 'database-start-failed'
  | 'database-lost'
  | 'disk-full'
  | 'extension-unavailable'
  | 'baseline-failed'
  | 'volume-failed'
  | 'time-limit'
  | 'interrupted'
  | 'github'
  | 'crash';

/** One clear sentence about what went wrong, and what to do about it. No row value, no secret, no server message. */
export interface Problem {
  readonly code: ProblemCode;
  /** What happened, one sentence, naming file and line where there are any. */
  readonly says: string;
  /** What the reader can do about it, one sentence. */
  readonly advice: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  readonly cause?: unknown;
}

/** What can fail for a reason that the reader can do something about. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | Failure;
export interface Failure {
  readonly ok: false;
  readonly problem: Problem;
}

export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failure = (problem: Problem): Failure => ({ ok: false, problem });
