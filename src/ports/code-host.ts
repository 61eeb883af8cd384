import type { Result } from '../domain/errors.ts';
import type { Comparison, Sha, TreeEntry } from '../domain/pull-request.ts';

/** Where the pull request's files are read from: git objects by name, never a work tree. */
export interface Source {
  /** Merge base to head. Fails where the list cannot be known to its end. */
  compare(base: string, head: string): Promise<Result<Comparison>>;
  /** Every file of a commit. */
  tree(commit: Sha): Promise<Result<readonly TreeEntry[]>>;
  /** The bytes of blobs, in the order asked for. */
  read(blobs: readonly Sha[]): Promise<Result<readonly Uint8Array[]>>;
}
