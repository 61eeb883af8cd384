import type { Result } from '../domain/errors.ts';
import { success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { Publisher } from '../ports/publisher.ts';
import { completeCheck, startCheck } from './check.ts';
import type { ClientSettings, Repository, Thread } from './client.ts';
import { connect } from './client.ts';
import { upsertComment } from './comment.ts';
import { completeStatus } from './status.ts';
import { told } from './trouble.ts';

/** GitHub as the place where results are shown. Nothing is asked before the first call. */
export function githubPublisher(settings: ClientSettings, repository: Repository): Publisher {
  const client = connect(settings);
  let known: Promise<Thread> | undefined;
  const thread = () => (known ??= whoAmI(client).then((self) => ({ client, repository, self })));
  return {
    startCheck: (target) => withThread(thread, (ours) => startCheck(ours, target)),
    completeCheck: (check, completed) =>
      withThread(thread, (ours) => (check.kind === 'check' ? completeCheck : completeStatus)(ours, check, completed)),
    headOf: (number) => withThread(thread, (ours) => headOf(ours, number)),
    upsertComment: (comment) => withThread(thread, (ours) => upsertComment(ours, comment)),
  };
}

async function withThread<Value>(
  thread: () => Promise<Thread>,
  act: (thread: Thread) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await act(await thread());
  } catch (error) {
    return told(error, { doing: 'say who this token belongs to', permission: 'contents: read' });
  }
}

/** GET /user is closed to the job's own token; GraphQL's viewer answers to every kind of token. */
async function whoAmI(client: Thread['client']): Promise<string> {
  const { viewer } = await client.graphql<{ readonly viewer: { readonly login: string } }>(
    'query { viewer { login } }',
  );
  return viewer.login;
}

async function headOf({ client, repository }: Thread, number: number): Promise<Result<Sha>> {
  try {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    return success(data.head.sha as Sha);
  } catch (error) {
    return told(error, { doing: 'read the pull request', permission: 'pull-requests: write' });
  }
}
