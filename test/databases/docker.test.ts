import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
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

  describe('the image', () => {
    test('of another version is refused', async () => {
      const request = { settings: {}, signal: new AbortController().signal, progress: () => undefined };
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
