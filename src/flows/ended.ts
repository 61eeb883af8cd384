import type { Problem } from '../domain/errors.ts';
import type { Publisher, StartedCheck } from '../ports/publisher.ts';

/**
 * Why a run that was told to end had to, as far as the code host can tell. said = whoever ended it has completed its
 * check, and that says more than the run knows. overtaken = the pull request has moved on to a newer commit.
 */
export async function whyEnded(
  check: StartedCheck,
  pullRequest: number | undefined,
  publisher: Pick<Publisher, 'lastCheck' | 'headOf'>,
): Promise<'said' | 'overtaken' | 'unknown'> {
  const last = await publisher.lastCheck(check);
  if (last.ok && last.value.completed?.check.id === check.id) return 'said';
  const head = pullRequest === undefined ? undefined : await publisher.headOf(pullRequest);
  return head?.ok === true && head.value !== check.head ? 'overtaken' : 'unknown';
}

export const overtaken = 'a newer commit took its place';

export const overtakenProblem: Problem = {
  code: 'interrupted',
  says: `The rehearsal was stopped: ${overtaken}.`,
  advice: 'A newer run follows; where none does, comment `/migrate rerun`.',
};
