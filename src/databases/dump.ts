import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import { shown } from '../domain/safety.ts';
import type { Archive, Dump, OpenArchive, OpenDump } from '../ports/dump.ts';
import { type ArchivedDump, archived } from './archive.ts';
import { archiveHere } from './pg-restore.ts';

/**
 * A dump by its path, or by `env:NAME` of a variable that holds the path; relative ones start from `folder`.
 * @param here how this machine reads one that only pg_restore can.
 */
export function dumpAt(named: string, folder: string, here: OpenHere = archiveHere): Dump {
  const variable = named.startsWith('env:') ? named.slice('env:'.length) : undefined;
  const path = variable === undefined ? named : (process.env[variable] ?? '');
  return {
    name: named,
    open: (elsewhere) =>
      path === ''
        ? Promise.resolve(failure(unset(named)))
        : openAt(resolve(folder, path), named, { here, ...(elsewhere && { elsewhere }) }),
  };
}

type OpenHere = (path: string) => Promise<Archive>;

interface Programs {
  readonly here: OpenHere;
  readonly elsewhere?: OpenArchive;
}

async function openAt(path: string, named: string, { here, elsewhere }: Programs): Promise<Result<OpenDump>> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return failure(unreadable(named));
  const asArchive = async (format: ArchivedDump['format']): Promise<Result<OpenDump>> =>
    archived({ path, named, format, here: await here(path), ...(elsewhere && { elsewhere }) });
  if (found.isDirectory()) {
    const isDump = await stat(join(path, 'toc.dat')).then(
      () => true,
      () => false,
    );
    return isDump ? asArchive('directory') : failure(noDump(named));
  }
  const head = await headOf(path);
  if (head === undefined) return failure(unreadable(named));
  if (head.subarray(0, 5).toString('latin1') === 'PGDMP') return asArchive('custom');
  if (head.subarray(257, 262).toString('latin1') === 'ustar') return asArchive('tar');
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
    } catch {
      state.problem = otherwise;
    }
  }
  const ended = (): Promise<Result<true>> => Promise.resolve(state.problem ? failure(state.problem) : success(true));
  return { bytes: bytes(), stages: [], lanes: 1, ended };
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
