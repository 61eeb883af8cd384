import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { embedded } from '../../../src/databases/embedded/index.ts';
import { shelfIn } from '../../../src/databases/embedded/shelf.ts';
import { identityOf } from '../../../src/databases/embedded/template.ts';
import type { Part } from './keep-again.ts';
import type { Server } from '../../../src/ports/database.ts';

const run = promisify(execFile);
const before = process.env['RUNNER_TOOL_CACHE'];
let folder: string;

// Folders of their own, so that everything found there is of these runs. Short: a socket's path is.
beforeEach(async () => {
  folder = await mkdtemp('/tmp/kept-');
  await chmod(folder, 0o755);
  process.env['RUNNER_TOOL_CACHE'] = join(folder, 'c');
  for (const name of ['t', 'c']) await mkdir(join(folder, name));
});
afterEach(async () => {
  if (before === undefined) delete process.env['RUNNER_TOOL_CACHE'];
  else process.env['RUNNER_TOOL_CACHE'] = before;
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

const prepared = (): string => join(folder, 'c', 'migration-rehearsal', 'prepared');
const listed = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path) : []);
const halfMade = (): readonly string[] => listed(prepared()).filter((name) => name.startsWith('.'));
const servers = (): readonly string[] => listed(join(folder, 't')).filter((name) => name.startsWith('migration-'));

async function start(keep = '20GB'): Promise<Server> {
  const signal = new AbortController().signal;
  const started = await embedded.start({ major: 17, keep, settings: {}, signal, progress: () => undefined });
  if (!started.ok) throw new Error(started.problem.says);
  return started.value;
}

const script = join(process.cwd(), 'test/databases/embedded/keep-again.ts');
/** Node's own folder for temporary files is that of the process: only another one can have one of its own. */
const child = (part: Part, key: string): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', script, part, key], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: join(folder, 't') },
  });
const linesOf = ({ stdout }: ChildProcess): AsyncIterator<string> =>
  createInterface(stdout ?? process.stdin)[Symbol.asyncIterator]();

/** What the next run finds under a key, what it is told when it keeps its own, and what is left while it runs. */
async function nextRun(key: string): Promise<unknown> {
  const next = child('next', key);
  const ended = once(next, 'exit');
  const { value } = (await linesOf(next).next()) as { readonly value: string };
  for (const until = Date.now() + 15_000; servers().length > 1 && Date.now() < until;) await pause(50);
  const left = { servers: servers().length, halfMade: halfMade() };
  next.stdin?.end();
  await ended;
  return { ...(JSON.parse(value) as object), ...left };
}

/** Kills a run that keeps or takes, once `moment` has come. */
async function killedWhile(what: 'keep' | 'take', moment: () => boolean): Promise<void> {
  const doomed = child(what, 'again');
  const ended = once(doomed, 'exit');
  try {
    expect(await linesOf(doomed).next()).toMatchObject({ value: 'ready' });
    for (const until = Date.now() + 30_000; !moment() && Date.now() < until;) await pause(1);
    expect({ moment: moment(), status: doomed.exitCode }).toEqual({ moment: true, status: null });
  } finally {
    doomed.kill('SIGKILL');
    await ended;
  }
}

test('killed while it keeps: nothing half made is left or taken, and the next run keeps its own', async () => {
  await killedWhile('keep', () => halfMade().some((name) => existsSync(join(prepared(), name, 'data', 'base'))));
  expect(halfMade()).toHaveLength(1);
  expect(await nextRun('again')).toEqual({ taken: false, kept: 'kept', rows: 0, servers: 1, halfMade: [] });
  expect(await nextRun('again')).toEqual({ taken: true, kept: 'kept', rows: 0, servers: 1, halfMade: [] });
});

test('killed while it takes: nothing is left of its copy, and the next run takes the same', async () => {
  await killedWhile('take', () => servers().some((name) => existsSync(join(folder, 't', name, 'next', 'base'))));
  expect(await nextRun('again')).toEqual({ taken: true, kept: 'kept', rows: 100_000, servers: 1, halfMade: [] });
});

/** A disk that ends in the middle of a copy, however many bytes are free: it has room for a few files. Root only. */
async function withDisk(place: string, work: () => Promise<void>): Promise<void> {
  await mkdir(place, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', 'size=8g,nr_inodes=200', 'none', place]);
  try {
    await work();
  } finally {
    await run('umount', [place]);
  }
}
const mayMount = (): boolean => {
  const place = mkdtempSync('/tmp/kept-');
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'none', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);
  rmSync(place, { recursive: true });
  return mounted;
};

describe('a disk that is full in the middle', () => {
  const onDisk = mayMount() ? test : test.skip;

  onDisk('keeps nothing, and the run goes on', async () => {
    await withDisk(prepared(), async () => {
      await using server = await start();
      expect(await server.kept?.keep('large', {})).toEqual({ because: 'the disk is full' });
      expect(listed(prepared())).toEqual([]);
      await using session = await server.connect('observer', 'postgres');
      expect((await session.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
  });

  onDisk('takes nothing, and leaves the cluster for others', async () => {
    const place = join(folder, 'disk');
    await withDisk(place, async () => {
      const shelf = shelfIn({ folder: prepared(), user: {}, mostBytes: undefined, identity: 'a' });
      const data = join(folder, 'data');
      await mkdir(data);
      await Promise.all(Array.from({ length: 300 }, (_, name) => writeFile(join(data, `${name}`), '')));
      await writeFile(join(data, 'PG_VERSION'), '17');
      expect(await shelf.save('many', data, {})).toBe('kept');
      expect(await shelf.copyTo('many', join(place, 'next'))).toBeUndefined();
      expect(listed(place)).toEqual([]);
      expect(await shelf.copyTo('many', join(folder, 'next'))).toMatchObject({ facts: {} });
    });
  });
});

test('other programs, or another version of this one, find nothing', async () => {
  const data = join(folder, 'data');
  await mkdir(data);
  await writeFile(join(data, 'PG_VERSION'), '17');
  const of = (identity: string) => shelfIn({ folder: prepared(), user: {}, mostBytes: undefined, identity });
  expect(await of('one').save('key', data, {})).toBe('kept');
  expect(await of('another').copyTo('key', join(folder, 'next'))).toBeUndefined();
  expect(await of('one').copyTo('key', join(folder, 'next'))).toMatchObject({ facts: {} });
  const program = join(folder, 'postgres');
  await writeFile(program, 'one');
  const binaries = { folder, major: 17, version: '17.10' } as never;
  const first = await identityOf(binaries, undefined);
  expect(await identityOf(binaries, undefined)).toBe(first);
  await utimes(program, 1, 1);
  expect(await identityOf(binaries, undefined)).not.toBe(first);
});

test('two runs take the same at once, and one that makes room takes it from nobody’s hands', async () => {
  await using one = await start();
  await using other = await start();
  expect(await one.kept?.keep('shared', {})).toBe('kept');
  const both = await Promise.all([one.kept?.take('shared'), other.kept?.take('shared')]);
  expect(both).toEqual([expect.objectContaining({ facts: {} }), expect.objectContaining({ facts: {} })]);
  const [taken] = await Promise.all([one.kept?.take('shared'), other.kept?.take('shared', () => 'outdated')]);
  expect([undefined, {}]).toContainEqual(taken?.facts);
  for (const server of [one, other]) {
    await using session = await server.connect('observer', 'postgres');
    expect((await session.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  }
  expect(listed(prepared())).toEqual([]);
});
