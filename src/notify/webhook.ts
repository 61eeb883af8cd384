import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { Resolve } from './public.ts';
import { NotPublic, postPublicly } from './public.ts';

const patienceMs = 10_000;

export interface WebhookOptions {
  /** Where `env:NAME` is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until we stop to wait. */
  readonly patience?: number;
  /** internet = nothing on this machine or in its network, since others than its operator name the addresses. */
  readonly within?: 'internet' | 'anywhere';
  /** How names are looked up in the internet; the system's way unless given. */
  readonly resolve?: Resolve;
}

/**
 * Sends JSON to webhooks. Their addresses are secrets: no message repeats one, nor what was answered. Each is asked
 * once; a redirect is not followed, because it could lead anywhere.
 */
export function webhooks(options: WebhookOptions): Announcer {
  return {
    async post(address, payload) {
      const url = addressOf(address, options);
      if (!url.ok) return url;
      return send(url.value, payload, options);
    },
  };
}

function addressOf(named: string, { environment, within }: WebhookOptions): Result<URL> {
  const name = /^env:(.+)$/.exec(named)?.[1];
  const text = name === undefined ? named : environment[name]?.trim();
  if (text === undefined || text === '') {
    return failure(
      problem('Its environment variable is not set.', `Set ${name ?? 'it'} from a secret where this runs.`),
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // What stays on this machine needs no encryption: a relay, or a test.
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url !== undefined && (url.protocol === 'https:' || (local && within !== 'internet'))
    ? success(url)
    : failure(problem('Its address is no https:// address.', 'Take the address as the chat shows it.'));
}

async function send(
  url: URL,
  payload: unknown,
  { patience = patienceMs, within, resolve }: WebhookOptions,
): Promise<Result<undefined>> {
  const limit = AbortSignal.timeout(patience);
  const body = JSON.stringify(payload);
  try {
    const status = await (within === 'internet' ? postPublicly(url, body, limit, resolve) : post(url, body, limit));
    return status >= 200 && status < 300 ? success(undefined) : failure(refused(status));
  } catch (error) {
    if (error instanceof NotPublic) return failure(internal);
    // The error's own words hold the address.
    if (limit.aborted) return failure(silent(patience));
    return failure(isUnreached(error) ? unreachable : brokenOff);
  }
}

/** Where no connection was made, nothing was asked; after anything else it may have been. */
const unreached =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ENOTFOUND|EAI_\w+|EPROTO|UND_ERR_CONNECT_TIMEOUT|ERR_(TLS|SSL)_\w+|\w*CERT\w*|\w*SIGNATURE)$/;

/** What `fetch` throws has the reason as its cause. */
function isUnreached(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return (typeof code === 'string' && unreached.test(code)) || isUnreached(cause);
}

async function post(url: URL, body: string, signal: AbortSignal): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  // What follows its status is not wanted, so it matters to nobody if it breaks.
  await answer.body?.cancel().catch(() => undefined);
  return answer.status;
}

const problem = (says: string, advice: string): Problem => ({ code: 'bad-configuration', says, advice });

/** It was asked, and whether it took the message is not known. */
const open = (says: string): Problem => ({
  code: 'interrupted',
  says: `${says}; whether it took the message is not known.`,
  advice: 'Look there before you announce it again.',
});

function refused(status: number): Problem {
  if (status >= 500) return open(`It answered ${status}`);
  return status >= 300 && status < 400
    ? problem('It answered with a redirect, which is not followed.', 'Use the address that it leads to.')
    : problem(`It answered ${status}.`, 'Look whether the webhook still exists, then announce it again.');
}

const silent = (patience: number): Problem => open(`It did not answer within ${patience / 1_000} s`);

const brokenOff = open('The connection broke before it answered');

const unreachable = problem('It could not be reached.', 'Look at its address and the network, then announce it again.');

const internal = problem(
  'Its address leads to this server or into its network, where nothing is announced.',
  'Use an address in the internet; or, where every repository of the App is trusted like its operator, start the ' +
    'server with MIGRATION_REHEARSAL_COMMANDS=allowed.',
);
