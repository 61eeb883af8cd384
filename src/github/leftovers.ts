import type { Trigger } from '../domain/trigger.ts';
import type { CheckTarget } from '../ports/publisher.ts';
import type { Client } from './client.ts';
import { connect } from './client.ts';
import type { AppSettings, InstalledRepository } from './installation.ts';
import { asApp, tokenToLook } from './installation.ts';
import { checksOf, pullRequestsIn } from './left-behind.ts';
import type { FoundCheck, FoundPullRequest } from './left-behind.ts';
import { troubleOf } from './trouble.ts';

/** What nobody will see through unless we do. */
export type Leftover = { readonly repository: InstalledRepository } & (
  | {
      readonly why: 'unfinished' | 'stopped' | 'never-begun';
      /** By which it is rehearsed again. */
      readonly trigger: Extract<Trigger, { readonly kind: 'asked-again' | 'merge-group' }>;
    }
  /** On a commit that nobody will merge any more: all it needs is an end. */
  | { readonly why: 'overtaken'; readonly pullRequest: number; readonly check: Pick<CheckTarget, 'name' | 'head'> }
);

export interface LeftoverSearch {
  readonly appId: number;
  /** What the title of a check says that a stopping server completed. */
  readonly stopped: string;
  /** Milliseconds since 1970: a pull request that was touched since then and has no check was missed. */
  readonly since: number;
  /** Milliseconds since 1970: a check that was begun later is at work, not left. */
  readonly before: number;
  /** How many of a repository’s open pull requests are looked at, the most recently touched first. */
  readonly most: number;
  /** Told of an installation or a repository that could not be looked at; the others are. */
  readonly passedOver: (where: Installed | InstalledRepository, error: unknown) => void;
}

/** An installation, or some of its repositories by their numbers. */
export interface Installed {
  readonly installation: number;
  readonly repositories?: readonly number[];
}

/**
 * What a process that was killed or stopped has left behind, and what happened while none ran: looked for in the open
 * pull requests of everybody who installed the App, and in their merge queues. An outage ends the search; the next
 * start searches again.
 */
export async function* leftovers(settings: AppSettings, search: LeftoverSearch): AsyncGenerator<Leftover> {
  const app = await asApp(settings);
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  for (const { id: installation, suspended_at: suspended } of installations) {
    if (suspended) continue;
    try {
      yield* leftoversOf(settings, { installation }, search);
    } catch (error) {
      // Each has a rate limit of its own, and can be suspended or gone since it was listed.
      if (troubleOf(error).kind === 'outage') throw error;
      search.passedOver({ installation }, error);
    }
  }
}

/** The same, in one installation. */
export async function* leftoversOf(
  settings: AppSettings,
  where: Installed,
  search: LeftoverSearch,
): AsyncGenerator<Leftover> {
  const client = connect({ ...settings, token: await tokenToLook(settings, where) });
  const repositories = await client.paginate(client.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  for (const { id, name, owner, archived } of repositories) {
    if (archived) continue;
    const repository = { installation: where.installation, id, owner: owner.login, repo: name };
    try {
      yield* leftIn(client, repository, search);
    } catch (error) {
      // What holds for the next repository, too, is not tried with it.
      if (['outage', 'rate-limited'].includes(troubleOf(error).kind)) throw error;
      search.passedOver(repository, error);
    }
  }
}

async function* leftIn(
  client: Client,
  repository: InstalledRepository,
  search: LeftoverSearch,
): AsyncGenerator<Leftover> {
  for await (const pull of pullRequestsIn(client, repository, search)) {
    const { number } = pull;
    const why = pull.open ? whyLeft(checksOf(pull.newest), pull.touched, search) : undefined;
    if (why !== undefined) yield { repository, why, trigger: { kind: 'asked-again', number } };
    yield* overtakenIn(pull, repository, search);
    const group = pull.queued;
    // It is in the queue now, so it is waited for, whenever it came there.
    const whyQueued = group && whyLeft(checksOf(group.commit), Infinity, search);
    if (group !== undefined && whyQueued !== undefined)
      yield { repository, why: whyQueued, trigger: { kind: 'merge-group', ...group.range } };
  }
}

function* overtakenIn(
  { number, open, newest, older }: FoundPullRequest,
  repository: InstalledRepository,
  { before }: LeftoverSearch,
): Generator<Leftover> {
  for (const commit of open || newest === undefined ? older : [newest, ...older]) {
    const left = checksOf(commit)?.filter(({ completed, since }) => !completed && since < before) ?? [];
    for (const { name, head } of left)
      yield { repository, why: 'overtaken', pullRequest: number, check: { name, head } };
  }
}

/** Undefined checks = the commit could not be seen: nothing is known of it. */
function whyLeft(
  ours: readonly FoundCheck[] | undefined,
  touched: number,
  { since, stopped }: LeftoverSearch,
): 'unfinished' | 'stopped' | 'never-begun' | undefined {
  if (ours === undefined) return undefined;
  if (ours.some(({ completed }) => !completed)) return 'unfinished';
  if (ours.some(({ title }) => title.includes(stopped))) return 'stopped';
  return ours.length === 0 && touched >= since ? 'never-begun' : undefined;
}
