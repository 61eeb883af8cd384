import * as core from '@actions/core';
import { overtaken, whyEnded } from '../../flows/ended.ts';
import { unfinished } from '../../flows/publish.ts';
import type { StartedCheck } from '../../ports/publisher.ts';
import { jobTrigger, publisherFor } from './job.ts';

export const checkState = 'check';
export const completedState = 'completed';

/** Whose check it was; undefined in a merge queue. */
async function pullRequestHere(): Promise<number | undefined> {
  const trigger = await jobTrigger();
  return trigger.ok && 'number' in trigger.value ? trigger.value.number : undefined;
}

/** The post step, which runs also after a cancelled or killed main step: it completes what was left in progress. */
export async function completeAbandoned(): Promise<void> {
  const saved = core.getState(checkState);
  if (saved === '' || core.getState(completedState) !== '') return;
  const check = JSON.parse(saved) as StartedCheck;
  const publisher = publisherFor(core.getInput('github-token'));
  const why = await whyEnded(check, await pullRequestHere(), publisher);
  if (why === 'said') {
    core.warning('The run was stopped; its check says by whom.');
    return;
  }
  const page = unfinished(why === 'overtaken' ? overtaken : 'the run stopped before it ended', check.details);
  const completed = await publisher.completeCheck(check, { conclusion: 'failure', digest: '', page });
  if (completed.ok) core.warning('The run stopped before it ended; its check was completed in red.');
  else core.setFailed(`${completed.problem.says} ${completed.problem.advice}`);
}
