import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkBody, commentBody, pullRequestBody, statusBody } from './bodies.ts';
import type { Endpoint } from './contract.ts';
import type { Reply } from './faults.ts';
import { forbidden, invalid, notFound } from './faults.ts';
import { peopleRoutes } from './people.ts';
import { runRoutes } from './runs.ts';
import type { CheckRun, Scope, State } from './state.ts';
import { edited, instant, mayRead, mayWrite, written } from './state.ts';

export interface Call {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Route {
  readonly needs?: Scope;
  readonly answer: (state: State, call: Call) => Reply;
}

const longestBody = 65_536;
const repo = '/repos/{owner}/{repo}';

export const routes: Readonly<Partial<Record<Endpoint, Route>>> = {
  ...peopleRoutes,
  ...runRoutes,
  [`GET ${repo}/pulls/{pull_number}`]: { needs: 'pull-requests', answer: getPullRequest },
  [`GET ${repo}/issues/{issue_number}/comments`]: { needs: 'pull-requests', answer: listComments },
  [`POST ${repo}/issues/{issue_number}/comments`]: { needs: 'pull-requests', answer: createComment },
  [`PATCH ${repo}/issues/comments/{comment_id}`]: { needs: 'pull-requests', answer: editComment },
  [`DELETE ${repo}/issues/comments/{comment_id}`]: { needs: 'pull-requests', answer: deleteComment },
  [`GET ${repo}/commits/{ref}/check-runs`]: { needs: 'checks', answer: listChecks },
  [`POST ${repo}/check-runs`]: { needs: 'checks', answer: createCheck },
  [`GET ${repo}/check-runs/{check_run_id}`]: { needs: 'checks', answer: getCheck },
  [`PATCH ${repo}/check-runs/{check_run_id}`]: { needs: 'checks', answer: updateCheck },
  [`POST ${repo}/statuses/{sha}`]: { needs: 'statuses', answer: createStatus },
};

export function answer(state: State, endpoint: Endpoint, call: Call): Reply {
  const { needs, answer } = routes[endpoint]!;
  const may = endpoint.startsWith('GET ') ? mayRead : mayWrite;
  return needs === undefined || may(state, needs) ? answer(state, call) : forbidden();
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

function getPullRequest(state: State, { parameters }: Call): Reply {
  const found = state.pullRequests.get(Number(parameters['pull_number']));
  const head = found && resolve(state, found.head);
  return found === undefined || head === undefined
    ? notFound()
    : ok(pullRequestBody(found, head, state, resolve(state, found.base)));
}

function listComments(state: State, { parameters, query }: Call): Reply {
  const number = Number(parameters['issue_number']);
  if (!state.pullRequests.has(number)) return notFound();
  const all = [...state.comments.values()].filter(({ pullRequest }) => pullRequest === number);
  return page(all.map(commentBody), query);
}

function createComment(state: State, { parameters, body }: Call): Reply {
  const pullRequest = Number(parameters['issue_number']);
  const text = String(body['body']);
  if (!state.pullRequests.has(pullRequest)) return notFound();
  if (text.length > longestBody) return invalid(`body is too long (maximum is ${longestBody} characters)`);
  return created(commentBody(written(state, state.self, text, pullRequest)));
}

function editComment(state: State, { parameters, body }: Call): Reply {
  const found = state.comments.get(Number(parameters['comment_id']));
  const text = String(body['body']);
  if (found === undefined) return notFound();
  if (found.author !== state.self) return forbidden();
  if (text.length > longestBody) return invalid(`body is too long (maximum is ${longestBody} characters)`);
  return ok(commentBody(edited(state, found.id, text)));
}

function deleteComment(state: State, { parameters }: Call): Reply {
  return state.comments.delete(Number(parameters['comment_id'])) ? { status: 204, body: undefined } : notFound();
}

function listChecks(state: State, { parameters, query }: Call): Reply {
  const head = resolve(state, parameters['ref'] ?? '');
  const name = query.get('check_name');
  const all = [...state.checks.values()].filter((run) => run.head === head && (name === null || run.name === name));
  const { body, ...reply } = page(
    all.map((check) => checkBody(check, state)),
    query,
  );
  return { ...reply, body: { total_count: all.length, check_runs: body } };
}

function createCheck(state: State, { body }: Call): Reply {
  const head = resolve(state, String(body['head_sha']));
  if (head === undefined) return invalid(`No commit found for SHA: ${String(body['head_sha'])}`);
  const blank: CheckRun = {
    id: state.nextId++,
    name: String(body['name']),
    head,
    externalId: '',
    app: state.self.replace('[bot]', ''),
    status: 'queued',
    conclusion: null,
    detailsUrl: '',
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  const check = changed(blank, body);
  state.checks.set(check.id, check);
  state.checkTimes.set(check.id, { began: instant(state) });
  return created(checkBody(check, state));
}

function getCheck(state: State, { parameters }: Call): Reply {
  const found = state.checks.get(Number(parameters['check_run_id']));
  return found === undefined ? notFound() : ok(checkBody(found, state));
}

function updateCheck(state: State, { parameters, body }: Call): Reply {
  const found = state.checks.get(Number(parameters['check_run_id']));
  if (found === undefined) return notFound();
  const fault = annotationFault(body);
  if (fault !== undefined) return invalid(fault);
  const check = changed(found, body);
  state.checks.set(check.id, check);
  const ended = instant(state);
  state.checkTimes.set(check.id, { began: ended, ...state.checkTimes.get(check.id), ended });
  return ok(checkBody(check, state));
}

interface Sent {
  readonly title?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly annotations?: readonly Record<string, unknown>[];
}

/** What GitHub refuses beyond its own description: columns on a remark of several lines, lines before the first. */
function annotationFault(body: Readonly<Record<string, unknown>>): string | undefined {
  for (const remark of (body['output'] as Sent | undefined)?.annotations ?? []) {
    if (remark['start_line'] !== remark['end_line'] && 'start_column' in remark) return 'columns on several lines';
    if (Number(remark['start_line']) < 1) return 'lines count from 1';
    if (textOf(remark, 'title').length > 255) return 'title is too long';
  }
  return undefined;
}

/** The request has been held against the description already: what is there is a string. */
function textOf(body: Readonly<Record<string, unknown>>, key: string, otherwise = ''): string {
  return (body[key] as string | undefined) ?? otherwise;
}

function changed(check: CheckRun, body: Readonly<Record<string, unknown>>): CheckRun {
  const text = (key: string, otherwise: string) => textOf(body, key, otherwise);
  const output = (body['output'] ?? {}) as Sent;
  const conclusion = 'conclusion' in body ? String(body['conclusion']) : check.conclusion;
  return {
    ...check,
    externalId: text('external_id', check.externalId),
    detailsUrl: text('details_url', check.detailsUrl),
    status: conclusion === null ? text('status', check.status) : 'completed',
    conclusion,
    title: output.title ?? check.title,
    summary: output.summary ?? check.summary,
    text: output.text ?? check.text,
    // Every update appends.
    annotations: [...check.annotations, ...(output.annotations ?? [])],
  };
}

function createStatus(state: State, { parameters, body }: Call): Reply {
  const head = resolve(state, parameters['sha'] ?? '');
  if (head === undefined) return invalid('No commit found for SHA');
  const description = textOf(body, 'description');
  if (description.length > 140) return invalid('description is too long (maximum is 140 characters)');
  const status = {
    id: state.nextId++,
    head,
    context: textOf(body, 'context', 'default'),
    state: String(body['state']),
    description,
    targetUrl: textOf(body, 'target_url'),
  };
  state.statuses.push(status);
  return created(statusBody(status, state));
}

export function page(all: readonly unknown[], query: URLSearchParams): Reply {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const number = Number(query.get('page') ?? 1);
  const next = new URLSearchParams(query);
  next.set('page', String(number + 1));
  const headers = all.length > size * number ? { link: `<{self}?${next.toString()}>; rel="next"` } : {};
  return { status: 200, headers, body: all.slice(size * (number - 1), size * number) };
}

const commits = new Map<string, string>();

/** A branch or commit of the real repository behind the fake; what a whole name stands for is asked of git once. */
export function resolve({ repository }: State, reference: string): string | undefined {
  const key = `${repository} ${reference}`;
  const known = commits.get(key);
  if (known !== undefined) return known;
  const found = branch(repository, reference) ?? asked(repository, reference);
  if (found !== undefined && /^[0-9a-f]{40}$/.test(reference)) commits.set(key, found);
  return found;
}

/** Branches are files, and most of what is asked for is one: a process of git's for each would take longer than the rest. */
function branch(repository: string, name: string): string | undefined {
  const file = join(repository, 'refs/heads', name);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8').trim() : undefined;
}

function asked(repository: string, reference: string): string | undefined {
  try {
    const arguments_ = [
      '-C',
      repository,
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${reference}^{commit}`,
    ];
    return execFileSync('git', arguments_, { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
