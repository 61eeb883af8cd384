import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The committed command line (or another build, while one is at work), copied to a folder with no node_modules beside or above it. */
export function copiedCli(): string {
  const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-dist-'));
  cpSync(process.env['MIGRATION_REHEARSAL_DIST'] ?? 'dist', folder, { recursive: true });
  return join(folder, 'cli', 'index.js');
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
}

export function start(cli: string, args: readonly string[], { cwd, input, env }: RunOptions = {}): Started {
  const child = spawn(process.execPath, [cli, ...args], {
    ...(cwd !== undefined && { cwd }),
    // Not what another run has kept on this machine.
    env: { MIGRATION_REHEARSAL_CACHE: '0', ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input ?? '');
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (status) => {
      resolve({ status, ...texts });
    });
  });
  return { child, finished };
}

export const run = (cli: string, args: readonly string[], options?: RunOptions): Promise<Finished> =>
  start(cli, args, options).finished;
