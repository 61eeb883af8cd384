import type { AppSettings, InstalledRepository } from './installation.ts';
import { asApp } from './installation.ts';
import type { Client } from './client.ts';
import { connect } from './client.ts';

/** A pull request whose check nobody will complete unless we do. */
export interface Leftover {
  readonly repository: InstalledRepository;
  readonly pullRequest: number;
  readonly why: 'unfinished' | 'stopped' | 'never-begun';
}

export interface LeftoverSearch {
  readonly appId: number;
  /** What the title of a check says that a stopping server completed. */
  readonly stopped: string;
  /** Milliseconds since 1970: a pull request that was touched since then and has no check was missed. */
  readonly since: number;
  /** How many of a repository’s open pull requests are looked at, the most recently touched first; at most 100. */
  readonly most: number;
}

/** An installation, or some of its repositories by their numbers. */
export interface Installed {
  readonly installation: number;
  readonly repositories?: readonly number[];
}

/**
 * What a process that was killed or stopped has left behind, and what happened while none ran: looked for in the open
 * pull requests of everybody who installed the App. An outage ends the search; the next start searches again.
 */
export async function* leftovers(settings: AppSettings, search: LeftoverSearch): AsyncGenerator<Leftover> {
  const app = await asApp(settings);
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  for (const { id: installation, suspended_at: suspended } of installations) {
    if (!suspended) yield* leftoversOf(settings, { installation }, search);
  }
}

/** The same, in the open pull requests of one installation. */
export async function* leftoversOf(
  settings: AppSettings,
  { installation, repositories: only }: Installed,
  search: LeftoverSearch,
): AsyncGenerator<Leftover> {
  const app = await asApp(settings);
  const { data } = await app.rest.apps.createInstallationAccessToken({
    installation_id: installation,
    // What the token is not good for is not listed, either.
    ...(only !== undefined && { repository_ids: [...only] }),
    permissions: { checks: 'read', metadata: 'read', pull_requests: 'read' },
  });
  const client = connect({ ...settings, token: data.token });
  const repositories = await client.paginate(client.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  for (const { id, name, owner, archived } of repositories) {
    const repository = { installation, id, owner: owner.login, repo: name };
    if (!archived) yield* leftIn(client, repository, search);
  }
}

async function* leftIn(
  client: Client,
  repository: InstalledRepository,
  search: LeftoverSearch,
): AsyncGenerator<Leftover> {
  const { owner, repo } = repository;
  const { data } = await client.rest.pulls.list({
    owner,
    repo,
    state: 'open',
    sort: 'updated',
    direction: 'desc',
    per_page: search.most,
  });
  for (const { number, head, updated_at: touched } of data) {
    const { data: checks } = await client.rest.checks.listForRef({
      owner,
      repo,
      ref: head.sha,
      app_id: search.appId,
      filter: 'latest',
      per_page: 100,
    });
    const ours = checks.check_runs.filter(
      ({ app, name }) => app?.id === search.appId && /^migration-rehearsal\b/.test(name),
    );
    const why = whyLeft(ours, Date.parse(touched), search);
    if (why !== undefined) yield { repository, pullRequest: number, why };
  }
}

interface OurCheck {
  readonly status: string;
  readonly output: { readonly title: string | null };
}

function whyLeft(
  ours: readonly OurCheck[],
  touched: number,
  { since, stopped }: LeftoverSearch,
): Leftover['why'] | undefined {
  if (ours.some(({ status }) => status !== 'completed')) return 'unfinished';
  if (ours.some(({ output }) => output.title?.includes(stopped) === true)) return 'stopped';
  return ours.length === 0 && touched >= since ? 'never-begun' : undefined;
}
