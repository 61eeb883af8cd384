import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { CheckTarget, CompletedCheck, StartedCheck } from '../ports/publisher.ts';
import type { Thread } from './client.ts';
import { cutTo } from './text.ts';
import { told, troubleOf } from './trouble.ts';

const longestDescription = 140;
const attempt = { doing: 'write the check, nor a commit status in its place', permission: 'checks: write' };

const note =
  'The token may not write checks, so the result is a commit status without details: ' +
  'give the job the permission `checks: write` instead of `statuses: write`.';

/** A commit status is the poor relation of a check: one line, no annotations; but it can be required just the same. */
export async function startStatus(thread: Thread, target: CheckTarget): Promise<Result<StartedCheck>> {
  const begun = await write(thread, target, 'pending', 'Rehearsing the migrations');
  return begun.ok ? success({ ...target, kind: 'status', id: 0, notes: [note] }) : begun;
}

export async function completeStatus(
  thread: Thread,
  check: StartedCheck,
  { conclusion, page }: CompletedCheck,
): Promise<Result<readonly string[]>> {
  const written = await write(thread, check, conclusion === 'success' ? 'success' : 'failure', page.title);
  return written.ok ? success([]) : written;
}

/** The newest status of a name counts, so sending one twice does no harm: an outage is simply tried once more. */
async function write(
  { client, repository }: Thread,
  { name, head, details }: CheckTarget,
  state: 'pending' | 'success' | 'failure',
  says: string,
): Promise<Result<undefined>> {
  const send = () =>
    client.rest.repos.createCommitStatus({
      ...repository,
      sha: head,
      context: name,
      state,
      target_url: details,
      description: cutTo(says, longestDescription),
    });
  try {
    await send().catch((error: unknown) => {
      if (troubleOf(error).kind === 'outage') return send();
      throw error;
    });
    return success(undefined);
  } catch (error) {
    return told(error, attempt);
  }
}
