import type { Result } from '../domain/errors.ts';
import type { Sha } from '../domain/pull-request.ts';

/** A workflow's run, as the code host has it. */
export interface WorkflowRun {
  /** `pull_request` and so on. */
  readonly event: string;
  readonly head: Sha;
  /** Who began it. */
  readonly by?: string;
}

/** Runs of workflows: what they left, and their end. */
export interface RunHost {
  run(id: number): Promise<Result<WorkflowRun>>;
  /** The bytes of the newest artifact of that name, a zip; undefined where there is none. Longer ones are a Problem. */
  artifact(run: number, name: string, most: number): Promise<Result<Uint8Array | undefined>>;
  /** Asks the run to end. One that has ended is no Problem. */
  cancel(run: number): Promise<Result<undefined>>;
}
