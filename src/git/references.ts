import { closest, distance } from 'fastest-levenshtein';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';
import { output } from './command.ts';
import type { Git } from './command.ts';

/** The commit that a branch, tag, sha or expression such as `HEAD~3` names; a branch of `origin` counts as well. */
export async function resolveCommit(git: Git, reference: string): Promise<Result<Sha>> {
  // A name starting with a dash can be no reference, and would be taken for an option.
  const spellings =
    reference === '' || reference.startsWith('-') ? [] : [reference, `refs/remotes/origin/${reference}`];
  for (const spelling of spellings) {
    const { status, stdout } = await git(['rev-parse', '--verify', '--quiet', `${spelling}^{commit}`]);
    if (status === 0) return success(stdout.toString('latin1').trim() as Sha);
  }
  return failure((await isShallow(git)) ? beyondShallow(reference) : await unknownReference(git, reference));
}

/** The commit from which both sides went on. */
export async function mergeBase(git: Git, base: Sha, head: Sha, baseRef: string): Promise<Result<Sha>> {
  const { status, stdout } = await git(['merge-base', base, head]);
  if (status === 0) return success(stdout.toString('latin1').trim() as Sha);
  return failure((await isShallow(git)) ? noSharedHistoryHere(baseRef) : noSharedHistory(baseRef));
}

async function isShallow(git: Git): Promise<boolean> {
  const answer = await output(git, ['rev-parse', '--is-shallow-repository']);
  return answer.toString('latin1').trim() === 'true';
}

async function unknownReference(git: Git, reference: string): Promise<Problem> {
  const listing = await output(git, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads', 'refs/remotes']);
  const branches = listing.toString('utf8').split('\n').filter(Boolean);
  const nearest = branches.length > 0 ? closest(reference, branches) : undefined;
  const near = nearest !== undefined && distance(reference, nearest) <= Math.max(2, reference.length / 3);
  return {
    code: 'unknown-ref',
    says: `There is no commit, branch or tag named ${JSON.stringify(reference)} in this repository.`,
    advice: near
      ? `Did you mean ${JSON.stringify(nearest)}?`
      : 'Fetch it first (`git fetch origin`), or name another one; `git branch --all` lists them.',
  };
}

const deepen = 'Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.';

const beyondShallow = (reference: string): Problem => ({
  code: 'shallow-clone',
  says: `${JSON.stringify(reference)} is not in this clone, which is shallow.`,
  advice: deepen,
});

const noSharedHistoryHere = (baseRef: string): Problem => ({
  code: 'shallow-clone',
  says: `This clone is shallow and does not reach back to where the pull request left ${JSON.stringify(baseRef)}.`,
  advice: deepen,
});

const noSharedHistory = (baseRef: string): Problem => ({
  code: 'no-merge-base',
  says: `The pull request and ${JSON.stringify(baseRef)} have no commit in common, so what it changes cannot be told.`,
  advice: 'Name the base branch that the pull request was started from, or rebase it on that branch.',
});
