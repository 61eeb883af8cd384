import { execFileSync } from 'node:child_process';
import { commentQuery, commentsQuery } from '../../src/github/conversation.ts';
import { leftBehindQuery } from '../../src/github/left-behind.ts';
import { commitsQuery } from '../../src/github/people.ts';
import { urlOf } from './bodies.ts';
import type { Reply } from './faults.ts';
import { leftBehind } from './left-behind.ts';
import { resolve } from './routes.ts';
import type { Comment, State } from './state.ts';
import { bodyOf, isBot, mayRead, nodeOf } from './state.ts';

export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** Some of GitHub’s limits are those of REST; its errors come with status 200. */
const pageSize = 100;

const data = (value: unknown): Reply => ({ status: 200, body: { data: value } });
const error = (type: string, message: string): Reply => ({
  status: 200,
  body: { data: null, errors: [{ type, path: [], message }] },
});

/** The operations we send, a closed list; undefined for any other. */
export function operation(state: State, { query, variables = {} }: Operation): Reply | undefined {
  if (query === 'query { viewer { login } }') return data({ viewer: { login: state.self } });
  if (query === leftBehindQuery) return leftBehind(state, variables);
  if (![commentsQuery, commentQuery, commitsQuery].includes(query)) return undefined;
  if (!mayRead(state, 'pull-requests')) return error('FORBIDDEN', 'Resource not accessible by integration');
  if (query === commentQuery) return oneComment(state, String(variables['node']));
  const number = Number(variables['number']);
  if (!state.pullRequests.has(number)) return error('NOT_FOUND', 'Could not resolve to a PullRequest');
  const after = Number(variables['after'] ?? 0);
  const pullRequest = query === commentsQuery ? commentsOf(state, number, after) : commitsOf(state, number, after);
  return data({ repository: { pullRequest } });
}

function oneComment(state: State, node: string): Reply {
  const found = [...state.comments.values()].find((one) => nodeOf(one) === node);
  return found === undefined
    ? error('NOT_FOUND', `Could not resolve to a node with the global id of '${node}'`)
    : data({ node: commentNode(found) });
}

function commentsOf(state: State, number: number, after: number) {
  const all = [...state.comments.values()].filter(({ pullRequest }) => pullRequest === number);
  return { comments: connection(all.map(commentNode), after) };
}

/** A bot’s name has no ending here, unlike everywhere else. */
const actor = (login: string) =>
  isBot(login) ? { __typename: 'Bot', login: login.replace('[bot]', '') } : { __typename: 'User', login };

const commentNode = (comment: Comment) => ({
  id: nodeOf(comment),
  fullDatabaseId: String(comment.id),
  body: bodyOf(comment),
  createdAt: comment.createdAt ?? '2027-03-01T09:00:00Z',
  lastEditedAt: comment.editedAt ?? null,
  isMinimized: comment.minimized ?? false,
  url: urlOf(comment),
  author: comment.author === 'ghost' ? null : actor(comment.author),
});

function connection(nodes: readonly unknown[], after: number) {
  const end = after + pageSize;
  const more = nodes.length > end;
  return { nodes: nodes.slice(after, end), pageInfo: { hasNextPage: more, endCursor: more ? String(end) : null } };
}

/** From git: an address belongs to the account of that name at example.com, where there is one. */
function commitsOf(state: State, number: number, after: number) {
  const { head, base } = state.pullRequests.get(number)!;
  const range = `${resolve(state, base) ?? ''}..${resolve(state, head) ?? ''}`;
  const format = '%H%x00%ae%x00%ce%x00%(trailers:key=Co-authored-by,valueonly,separator=%x01)%x02';
  const log = execFileSync('git', ['-C', state.repository, 'log', '--reverse', `--format=${format}`, range], {
    encoding: 'utf8',
  });
  const commits = log.split('\u0002').map((line) => line.trim());
  const nodes = commits.filter(Boolean).map((line) => {
    const [oid = '', author = '', committer = '', others = ''] = line.split('\0');
    const emails = [author, ...[...others.matchAll(/<([^>]+)>/g)].map(([, email = '']) => email)];
    const people = emails.map((email) => personOf(state, email));
    return {
      commit: {
        oid,
        authors: { nodes: people.slice(0, 50), pageInfo: { hasNextPage: people.length > 50 } },
        committer: personOf(state, committer),
      },
    };
  });
  return { commits: connection(nodes, after) };
}

function personOf(state: State, email: string) {
  if (email === 'noreply@github.com') return { email, user: { login: 'web-flow' } };
  const login = email.replace(/@example\.com$/, '');
  return { email, user: login !== email && state.roles.has(login) ? { login } : null };
}
