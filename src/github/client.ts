import { getOctokit } from '@actions/github';
import { troubleOf } from './trouble.ts';

export type Client = ReturnType<typeof getOctokit>;

export interface ClientSettings {
  /** Or where the one of the hour is to be had; what that throws counts as thrown by the request. */
  readonly token: string | (() => Promise<string>);
  /** `https://api.github.com`, or a GitHub Enterprise server's `https://HOST/api/v3`. */
  readonly apiUrl: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** One repository, as the API addresses it. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** Everything a request about this repository needs. */
export interface Thread {
  readonly client: Client;
  readonly repository: Repository;
  /** Our own login: what somebody else wrote is not ours, whatever marker it carries. */
  readonly self: string;
}

const callLimit = 30_000;
const outagePauses = [500, 2_000, 5_000];
const rateLimitTries = 3;

/** A client that waits out outages and rate limits, without ever doing twice what may have been done once. */
export function connect({ token, apiUrl, sleep }: ClientSettings): Client {
  const settings = { baseUrl: apiUrl, ...directFetch(), log: silent };
  const client =
    typeof token === 'string'
      ? getOctokit(token, settings)
      : getOctokit('renewed', { ...settings, ...renewing(token) });
  client.hook.wrap('request', async (request, options) => {
    for (let tries = 1; ; tries++) {
      try {
        // The cast only tells the hook's return type, which octokit leaves open.
        return (await request(options)) as Awaited<ReturnType<typeof client.request>>;
      } catch (error) {
        const pause = pauseBefore(tries, error, options);
        if (pause === undefined) throw error;
        await sleep(pause);
      }
    }
  });
  return client;
}

type Hooked = (options: { readonly headers: Readonly<Record<string, unknown>> }) => unknown;

/** Octokit's way to let every request have a token of its own. */
const renewing = (token: () => Promise<string>) => ({
  authStrategy: () => ({
    hook: async (request: Hooked, options: Parameters<Hooked>[0]) => {
      const authorization = `token ${await token()}`;
      return request({ ...options, headers: { ...options.headers, authorization } });
    },
  }),
});

/** How long to wait before the next try, in milliseconds; undefined = do not try again. */
function pauseBefore(tries: number, error: unknown, options: object): number | undefined {
  const trouble = troubleOf(error);
  // A rate-limited request was turned away before it did anything, so even a create may be sent again.
  if (trouble.kind === 'rate-limited') return tries < rateLimitTries ? trouble.waitMs : undefined;
  return trouble.kind === 'outage' && isRepeatable(options) ? outagePauses[tries - 1] : undefined;
}

/**
 * An outage does not tell whether the request took effect. A create sent twice makes two, and annotations are
 * appended by every update that carries them: their callers look before they send again.
 */
function isRepeatable(options: object): boolean {
  const { method = 'GET', query, output } = options as { method?: string; query?: unknown; output?: object };
  // A GraphQL query reads, whatever the method and the server's address for it.
  if (method === 'POST') return typeof query === 'string' && /^\s*query\b/.test(query);
  return output === undefined || !('annotations' in output);
}

/**
 * The client's own fetch is a private copy of undici, which no test double sees; Node's serves as well,
 * except behind a proxy, which only the private copy knows to use.
 */
function directFetch(): { readonly request?: { readonly fetch: typeof fetch } } {
  const proxied = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => process.env[name]);
  if (proxied) return {};
  return { request: { fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(callLimit) }) } };
}

const ignore = () => undefined;
// Octokit's warnings repeat response bodies; what matters reaches the reader as a Problem.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
