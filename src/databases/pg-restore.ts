import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Archive, Restoring } from '../ports/dump.ts';
import { bareEnvironment, endGroup } from './process.ts';

/** With the newest pg_restore of this machine. */
export const archiveHere = async (path: string): Promise<Archive> => archiveBy(await newest(), path);

/** With one of this machine’s by name or path, there or not. */
export const archiveBy = (program: string, path: string): Archive => ({
  restore: (options, entries) =>
    restoring('/bin/sh', shellArguments(program, options, path, entries), bareEnvironment(), entries),
  close: () => Promise.resolve(),
});

const packages = '/usr/lib/postgresql';

/** Debian keeps one of each major; a newer one reads what older ones wrote. */
async function newest(): Promise<string> {
  const majors = (await readdir(packages).catch(() => [])).toSorted((one, other) => Number(other) - Number(one));
  for (const major of majors) {
    const program = join(packages, major, 'bin', 'pg_restore');
    if (await stat(program).catch(() => undefined)) return program;
  }
  return 'pg_restore';
}

/** Which entries are wanted is read from a file, and standard input is one only behind a pipe of the shell's. */
export function shellArguments(
  program: string,
  options: readonly string[],
  path: string,
  entries?: readonly number[],
): readonly string[] {
  const script = entries ? 'cat | "$0" --use-list=/dev/stdin "$@"' : 'exec "$0" "$@"';
  return ['-c', script, program, ...options, '--', path];
}

/** What a shell says of a program that is not there, or is none. */
const absent = new Set([126, 127]);

/** Starts it; what it writes is read as fast as it is taken. */
export function restoring(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  entries: readonly number[] = [],
): Restoring {
  // A process group of its own: the shell and what it has started end together.
  const child = spawn(program, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(0, 2_000)));
  // It may be gone before it has read them.
  child.stdin.on('error', () => undefined).end(entries.map((entry) => `${entry};\n`).join(''));
  const ended: Restoring['ended'] = new Promise((settle) => {
    child.on('error', () => {
      settle({ status: 'absent', words });
    });
    child.on('close', (code) => {
      const status = code ?? 1;
      settle({ status: absent.has(status) ? 'absent' : status, words });
    });
  });
  const stop = (): void => {
    child.stdout.destroy();
    if (child.pid !== undefined && child.exitCode === null) endGroup(child.pid);
  };
  return { bytes: child.stdout as AsyncIterable<Uint8Array>, ended, stop };
}
