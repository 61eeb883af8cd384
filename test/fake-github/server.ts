import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Endpoint } from './contract.ts';
import { requestFaults, responseFaults } from './contract.ts';
import type { Fault, Reply } from './faults.ts';
import { forbidden, invalid, notFound, refusal, refusedBy } from './faults.ts';
import { serveGit } from './git.ts';
import { operation } from './graphql.ts';
import { answer, routes } from './routes.ts';
import { serveStorage } from './runs.ts';
import type { Permission, PullRequest, State } from './state.ts';

export interface FakeSettings {
  /** A real bare git repository. */
  readonly repository: string;
  readonly pullRequests?: readonly PullRequest[];
  readonly permissions?: Iterable<Permission>;
  readonly self?: string;
  readonly faults?: readonly Fault[];
  /** An Enterprise Server, whose API lies at `/api/v3` and `/api/graphql` of its one address. */
  readonly enterprise?: true;
}

export interface FakeGitHub extends AsyncDisposable {
  /** Of its pages and of git. */
  readonly url: string;
  /** Of its API. */
  readonly apiUrl: string;
  readonly state: State;
  /** Every call in order: `POST /repos/{owner}/{repo}/check-runs`. */
  readonly calls: readonly string[];
  /** Where a request or an answer left GitHub's own description; a test that ends with any of them is no proof. */
  readonly violations: readonly string[];
}

/** A small GitHub on this machine: it keeps state, enforces limits, and breaks where the plan says so. */
export async function fakeGitHub(settings: FakeSettings): Promise<FakeGitHub> {
  const calls: string[] = [];
  const violations: string[] = [];
  const state = initialState(settings);
  const server = createServer((request, response) => {
    serve({ request, response, state, calls, violations, settings }).catch((error: unknown) => {
      violations.push(`the fake itself failed: ${String(error)}`);
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    apiUrl: `http://127.0.0.1:${port}${settings.enterprise ? enterpriseApi.rest : ''}`,
    state,
    calls,
    violations,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function initialState({ repository, pullRequests = [], permissions, self }: FakeSettings): State {
  return {
    repository,
    self: self ?? 'github-actions[bot]',
    permissions: new Set(permissions ?? ['checks', 'pull-requests', 'issues', 'contents', 'members', 'actions']),
    pullRequests: new Map(pullRequests.map((pullRequest) => [pullRequest.number, pullRequest])),
    comments: new Map(),
    checks: new Map(),
    statuses: [],
    checkTimes: new Map(),
    roles: new Map(),
    teams: new Map(),
    reviews: new Map(),
    lineComments: [],
    labels: new Map(),
    knownLabels: new Set(),
    asked: new Map(),
    reactions: new Map(),
    runs: new Map(),
    artifacts: new Map(),
    issues: [],
    now: Date.parse('2027-03-01T09:00:00Z'),
    nextId: 1001,
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: State;
  readonly calls: string[];
  readonly violations: string[];
  readonly settings: FakeSettings;
}

const cloudApi = { rest: '', graphql: '/graphql' };
const enterpriseApi = { rest: '/api/v3', graphql: '/api/graphql' };

async function serve(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  if (url.pathname.includes('.git/')) {
    await serveGit(request, response, exchange.state);
    return;
  }
  if (url.pathname.startsWith('/storage/')) {
    exchange.violations.push(...serveStorage(request, response, exchange.state));
    return;
  }
  const body = await text(request);
  const api = exchange.settings.enterprise ? enterpriseApi : cloudApi;
  const reply = url.pathname === api.graphql ? graphql(exchange, body) : rest(exchange, { url, under: api.rest }, body);
  if (reply === 'hang-up') {
    request.socket.destroy();
    return;
  }
  const headers = new Headers({ 'content-type': 'application/json', ...reply.headers });
  headers.forEach((value, name) => {
    const here = value.replace('{self}', `${url.origin}${url.pathname}`);
    response.setHeader(name, here.replace('{storage}', `http://localhost:${url.port}/storage`));
  });
  response.writeHead(reply.status);
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

interface Place {
  readonly url: URL;
  /** Where the API begins. */
  readonly under: string;
}

function rest(exchange: Exchange, { url, under }: Place, sent: string): Reply | 'hang-up' {
  const { request, state, violations } = exchange;
  const path = url.pathname.startsWith(under) ? url.pathname.slice(under.length) : url.pathname;
  const found = url.pathname.startsWith(under) ? match(`${request.method ?? 'GET'} ${path}`) : undefined;
  if (found === undefined) {
    violations.push(`no route ${request.method ?? ''} ${url.pathname}`);
    return notFound();
  }
  const { endpoint, parameters } = found;
  return withFault(exchange, endpoint, () => {
    if (request.headers.authorization === undefined) return refusal(401, 'Requires authentication');
    const body = sent === '' ? undefined : (JSON.parse(sent) as Readonly<Record<string, unknown>>);
    const wrong = requestFaults(endpoint, body);
    violations.push(...wrong.map((fault) => `request ${endpoint}: ${fault}`));
    if (wrong.length > 0) return invalid(wrong.join('; '));
    if (state.readOnly === true && request.method !== 'GET') return forbidden();
    const reply = answer(state, endpoint, { parameters, query: url.searchParams, body: body ?? {} });
    violations.push(
      ...responseFaults(endpoint, reply.status, reply.body).map((fault) => `response ${endpoint}: ${fault}`),
    );
    return reply;
  });
}

function graphql(exchange: Exchange, sent: string): Reply | 'hang-up' {
  const { state, violations } = exchange;
  const { query, variables } = JSON.parse(sent) as Parameters<typeof operation>[1];
  return withFault(exchange, 'POST /graphql', () => {
    const reply = operation(state, { query, variables });
    if (reply !== undefined) return reply;
    violations.push(`unknown GraphQL operation ${query}`);
    return { status: 200, body: { errors: [{ message: 'unknown operation' }] } };
  });
}

/** Counts a call, and lets happen what the plan has for it. */
function withFault(
  { state, calls, settings: { faults = [] } }: Exchange,
  endpoint: Endpoint,
  act: () => Reply,
): Reply | 'hang-up' {
  calls.push(endpoint);
  const count = calls.filter((call) => call === endpoint).length;
  const fault = faults.find((one) =>
    'at' in one ? one.at === calls.length : one.on === endpoint && (one.call === 0 || one.call === count),
  );
  if (typeof fault?.what === 'function') fault.what(state);
  const refused = fault && refusedBy(fault);
  if (refused !== undefined) return refused;
  const reply = act();
  if (fault?.what === 'fails-after-effect') return refusal(500, 'Server Error');
  return fault?.what === 'hangs-up' ? 'hang-up' : reply;
}

const patterns = (Object.keys(routes) as Endpoint[]).map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

const decoded = (part: string): string => decodeURIComponent(part);

function match(call: string) {
  for (const { endpoint, pattern } of patterns) {
    const found = pattern.exec(call);
    if (found !== null)
      return {
        endpoint,
        parameters: Object.fromEntries(
          Object.entries(found.groups ?? {}).map(([name, value]) => [name, decoded(value)]),
        ),
      };
  }
  return undefined;
}
