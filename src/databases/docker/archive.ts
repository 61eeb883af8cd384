import { randomBytes } from 'node:crypto';
import type { OpenArchive } from '../../ports/dump.ts';
import { restoring, shellArguments } from '../pg-restore.ts';
import { docker, dockerEnvironment } from './command.ts';

/** A large dump takes its time, to a daemon far away above all. */
const bringPatienceMs = 60 * 60_000;

/**
 * The image's own pg_restore, in the container that serves. The dump is copied into it: a daemon may run where our
 * folders are not.
 */
export function archiveIn(container: string): OpenArchive {
  return async (path) => {
    const there = `/tmp/migration-rehearsal-${randomBytes(6).toString('hex')}`;
    // With a link’s aim in its place, and as root whoever it belongs to here.
    const brought = await docker(['cp', '--follow-link', path, `${container}:${there}`], {}, bringPatienceMs);
    const inside = ['exec', '--interactive', '--user', '0', container];
    const close = async (): Promise<void> => {
      await docker([...inside, 'rm', '-rf', there]);
    };
    if (brought.status !== 0) {
      await close();
      return 'not-brought';
    }
    return {
      restore: (options, entries) => {
        const command = shellArguments('pg_restore', options, there, entries);
        return restoring('docker', [...inside, 'sh', ...command], dockerEnvironment(), entries);
      },
      close,
    };
  };
}
