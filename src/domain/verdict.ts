/** Precedence: fail (known bad) > error (not known) > needs-approval > approved > pass. */
export type Verdict = 'pass' | 'needs-approval' | 'approved' | 'fail' | 'error';

export interface Decision {
  readonly verdict: Verdict;
  /** One sentence. */
  readonly because: string;
}

/** The command line's exit status. */
export function exitCode(verdict: Verdict): 0 | 1 | 2 {
  if (verdict === 'error') return 2;
  return verdict === 'pass' || verdict === 'approved' ? 0 : 1;
}
