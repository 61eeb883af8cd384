import { spawn } from 'node:child_process';

export interface GitOutput {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs one git command in one repository; the second argument is its standard input. */
export type Git = (args: readonly string[], input?: string) => Promise<GitOutput>;

/** A repository's own configuration is as hostile as its files: nothing in it may start a program or open a network. */
const safeSettings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.quotePath=false',
  'log.showSignature=false',
  'diff.external=',
];
const safeArguments = ['--no-pager', '--literal-pathspecs', ...safeSettings.flatMap((setting) => ['-c', setting])];

const inherited = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TMP', 'TEMP'];

/** Variables such as GIT_DIR, set inside a hook, would point us at another repository: only what git needs is handed on. */
function safeEnvironment(): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // git before 2.44 knows no GIT_NO_LAZY_FETCH; a list without a real protocol allows none.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** What one repository's commands are given beside, or in place of, what all are. */
export interface GitSurroundings {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Kills the command, whose status is -1 then. */
  readonly signal?: AbortSignal;
}

/** Rejects with ENOENT where git is not installed; an exit status other than 0 is an ordinary answer. */
export function gitIn(directory: string, { environment = {}, signal }: GitSurroundings = {}): Git {
  return (args, input = '') =>
    new Promise((resolve, reject) => {
      const env = { ...safeEnvironment(), ...environment };
      const child = spawn('git', ['-C', directory, ...safeArguments, ...args], {
        env,
        // What fetches is a program that git starts: it must end with it.
        detached: signal !== undefined,
      });
      const kill = () => {
        endGroup(child.pid);
      };
      signal?.addEventListener('abort', kill);
      if (signal?.aborted === true) kill();
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      // git may end before it has read everything; its exit status tells the story then.
      child.stdin.on('error', () => undefined);
      child.on('error', reject);
      child.on('close', (status) => {
        signal?.removeEventListener('abort', kill);
        resolve({
          status: status ?? -1,
          stdout: Buffer.concat(stdout),
          stderr: Buffer.concat(stderr).toString('utf8'),
        });
      });
      child.stdin.end(input);
    });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** For commands that fail only where the repository is damaged or git itself is: that is an outage, not an answer. */
export async function output(git: Git, args: readonly string[], input?: string): Promise<Buffer> {
  const { status, stdout, stderr } = await git(args, input);
  if (status === 0) return stdout;
  throw new Error(`git ${args[0] ?? ''} ended with status ${status}.`, { cause: stderr });
}
