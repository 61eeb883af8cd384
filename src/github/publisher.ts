import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Publisher } from '../ports/publisher.ts';
import { completeCheck, lastCheck, showProgress, startCheck } from './check.ts';
import type { ClientSettings, Repository, Thread } from './client.ts';
import { upsertComment } from './comment.ts';
import { completeStatus } from './status.ts';
import { threadOf } from './thread.ts';
import { told } from './trouble.ts';

/** GitHub as the place where results are shown. Nothing is asked before the first call. */
export function githubPublisher(settings: ClientSettings, repository: Repository): Publisher {
  const on = threadOf(settings, repository);
  return {
    startCheck: (target) => on((thread) => startCheck(thread, target)),
    showProgress: (check, says) => on((thread) => showProgress(thread, check, says)),
    completeCheck: (check, completed) =>
      on((thread) => (check.kind === 'check' ? completeCheck : completeStatus)(thread, check, completed)),
    lastCheck: (target) => on((thread) => lastCheck(thread, target)),
    headOf: (number) => on((thread) => headOf(thread, number)),
    upsertComment: (comment) => on((thread) => upsertComment(thread, comment)),
  };
}

async function headOf({ client, repository }: Thread, number: number): Promise<Result<Sha>> {
  try {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    return success(data.head.sha as Sha);
  } catch (error) {
    return told(error, { doing: 'read the pull request', permission: 'pull-requests: write' });
  }
}
