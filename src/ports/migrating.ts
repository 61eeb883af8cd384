import type { Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';

/** The files of one commit in a folder of their own, which goes with it. */
export interface Tree extends AsyncDisposable {
  readonly folder: string;
}

/** Writes out a commit; the person's own work tree is left as it is. */
export type CheckOut = (commit: Sha) => Promise<Result<Tree>>;

/** Runs the team's command that migrates to its end, with all that it starts; what it prints is let go. */
export type RunMigrations = (
  command: string,
  run: {
    readonly folder: string;
    /** Of the database, as libpq writes it; with the password. */
    readonly address: string;
    readonly patienceMs: number;
    readonly signal: AbortSignal;
  },
) => Promise<{
  /** Undefined where it did not end in time, or could not run. */
  readonly status: number | undefined;
}>;
