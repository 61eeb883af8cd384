import { setTimeout as sleep } from 'node:timers/promises';
import { under } from '../../config/policy-text.ts';
import type { PolicyText } from '../../config/policy-text.ts';
import { success } from '../../domain/errors.ts';
import type { FetchKept } from '../../git/kept.ts';
import { githubHost } from '../../github/host.ts';
import type { AppSettings } from '../../github/installation.ts';
import { tokensFor } from '../../github/installation.ts';
import { githubPublisher } from '../../github/publisher.ts';
import { told } from '../../github/trouble.ts';
import { webhooks } from '../../notify/webhook.ts';
import type { ServerSettings } from '../../server/settings.ts';
import { systemClock } from '../world.ts';
import type { Workplace, Workshop } from './perform.ts';

const buttons = [
  { label: 'Re-run', description: 'Rehearse the newest commit again', identifier: 'rerun' },
  { label: 'Explain', description: 'What the worst finding means here', identifier: 'explain' },
];

/** Enters repositories with tokens that are good for nothing else. */
export function workplaces(
  app: AppSettings,
  { serverUrl, commands }: Pick<ServerSettings, 'serverUrl' | 'commands'>,
  policy: PolicyText | undefined,
  fetchRepository: FetchKept,
): Workshop['enter'] {
  return (repository): Workplace => {
    const token = tokensFor(app, repository, () => systemClock.elapsed());
    const settings = { apiUrl: app.apiUrl, sleep: (milliseconds: number) => sleep(milliseconds), token };
    const { owner, repo } = repository;
    const publisher = githubPublisher(settings, { owner, repo });
    return {
      host: githubHost(settings, { owner, repo }),
      publisher: {
        ...publisher,
        completeCheck: (check, completed) => publisher.completeCheck(check, { ...completed, buttons }),
      },
      // A variable of this machine is not the repository's to name, nor is what only this machine can reach.
      announcer: webhooks(
        commands === 'allowed' ? { environment: process.env } : { environment: {}, within: 'internet' },
      ),
      open: async ({ base, baseRef, head }) => {
        const read = await token().then(success, (error: unknown) =>
          told(error, { doing: 'fetch the commits', permission: 'contents: read' }),
        );
        if (!read.ok) return read;
        const from = { serverUrl, owner, repo, token: read.value };
        const fetched = await fetchRepository({ ...from, baseRef, commits: [base, head] });
        if (!fetched.ok) return fetched;
        const { [Symbol.asyncDispose]: dispose, ...source } = fetched.value;
        return success({ source: under(policy, source), [Symbol.asyncDispose]: dispose });
      },
    };
  };
}
