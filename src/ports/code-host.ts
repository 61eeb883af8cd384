import type { Result } from '../domain/errors.ts';
import type { Comparison, Sha, TreeEntry } from '../domain/pull-request.ts';

/** Where the pull request's files are read from: git objects by name, never a work tree. */
export interface Source {
  /** An organisation's rules, which come before the configuration of the base commit; never from the repository itself. */
  readonly policy?: { readonly file: string; readonly text: string };
  /** Merge base to head. Fails where the list cannot be known to its end. */
  compare(base: string, head: string): Promise<Result<Comparison>>;
  /** Every file of a commit, links and submodules included. */
  tree(commit: Sha): Promise<Result<readonly TreeEntry[]>>;
  /** The bytes of blobs, in the order asked for. */
  read(blobs: readonly Sha[]): Promise<Result<readonly Uint8Array[]>>;
}

/** A commit of the first-parent history: what one merge brought. */
export interface MergedCommit {
  readonly commit: Sha;
  readonly parent: Sha;
  /** First line of the message. */
  readonly subject: string;
  /** The files it added that were asked for. */
  readonly added: readonly string[];
}

/** What was merged before; `init` tries itself on it. */
export interface History {
  /** The commit that a branch, tag, sha or expression such as `HEAD~3` names. */
  resolve(reference: string): Promise<Result<Sha>>;
  /** The newest `limit` merged commits, newest first, that add a file `wanted` says yes to. */
  commitsAdding(tip: Sha, wanted: (path: string) => boolean, limit: number): Promise<readonly MergedCommit[]>;
}

/** Whose commits a pull request consists of, as far as git knows. */
export interface Authorship {
  /**
   * The commits between two that change one of the files against every parent of theirs, oldest first. What a merge
   * only brought along is not its own.
   */
  commitsTouching(base: Sha, head: Sha, paths: readonly string[]): Promise<Result<readonly Sha[]>>;
}
