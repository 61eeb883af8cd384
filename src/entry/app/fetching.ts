import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fetchRepository } from '../../git/fetch.ts';
import type { FetchKept } from '../../git/kept.ts';
import { keptRepositories } from '../../git/kept.ts';
import { diskToKeep } from '../world.ts';

const limits = { mostBytes: 4 * 1024 ** 3, mostRepositories: 50 };

/** How this machine fetches: with what it fetched before as the start, where there is a folder to keep it in. */
export async function fetching(environment: NodeJS.ProcessEnv): Promise<FetchKept> {
  const anew: FetchKept = (request) => fetchRepository(request);
  if (diskToKeep(environment) === '0') return anew;
  const { XDG_CACHE_HOME: said = '' } = environment;
  const ours = join(said === '' ? join(homedir(), '.cache') : said, 'migration-rehearsal');
  const folder = join(ours, 'repositories');
  try {
    // The rehearsal's Postgres keeps its own beside it, and may be another user; what lies in here is not for it.
    await mkdir(ours, { recursive: true, mode: 0o755 });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch {
    return anew;
  }
  return keptRepositories({ folder, ...limits });
}
