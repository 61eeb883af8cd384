import { createHash } from 'node:crypto';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import { grouped } from '../domain/figures.ts';
import type { CommentOutcome, StickyComment } from '../ports/publisher.ts';
import type { Thread } from './client.ts';
import { told, troubleOf } from './trouble.ts';

/** GitHub refuses longer comments; counted in UTF-16 units, which is never less than GitHub counts. */
export const longestComment = 65_536;

const attempt = { doing: 'write the comment on the pull request', permission: 'pull-requests: write' };

interface Existing {
  readonly id: number;
  readonly body: string;
}

/** One comment of ours per pull request and id: found by marker and author, edited in place, left alone if it is the same. */
export async function upsertComment(thread: Thread, comment: StickyComment): Promise<Result<CommentOutcome>> {
  const body = `${marker(comment)}\n${comment.body}`;
  if (body.length > longestComment) return failure(tooLong(body.length));
  try {
    const ours = await oldest(thread, comment);
    if (ours !== undefined) return success(await edit(thread, ours, body));
    if (comment.presence === 'existing-only') return success('none');
    await create(thread, comment, body);
    // Two runs that began at the same moment can both have found none: the newer report goes into the older comment.
    const kept = await oldest(thread, comment);
    if (kept !== undefined) await edit(thread, kept, body);
    return success('created');
  } catch (error) {
    return told(error, attempt);
  }
}

/** The one that stays; later ones of the same id are taken away. */
async function oldest(thread: Thread, comment: StickyComment): Promise<Existing | undefined> {
  const [ours, ...doubles] = await find(thread, comment);
  for (const { id } of doubles) await remove(thread, id);
  return ours;
}

async function remove({ client, repository }: Thread, id: number): Promise<void> {
  try {
    await client.rest.issues.deleteComment({ ...repository, comment_id: id });
  } catch (error) {
    // The other one has seen it, too.
    if (troubleOf(error).kind !== 'missing') throw error;
  }
}

async function edit({ client, repository }: Thread, ours: Existing, body: string): Promise<CommentOutcome> {
  if (asGitHubKeeps(ours.body) === asGitHubKeeps(body)) return 'unchanged';
  await client.rest.issues.updateComment({ ...repository, comment_id: ours.id, body });
  return 'edited';
}

/** After an outage we look whether the comment was written before we write it a second time. */
async function create(thread: Thread, comment: StickyComment, body: string): Promise<void> {
  const { client, repository } = thread;
  const write = () => client.rest.issues.createComment({ ...repository, issue_number: comment.pullRequest, body });
  try {
    await write();
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') throw error;
    if ((await find(thread, comment)).length === 0) await write();
  }
}

async function find({ client, repository, self }: Thread, comment: StickyComment): Promise<readonly Existing[]> {
  const all = await client.paginate(client.rest.issues.listComments, {
    ...repository,
    issue_number: comment.pullRequest,
    per_page: 100,
  });
  return all
    .filter(({ user, body }) => user?.login === self && body?.startsWith(opening(comment.id)))
    .map(({ id, body = '' }) => ({ id, body }));
}

/** The hidden first line: invisible to the reader, and the same for every report of one id. */
function marker({ id, body }: StickyComment): string {
  return `${opening(id)} body=${createHash('sha256').update(body).digest('hex').slice(0, 16)} -->`;
}

// Percent-encoded, an id can neither end the HTML comment nor be the beginning of another id's marker.
const opening = (id: string): string => `<!-- migration-rehearsal:report id="${encodeURIComponent(id)}"`;

/** Line ends and outer blanks are not kept as sent. */
const asGitHubKeeps = (body: string): string => body.replaceAll('\r\n', '\n').trim();

const tooLong = (length: number) =>
  ({
    code: 'github',
    says: `The comment would be ${grouped(length)} characters; GitHub takes ${grouped(longestComment)}.`,
    advice: 'Read the full report in the summary of this run.',
  }) as const;
