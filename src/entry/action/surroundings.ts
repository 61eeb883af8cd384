import type { Result } from '../../domain/errors.ts';
import { failure, success } from '../../domain/errors.ts';
import type { Range } from '../../domain/trigger.ts';
import type { Opened, Setting } from '../../flows/setting.ts';
import { fetchRepository } from '../../git/fetch.ts';
import { openRepository } from '../../git/repository.ts';
import { githubHost } from '../../github/host.ts';
import type { Inputs } from '../../github/inputs.ts';
import { secretsOf } from '../../github/runner.ts';
import { githubRuns } from '../../github/runs.ts';
import { webhooks } from '../../notify/webhook.ts';
import { interruption, systemClock } from '../world.ts';
import { jobAttempt, jobClient, publisherFor, serverUrl } from './job.ts';
import { reviewed, workingFolder } from './review.ts';
import type { Surroundings } from './run.ts';

/** The job of a workflow: its token, the checkout where there is one, and the runner's own machine. */
export const surroundings: Surroundings = (inputs, trigger) => {
  const signal = interruption();
  const client = jobClient(inputs.token);
  return {
    host: githubHost(...client),
    publisher: publisherFor(inputs.token),
    runs: githubRuns(...client),
    announcer: webhooks({ environment: process.env }),
    clock: systemClock,
    attempt: jobAttempt(),
    // A fork's own run has a token that may only read, and no secrets; every other job has both.
    forks: trigger.kind === 'pull-request' ? 'rehearsal' : 'reading',
    open: (range) =>
      underPolicy(inputs, () =>
        open(range, { inputs, signal, number: 'number' in trigger ? trigger.number : undefined }),
      ),
    review: (asked) => reviewed(asked, inputs, signal),
    secrets,
  };
};

/** An organisation's policy comes with what is read, so that nobody can read the one without the other. */
async function underPolicy({ policy: file }: Inputs, open: () => Promise<Result<Opened>>): Promise<Result<Opened>> {
  if (file === undefined) return open();
  const text = process.env[file.slice('env:'.length)] ?? '';
  if (text.trim() === '') {
    return failure({
      code: 'bad-configuration',
      says: `The input policy names ${file}, which is empty here.`,
      advice: 'Hand the policy to the step in that variable, or leave the input out.',
    });
  }
  const opened = await open();
  return opened.ok ? success({ ...opened.value, source: { ...opened.value.source, policy: { file, text } } }) : opened;
}

interface Opening {
  readonly inputs: Inputs;
  readonly signal: AbortSignal;
  readonly number: number | undefined;
}

/** The checkout, where it holds the commit; a job that was begun by a comment has another one, or none, and fetches. */
async function open({ base, baseRef, head }: Range, { inputs, signal, number }: Opening): Promise<Result<Opened>> {
  const checkout = await openRepository(workingFolder(inputs));
  if (checkout.ok && (await checkout.value.resolve(head)).ok) return success({ source: checkout.value });
  const [, repository] = jobClient(inputs.token);
  const fetched = await fetchRepository({
    ...repository,
    token: inputs.token,
    serverUrl: serverUrl(),
    baseRef,
    commits: [base, head],
    signal,
    ...(number !== undefined && { pullRequest: number }),
  });
  if (!fetched.ok) return fetched;
  const { value } = fetched;
  return success({ source: value, [Symbol.asyncDispose]: () => value[Symbol.asyncDispose]() });
}

function secrets({ config: { postgres } }: Setting): readonly string[] {
  const url = postgres.urlEnv === '' ? undefined : process.env[postgres.urlEnv];
  return url === undefined ? [] : secretsOf(url);
}
