import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { example } from '../fake-github/contract.ts';
import type { Gateway } from './gateway.ts';
import { credentials } from './gateway.ts';

export const appId = (example('check-run')['app'] as { id: number }).id;

/** The built files put where an operator has them: without node_modules beside them. Gives what is to be started. */
export function installed(folder: string): string {
  cpSync(process.env['MIGRATION_REHEARSAL_DIST'] ?? 'dist', folder, { recursive: true });
  return join(folder, 'app/index.js');
}

export interface RunningApp {
  readonly child: ChildProcess;
  readonly url: string;
  readonly log: () => string;
  /** Gives the exit status; null where a signal ended it. */
  readonly ended: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** The built App as a process of its own. */
export async function started(app: string, front: Gateway, more: NodeJS.ProcessEnv = {}): Promise<RunningApp> {
  const child = spawn(process.execPath, [app], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: process.env['TMPDIR'],
      APP_ID: `${appId}`,
      PRIVATE_KEY: credentials.privateKey.replaceAll('\n', '\\n'),
      WEBHOOK_SECRET: credentials.webhookSecret,
      HOST: '127.0.0.1',
      PORT: '0',
      GITHUB_API_URL: front.url,
      GITHUB_SERVER_URL: front.url,
      ...more,
    },
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const running = { child, log: () => log, ended: (signal: NodeJS.Signals) => ended(child, signal) };
  try {
    const port = await eventually(() => /"port":(\d+).*Listening/.exec(log)?.[1], running.log);
    return { ...running, url: `http://127.0.0.1:${port}` };
  } catch (error) {
    await running.ended('SIGKILL');
    throw error;
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'close');
  child.kill(signal);
  await gone;
  return child.exitCode;
}

export async function eventually<Value>(
  look: () => Value | undefined,
  otherwise: () => string,
  patience = 25_000,
): Promise<Value> {
  for (const end = Date.now() + patience; Date.now() < end;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`It did not happen in time.\n${otherwise()}`);
}
