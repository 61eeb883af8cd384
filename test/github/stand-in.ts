import { setTimeout as sleep } from 'node:timers/promises';
import { runPhase } from '../../src/entry/action/phase.ts';
import { jobAttempt, jobClient, publisherFor } from '../../src/entry/action/job.ts';
import { success } from '../../src/domain/errors.ts';
import type { Sha } from '../../src/domain/pull-request.ts';
import type { Objects } from '../../src/flows/setting.ts';
import { githubHost } from '../../src/github/host.ts';
import { reviewed, withoutMigrations } from './reviews.ts';

// The action with a review that does what the test asks for: everything but the rehearsal itself is the real thing.
const doing = process.env['STAND_IN'] ?? 'pass';

async function answer() {
  if (doing === 'crash') throw new Error('duplicate key: (email)=(ada@example.com)');
  if (doing === 'crash-unseen') void Promise.reject(new Error('row (ada@example.com)'));
  if (doing === 'hang' || doing === 'crash-unseen') await sleep(60_000);
  if (doing === 'none') return withoutMigrations();
  if (doing === 'error') {
    const problem = { code: 'no-database', says: 'No Postgres.\n::set-env name=x::y', advice: 'Get one.' } as const;
    return reviewed('error', { problem });
  }
  return reviewed(doing === 'pass' ? 'pass' : 'needs-approval');
}

/** A pull request that changes nothing, in a repository that holds nothing. */
const nothing: Objects = {
  compare: (base, head) =>
    Promise.resolve(
      success({ mergeBase: base as Sha, baseTip: base as Sha, head: head as Sha, baseRef: base, files: [] }),
    ),
  tree: () => Promise.resolve(success([])),
  read: () => Promise.resolve(success([])),
  commitsTouching: () => Promise.resolve(success([])),
};

await runPhase((inputs) => ({
  host: githubHost(...jobClient(inputs.token)),
  publisher: publisherFor(inputs.token),
  announcer: { post: () => Promise.resolve(success(undefined)) },
  clock: { now: () => Date.now(), elapsed: () => 0 },
  attempt: jobAttempt(),
  forks: 'rehearsal',
  open: () =>
    doing === 'crash-early'
      ? Promise.reject(new Error('row (ada@example.com)'))
      : Promise.resolve(success({ source: nothing })),
  review: answer,
  secrets: () => ['hunter2'],
}));
