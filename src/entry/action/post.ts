import * as core from '@actions/core';
import { unfinished } from '../../flows/publish.ts';
import type { StartedCheck } from '../../ports/publisher.ts';
import { publisherFor } from './job.ts';

export const checkState = 'check';
export const completedState = 'completed';

/** The post step, which runs also after a cancelled or killed main step: it completes what was left in progress. */
export async function completeAbandoned(): Promise<void> {
  const saved = core.getState(checkState);
  if (saved === '' || core.getState(completedState) !== '') return;
  const check = JSON.parse(saved) as StartedCheck;
  const page = unfinished('the run stopped before it ended', check.details);
  const publisher = publisherFor(core.getInput('github-token'));
  const completed = await publisher.completeCheck(check, { conclusion: 'failure', digest: '', page });
  if (completed.ok) core.warning('The run stopped before it ended; its check was completed in red.');
  else core.setFailed(`${completed.problem.says} ${completed.problem.advice}`);
}
