import { spawn } from 'node:child_process';
import { createHmac, createVerify, generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FakeGitHub } from '../fake-github/server.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** The App’s secrets, made for this run. */
export const credentials = { privateKey, webhookSecret: 'a long random word' };
export const shop = { id: 4711, name: 'shop', owner: { login: 'acme' }, archived: false };

export interface GatewaySettings {
  readonly github: FakeGitHub;
  /** The bare repository, which lies under `acme/shop.git`. */
  readonly repository: string;
  readonly appId: number;
  /** What the API says of the pull request, beside what the fake does. */
  readonly pullRequest: (number: number) => object;
  /** The status with which a request is turned away; undefined = it is not. */
  readonly refuse?: (url: string) => number | undefined;
}

export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** What was asked for at each token. */
  readonly tokens: readonly unknown[];
  /** What checks were completed with. */
  readonly completed: readonly unknown[];
  /** Requests that no honest App would have sent. */
  readonly strangers: readonly string[];
}

/** What GitHub puts before the API for an App: who it is, what its tokens may, and git over HTTP. */
export async function gateway(settings: GatewaySettings): Promise<Gateway> {
  const tokens: unknown[] = [];
  const strangers: string[] = [];
  const completed: unknown[] = [];
  const server = createServer((request, response) => {
    serve({ ...settings, tokens, strangers, completed }, request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    strangers,
    completed,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

interface Settings extends GatewaySettings {
  readonly tokens: unknown[];
  readonly strangers: string[];
  readonly completed: unknown[];
}

async function serve(settings: Settings, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { github, tokens, strangers, pullRequest } = settings;
  const { method = 'GET', headers } = request;
  // An Enterprise server has everything under one name.
  const url = (request.url ?? '/').replace(/^\/api(\/v3)?(?=\/)/, '');
  const body = await buffer(request);
  const reply = (status: number, value: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const refuse = (): void => {
    strangers.push(`${method} ${url}`);
    reply(401, { message: 'Bad credentials' });
  };
  const refused = settings.refuse?.(url);
  if (refused !== undefined) {
    reply(refused, { message: 'Not Found' });
    return;
  }
  const { authorization = '' } = headers;
  if (url.startsWith('/app/')) {
    if (!signedByApp(authorization, settings.appId)) refuse();
    else if (url.startsWith('/app/installations?')) reply(200, [{ id: 77, suspended_at: null }]);
    else {
      tokens.push(JSON.parse(body.toString()));
      reply(201, { token: `ghs_${tokens.length}` });
    }
    return;
  }
  if (url.startsWith('/acme/shop.git/')) {
    const [, password = ''] = Buffer.from(authorization.replace(/^basic /i, ''), 'base64')
      .toString()
      .split(':');
    if (!isToken(password, tokens)) response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
    else git(settings.repository, { method, url, headers, body }, response);
    return;
  }
  if (!isToken(authorization.replace(/^(token|bearer) /i, ''), tokens)) refuse();
  else if (url.startsWith('/installation/repositories')) reply(200, { total_count: 1, repositories: [shop] });
  else {
    if (method === 'PATCH' && url.includes('/check-runs/')) settings.completed.push(JSON.parse(body.toString()));
    const answer = await fetch(`${github.url}${url}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body.length > 0 && { body }),
    });
    const text = await answer.text();
    const [, number] = /^\/repos\/acme\/shop\/pulls\/(\d+)$/.exec(url) ?? [];
    if (number === undefined || !answer.ok) {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    } else {
      reply(200, { ...(JSON.parse(text) as object), ...pullRequest(Number(number)) });
    }
  }
}

const isToken = (token: string, tokens: readonly unknown[]): boolean => {
  const [, number] = /^ghs_(\d+)$/.exec(token) ?? [];
  return Number(number) <= tokens.length;
};

function signedByApp(authorization: string, appId: number): boolean {
  const [head = '', claims = '', signature = ''] = authorization.replace(/^bearer /i, '').split('.');
  const signed = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url');
  const { iss, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iss: unknown; exp: number };
  return signed && String(iss) === String(appId) && exp * 1000 > Date.now() && exp * 1000 < Date.now() + 600_000;
}

/** git’s own HTTP server, over its own repository. */
function git(
  repository: string,
  { method, url, headers, body }: Pick<IncomingMessage, 'headers'> & { method: string; url: string; body: Buffer },
  response: ServerResponse,
): void {
  const [path = '', query = ''] = url.split('?');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: dirname(repository),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path.replace('/acme/shop.git', repository.slice(dirname(repository).length)),
      QUERY_STRING: query,
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers['content-type'] ?? '',
      CONTENT_LENGTH: `${body.length}`,
      ...(headers['git-protocol'] !== undefined && { GIT_PROTOCOL: String(headers['git-protocol']) }),
      ...(headers['content-encoding'] !== undefined && { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
    },
  });
  // What git refuses it does not read to the end; its answer says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(body);
  void buffer(child.stdout).then((out) => {
    const end = out.indexOf('\r\n\r\n');
    const lines = out.subarray(0, end).toString().split('\r\n');
    const sent = Object.fromEntries(lines.map((line) => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']));
    const { Status: status = '200', ...rest } = sent;
    response.writeHead(Number.parseInt(status), rest).end(out.subarray(end + 4));
  });
}

/** As GitHub sends it. */
export async function deliver(
  to: string,
  { event, delivery, payload }: { readonly event: string; readonly delivery: string; readonly payload: object },
  secret = credentials.webhookSecret,
): Promise<number> {
  const body = JSON.stringify({ installation: { id: 77 }, repository: shop, ...payload });
  const answer = await fetch(`${to}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': delivery,
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  });
  return answer.status;
}
