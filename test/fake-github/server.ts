import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Endpoint } from './contract.ts';
import { requestFaults, responseFaults } from './contract.ts';
import type { Fault, Reply } from './faults.ts';
import { invalid, notFound, refusal, refusedBy } from './faults.ts';
import { answer, routes } from './routes.ts';
import type { PullRequest, State } from './state.ts';

export interface FakeSettings {
  /** A real bare git repository. */
  readonly repository: string;
  readonly pullRequests?: readonly PullRequest[];
  readonly permissions?: Iterable<'checks' | 'statuses' | 'pull-requests'>;
  readonly self?: string;
  readonly faults?: readonly Fault[];
}

export interface FakeGitHub extends AsyncDisposable {
  readonly url: string;
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
    void serve({ request, response, state, calls, violations, faults: settings.faults ?? [] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
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
    permissions: new Set(permissions ?? ['checks', 'pull-requests']),
    pullRequests: new Map(pullRequests.map((pullRequest) => [pullRequest.number, pullRequest])),
    comments: new Map(),
    checks: new Map(),
    statuses: [],
    nextId: 1001,
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: State;
  readonly calls: string[];
  readonly violations: string[];
  readonly faults: readonly Fault[];
}

async function serve(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const body = await text(request);
  const reply = url.pathname === '/graphql' ? graphql(exchange, body) : rest(exchange, url, body);
  if (reply === 'hang-up') {
    request.socket.destroy();
    return;
  }
  const headers = new Headers({ 'content-type': 'application/json', ...reply.headers });
  headers.forEach((value, name) => {
    response.setHeader(name, value.replace('{self}', `${url.origin}${url.pathname}`));
  });
  response.writeHead(reply.status);
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

function rest({ request, state, calls, violations, faults }: Exchange, url: URL, sent: string): Reply | 'hang-up' {
  const found = match(`${request.method ?? 'GET'} ${decodeURI(url.pathname)}`);
  if (found === undefined) {
    violations.push(`no route ${request.method ?? ''} ${url.pathname}`);
    return notFound();
  }
  const { endpoint, parameters } = found;
  calls.push(endpoint);
  if (request.headers.authorization === undefined) return refusal(401, 'Requires authentication');
  const count = calls.filter((call) => call === endpoint).length;
  const fault = faults.find(({ on, call }) => on === endpoint && (call === 0 || call === count));
  if (typeof fault?.what === 'function') fault.what(state);
  const refused = fault && refusedBy(fault);
  if (refused !== undefined) return refused;
  const body = sent === '' ? undefined : (JSON.parse(sent) as Readonly<Record<string, unknown>>);
  const wrong = requestFaults(endpoint, body);
  violations.push(...wrong.map((fault) => `request ${endpoint}: ${fault}`));
  if (wrong.length > 0) return invalid(wrong.join('; '));
  const reply = answer(state, routes[endpoint]!, { parameters, query: url.searchParams, body: body ?? {} });
  violations.push(
    ...responseFaults(endpoint, reply.status, reply.body).map((fault) => `response ${endpoint}: ${fault}`),
  );
  if (fault?.what === 'fails-after-effect') return refusal(500, 'Server Error');
  return fault?.what === 'hangs-up' ? 'hang-up' : reply;
}

/** The one operation we send; anything else is a violation. */
function graphql({ state, calls, violations }: Exchange, sent: string): Reply {
  const { query } = JSON.parse(sent) as { readonly query: string };
  calls.push('POST /graphql');
  if (query === 'query { viewer { login } }') return { status: 200, body: { data: { viewer: { login: state.self } } } };
  violations.push(`unknown GraphQL operation ${query}`);
  return { status: 200, body: { errors: [{ message: 'unknown operation' }] } };
}

const patterns = (Object.keys(routes) as Endpoint[]).map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

function match(call: string) {
  for (const { endpoint, pattern } of patterns) {
    const found = pattern.exec(call);
    if (found !== null) return { endpoint, parameters: { ...found.groups } };
  }
  return undefined;
}
