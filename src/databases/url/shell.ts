import { spawn } from 'node:child_process';
import { type Ended, endGroup } from '../process.ts';

const mostCharacters = 64 * 1024;

/** Runs one of the team's commands to its end; `output` is the end of its standard output. What it says else is let go. */
export function shell(
  command: string,
  env: NodeJS.ProcessEnv,
  patienceMs: number,
  signal?: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve) => {
    // A process group of its own: what the command has started ends with it, and Ctrl-C is for us.
    const child = spawn('/bin/sh', ['-c', command], { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    const kill = (): void => {
      if (child.pid !== undefined) endGroup(child.pid);
    };
    const timer = setTimeout(kill, patienceMs);
    signal?.addEventListener('abort', kill, { once: true });
    if (signal?.aborted === true) kill();
    child.stdout.on('data', (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-mostCharacters)));
    const ended = (status: number | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      resolve({ status: status ?? undefined, output });
    };
    child.on('close', ended).on('error', () => {
      ended(null);
    });
  });
}
