import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { Probot } from 'probot';
import type { Health } from '../../src/server/door.ts';
import { door } from '../../src/server/door.ts';
import type { Delivery } from '../../src/server/intake.ts';
import { application, bot } from '../../src/server/probot.ts';

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as WebhookDefinition[];
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const secret = 'a long random word';
const identity = { appId: 12_345, privateKey };

const health: Health = {
  database: { status: 'there', says: 'Postgres 17.5' },
  tasks: { running: 0, waiting: 0 },
  rehearsals: { running: 1, waiting: 2 },
  stopping: false,
};

const written: string[] = [];
const line = (facts: object, says: string) => written.push(`${says} ${JSON.stringify(facts)}`);
const log = { info: line, warn: line, error: line };

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});
// What it catches it would catch in the next test file of this process, too.
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  written.length = 0;
});

async function serving(now: Partial<Health> = {}) {
  const taken: Delivery[] = [];
  const settings = { ...identity, webhookSecret: secret, webhookPath: '/api/github/webhooks' };
  const ours = await bot(settings, log, (delivery) => taken.push(delivery));
  const server = door({
    webhookPath: settings.webhookPath,
    health: () => Promise.resolve({ ...health, ...now }),
    webhook: ours.webhook,
    stopping: () => now.stopping === true,
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const send = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${url}/api/github/webhooks`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'pull_request',
        'x-github-delivery': 'd1',
        'x-hub-signature-256': signed(body),
        ...headers,
      },
    });
  return { taken, url, send, signIn: ours.signIn };
}

const signed = (body: string, by = secret) => `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;

describe('a webhook', () => {
  test('that is signed is acknowledged at once, and its event handed on', async () => {
    const { taken, send } = await serving();
    const payload = { action: 'opened', title: 'Ärger mit „Umlauten“ 🐘' };
    const answer = await send(JSON.stringify(payload));
    expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
    expect(taken).toEqual([{ id: 'd1', event: 'pull_request', payload }]);
  });

  test.each([
    ['signed with another secret', signed('{"action":"opened"}', 'guessed')],
    ['signed for another body', signed('{"action":"closed"}')],
    ['signed by the older, weaker way', 'sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['signed by nobody', ''],
  ])('%s is refused, and nothing of it is handed on', async (_how, signature) => {
    const { taken, send } = await serving();
    const answer = await send('{"action":"opened"}', { 'x-hub-signature-256': signature });
    expect(answer.status).toBe(400);
    expect(taken).toEqual([]);
    expect(written).toEqual([
      'A webhook was turned away: it is none of GitHub’s, or WEBHOOK_SECRET is not the secret on the page of your App. {"status":400}',
    ]);
  });

  test('that is longer than any of GitHub’s is not read to its end', async () => {
    const { taken, send } = await serving();
    const answer = await send('x'.repeat(25 * 1024 ** 2 + 1)).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([413, 'cut off']).toContain(answer);
    expect(taken).toEqual([]);
  });

  test('is turned away while the server stops, so that GitHub knows that it was not heard', async () => {
    const { taken, send } = await serving({ stopping: true });
    expect((await send('{}')).status).toBe(503);
    expect(taken).toEqual([]);
  });
});

describe('the health of the server', () => {
  test('is alive, and ready where a rehearsal could have its Postgres', async () => {
    const { url } = await serving();
    const [alive, ready] = await Promise.all([fetch(`${url}/healthz`), fetch(`${url}/readyz`)]);
    expect([alive.status, await alive.text()]).toEqual([200, 'alive\n']);
    expect([ready.status, await ready.json()]).toEqual([200, health]);
    expect((await fetch(`${url}/anything`)).status).toBe(404);
  });

  test.each<Partial<Health>>([{ database: { status: 'missing', says: 'There is no Postgres.' } }, { stopping: true }])(
    'is not ready with %j',
    async (now) => {
      const { url } = await serving(now);
      const ready = await fetch(`${url}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([503, { ...health, ...now }]);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    },
  );
});

test('the App shows who it is by a word that it signs with its key, good for minutes', async () => {
  const { signIn } = await serving();
  const [, claims = ''] = (await signIn()).split('.');
  const { iss, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, number>;
  expect(iss).toBe(12_345);
  expect(exp! - iat!).toBeLessThanOrEqual(11 * 60);
});

test('every example of every event goes through Probot to us, once and whole', async () => {
  const taken: Delivery[] = [];
  const probot = new Probot({ ...identity, secret, logLevel: 'fatal' });
  await probot.load(application((delivery) => taken.push(delivery)));
  const all = examples.flatMap(({ name, examples: some }) => some.map((payload) => ({ name, payload })));
  for (const [index, { name, payload }] of all.entries()) {
    await probot.receive({ id: `${index}`, name, payload } as Parameters<typeof probot.receive>[0]);
  }
  expect(all.length).toBeGreaterThan(200);
  expect(taken).toEqual(all.map(({ name, payload }, index) => ({ id: `${index}`, event: name, payload })));
});
