import type { Verdict } from '../../domain/verdict.ts';
import { runbook } from '../../report/runbook.ts';
import { print, tell } from './output.ts';
import { reviewed } from './review.ts';

export interface RunbookOptions {
  readonly repo: string;
  readonly base?: string;
  readonly head: string;
  readonly policy?: string;
}

/** Reviews, then prints the deploy plan of what was measured. */
export async function runRunbook(options: RunbookOptions): Promise<Verdict> {
  const { report, problem } = await reviewed({ ...options, rehearsal: true }, 'runbook');
  await print(runbook(report));
  if (problem !== undefined) tell(problem);
  return report.verdict;
}
