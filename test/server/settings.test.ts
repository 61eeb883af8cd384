import { describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readServerSettings } from '../../src/server/settings.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const enough = { APP_ID: '12345', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: 'a long random word' };

const read = (environment: Readonly<Record<string, string>>) => {
  const settings = readServerSettings(environment);
  if (!settings.ok) throw new Error(settings.problems.map(({ says }) => says).join(' '));
  return settings.value;
};
const complaints = (environment: Readonly<Record<string, string>>) => {
  const settings = readServerSettings(environment);
  return settings.ok ? [] : settings.problems.map(({ says, advice }) => `${says} ${advice}`);
};

describe('the environment of the server', () => {
  test('needs three things; all else has a default', () => {
    expect(read(enough)).toEqual({
      appId: 12_345,
      privateKey: privateKey.trim(),
      webhookSecret: 'a long random word',
      webhookPath: '/api/github/webhooks',
      host: 'localhost',
      port: 3000,
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      rehearsals: 1,
      commands: 'refused',
      logLevel: 'info',
    });
  });

  test('is told all that is missing at once, and where it is to be had', () => {
    expect(complaints({})).toEqual([
      'APP_ID is not set. Set it to the App ID, a number on the page of your App (Settings → Developer settings → GitHub Apps → Edit).',
      'Neither PRIVATE_KEY nor PRIVATE_KEY_PATH is set. Generate a private key on the page of your App (Settings → Developer settings → GitHub Apps → Edit), and set PRIVATE_KEY_PATH to the .pem file that it gives you.',
      'Neither WEBHOOK_SECRET nor WEBHOOK_SECRET_PATH is set: anybody could send this server events. Set it to a long random word, such as `openssl rand -hex 32` gives, here and on the page of your App (Settings → Developer settings → GitHub Apps → Edit).',
    ]);
  });

  test.each([
    [{ APP_ID: 'Iv1.abc' }, 'APP_ID is "Iv1.abc", which is no number.'],
    [{ PORT: '80000' }, 'PORT is "80000". Write a whole number, 0 to 65535.'],
    [{ MIGRATION_REHEARSAL_REHEARSALS: '0' }, 'MIGRATION_REHEARSAL_REHEARSALS is "0". Write a whole number, 1 to 64.'],
    [{ MIGRATION_REHEARSAL_COMMANDS: 'yes' }, 'MIGRATION_REHEARSAL_COMMANDS is "yes". Write one of refused, allowed.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud". Write one of info, trace, debug, warn, error, fatal.'],
    [{ GHE_HOST: 'a b' }, 'GHE_HOST, GHE_PROTOCOL, GITHUB_API_URL and GITHUB_SERVER_URL give no address.'],
    [{ PRIVATE_KEY: 'hunter2' }, 'PRIVATE_KEY, or the file that PRIVATE_KEY_PATH names, is no RSA private key.'],
    [{ PRIVATE_KEY: '', PRIVATE_KEY_PATH: '/nowhere/key.pem' }, 'The file that PRIVATE_KEY_PATH names cannot be read.'],
  ])('%j is refused, and no secret is repeated', (wrong, says) => {
    const [complaint, ...more] = complaints({ ...enough, ...wrong });
    expect(complaint).toContain(says);
    expect(complaint).not.toMatch(/hunter2|nowhere/);
    expect(more).toEqual([]);
  });

  test('may hold the key in one line, in base64, or in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'migration-rehearsal-settings-'));
    try {
      writeFileSync(join(folder, 'key.pem'), privateKey);
      writeFileSync(join(folder, 'secret'), 'from a file\n');
      const { APP_ID } = enough;
      const inFiles = {
        APP_ID,
        PRIVATE_KEY_PATH: join(folder, 'key.pem'),
        WEBHOOK_SECRET_PATH: join(folder, 'secret'),
      };
      const key = privateKey.trim();
      expect(read(inFiles)).toMatchObject({ privateKey: key, webhookSecret: 'from a file' });
      expect(read({ ...enough, PRIVATE_KEY: key.replaceAll('\n', '\\n') }).privateKey).toBe(key);
      expect(read({ ...enough, PRIVATE_KEY: Buffer.from(key).toString('base64') }).privateKey).toBe(key);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('names an Enterprise server by its host, or by the addresses that a runner knows it by', () => {
    expect(read({ ...enough, GHE_HOST: 'git.acme.test' })).toMatchObject({
      apiUrl: 'https://git.acme.test/api/v3',
      serverUrl: 'https://git.acme.test',
    });
    expect(
      read({ ...enough, GITHUB_API_URL: 'http://127.0.0.1:8080/', GITHUB_SERVER_URL: 'http://127.0.0.1:8080' }),
    ).toMatchObject({
      apiUrl: 'http://127.0.0.1:8080',
      serverUrl: 'http://127.0.0.1:8080',
    });
  });
});
