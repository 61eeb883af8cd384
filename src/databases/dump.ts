import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { shown } from '../domain/safety.ts';
import type { Dump, OpenDump } from '../ports/dump.ts';
import { bareEnvironment } from './process.ts';

/** A dump by its path, or by `env:NAME` of a variable that holds the path; relative ones start from `folder`. */
export function dumpAt(named: string, folder: string): Dump {
  const variable = named.startsWith('env:') ? named.slice('env:'.length) : undefined;
  const path = variable === undefined ? named : (process.env[variable] ?? '');
  return {
    name: named,
    open: () => (path === '' ? Promise.resolve(failure(unset(named))) : openAt(resolve(folder, path), named)),
  };
}

async function openAt(path: string, named: string): Promise<Result<OpenDump>> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return failure(unreadable(named));
  if (found.isDirectory()) {
    const isDump = await stat(join(path, 'toc.dat')).then(
      () => true,
      () => false,
    );
    return isDump ? restored(path, named) : failure(noDump(named));
  }
  const head = await headOf(path);
  if (head === undefined) return failure(unreadable(named));
  if (head.subarray(0, 5).toString('latin1') === 'PGDMP') return restored(path, named);
  if (head.subarray(257, 262).toString('latin1') === 'ustar') return restored(path, named);
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  return success(watched(() => (zipped ? unzipped(path) : createReadStream(path)), unreadable(named)));
}

async function headOf(path: string): Promise<Buffer | undefined> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(262), 0, 262, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  }
}

async function* unzipped(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on('error', (error) => plain.destroy(error));
  file.pipe(plain);
  try {
    yield* plain as AsyncIterable<Uint8Array>;
  } finally {
    file.destroy();
  }
}

/** What goes wrong on the way is told at the end: the statements until then were sent. */
function watched(start: () => AsyncIterable<Uint8Array>, otherwise: Problem): OpenDump {
  const state: { problem?: Problem } = {};
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield* start();
    } catch (error) {
      state.problem = error instanceof NotRestored ? error.problem : otherwise;
    }
  }
  return { bytes: bytes(), ended: () => Promise.resolve(state.problem ? failure(state.problem) : success(true)) };
}

class NotRestored extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.says);
    this.problem = problem;
  }
}

/** The formats that only pg_restore reads: it writes them as a plain script, which goes the way of every other. */
const restored = (path: string, named: string): Result<OpenDump> =>
  success(watched(() => script(path, named), unreadable(named)));

const options = ['--file=-', '--no-owner', '--no-privileges', '--no-tablespaces', '--no-publications'];

async function* script(path: string, named: string): AsyncGenerator<Uint8Array> {
  const child = spawn(await newest(), [...options, '--', path], {
    env: bareEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(0, 2_000)));
  const ended = new Promise<number | 'absent'>((settle) => {
    child.on('error', () => {
      settle('absent');
    });
    child.on('close', (status) => {
      settle(status ?? 1);
    });
  });
  try {
    yield* child.stdout as AsyncIterable<Uint8Array>;
    const status = await ended;
    if (status === 'absent') throw new NotRestored(noProgram(named));
    if (status !== 0) throw new NotRestored(notRestored(named, complaint.includes('unsupported version')));
  } finally {
    child.kill('SIGKILL');
  }
}

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

const unset = (named: string): Problem => ({
  code: 'bad-configuration',
  says: `volume.snapshot is ${shown(named)}, and that variable is not set.`,
  advice: 'Set it to the path of the dump in the job, or take volume.snapshot out.',
});

const unreadable = (named: string): Problem => ({
  code: 'volume-failed',
  says: `The snapshot ${shown(named)} cannot be read to its end.`,
  advice: 'See that the job fetches the dump whole before this step, and that volume.snapshot names it.',
});

const noDump = (named: string): Problem => ({
  code: 'volume-failed',
  says: `The snapshot ${shown(named)} is a folder without the toc.dat of pg_dump’s directory format.`,
  advice: 'Name the folder that pg_dump --format=directory wrote, or a file.',
});

const noProgram = (named: string): Problem => ({
  code: 'volume-failed',
  says: `The snapshot ${shown(named)} is in a format that only pg_restore reads, and there is none here.`,
  advice: 'Install postgresql-client in the job, or write the dump with pg_dump --format=plain.',
});

const notRestored = (named: string, isNewer: boolean): Problem => ({
  code: 'volume-failed',
  says: isNewer
    ? `The snapshot ${shown(named)} was written by a newer pg_dump than the pg_restore here can read.`
    : `pg_restore cannot read the snapshot ${shown(named)} to its end.`,
  advice: isNewer
    ? 'Install the postgresql-client of that version in the job, or write the dump with pg_dump --format=plain.'
    : 'Run pg_restore --file=/dev/null on it by hand; it may not have been fetched whole.',
});
