import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from '../../src/ports/database.ts';
import { docker } from '../../src/databases/docker/index.ts';
import { type Subject, conformance } from './conformance.ts';

const run = promisify(execFile);
const image = process.env['MIGRATION_REHEARSAL_DOCKER_IMAGE'];

/** Containers and networks of one owner. */
async function traces(owner: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (const list of [
    ['ps', '--all'],
    ['network', 'ls'],
  ]) {
    const format = '{{.Label "migration-rehearsal"}}';
    const { stdout } = await run('docker', [...list, '--filter', 'label=migration-rehearsal', '--format', format]);
    found.push(...stdout.split('\n').filter((line) => line.includes(`"pid":${owner},`)));
  }
  return found.sort();
}

if (image === undefined) {
  console.log(
    'The docker provider is not tested: MIGRATION_REHEARSAL_DOCKER_IMAGE is not set (see docker-image/build.sh).',
  );
  test.skip('the docker provider', () => undefined);
} else {
  const major = Number(image.split(':').at(-1));
  conformance('the docker provider', { provider: docker, major, image, traces } satisfies Subject);

  const request = { settings: {}, signal: new AbortController().signal, progress: () => undefined };
  const served = async (name = image): Promise<Server> => {
    const started = await docker.start({ ...request, image: name });
    if (!started.ok) throw new Error(started.problem.says);
    return started.value;
  };
  const ask = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();
  const ownName = async (): Promise<string> =>
    (
      await ask(
        'ps',
        '--filter',
        'label=migration-rehearsal',
        '--format',
        '{{.Names}} {{.Label "migration-rehearsal"}}',
      )
    )
      .split('\n')
      .filter((line) => line.includes(`"pid":${process.pid},`))
      .map((line) => line.split(' ')[0] ?? '')[0] ?? '';
  const limits =
    '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} {{.HostConfig.SecurityOpt}}';

  describe('the container', () => {
    test('has limits, a deadline, and no way out', async () => {
      await using server = await served();
      const name = await ownName();
      const [memory, cpus, pids, security] = (await ask('inspect', '--format', limits, name)).split(' ');
      expect(Number(memory)).toBeGreaterThan(0);
      expect(Number(cpus)).toBeGreaterThan(0);
      expect([pids, security]).toEqual(['512', '[no-new-privileges]']);
      const deadline = await ask(
        'inspect',
        '--format',
        '{{index .Config.Labels "migration-rehearsal.deadline"}}',
        name,
      );
      expect(Number(deadline) - Date.now()).toBeGreaterThan(5 * 60 * 60 * 1000);
      expect(await ask('network', 'inspect', '--format', '{{.Internal}}', name)).toBe('true');
      expect(await server.freeBytes()).toBeGreaterThan(1_000_000);
    });

    test('of a daemon that is not beside us is reached by a port, and nobody outside answers it', async () => {
      const before = process.env['DOCKER_HOST'];
      const forward = createServer((socket) => socket.pipe(connect('/var/run/docker.sock')).pipe(socket));
      await new Promise<void>((resolve) => forward.listen(0, '127.0.0.1', resolve));
      process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${(forward.address() as AddressInfo).port}`;
      try {
        await using server = await served();
        const name = await ownName();
        expect(await ask('port', name, '5432/tcp')).toMatch(/^127\.0\.0\.1:\d+$/);
        const option = '{{index .Options "com.docker.network.bridge.enable_ip_masquerade"}}';
        expect(await ask('network', 'inspect', '--format', option, name)).toBe('false');
        await using session = await server.connect('observer', 'postgres');
        expect((await session.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      } finally {
        if (before === undefined) delete process.env['DOCKER_HOST'];
        else process.env['DOCKER_HOST'] = before;
        forward.close();
      }
      expect(await traces(process.pid)).toEqual([]);
    });

    test('whose deadline is over is swept, whoever lives', async () => {
      const labels = ['--label', `migration-rehearsal={"pid":${process.pid},"space":"elsewhere"}`];
      const over = ['--label', 'migration-rehearsal.deadline=1'];
      const network = `migration-rehearsal-test-${process.pid}`;
      await ask('network', 'create', ...labels, ...over, network);
      await (await served()).stop();
      expect(await traces(process.pid)).toEqual([]);
    });
  });

  describe('an image with the data inside', () => {
    const full = `migration-rehearsal-test-full:${major}`;
    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'image-'));
      const lines = [
        `FROM ${image}`,
        'ENV PGDATA=/data POSTGRES_PASSWORD=theirs POSTGRES_USER=owner',
        // The entry point fills an empty folder and then starts: here it is told to stop at once.
        'RUN ["/bin/sh", "-c", "/bin/sh /usr/bin/docker-entrypoint.sh postgres --describe-config > /dev/null 2>&1; true"]',
      ];
      await writeFile(join(folder, 'Dockerfile'), lines.join('\n'));
      await run('docker', ['build', '-q', '-t', full, folder], { env: { ...process.env, DOCKER_BUILDKIT: '0' } });
      await rm(folder, { recursive: true });
    }, 60_000);
    afterAll(() => ask('image', 'rm', '--force', full));

    test('keeps its data, and lets in nobody but us', async () => {
      await using server = await served(full);
      await using session = await server.connect('observer', 'postgres');
      const { rows } = await session.query(
        `SELECT current_setting('data_directory') AS data, count(*) FILTER (WHERE rolname = 'owner') AS theirs FROM pg_roles`,
      );
      expect(rows).toEqual([{ data: '/data', theirs: 1 }]);
      const hba = await session.query('SELECT DISTINCT user_name AS users FROM pg_hba_file_rules ORDER BY users');
      expect(hba.rows).toEqual([{ users: ['rehearsal_migrator'] }, { users: ['rehearsal_observer'] }]);
      expect(await server.freeBytes()).toBeGreaterThan(1_000_000);
    });
  });

  describe('the image', () => {
    test('of another version is refused', async () => {
      expect(await docker.start({ ...request, major: major + 1, image })).toEqual({
        ok: false,
        problem: {
          code: 'no-database',
          says: `Docker cannot serve: the image ${image} holds Postgres ${major}, not ${major + 1}.`,
          advice: 'Pull it beforehand, or name another one under postgres.image.',
        },
      });
    });
  });
}
