import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem, Result } from '../domain/errors.ts';
import { failure, success } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import { gitIn } from './command.ts';
import type { Git, GitOutput } from './command.ts';
import { openRepository } from './repository.ts';
import type { Repository } from './repository.ts';

/** What to fetch, and from where. */
export interface FetchRequest {
  /** `https://github.com`, or a GitHub Enterprise server's own address. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Read access to the contents is enough. */
  readonly token: string;
  /** The base branch's name. */
  readonly baseRef: string;
  /** Absent in a merge queue. */
  readonly pullRequest?: number;
  /** Commits that must be there afterwards, whatever has been pushed since. */
  readonly commits: readonly Sha[];
  /** How long all of it may take, milliseconds. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** In which folder it is made; absent = that of temporary files. */
  readonly within?: string;
}

/** A bare repository in a folder of its own, which goes when it is disposed of. */
export interface FetchedRepository extends Repository, AsyncDisposable {}

/** What earlier fetches of a repository brought, so that the next brings only what is new. */
export interface Keeping {
  /** Lays it into an empty repository; nothing = there is none, or not all of it. */
  lay(directory: string): Promise<'laid' | 'nothing'>;
  /** Adds what a repository holds now, with its newest commits. */
  keep(directory: string, commits: readonly Sha[]): Promise<void>;
  /** It was of no use: the next fetch begins anew. */
  forget(): Promise<void>;
}

const usualPatienceMs = 10 * 60_000;

/** The objects of a pull request or merge group where nothing is checked out; nothing of it is ever run. */
export async function fetchRepository(request: FetchRequest, keeping?: Keeping): Promise<Result<FetchedRepository>> {
  const directory = await mkdtemp(join(request.within ?? tmpdir(), fetchedFolder));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 3 });
  let kept = false;
  try {
    const problem = await fetchInto(directory, request, keeping);
    if (problem === 'in vain') {
      await keeping?.forget();
      return await fetchRepository(request, keeping);
    }
    if (problem !== undefined) return failure(problem);
    const opened = await openRepository(directory);
    if (!opened.ok) return opened;
    kept = true;
    return success({ ...opened.value, [Symbol.asyncDispose]: remove });
  } finally {
    if (!kept) await remove();
  }
}

/** What the folder of a fetch is called, up to what makes it the only one. */
export const fetchedFolder = 'migration-rehearsal-git-';

/** in vain = git could not go on from what was kept. */
async function fetchInto(
  directory: string,
  request: FetchRequest,
  keeping?: Keeping,
): Promise<Problem | 'in vain' | undefined> {
  const patience = AbortSignal.timeout(request.patienceMs ?? usualPatienceMs);
  const signal = request.signal === undefined ? patience : AbortSignal.any([patience, request.signal]);
  const git = gitIn(directory, { signal, environment: reaching(request) });
  try {
    const made = await git(['init', '--quiet', '--bare', '--template=']);
    if (made.status !== 0) throw new Error('git init failed.', { cause: made.stderr });
    const laid = await keeping?.lay(directory);
    if (laid === 'laid' && (await without(git, request.commits)).length === 0) return undefined;
    const failed = await fetchAll(git, request);
    if (failed !== undefined) {
      const problem = explain(failed, request, signal);
      return laid === 'laid' && problem === undefined ? 'in vain' : (problem ?? notFetched(request));
    }
    await keeping?.keep(directory, [...request.commits, ...(await tipsOf(git))]);
    return undefined;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return noGit;
    throw error;
  }
}

/** Gives what git said where it did not end well. */
async function fetchAll(git: Git, request: FetchRequest): Promise<GitOutput | undefined> {
  const branches = await fetch(git, request, branchesOf(request));
  if (branches.status !== 0) return branches;
  const missing = await without(git, request.commits);
  if (missing.length === 0) return undefined;
  // The head may have moved between the event and now; GitHub still gives the commit by its name.
  const commits = await fetch(git, request, missing);
  return commits.status === 0 ? undefined : commits;
}

async function tipsOf(git: Git): Promise<readonly Sha[]> {
  const { stdout } = await git(['for-each-ref', '--format=%(objectname)', 'refs/heads']);
  return stdout.toString('latin1').split('\n').filter(Boolean) as Sha[];
}

