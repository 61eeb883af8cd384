import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports/clock.ts';
import type { Progress } from '../ports/progress.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};

/** Disk for clusters that are kept between runs; nobody comes back to a runner of GitHub's own. */
export function diskToKeep(environment: NodeJS.ProcessEnv): string {
  const said = environment['MIGRATION_REHEARSAL_CACHE'] ?? '';
  if (said !== '') return said;
  return environment['RUNNER_ENVIRONMENT'] === 'github-hosted' ? '0' : 'auto';
}

/** One line a stage on standard error, with the seconds since the start. */
export function progressTo(write: (line: string) => void, clock: Clock): Progress {
  const start = clock.elapsed();
  const line = (says: string) => {
    write(`${((clock.elapsed() - start) / 1000).toFixed(1).padStart(6)} s  ${says}\n`);
  };
  return {
    stage: (stage, says) => {
      line(`${stage}: ${says}`);
    },
    note: line,
  };
}

/**
 * Ends when the process is asked to. The first signal lets the review stop its server and remove its folders;
 * a second one does not wait.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(2);
    controller.abort(signal);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  return controller.signal;
}
