import { spawn } from 'node:child_process';
import { type Ended, runProgram } from '../process.ts';

/** Of docker's own environment what tells it where its daemon and its logins are, and no more. */
export const dockerEnvironment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(DOCKER_.*|PATH|HOME|XDG_.*|(HTTPS?|NO)_PROXY)$/i.test(name)),
  ),
  ...more,
});

const patienceMs = 30_000;

export const docker = (args: readonly string[], more: NodeJS.ProcessEnv = {}, timeout = patienceMs): Promise<Ended> =>
  runProgram('docker', args, { env: dockerEnvironment(more), timeout });

/** The first word of a registry must come within this; a large layer may then take longer between two lines. */
const firstWordMs = 5_000;
const silenceMs = 120_000;

/** Pulls an image; undefined when it is here, else why not. A registry that is silent is given up after 5 s. */
export function pull(image: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('docker', ['pull', image], { env: dockerEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let gaveUp = false;
    const giveUp = (): void => {
      gaveUp = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, firstWordMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString()}`.slice(-2_000);
        clearTimeout(timer);
        timer = setTimeout(giveUp, silenceMs);
      });
    }
    const ended = (status: number | null): void => {
      clearTimeout(timer);
      if (status === 0) resolve(undefined);
      else resolve(gaveUp || unreachable.test(said) ? 'its registry does not answer' : lastLine(said));
    };
    child.on('close', ended).on('error', () => {
      ended(null);
    });
  });
}

const unreachable = /dial tcp|no such host|i\/o timeout|connection refused|Client\.Timeout/;

export const lastLine = (text: string): string => (text.trim().split('\n').at(-1) ?? '').slice(0, 200);
