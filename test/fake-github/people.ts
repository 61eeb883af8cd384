import { execFileSync } from 'node:child_process';
import { issueBody, lineCommentBody, labelBody, pullRequestBody, reviewBody, user } from './bodies.ts';
import { example, type Endpoint } from './contract.ts';
import type { Reply } from './faults.ts';
import { invalid, notFound, refusal } from './faults.ts';
import { created, ok, page, resolve, type Call, type Route } from './routes.ts';
import type { Role, State } from './state.ts';
import { mayWrite } from './state.ts';

const repo = '/repos/{owner}/{repo}';
const team = '/orgs/{org}/teams/{team_slug}';

export const peopleRoutes: Readonly<Partial<Record<Endpoint, Route>>> = {
  [`GET ${repo}/collaborators/{username}/permission`]: { answer: (state, call) => permissionOf(state, call) },
  [`GET ${team}`]: { needs: 'members', answer: (state, call) => getTeam(state, call) },
  [`GET ${team}/memberships/{username}`]: { needs: 'members', answer: (state, call) => membership(state, call) },
  [`GET ${repo}/pulls/{pull_number}/reviews`]: {
    needs: 'pull-requests',
    answer: (state, call) => reviews(state, call),
  },
  [`GET ${repo}/pulls/{pull_number}/comments`]: {
    needs: 'pull-requests',
    answer: (state, call) => lineComments(state, call),
  },
  [`POST ${repo}/pulls/{pull_number}/comments`]: {
    needs: 'pull-requests',
    answer: (state, call) => commentOnLines(state, call),
  },
  [`DELETE ${repo}/pulls/comments/{comment_id}`]: {
    needs: 'pull-requests',
    answer: (state, call) => deleteLineComment(state, call),
  },
  [`POST ${repo}/pulls/{pull_number}/requested_reviewers`]: {
    needs: 'pull-requests',
    answer: (state, call) => requestReview(state, call),
  },
  [`POST ${repo}/issues/{issue_number}/labels`]: {
    needs: 'pull-requests',
    answer: (state, call) => addLabels(state, call),
  },
  [`DELETE ${repo}/issues/{issue_number}/labels/{name}`]: {
    needs: 'pull-requests',
    answer: (state, call) => removeLabel(state, call),
  },
  [`POST ${repo}/issues/comments/{comment_id}/reactions`]: {
    needs: 'pull-requests',
    answer: (state, call) => react(state, call),
  },
  [`GET ${repo}/issues`]: { needs: 'issues', answer: (state, { query }) => page(state.issues.map(issueBody), query) },
  [`POST ${repo}/issues`]: { needs: 'issues', answer: (state, call) => openIssue(state, call) },
  [`GET ${repo}/commits/{commit_sha}/pulls`]: {
    needs: 'pull-requests',
    answer: (state, call) => pullsOf(state, call),
  },
};

const may: Readonly<Record<Role, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

/** Of a role between the four old ones `permission` tells the lower one; `role_name` is whatever its owners called it. */
function permissionOf(state: State, { parameters }: Call): Reply {
  const login = parameters['username'] ?? '';
  const role = state.roles.get(login);
  if (role === undefined) return notFound();
  const rank = ['none', 'read', 'triage', 'write', 'maintain', 'admin'].indexOf(role);
  const permissions = { pull: rank > 0, triage: rank > 1, push: rank > 2, maintain: rank > 3, admin: rank > 4 };
  return ok({ permission: may[role], role_name: 'admin', user: { ...user(login), permissions, role_name: 'admin' } });
}

function getTeam(state: State, { parameters }: Call): Reply {
  const slug = parameters['team_slug'] ?? '';
  const found = state.teams.get(`${parameters['org'] ?? ''}/${slug}`);
  return found === undefined || found.hidden ? notFound() : ok(teamBody(slug));
}

/** The documentation's example is older than its description. */
function teamBody(slug: string) {
  const sample = example('team-full');
  return {
    ...sample,
    slug,
    type: 'organization',
    organization: { ...(sample['organization'] as object), archived_at: null },
  };
}

/** The same 404 for a team that is hidden or not there, and for somebody who is no member of one that is. */
function membership(state: State, { parameters }: Call): Reply {
  const found = state.teams.get(`${parameters['org'] ?? ''}/${parameters['team_slug'] ?? ''}`);
  const member = found?.hidden ? undefined : found?.members.get(parameters['username'] ?? '');
  if (member === undefined) return notFound();
  return ok({ ...example('team-membership-response-if-user-is-a-team-maintainer'), role: 'member', state: member });
}

function reviews(state: State, { parameters, query }: Call): Reply {
  const number = Number(parameters['pull_number']);
  if (!state.pullRequests.has(number)) return notFound();
  return page((state.reviews.get(number) ?? []).map(reviewBody), query);
}

/** One who cannot be asked, and nobody is. */
function requestReview(state: State, { parameters, body }: Call): Reply {
  const number = Number(parameters['pull_number']);
  const pull = state.pullRequests.get(number);
  const head = pull && resolve(state, pull.head);
  if (pull === undefined || head === undefined) return notFound();
  const users = (body['reviewers'] as readonly string[] | undefined) ?? [];
  const teams = ((body['team_reviewers'] as readonly string[] | undefined) ?? []).map((slug) => `acme/${slug}`);
  const strangers = users.filter(
    (login) => !['read', 'triage', 'write', 'maintain', 'admin'].includes(state.roles.get(login) ?? ''),
  );
  const unseen = teams.filter((name) => state.teams.get(name)?.access === false || !state.teams.has(name));
  if (users.includes(pull.author ?? 'alice')) return invalid('Review cannot be requested from pull request author.');
  if (strangers.length + unseen.length > 0) return invalid('Reviews may only be requested from collaborators.');
  state.asked.set(number, [...new Set([...(state.asked.get(number) ?? []), ...users, ...teams])]);
  return created(simplePull(state, number));
}

