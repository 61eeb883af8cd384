import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Suggested, Suggestion } from '../ports/pull-request-host.ts';
import type { Thread } from './client.ts';
import { told, troubleOf } from './trouble.ts';

const permission = 'pull-requests: write';

export async function suggested(thread: Thread, number: number): Promise<Result<readonly Suggested[]>> {
  const { client, repository, self } = thread;
  try {
    const all = await client.paginate(client.rest.pulls.listReviewComments, {
      ...repository,
      pull_number: number,
      per_page: 100,
    });
    // An account that was deleted leaves its comments, though the description knows nothing of that.
    const ours = all.filter(({ user }) => (user as typeof user | null)?.login === self);
    return success(ours.map(({ id, body }) => ({ id, body })).toSorted((one, other) => one.id - other.id));
  } catch (error) {
    return told(error, { doing: 'read what stands beside the lines of the pull request', permission });
  }
}

export async function suggest(
  { client, repository }: Thread,
  number: number,
  { commit, path, line, endLine, body }: Suggestion,
): Promise<Result<undefined>> {
  // One line has no beginning of its own: GitHub refuses a range that ends where it begins.
  const from = line < endLine ? ({ start_line: line, start_side: 'RIGHT' } as const) : {};
  const where = { commit_id: commit, path, line: endLine, side: 'RIGHT', ...from } as const;
  try {
    await client.rest.pulls.createReviewComment({ ...repository, pull_number: number, ...where, body });
    return success(undefined);
  } catch (error) {
    return told(error, { doing: 'suggest a change beside a line of the pull request', permission });
  }
}

export async function unsuggest({ client, repository }: Thread, { id }: Suggested): Promise<Result<undefined>> {
  try {
    await client.rest.pulls.deleteReviewComment({ ...repository, comment_id: id });
    return success(undefined);
  } catch (error) {
    if (troubleOf(error).kind === 'missing') return success(undefined);
    return told(error, { doing: 'take a suggestion back', permission });
  }
}
