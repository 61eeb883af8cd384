import type { Stage } from '../domain/rehearsal.ts';

/** One line a stage for the person who waits; standard error on the command line, the job's log in the Action. */
export interface Progress {
  stage(stage: Stage, says: string): void;
  note(says: string): void;
}
