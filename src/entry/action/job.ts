import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../domain/errors.ts';
import type { Trigger } from '../../domain/trigger.ts';
import type { ClientSettings, Repository } from '../../github/client.ts';
import { readTrigger } from '../../github/event.ts';
import { githubPublisher } from '../../github/publisher.ts';
import type { CheckTarget, Publisher } from '../../ports/publisher.ts';

// What the runner tells every step of itself: docs.github.com, “Default environment variables”.

/** This run and attempt, and where it can be watched. */
export function jobAttempt(): Pick<CheckTarget, 'attempt' | 'details'> {
  const {
    GITHUB_RUN_ID: run = '0',
    GITHUB_RUN_ATTEMPT: attempt = '1',
    GITHUB_REPOSITORY: repository = '',
  } = process.env;
  return { attempt: `${run}.${attempt}`, details: `${serverUrl()}/${repository}/actions/runs/${run}` };
}

/** `https://github.com`, or a GitHub Enterprise server's address. */
export function serverUrl(): string {
  const { GITHUB_SERVER_URL: url = 'https://github.com' } = process.env;
  return url;
}

/** How this job's repository is asked for. */
export function jobClient(token: string): readonly [ClientSettings, Repository] {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: apiUrl = 'https://api.github.com' } = process.env;
  const [owner = '', repo = ''] = repository.split('/');
  return [
    { token, apiUrl, sleep: (milliseconds) => sleep(milliseconds) },
    { owner, repo },
  ];
}

export const publisherFor = (token: string): Publisher => githubPublisher(...jobClient(token));

/** What the event asks for that began this job. */
export async function jobTrigger(): Promise<Result<Trigger>> {
  const payload = await readJson(process.env['GITHUB_EVENT_PATH'] ?? '');
  return readTrigger(process.env['GITHUB_EVENT_NAME'] ?? '', payload);
}

/** Undefined where there is no such file or it is not JSON: then it is no event of ours either. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
