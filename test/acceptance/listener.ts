import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Listener extends AsyncDisposable {
  readonly url: string;
  /** What came: where to, and the body. Who asked is not written down. */
  readonly heard: readonly string[];
}

/** Hears everything that is sent to a GitHub on this machine, and hands it on; or, without one, refuses it. */
export async function listener(to?: string): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const { method = 'GET', url = '/', headers } = request;
      heard.push(to === undefined ? body.toString() : `${method} ${url} ${body.toString('latin1')}`);
      if (to === undefined) {
        response.writeHead(404).end('canary-answer');
        return;
      }
      const { authorization = '', accept = '*/*', 'content-type': type = 'application/json' } = headers;
      const sent = { authorization, accept, 'content-type': type };
      const answer = await fetch(`${to}${url}`, { method, headers: sent, ...(body.length > 0 && { body }) });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => {
          closed();
        });
      }),
  };
}
