import { handedOver, under } from '../../config/policy-text.ts';
import type { Result } from '../../domain/errors.ts';
import { success } from '../../domain/errors.ts';
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

/** A variable, never a file: one of the checkout is what the pull request can change. */
async function underPolicy({ policy: file }: Inputs, open: () => Promise<Result<Opened>>): Promise<Result<Opened>> {
  const policy = file === undefined ? success(undefined) : handedOver(file, process.env[file.slice('env:'.length)]);
  if (!policy.ok) return policy;
  const opened = await open();
  return opened.ok ? success({ ...opened.value, source: under(policy.value, opened.value.source) }) : opened;
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

/** What the configuration has us read from the environment: a variable of the repository's is masked by nobody else. */
function secrets({ config: { postgres, notify } }: Setting): readonly string[] {
  const names = notify.webhooks.flatMap((webhook) => /^(?:json\+)?env:(.+)$/.exec(webhook)?.[1] ?? []);
  const urls = [postgres.urlEnv, ...names].flatMap((name) => process.env[name] ?? []);
  return urls.flatMap(secretsOf);
}
