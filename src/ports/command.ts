/** Runs a command of the team's to its end; what it says is let go, as it can hold rows. */
export type RunCommand = (
  command: string,
  run: {
    /** Beside the environment of the job. */
    readonly environment: Readonly<Record<string, string>>;
    readonly patienceMs: number;
    readonly signal: AbortSignal;
  },
) => Promise<{
  /** Undefined where it did not end in time, or could not run. */
  readonly status: number | undefined;
}>;
