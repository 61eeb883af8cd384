import type { Result } from '../domain/errors.ts';
import type { ClientSettings, Repository, Thread } from './client.ts';
import { connect } from './client.ts';
import { told } from './trouble.ts';

/** Does something on a thread that is begun once, at the first call. */
export type OnThread = <Value>(act: (thread: Thread) => Promise<Result<Value>>) => Promise<Result<Value>>;

/** Nothing is asked before the first call; an outage at the first is no outage at the next. */
export function threadOf(settings: ClientSettings, repository: Repository): OnThread {
  const client = connect(settings);
  let known: Promise<Thread> | undefined;
  const begin = async (): Promise<Thread> => {
    try {
      return { client, repository, self: await whoAmI(client) };
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
  return async (act) => {
    try {
      return await act(await (known ??= begin()));
    } catch (error) {
      return told(error, { doing: 'say who this token belongs to', permission: 'contents: read' });
    }
  };
}

/** GET /user is closed to the job's own token; GraphQL's viewer answers to every kind of token. */
async function whoAmI(client: Thread['client']): Promise<string> {
  const { viewer } = await client.graphql<{ readonly viewer: { readonly login: string } }>(
    'query { viewer { login } }',
  );
  return viewer.login;
}