function simplePull(state: State, number: number) {
  const pull = state.pullRequests.get(number)!;
  const head = resolve(state, pull.head) ?? '';
  const body = pullRequestBody(pull, head, state, resolve(state, pull.base));
  return { ...(example('pull-request-review-request') as object), ...body, requested_reviewers: [], auto_merge: null };
}

function addLabels(state: State, { parameters, body }: Call): Reply {
  const number = Number(parameters['issue_number']);
  if (!state.pullRequests.has(number)) return notFound();
  const added = body['labels'] as readonly string[];
  // Any label can be put on a pull request by whoever may write to that; a new one is the issues' (since spring 2025).
  if (!mayWrite(state, 'issues') && added.some((name) => !state.knownLabels.has(name)))
    return refusal(403, 'You do not have permission to create labels on this repository.');
  for (const name of added) state.knownLabels.add(name);
  const names = new Set([...(state.labels.get(number) ?? []), ...added]);
  state.labels.set(number, names);
  return ok([...names].map(labelBody));
}

function removeLabel(state: State, { parameters }: Call): Reply {
  const number = Number(parameters['issue_number']);
  const had = state.labels.get(number) ?? new Set();
  const left = [...had].filter((name) => name !== parameters['name']);
  if (left.length === had.size) return refusal(404, 'Label does not exist');
  state.labels.set(number, new Set(left));
  return ok(left.map(labelBody));
}

function react(state: State, { parameters, body }: Call): Reply {
  const id = Number(parameters['comment_id']);
  const content = String(body['content']);
  if (!state.comments.has(id)) return notFound();
  const had = state.reactions.get(id) ?? new Set();
  const reaction = `${state.self}:${content}`;
  state.reactions.set(id, new Set([...had, reaction]));
  return { status: had.has(reaction) ? 200 : 201, body: { ...example('reaction'), content, user: user(state.self) } };
}

function openIssue(state: State, { body }: Call): Reply {
  if (state.issuesOff) return refusal(410, 'Issues are disabled for this repo');
  const issue = {
    number: 900 + state.issues.length,
    author: state.self,
    title: String(body['title']),
    body: String(body['body']),
  };
  state.issues.unshift(issue);
  return created(issueBody(issue));
}

/** The pull requests whose head the commit is part of, and that of a commit of a merge queue. */
function pullsOf(state: State, { parameters, query }: Call): Reply {
  const commit = parameters['commit_sha'] ?? '';
  const holding = [...state.pullRequests.values()].filter(({ head }) =>
    isAncestor(state, resolve(state, head), commit),
  );
  return page(
    holding.map(({ number }) => simplePull(state, number)),
    query,
  );
}

function isAncestor({ repository }: State, one: string | undefined, other: string): boolean {
  if (one === undefined) return false;
  try {
    execFileSync('git', ['-C', repository, 'merge-base', '--is-ancestor', one, other]);
    return true;
  } catch {
    return one === other;
  }
}

function lineComments(state: State, { parameters, query }: Call): Reply {
  const number = Number(parameters['pull_number']);
  if (!state.pullRequests.has(number)) return notFound();
  return page(state.lineComments.filter(({ pullRequest }) => pullRequest === number).map(lineCommentBody), query);
}

/** Only lines that the diff shows can be spoken of, and a range has two ends. */
function commentOnLines(state: State, { parameters, body }: Call): Reply {
  const pull = state.pullRequests.get(Number(parameters['pull_number']));
  if (pull === undefined) return notFound();
  const commit = resolve(state, String(body['commit_id']));
  if (commit === undefined) return invalid('commit_id is not part of the pull request');
  const [path, line] = [String(body['path']), Number(body['line'])];
  const first = body['start_line'] === undefined ? undefined : Number(body['start_line']);
  if (first !== undefined && first >= line) return invalid('start_line must precede the end line.');
  if (!shownLines(state, pull.base, commit, path).some(([from, to]) => from <= (first ?? line) && line <= to))
    return invalid('line must be part of the diff');
  const comment = {
    id: state.nextId++,
    pullRequest: pull.number,
    author: state.self,
    body: String(body['body']),
    ...{ commit, path, line },
    ...(first !== undefined && { startLine: first }),
  };
  state.lineComments.push(comment);
  return created(lineCommentBody(comment));
}

function deleteLineComment({ lineComments }: State, { parameters }: Call): Reply {
  const at = lineComments.findIndex(({ id }) => id === Number(parameters['comment_id']));
  if (at < 0) return notFound();
  lineComments.splice(at, 1);
  return { status: 204, body: undefined };
}

/** The lines of the head that git's own diff shows. */
function shownLines({ repository }: State, base: string, head: string, path: string): readonly [number, number][] {
  const range = ['-C', repository, 'diff', `${base}...${head}`, '--', path];
  const hunks = execFileSync('git', range, { encoding: 'utf8' }).matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm);
  return [...hunks].map(([, from, many]) => [Number(from), Number(from) + Number(many ?? 1) - 1]);
}
