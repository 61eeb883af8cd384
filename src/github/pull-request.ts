import type { Failure, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { PullRequestState } from '../ports/pull-request-host.ts';
import type { Thread } from './client.ts';
import { isFromOutside } from './outside.ts';
import { told, troubleOf } from './trouble.ts';

export async function pullRequest({ client, repository }: Thread, number: number): Promise<Result<PullRequestState>> {
  try {
    const { data } = await client.rest.pulls.get({ ...repository, pull_number: number });
    const { user, head, base } = data;
    return success({
      number,
      state: data.state,
      merged: data.merged,
      draft: data.draft ?? false,
      title: data.title,
      author: { login: user.login, kind: user.type === 'User' ? 'human' : 'bot' },
      head: head.sha as Sha,
      fromFork: isFromOutside({
        head: (head.repo as typeof head.repo | null)?.full_name,
        base: base.repo.full_name,
        author: user.login,
      }),
      base: { ref: base.ref, sha: base.sha as Sha },
      labels: data.labels.map(({ name }) => name),
      visibility: base.repo.private ? 'private' : 'public',
    });
  } catch (error) {
    return told(error, { doing: 'read the pull request', permission: 'pull-requests: write' });
  }
}

/** GitHub makes a label that is not there yet, for whoever may; adding one twice, or removing one that is gone, changes nothing. */
export async function label(
  { client, repository }: Thread,
  number: number,
  name: string,
  change: 'add' | 'remove',
): Promise<Result<undefined>> {
  const where = { ...repository, issue_number: number };
  const send = () =>
    change === 'add'
      ? client.rest.issues.addLabels({ ...where, labels: [name] })
      : client.rest.issues.removeLabel({ ...where, name });
  try {
    await twiceAtMost(send);
    return success(undefined);
  } catch (error) {
    if (change === 'remove' && troubleOf(error).kind === 'missing') return success(undefined);
    if (error instanceof Error && /permission to create labels/i.test(error.message)) return failure(noSuchLabel(name));
    return told(error, { doing: `change the label “${name}”`, permission: 'pull-requests: write' });
  }
}

/** Who may write to pull requests may label them, and only who may write to issues may make a label. */
const noSuchLabel = (name: string) =>
  ({
    code: 'github',
    says: `GitHub did not let this token make the label “${name}”, which this repository does not have yet (403).`,
    advice: 'Make it by hand once, under Labels, or give the job the permission `issues: write`.',
  }) as const;

interface Whom {
  readonly users: readonly string[];
  readonly teams: readonly string[];
}

/** One name that cannot be asked spoils a request for many: then each is asked alone, and who cannot be is told. */
export async function requestReview(thread: Thread, number: number, whom: Whom): Promise<Result<undefined>> {
  const each = [
    ...whom.users.map((user) => ({ users: [user], teams: [] })),
    ...whom.teams.map((team) => ({ users: [], teams: [team] })),
  ];
  if (each.length === 0) return success(undefined);
  try {
    await ask(thread, number, whom);
    return success(undefined);
  } catch (error) {
    if (!['invalid', 'missing'].includes(troubleOf(error).kind)) return told(error, asking);
  }
  const unasked: string[] = [];
  for (const { users, teams } of each) {
    try {
      await ask(thread, number, { users, teams });
    } catch (error) {
      if (!['invalid', 'missing'].includes(troubleOf(error).kind)) return told(error, asking);
      unasked.push(...[...users, ...teams].map((name) => `@${name}`));
    }
  }
  return unasked.length === 0 ? success(undefined) : failure(cannotBeAsked(unasked));
}

const asking = { doing: 'ask for a review', permission: 'pull-requests: write' };

/** Who was asked already is asked no second time, so an outage is simply tried once more. */
const ask = ({ client, repository }: Thread, number: number, { users, teams }: Whom) =>
  twiceAtMost(() =>
    client.rest.pulls.requestReviewers({
      ...repository,
      pull_number: number,
      ...(users.length > 0 && { reviewers: [...users] }),
      ...(teams.length > 0 && { team_reviewers: teams.map((team) => team.split('/')[1] ?? team) }),
    }),
  );

const cannotBeAsked = (names: readonly string[]) =>
  ({
    code: 'github',
    says: `GitHub does not let ${names.join(', ')} be asked for a review here.`,
    advice: 'Give them access to this repository, and the App or token the permission `members: read` for teams.',
  }) as const;

async function twiceAtMost<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') throw error;
    return send();
  }
}

interface Issue {
  readonly title: string;
  readonly body: string;
}

/** After an outage we look whether the issue was opened before we open a second one. */
export async function openIssue(thread: Thread, issue: Issue): Promise<Result<string>> {
  const { client, repository } = thread;
  const open = async () => (await client.rest.issues.create({ ...repository, ...issue })).data.html_url;
  try {
    return success(await open());
  } catch (error) {
    if (troubleOf(error).kind !== 'outage') return notOpened(error);
  }
  try {
    return success((await opened(thread, issue)) ?? (await open()));
  } catch (error) {
    return notOpened(error);
  }
}

async function opened({ client, repository, self }: Thread, { title, body }: Issue): Promise<string | undefined> {
  const { data } = await client.rest.issues.listForRepo({ ...repository, state: 'all', per_page: 100 });
  const same = (kept: string | null | undefined) => kept?.replaceAll('\r\n', '\n').trim() === body.trim();
  return data.find((issue) => issue.user?.login === self && issue.title === title && same(issue.body))?.html_url;
}

function notOpened(error: unknown): Failure {
  const isGone = typeof error === 'object' && error !== null && 'status' in error && error.status === 410;
  return isGone ? failure(noIssues) : told(error, { doing: 'open an issue', permission: 'issues: write' });
}

const noIssues = {
  code: 'github',
  says: 'Issues are switched off in this repository, so none was opened.',
  advice: 'Switch them on, or keep the matter in mind elsewhere.',
} as const;

export async function pullRequestsOf({ client, repository }: Thread, commit: Sha): Promise<Result<readonly number[]>> {
  try {
    const all = await client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, {
      ...repository,
      commit_sha: commit,
      per_page: 100,
    });
    return success(all.filter(({ state }) => state === 'open').map(({ number }) => number));
  } catch (error) {
    return told(error, { doing: 'find the pull requests of a commit', permission: 'pull-requests: write' });
  }
}
