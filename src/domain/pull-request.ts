import type { Brand } from './brand.ts';

/** The full hexadecimal name of a git object. */
export type Sha = Brand<string, 'Sha'>;

/** Against the merge base, as git tells it. */
export type FileStatus = 'added' | 'modified' | 'renamed' | 'deleted';

/** One file that differs between the merge base and the head. Only git objects are read, never a work tree. */
export interface ChangedFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  /** git file mode of the side named by `blob`: 100644, 100755, 120000 (symbolic link), 160000 (submodule). */
  readonly mode: string;
  /** The head's blob; the base's for a deleted file. */
  readonly blob: Sha;
  /** The merge base's blob; absent for an added file. */
  readonly baseBlob?: Sha;
  /** Size of `blob`; absent where it has none (submodule) or the host does not tell. */
  readonly bytes?: number;
}

/** What a pull request proposes: merge base to head, beside the tip of the base branch. */
export interface Comparison {
  readonly mergeBase: Sha;
  readonly baseTip: Sha;
  readonly head: Sha;
  /** The base branch's name, or the reference the user typed. */
  readonly baseRef: string;
  readonly files: readonly ChangedFile[];
}

/** A file in a commit's tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly blob: Sha;
  readonly bytes: number;
}
