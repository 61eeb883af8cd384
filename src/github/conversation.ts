import * as z from 'zod';
import type { Actor } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import { grouped } from '../domain/figures.ts';
import type { Comment, Reaction } from '../ports/pull-request-host.ts';
import type { Thread } from './client.ts';
import { longestComment } from './comment.ts';
import { pagesOf } from './pages.ts';
import { told, troubleOf } from './trouble.ts';

const reading = { doing: 'read the comments of the pull request', permission: 'pull-requests: write' };
const writing = { doing: 'answer in the pull request', permission: 'pull-requests: write' };

export const author = z
  .object({ __typename: z.string(), login: z.string() })
  .nullable()
  .transform((found): Actor => {
    // An account that was deleted, an organisation and whatever else there may come is nobody who decides.
    if (found === null) return { login: 'ghost', kind: 'bot' };
    if (found.__typename === 'User') return { login: found.login, kind: 'human' };
    // REST and `viewer` write a bot's name with this ending, and GraphQL without it.
    return { login: found.login.endsWith('[bot]') ? found.login : `${found.login}[bot]`, kind: 'bot' };
  });

const fields = `id fullDatabaseId body createdAt lastEditedAt isMinimized url author { __typename login }`;

const node = z.object({
  id: z.string(),
  fullDatabaseId: z.coerce.number().int().positive(),
  author,
  body: z.string(),
  createdAt: z.string(),
  lastEditedAt: z.string().nullable(),
  isMinimized: z.boolean(),
  url: z.string(),
});

const page = z.object({
  nodes: z.array(node),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

export const commentsQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      comments(first: 100, after: $after) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
    }
  }
}`;
const commentsAnswer = z.object({ repository: z.object({ pullRequest: z.object({ comments: page }) }) });

export const commentQuery = `query($node: ID!) {
  node(id: $node) { ... on IssueComment { ${fields} } }
}`;
/** A node of another kind has none of the fields. */
const nothing = z.object({}).transform(() => null);
const commentAnswer = z.object({ node: z.union([node, nothing]).nullable() });

export async function comments(thread: Thread, number: number): Promise<Result<readonly Comment[]>> {
  try {
    return success(await allComments(thread, number));
  } catch (error) {
    return told(error, reading);
  }
}

async function allComments(thread: Thread, number: number): Promise<readonly Comment[]> {
  const { client, repository, self } = thread;
  const nodes = await pagesOf(async (after) => {
    const answer = await client.graphql(commentsQuery, { ...repository, number, after });
    return commentsAnswer.parse(answer).repository.pullRequest.comments;
  });
  return nodes.map((one) => commentOf(one, self));
}

export async function comment({ client, self }: Thread, id: string): Promise<Result<Comment | undefined>> {
  try {
    const { node: found } = commentAnswer.parse(await client.graphql(commentQuery, { node: id }));
    return success(found === null ? undefined : commentOf(found, self));
  } catch (error) {
    // A deleted comment is no node any more.
    return troubleOf(error).kind === 'missing' ? success(undefined) : told(error, reading);
  }
}

function commentOf(found: z.infer<typeof node>, self: string): Comment {
  const { id, fullDatabaseId, body, createdAt, lastEditedAt, isMinimized, url } = found;
  const edited = lastEditedAt === null ? {} : { editedAt: lastEditedAt };
  const ours = found.author.login === self;
  return {
    id: fullDatabaseId,
    node: id,
    author: found.author,
    ours,
    body,
    createdAt,
    ...edited,
    minimized: isMinimized,
    url,
  };
}

/** Twice the same reaction is one, so an outage is simply tried once more. */
export async function react(
  { client, repository }: Thread,
  { id }: Comment,
  reaction: Reaction,
): Promise<Result<undefined>> {
  const send = () => client.rest.reactions.createForIssueComment({ ...repository, comment_id: id, content: reaction });
  try {
    await send().catch((error: unknown) => {
      if (troubleOf(error).kind === 'outage') return send();
      throw error;
    });
    return success(undefined);
  } catch (error) {
    return told(error, { ...writing, doing: 'react to a comment' });
  }
}

/** After an outage we look whether the comment was written, by its first line, before we write it a second time. */
export async function say(thread: Thread, number: number, body: string): Promise<Result<Comment>> {
  if (body.length > longestComment) return failure(tooLong(body.length));
  try {
    return success(await write(thread, number, body));
  } catch (error) {
    return told(error, writing);
  }
}

async function write(thread: Thread, number: number, body: string): Promise<Comment> {
  try {
    return await create(thread, number, body);
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') throw error;
    const marker = firstLine(body);
    const written = (await allComments(thread, number)).findLast((one) => one.ours && firstLine(one.body) === marker);
    return written ?? (await create(thread, number, body));
  }
}

async function create({ client, repository, self }: Thread, number: number, body: string): Promise<Comment> {
  const { data } = await client.rest.issues.createComment({ ...repository, issue_number: number, body });
  return {
    id: data.id,
    node: data.node_id,
    author: { login: self, kind: self.endsWith('[bot]') ? 'bot' : 'human' },
    ours: true,
    body: data.body ?? body,
    createdAt: data.created_at,
    minimized: false,
    url: data.html_url,
  };
}

/** What is gone is gone, whoever took it away. */
export async function unsay({ client, repository }: Thread, { id }: Comment): Promise<Result<undefined>> {
  try {
    await client.rest.issues.deleteComment({ ...repository, comment_id: id });
    return success(undefined);
  } catch (error) {
    return troubleOf(error).kind === 'missing' ? success(undefined) : told(error, writing);
  }
}

const firstLine = (body: string): string => body.trimStart().split(/\r?\n/, 1)[0] ?? '';

const tooLong = (length: number) =>
  ({
    code: 'github',
    says: `The answer would be ${grouped(length)} characters; GitHub takes ${grouped(longestComment)}.`,
    advice: 'Read the full report in the check of this commit.',
  }) as const;
