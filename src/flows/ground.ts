import type { Contribution, Ground, Policy } from '../approval/approvers.ts';
import { codeownersPlaces, ownersOf, parseCodeowners } from '../approval/codeowners.ts';
import type { Owner } from '../approval/codeowners.ts';
import { needsOf } from '../approval/needs.ts';
import { shortCommit } from '../approval/words.ts';
import { failure, success } from '../domain/errors.ts';
import type { Result } from '../domain/errors.ts';
import type { Comparison, Sha } from '../domain/pull-request.ts';
import type { Report } from '../domain/report.ts';
import type { Authorship, Source } from '../ports/code-host.ts';
import type { PullRequestCommit, PullRequestHost } from '../ports/pull-request-host.ts';

export interface GroundRequest {
  readonly number: number;
  readonly head: Sha;
  readonly report?: Report;
  readonly approval: Policy & { readonly codeowners: boolean };
  readonly source: Source & Authorship;
  /** Of the base branch with `head`. */
  readonly comparison: Comparison;
}

/** Who may answer for what, and what could not be known of it. */
export interface GroundFacts extends Ground {
  /** The migrations. */
  readonly files: readonly string[];
  /** Of the pull request, oldest first. */
  readonly commits: readonly Sha[];
  readonly notes: readonly string[];
}

/** Reads what decides who may approve: who opened the pull request, who wrote its migrations, who owns them. */
export async function groundOf(
  request: GroundRequest,
  host: Pick<PullRequestHost, 'pullRequest' | 'commits'>,
): Promise<Result<GroundFacts>> {
  const files = (request.report?.migrations ?? []).map(({ path }) => path);
  const pull = await host.pullRequest(request.number);
  if (!pull.ok) return pull;
  const contributions = await contributionsTo(files, request, host);
  if (!contributions.ok) return contributions;
  const answered = request.report === undefined ? [] : needsOf(request.report).map(({ file }) => file);
  const owners = await ownersFor([...new Set([...files, ...answered])], request);
  if (!owners.ok) return owners;
  return success({
    policy: request.approval,
    author: pull.value.author.login,
    contributions: contributions.value.contributions,
    owners: owners.value.owners,
    files,
    commits: contributions.value.commits,
    notes: [...contributions.value.notes, ...owners.value.notes],
  });
}

interface Contributions {
  readonly contributions: readonly Contribution[];
  readonly commits: readonly Sha[];
  readonly notes: readonly string[];
}

/** git tells which commits change the migrations, the code host whose they are. */
async function contributionsTo(
  files: readonly string[],
  { source, comparison, head, number }: GroundRequest,
  host: Pick<PullRequestHost, 'commits'>,
): Promise<Result<Contributions>> {
  const former = comparison.files.flatMap(({ path, previousPath }) =>
    files.includes(path) ? (previousPath ?? []) : [],
  );
  const paths = [...new Set([...files, ...former])];
  if (paths.length === 0) return success({ contributions: [], commits: [], notes: [] });
  const touching = await source.commitsTouching(comparison.baseTip, head, paths);
  if (!touching.ok) return touching;
  const commits = await host.commits(number);
  if (!commits.ok) return commits;
  const known = new Map(commits.value.map((commit) => [commit.sha, commit]));
  const missing = touching.value.find((sha) => !known.has(sha));
  if (missing !== undefined) return failure(unlisted(missing));
  const mine = touching.value.flatMap((sha) => known.get(sha) ?? []);
  return success({
    contributions: mine.map((commit) => ({
      sha: commit.sha,
      logins: loginsOf(commit).flatMap((login) => login ?? []),
    })),
    commits: commits.value.map(({ sha }) => sha),
    notes: mine.filter((commit) => loginsOf(commit).includes(undefined)).map(({ sha }) => nameless(sha)),
  });
}

const unlisted = (sha: Sha) =>
  ({
    code: 'github',
    says: `Who wrote commit ${shortCommit(sha)}, which changes a migration, could not be found out, so nobody can be told to be another person than its author.`,
    advice:
      'Run this again once the pull request shows that commit; squash the commits where it has more than are listed.',
  }) as const;

const nameless = (sha: Sha): string =>
  `Commit ${shortCommit(sha)} changes a migration and names somebody without an account here: whether they approve their own work cannot be known.`;

/** An address that the code host gave to an account holds its name. */
const loginsOf = ({ people }: PullRequestCommit): readonly (string | undefined)[] =>
  people.map(({ login, email }) => login ?? /^(?:\d+\+)?([^@+\s]+)@users\.noreply\./i.exec(email)?.[1]);

interface Owned {
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
  readonly notes: readonly string[];
}

// GitHub does not load a larger one.
const mostBytes = 3_000_000;

/** From the base branch: a pull request does not appoint its own approvers. */
async function ownersFor(
  files: readonly string[],
  { source, comparison, approval }: GroundRequest,
): Promise<Result<Owned>> {
  if (!approval.codeowners || files.length === 0) return success({ owners: new Map(), notes: [] });
  const tree = await source.tree(comparison.baseTip);
  if (!tree.ok) return tree;
  const entries = new Map(tree.value.map((entry) => [entry.path, entry]));
  const place = codeownersPlaces.find((path) => entries.has(path));
  const entry = place === undefined ? undefined : entries.get(place);
  if (place === undefined || entry === undefined) return success({ owners: new Map(), notes: [] });
  if (!['100644', '100755'].includes(entry.mode) || entry.bytes > mostBytes) return failure(unreadable(place));
  const contents = await source.read([entry.blob]);
  if (!contents.ok) return contents;
  const codeowners = parseCodeowners(new TextDecoder().decode(contents.value[0]));
  const owners = new Map(files.map((file) => [file, ownersOf(codeowners, file)]));
  const byMail = [...owners.values()].some((all) => all.some(({ kind }) => kind === 'email'));
  return success({
    owners,
    notes: [
      ...codeowners.invalid.slice(0, 3).map((line) => `Line ${line} of \`${place}\` has a mistake and is passed over.`),
      ...(byMail
        ? [`\`${place}\` names an owner by e-mail; whose account that is cannot be known, so it counts as nobody.`]
        : []),
    ],
  });
}

const unreadable = (place: string) =>
  ({
    code: 'unsafe-file',
    says: `\`${place}\` of the base branch is no ordinary file of at most 3 MB, so who may approve cannot be known.`,
    advice: 'Make it one, or set `approval.codeowners: false` and name the approvers in the configuration.',
    file: place,
  }) as const;
