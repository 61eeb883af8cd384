import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Announcer } from '../ports/announcer.ts';

const patienceMs = 10_000;

export interface WebhookOptions {
  /** Where `env:NAME` is looked up. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until we stop to wait. */
  readonly patience?: number;
}

/**
 * Sends JSON to webhooks. Their addresses are secrets: no message repeats one, nor what was answered. Each is asked
 * once; a redirect is not followed, because it could lead anywhere.
 */
export function webhooks({ environment, patience = patienceMs }: WebhookOptions): Announcer {
  return {
    async post(address, payload) {
      const url = addressOf(address, environment);
      if (!url.ok) return url;
      return send(url.value, payload, patience);
    },
  };
}

function addressOf(named: string, environment: WebhookOptions['environment']): Result<URL> {
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
  return url !== undefined && (url.protocol === 'https:' || local)
    ? success(url)
    : failure(problem('Its address is no https:// address.', 'Take the address as the chat shows it.'));
}

async function send(url: URL, payload: unknown, patience: number): Promise<Result<undefined>> {
  const limit = AbortSignal.timeout(patience);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: limit,
    });
    await answer.body?.cancel();
    return answer.ok ? success(undefined) : failure(refused(answer.status));
  } catch {
    // The error's own words hold the address.
    return failure(limit.aborted ? silent(patience) : unreachable);
  }
}

const problem = (says: string, advice: string): Problem => ({ code: 'bad-configuration', says, advice });

const refused = (status: number): Problem =>
  status >= 300 && status < 400
    ? problem('It answered with a redirect, which is not followed.', 'Use the address that it leads to.')
    : problem(`It answered ${status}.`, 'Look whether the webhook still exists, then announce it again.');

const silent = (patience: number): Problem =>
  problem(
    `It did not answer within ${patience / 1_000} s; whether it took the message is not known.`,
    'Look there before you announce it again.',
  );

const unreachable = problem('It could not be reached.', 'Look at its address and the network, then announce it again.');
