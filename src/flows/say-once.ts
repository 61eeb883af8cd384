import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Comment, PullRequestHost } from '../ports/pull-request-host.ts';

/** Something that is said once in a pull request, and how it is known when it is met. */
export interface Saying {
  readonly number: number;
  readonly body: string;
  readonly is: (comment: Comment) => boolean;
}

/** By whom it was said: `here` = by us and now. */
export interface Said {
  readonly by: 'here' | 'another';
  readonly comment: Comment;
}

/**
 * Says what nobody of us has said yet. Two processes that hear the same at the same moment can both find nothing, so each
 * looks again after it has written: the oldest stays, for both of them, and the later ones are taken back.
 */
export async function sayOnce(
  { number, body, is }: Saying,
  { host }: { readonly host: Pick<PullRequestHost, 'comments' | 'say' | 'unsay'> },
): Promise<Result<Said>> {
  const before = await host.comments(number);
  if (!before.ok) return before;
  const known = before.value.find(is);
  if (known !== undefined) return success({ by: 'another', comment: known });
  const written = await host.say(number, body);
  if (!written.ok) return written;
  const after = await host.comments(number);
  if (!after.ok) return after;
  const [oldest = written.value, ...later] = after.value.filter(is);
  for (const double of later) {
    const gone = await host.unsay(double);
    if (!gone.ok) return gone;
  }
  return success({ by: oldest.node === written.value.node ? 'here' : 'another', comment: oldest });
}
