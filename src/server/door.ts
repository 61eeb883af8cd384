import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Load } from './lanes.ts';

/** GitHub sends no more. */
const largestBody = 25 * 1024 ** 2;

/** How the server is, for whoever keeps it alive. */
export interface Health {
  /** Whether a rehearsal could have its Postgres now. */
  readonly database: { readonly status: 'there' | 'missing'; readonly says: string };
  readonly tasks: Load;
  readonly rehearsals: Load;
  readonly stopping: boolean;
}

export interface DoorSettings {
  readonly webhookPath: string;
  readonly health: () => Promise<Health>;
  /** Answers a webhook, whose bytes lie in `rawBody`. */
  readonly webhook: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly stopping: () => boolean;
}

/** The HTTP side: webhooks, whether the process lives, and whether it can work. */
export function door({ webhookPath, health, webhook, stopping }: DoorSettings): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      response.writeHead(500).end();
    });
  });
  // Who sends slower than this is no webhook.
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path] = (request.url ?? '').split('?');
    if (path === webhookPath) await hear(request, response);
    else if (path === '/healthz') tell(response, 200, 'alive');
    else if (path === '/readyz') tellHealth(response, await health());
    else tell(response, 404, 'There is nothing here.');
  }

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (stopping()) {
      tell(response, 503, 'This server stops; send it again in a minute.');
      return;
    }
    const body = await bodyOf(request);
    if (body === undefined) tell(response, 413, 'No webhook of GitHub’s is that long.');
    else await webhook(Object.assign(request, { body: {}, rawBody: body }), response);
  }
}

/** Undefined where there is more than anybody honest sends. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) return undefined;
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > largestBody) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tell(response: ServerResponse, status: number, says: string): void {
  // What of the request was not read is not waited for.
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...(status === 413 && { connection: 'close' }) };
  response.writeHead(status, headers).end(`${says}\n`);
}

function tellHealth(response: ServerResponse, now: Health): void {
  const status = now.stopping || now.database.status === 'missing' ? 503 : 200;
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(now)}\n`);
}
