import * as z from 'zod';
import type { Client, ClientSettings, Repository } from './client.ts';
import { connect } from './client.ts';
import { troubleOf } from './trouble.ts';

/** A repository of somebody who installed the App. */
export interface InstalledRepository extends Repository {
  readonly installation: number;
  /** The repository's number, by which a token is bound to it. */
  readonly id: number;
}

/** What app.yml asks for; a test holds the two together. */
export const appPermissions = {
  checks: 'write',
  contents: 'read',
  issues: 'write',
  members: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const;

export const appEvents = ['check_run', 'issue_comment', 'merge_group', 'pull_request', 'pull_request_review'] as const;

export interface AppSettings extends Omit<ClientSettings, 'token'> {
  /** A signed word by which the App shows who it is; good for minutes. */
  readonly signIn: () => Promise<string>;
}

/** GitHub lets a token go after an hour; what has begun shortly before can still end. */
const usableMs = 50 * 60_000;

/**
 * The token for this repository and no other, with the permissions that the App asks for; a new one where the last would
 * soon end. What is thrown is what octokit throws.
 */
export function tokensFor(
  settings: AppSettings,
  repository: InstalledRepository,
  now: () => number,
): () => Promise<string> {
  let last: { readonly token: string; readonly since: number } | undefined;
  return async () => {
    if (last === undefined || now() - last.since > usableMs)
      last = { token: await newToken(settings, repository), since: now() };
    return last.token;
  };
}

const newToken = (settings: AppSettings, { installation, id }: InstalledRepository): Promise<string> =>
  minted(settings, { installation, repositories: [id] }, appPermissions);

const looking = {
  checks: 'read',
  contents: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
} as const;

/** A token that is good for nothing but to see what there is to do. */
export const tokenToLook = (settings: AppSettings, where: Where): Promise<string> => minted(settings, where, looking);

/** An installation, or some of its repositories by their numbers. */
interface Where {
  readonly installation: number;
  readonly repositories?: readonly number[];
}

type Permissions = Readonly<Partial<Record<keyof typeof appPermissions, 'read' | 'write'>>>;

async function minted(settings: AppSettings, where: Where, wanted: Permissions): Promise<string> {
  const client = await asApp(settings);
  try {
    return await mint(client, where, wanted);
  } catch (error) {
    if (troubleOf(error).kind !== 'invalid') throw error;
    // Asked for more than its owner has agreed to so far, GitHub gives nothing at all.
    return mint(client, where, await agreed(client, where, wanted));
  }
}

export const asApp = async ({ signIn, ...settings }: AppSettings): Promise<Client> =>
  connect({ ...settings, token: await signIn() });

async function mint(client: Client, { installation, repositories }: Where, permissions: Permissions) {
  const { data } = await client.rest.apps.createInstallationAccessToken({
    installation_id: installation,
    // What the token is not good for is not listed, either.
    ...(repositories !== undefined && { repository_ids: [...repositories] }),
    permissions,
  });
  return data.token;
}

const level = z.enum(['read', 'write']);

/** Of what we ask for, what the owner of the installation has agreed to. */
async function agreed(client: Client, { installation }: Where, asked: Permissions): Promise<Permissions> {
  const { data } = await client.rest.apps.getInstallation({ installation_id: installation });
  const granted = data.permissions as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, wanted]) => {
      const given = level.safeParse(granted[name]);
      return given.success ? [[name, given.data === 'write' ? wanted : 'read']] : [];
    }),
  );
}
