import { execFile } from 'node:child_process';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

export interface Ended {
  /** Exit status; undefined when it did not start or was killed. */
  readonly status: number | undefined;
  readonly output: string;
}

/** The server and its programs get none of our environment, which may hold tokens. */
export const bareEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
  // By this name the GitHub runner finds what a job left behind.
  ...(process.env['RUNNER_TRACKING_ID'] !== undefined && { RUNNER_TRACKING_ID: process.env['RUNNER_TRACKING_ID'] }),
});

export interface RunOptions {
  readonly uid?: number;
  readonly gid?: number;
  /** Default: `bareEnvironment`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds until it is killed; default two minutes. */
  readonly timeout?: number;
}

/** Runs a program to its end; never throws. `output` is both streams. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const settings = { env: bareEnvironment(), cwd: '/', timeout: 120_000, maxBuffer: 4 * 1024 ** 2, ...options };
  return new Promise((resolve) => {
    try {
      execFile(program, args, settings, (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        const why = status === undefined && error !== null ? error.message : '';
        resolve({ status, output: `${stdout}${stderr}${why}` });
      });
    } catch (error) {
      resolve({ status: undefined, output: String(error) });
    }
  });
}

/** Ends a program that was started as a group of its own, with all that it has started. */
export function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

/** Something that changes when a process id is given to another process; undefined when there is no such process. */
export async function startedAt(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') {
    const { status, output } = await runProgram('/bin/ps', ['-o', 'lstart=', '-p', `${pid}`]);
    return status === 0 ? output.trim() : undefined;
  }
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name may hold blanks and brackets: count fields after its closing one (proc(5): field 22).
  return line
    ?.slice(line.lastIndexOf(')') + 2)
    .split(' ')
    .at(19);
}

/** Program and arguments, joined by blanks; empty when there is no such process. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform !== 'linux') return (await runProgram('/bin/ps', ['-o', 'args=', '-p', `${pid}`])).output.trim();
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.replaceAll('\0', ' ').trim();
}

/**
 * Ends every process that names a folder of ours in its command line or works in it: what a killed run had started goes
 * on there, and a server's backends name no folder.
 */
export async function endProcessesIn(folder: string): Promise<void> {
  for (const pid of await processes()) {
    if (pid === process.pid || !((await commandLine(pid)).includes(folder) || (await worksIn(pid, folder)))) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself, or is not ours.
    }
  }
}

/** Where /proc tells; elsewhere the command line has to do. */
const worksIn = async (pid: number, folder: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => '')).startsWith(`${folder}/`);

async function processes(): Promise<readonly number[]> {
  if (process.platform === 'linux') {
    const names = await readdir('/proc').catch(() => []);
    return names.filter((name) => /^\d+$/.test(name)).map(Number);
  }
  const { output } = await runProgram('/bin/ps', ['-axo', 'pid=']);
  return output.split('\n').map(Number).filter(Boolean);
}

/** Who made something that must not outlive it. */
export interface Owner {
  readonly pid: number;
  readonly started: string | undefined;
  /** Where process ids mean what they mean here: a container that shares the temporary folder has others. */
  readonly space: string;
}

export const ourselves = async (): Promise<Owner> => ({
  pid: process.pid,
  started: await startedAt(process.pid),
  space: `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`,
});

/** `unknown`: it lives, or lived, where we cannot look. */
export async function fateOf(owner: Owner): Promise<'alive' | 'gone' | 'unknown'> {
  if (owner.space !== (await ourselves()).space) return 'unknown';
  return (await startedAt(owner.pid)) === owner.started ? 'alive' : 'gone';
}

export function readOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}
