import { type ChildProcess, spawn } from 'node:child_process';
import type { RunOptions } from './process.ts';

export interface Watchdog {
  /** Lets it go without doing anything; settles when it is gone. */
  readonly release: () => Promise<void>;
}

/**
 * A shell that waits for the end of its standard input, which is the end of us however we end, SIGKILL too, and then
 * runs a script. A line of input lets it go. It does not keep our own process alive.
 */
export function watchdog(script: string, args: readonly string[], options: RunOptions): Watchdog {
  const child = spawn('/bin/sh', ['-c', `read -r _ && exit 0\n${script}`, 'watchdog', ...args], {
    ...options,
    cwd: '/',
    // Its own process group: Ctrl-C in a terminal is for us.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const end = endOf(child);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { readonly unref: () => void }).unref();
  return {
    release: async () => {
      child.ref();
      child.stdin.end('done\n');
      await end;
    },
  };
}

/** Settles when a process has ended or could not start. */
export const endOf = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
