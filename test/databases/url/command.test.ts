import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { urlProvider } from '../../../src/databases/url/index.ts';
import type { ServerRequest } from '../../../src/ports/database.ts';
import { type TeamServer, leftOn, startTeamServer } from './team-server.ts';

let team: TeamServer;
let folder: string;
beforeAll(async () => {
  team = await startTeamServer();
  process.env['MIGRATION_REHEARSAL_TEST_MADE'] = team.address('managed');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'made-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
afterAll(() => team.stop());

/** Writes down what the team's own scripts would make and remove. */
const made = (last = 'echo "$MIGRATION_REHEARSAL_TEST_MADE"', more = '') => ({
  ...{ env: '', disposable: true },
  create: `echo "made $MIGRATION_REHEARSAL_RUN" >> ${folder}/log; echo "token=secret"; echo "warning: secret" >&2; ${more}${last}`,
  destroy: `echo "gone $MIGRATION_REHEARSAL_RUN \${MIGRATION_REHEARSAL_URL%%:*}" >> ${folder}/log`,
});
const request: ServerRequest = { settings: {}, signal: new AbortController().signal, progress: () => undefined };

async function log(lines: number): Promise<readonly string[]> {
  for (let tries = 0; ; tries += 1) {
    const written = (await readFile(join(folder, 'log'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
    if (written.length >= lines || tries > 200) return written;
    await pause(50);
  }
}
const records = async (): Promise<readonly string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('migration-rehearsal-made-'));

describe('a database that is made for the run', () => {
  test('is removed when the server is left, by the same name', async () => {
    const started = await urlProvider(made()).start(request);
    if (!started.ok) throw new Error(started.problem.says);
    expect(started.value.notes.at(-1)).toMatch(
      /^url: Postgres \d+\.\d+ from the address that postgres\.create printed$/,
    );
    const [first = ''] = await log(1);
    expect(first).toMatch(/^made [0-9a-f]{12}$/);
    await Promise.all([started.value.stop(), started.value.stop()]);
    expect(await log(2)).toEqual([first, `${first.replace('made', 'gone')} postgres`]);
    expect(await leftOn(team.server)).toEqual([]);
  });

  test.each([
    ['exit 3', 'The command of postgres.create ended with status 3.'],
    ['echo done', 'The command of postgres.create printed no database address on its last line.'],
    ['echo postgres://', 'The command of postgres.create printed no address that can be read.'],
    [
      'echo postgres://a:secret@127.0.0.1:1/x',
      'The server at the address that postgres.create printed cannot be used: nobody listens there.',
    ],
  ])('is removed also where making it ends in: %s', async (last, says) => {
    const started = await urlProvider(made(last)).start(request);
    expect(started).toMatchObject({ ok: false, problem: { says } });
    expect(JSON.stringify(started)).not.toContain('secret');
    expect(await log(2)).toEqual([expect.stringMatching(/^made /), expect.stringMatching(/^gone /)]);
  });

  test('is removed where the run is stopped while it is being made', async () => {
    const abort = new AbortController();
    const starting = urlProvider(made(undefined, 'sleep 30; ')).start({ ...request, signal: abort.signal });
    await log(1);
    abort.abort();
    expect(await starting).toMatchObject({ ok: false, problem: { code: 'interrupted' } });
    expect(await log(2)).toEqual([expect.stringMatching(/^made /), expect.stringMatching(/^gone /)]);
  });

  test('is removed where the run is killed, and no record of it stays', async () => {
    const before = await records();
    const script = `import('${join(process.cwd(), 'src/databases/url/index.ts')}').then(async ({ urlProvider }) => {
      await urlProvider(${JSON.stringify(made())}).start({ settings: {}, signal: new AbortController().signal, progress() {} });
      console.log('ready'); setInterval(() => {}, 1000); })`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: process.env,
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    expect(await log(2)).toEqual([expect.stringMatching(/^made /), expect.stringMatching(/^gone .* postgres$/)]);
    await pause(200);
    expect((await records()).filter((name) => !before.includes(name))).toEqual([]);
  });
});
