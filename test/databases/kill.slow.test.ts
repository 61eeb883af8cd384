import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { killed, killedWhen } from './kill.ts';
import { type TeamServer, leftOn, startTeamServer } from './url/team-server.ts';

const run = promisify(execFile);
const image = process.env['MIGRATION_REHEARSAL_DOCKER_IMAGE'];

describe('a rehearsal on the embedded server', () => {
  // Its own, so that everything found there is of these runs. Short: a socket's path is.
  const env: { TMPDIR?: string; XDG_CACHE_HOME?: string; RUNNER_TOOL_CACHE?: string } = {};
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp('/tmp/kill-');
    env.TMPDIR = join(folder, 't');
    env.XDG_CACHE_HOME = join(folder, 'c');
    env.RUNNER_TOOL_CACHE = '';
    await chmod(folder, 0o755);
    for (const one of [env.TMPDIR, env.XDG_CACHE_HOME]) await mkdir(one);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Templates are made anew each time, so that initdb is met as well. */
  const traces = async (): Promise<readonly string[]> => {
    const folders = await readdir(env.TMPDIR ?? '');
    const templates = join(env.XDG_CACHE_HOME ?? '', 'migration-rehearsal/templates');
    const unfinished = await readdir(templates).catch(() => []);
    const found = [
      ...folders.filter((name) => name.startsWith('migration-rehearsal-')),
      ...unfinished.filter((name) => name.startsWith('.')),
      ...(await processesIn(folder)),
    ];
    if (found.length === 0) await rm(templates, { recursive: true, force: true });
    return found;
  };
  killed('embedded', { provider: 'embedded', major: 17, env, traces });

  killedWhen(
    'embedded: killed while it removes its folder',
    { provider: 'embedded', major: 17, env, traces },
    async () => {
      const ours = async (): Promise<string | undefined> =>
        (await readdir(env.TMPDIR ?? '')).find((name) => name.startsWith('migration-rehearsal-pg-'));
      const holds = async (name: string): Promise<boolean> =>
        existsSync(join(env.TMPDIR ?? '', (await ours()) ?? '', 'data', name));
      while (!(await holds('postmaster.pid'))) await pause(20);
      while (await holds('PG_VERSION')) await pause(0);
    },
  );
});

const pidOf = (label: string): number => (JSON.parse(label) as { pid: number }).pid;

/** Servers, initdb and watchdogs; not the rehearsals themselves, which name no folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(folder)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}

describe('a rehearsal on a server of the team’s', () => {
  const variable = 'MIGRATION_REHEARSAL_TEST_KILLED';
  const env: NodeJS.ProcessEnv = {};
  let team: TeamServer;
  beforeAll(async () => {
    team = await startTeamServer(17);
    env[variable] = team.address('managed');
  });
  afterAll(() => team.stop());

  killed('url', { provider: 'url', major: 17, image: variable, env, traces: () => leftOn(team.server) });
});

if (image !== undefined) {
  /** Of processes that are gone: other tests may use the daemon at the same time. */
  const traces = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const list of [
      ['ps', '--all'],
      ['network', 'ls'],
    ]) {
      const format = '{{.Label "migration-rehearsal"}}';
      const { stdout } = await run('docker', [...list, '--filter', 'label=migration-rehearsal', '--format', format]);
      found.push(...stdout.split('\n').filter((line) => line !== '' && !existsSync(`/proc/${pidOf(line)}`)));
    }
    return found;
  };
  killed('docker', { provider: 'docker', major: Number(image.split(':').at(-1)), image, traces });
}