const branchesOf = ({ baseRef, pullRequest }: FetchRequest): readonly string[] => [
  `+refs/heads/${baseRef}:refs/heads/${baseRef}`,
  ...(pullRequest === undefined ? [] : [`+refs/pull/${pullRequest}/head:refs/pull/${pullRequest}/head`]),
];

const fetch = (git: Git, { serverUrl, owner, repo }: FetchRequest, what: readonly string[]): Promise<GitOutput> =>
  git([
    // However little it is, it comes as a file that can be kept.
    '-c',
    'fetch.unpackLimit=1',
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    '--end-of-options',
    `${serverUrl.replace(/\/$/, '')}/${owner}/${repo}.git`,
    ...what,
  ]);

async function without(git: Git, commits: readonly Sha[]): Promise<readonly Sha[]> {
  const answers = await Promise.all(commits.map((commit) => git(['cat-file', '-e', `${commit}^{commit}`])));
  return commits.filter((_, index) => answers[index]?.status !== 0);
}

const proxies = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'];
const certificates = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'];

/**
 * Everybody on a machine can read the arguments of a program; its environment only its own user. The token is sent to
 * this server and no other.
 */
function reaching({ serverUrl, token }: FetchRequest): Readonly<Record<string, string | undefined>> {
  const settings = [
    [`http.${serverUrl.replace(/\/$/, '')}/.extraHeader`, `Authorization: Basic ${basic(token)}`],
    // Nobody else's password, and nobody to be asked for one.
    ['credential.helper', ''],
    ['core.askPass', ''],
  ];
  return {
    ...Object.fromEntries([...proxies, ...certificates].map((name) => [name, process.env[name]])),
    GIT_ALLOW_PROTOCOL: serverUrl.startsWith('http://') ? 'http' : 'https',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

const basic = (token: string): string => Buffer.from(`x-access-token:${token}`).toString('base64');

/** What git wrote is read, and never shown: it may hold whatever the server says. Undefined = it says nothing known. */
function explain({ stderr }: GitOutput, request: FetchRequest, signal: AbortSignal): Problem | undefined {
  const { owner, repo, baseRef, pullRequest } = request;
  const whose = pullRequest === undefined ? `The branch ${baseRef}` : `The pull request #${pullRequest}`;
  if (request.signal?.aborted === true) {
    return { code: 'interrupted', says: 'Reading the commits was broken off.', advice: 'Run this again.' };
  }
  if (signal.aborted) {
    return {
      code: 'github',
      says: `GitHub did not send the commits of ${owner}/${repo} in time.`,
      advice: 'Run this again; where the repository is very large, use the Action with a checkout.',
    };
  }
  if (/Authentication failed|could not read Username|returned error: 40[13]/i.test(stderr)) {
    return {
      code: 'github',
      says: `GitHub did not let this token read the commits of ${owner}/${repo}.`,
      advice: 'Give it the permission `contents: read`.',
    };
  }
  if (/repository '.*' not found|returned error: 404/i.test(stderr)) {
    return {
      code: 'github',
      says: `GitHub found no repository ${owner}/${repo} for this token.`,
      advice: 'Check that the token belongs to this repository and has the permission `contents: read`.',
    };
  }
  if (/couldn't find remote ref|not our ref|no such remote ref/i.test(stderr)) {
    return {
      code: 'unknown-ref',
      says: `${whose}, or a commit of it, is gone from ${owner}/${repo}.`,
      advice: 'Nothing need be done where it was deleted; else push it again.',
    };
  }
  return unreached.test(stderr) ? notFetched(request) : undefined;
}

const unreached = /unable to access|returned error: 5\d\d|RPC failed|early EOF|hung up|timed out/i;

const notFetched = ({ owner, repo }: FetchRequest): Problem => ({
  code: 'github',
  says: `The commits of ${owner}/${repo} could not be fetched from GitHub.`,
  advice: 'Look at githubstatus.com and run this again.',
});

const noGit: Problem = {
  code: 'bad-usage',
  says: 'git was not found, and the pull request is read with it.',
  advice: 'Install git 2.30 or newer, and make sure that it is on the PATH.',
};
