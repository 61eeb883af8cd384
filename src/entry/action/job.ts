import { setTimeout as sleep } from 'node:timers/promises';
import { githubPublisher } from '../../github/publisher.ts';
import type { CheckTarget, Publisher } from '../../ports/publisher.ts';

// What the runner tells every step of itself: docs.github.com, “Default environment variables”.

/** This run and attempt, and where it can be watched. */
export function jobAttempt(): Pick<CheckTarget, 'attempt' | 'details'> {
  const { GITHUB_RUN_ID: run = '0', GITHUB_RUN_ATTEMPT: attempt = '1' } = process.env;
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository = '' } = process.env;
  return { attempt: `${run}.${attempt}`, details: `${server}/${repository}/actions/runs/${run}` };
}

export function publisherFor(token: string): Publisher {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: apiUrl = 'https://api.github.com' } = process.env;
  const [owner = '', repo = ''] = repository.split('/');
  return githubPublisher({ token, apiUrl, sleep: (milliseconds) => sleep(milliseconds) }, { owner, repo });
}
