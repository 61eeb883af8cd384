import * as z from 'zod';
import type { Role } from '../domain/approval.ts';
import type { Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import type { PullRequestCommit, Review } from '../ports/pull-request-host.ts';
import type { Thread } from './client.ts';
import { pagesOf } from './pages.ts';
import { told, troubleOf } from './trouble.ts';

/**
 * `permission` is what somebody may do, however it came to them, by a role of the organisation's own making too;
 * `role_name` is a name that anybody who administers the organisation may choose.
 */
export async function roleOf({ client, repository }: Thread, login: string): Promise<Result<Role>> {
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ ...repository, username: login });
    return success(roleNamed(data.permission, data.user?.permissions ?? {}));
  } catch (error) {
    // Nobody of that name has anything to do with this repository.
    if (troubleOf(error).kind === 'missing') return success('none');
    return told(error, { doing: `see what @${login} may do in this repository`, permission: 'metadata: read' });
  }
}

function roleNamed(permission: string, may: { readonly maintain?: boolean; readonly triage?: boolean }): Role {
  switch (permission) {
    case 'admin':
      return 'admin';
    case 'write':
      return may.maintain === true ? 'maintain' : 'write';
    case 'read':
      return may.triage === true ? 'triage' : 'read';
    default:
      return 'none';
  }
}

/**
 * A team that the token may not see and somebody who is no member of it answer alike (404). Asked for the team itself
 * GitHub tells them apart.
 */
export async function memberOf(
  { client }: Thread,
  team: string,
  login: string,
): Promise<Result<'active' | 'no' | 'unseen'>> {
  const [org = '', slug = ''] = team.split('/');
  const attempt = { doing: `see who is in @${team}`, permission: 'members: read' };
  try {
    const { data } = await client.rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username: login });
    // An invitation that nobody accepted is none.
    return success(data.state === 'active' ? 'active' : 'no');
  } catch (error) {
    if (troubleOf(error).kind === 'forbidden') return success('unseen');
    if (troubleOf(error).kind !== 'missing') return told(error, attempt);
  }
  try {
    await client.rest.teams.getByName({ org, team_slug: slug });
    return success('no');
  } catch (error) {
    return ['forbidden', 'missing'].includes(troubleOf(error).kind) ? success('unseen') : told(error, attempt);
  }
}

/** Of one commit; more of them than this is no commit that people made. */
const mostAuthors = 50;

const person = z.object({
  email: z.string().nullable(),
  user: z.object({ login: z.string() }).nullable(),
});

export const commitsQuery = `query($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      commits(first: 100, after: $after) {
        nodes {
          commit {
            oid
            authors(first: ${mostAuthors}) { nodes { email user { login } } pageInfo { hasNextPage } }
            committer { email user { login } }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
const commitsAnswer = z.object({
  repository: z.object({
    pullRequest: z.object({
      commits: z.object({
        nodes: z.array(
          z.object({
            commit: z.object({
              oid: z.string(),
              authors: z.object({ nodes: z.array(person), pageInfo: z.object({ hasNextPage: z.boolean() }) }),
              committer: person.nullable(),
            }),
          }),
        ),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    }),
  }),
});

/** Authors are the author and the co-authors that the message names. */
export async function commits(
  { client, repository }: Thread,
  number: number,
): Promise<Result<readonly PullRequestCommit[]>> {
  try {
    const nodes = await pagesOf(async (after) => {
      const answer = await client.graphql(commitsQuery, { ...repository, number, after });
      return commitsAnswer.parse(answer).repository.pullRequest.commits;
    });
    const crowded = nodes.find(({ commit }) => commit.authors.pageInfo.hasNextPage);
    if (crowded !== undefined) return failure(crowd(crowded.commit.oid));
    return success(
      nodes.map(({ commit: { oid, authors, committer } }) => ({
        sha: oid as Sha,
        people: [...authors.nodes, ...(committer === null || isWebFlow(committer) ? [] : [committer])].map(
          ({ email, user }) => ({ ...(user !== null && { login: user.login }), email: email ?? '' }),
        ),
      })),
    );
  } catch (error) {
    return told(error, { doing: 'read the commits of the pull request', permission: 'pull-requests: write' });
  }
}

/** GitHub itself commits what is edited or merged on its pages; the author is whoever did that. */
const isWebFlow = ({ email, user }: z.infer<typeof person>): boolean =>
  user?.login === 'web-flow' || (user === null && email === 'noreply@github.com');

const crowd = (oid: string) =>
  ({
    code: 'github',
    says: `Commit ${oid.slice(0, 7)} has more than ${mostAuthors} authors, so who wrote the migrations could not be found out.`,
    advice: 'Name fewer co-authors in its message.',
  }) as const;

const reviewStates: Readonly<Partial<Record<string, Review['state']>>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

export async function reviews({ client, repository }: Thread, number: number): Promise<Result<readonly Review[]>> {
  try {
    const all = await client.paginate(client.rest.pulls.listReviews, {
      ...repository,
      pull_number: number,
      per_page: 100,
    });
    return success(
      all.flatMap((review): readonly Review[] => {
        const state = reviewStates[review.state];
        // One that is still being written was not submitted; of a deleted account nothing is known.
        if (state === undefined || !review.user || !review.submitted_at || !review.commit_id) return [];
        return [
          {
            node: review.node_id,
            author: { login: review.user.login, kind: review.user.type === 'User' ? 'human' : 'bot' },
            state,
            commit: review.commit_id as Sha,
            submittedAt: review.submitted_at,
            url: review.html_url,
          },
        ];
      }),
    );
  } catch (error) {
    return told(error, { doing: 'read the reviews of the pull request', permission: 'pull-requests: write' });
  }
}
