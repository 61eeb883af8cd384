/** GitHub's own bot for newer packages: what it brings was written elsewhere, and its runs get the token of a fork's. */
export const dependabot = 'dependabot[bot]';

/** Whose repositories' branches a pull request stands between, and who opened it. */
export interface Origin {
  /** Absent where the fork has been deleted since. */
  readonly head: string | undefined;
  readonly base: string;
  readonly author: string | undefined;
}

/** Whether it comes from a fork, or from Dependabot: nobody here has written it, or read it yet. */
export const isFromOutside = ({ head, base, author }: Origin): boolean => head !== base || author === dependabot;
