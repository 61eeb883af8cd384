import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { webhooks } from '../../src/notify/webhook.ts';

/** A webhook on this machine that keeps what it is sent. */
async function webhook(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const got: { readonly path: string; readonly method: string; readonly type: string; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({
        path: request.url ?? '',
        method: request.method ?? '',
        type: request.headers['content-type'] ?? '',
        body,
      });
      answer(response, request);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { got, address: `http://127.0.0.1:${port}/services/T0/SECRET` };
}
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const ends = (status: number) => (response: ServerResponse) => {
  response.writeHead(status).end('row 42, secret');
};
const ok = { ok: true, value: undefined };
const problem = (says: string, advice: string) => ({
  ok: false,
  problem: { code: 'bad-configuration', says, advice },
});
const unknown = (says: string) => ({
  ok: false,
  problem: {
    code: 'interrupted',
    says: `${says}; whether it took the message is not known.`,
    advice: 'Look there before you announce it again.',
  },
});

describe('An announcement is sent', () => {
  test('once, as JSON', async () => {
    const { got, address } = await webhook(ends(200));
    const sent = await webhooks({ environment: {} }).post(address, { text: 'Orders “@here”' });
    expect(sent).toEqual(ok);
    expect(got).toEqual([
      { path: '/services/T0/SECRET', method: 'POST', type: 'application/json', body: '{"text":"Orders “@here”"}' },
    ]);
  });

  test('to the address in an environment variable', async () => {
    const { got, address } = await webhook(ends(204));
    const announcer = webhooks({ environment: { CHAT: `${address}\n`, EMPTY: ' ' } });
    expect(await announcer.post('env:CHAT', {})).toEqual(ok);
    expect(got).toHaveLength(1);
    for (const name of ['EMPTY', 'GONE']) {
      expect(await announcer.post(`env:${name}`, {})).toEqual(
        problem('Its environment variable is not set.', `Set ${name} from a secret where this runs.`),
      );
    }
  });

  test('to no address that is not encrypted, nor to what is no address', async () => {
    const announcer = webhooks({ environment: { PASSWORD: 'hunter2' } });
    for (const address of ['http://example.com/x', 'ftp://127.0.0.1/', 'file:///etc/passwd', 'x', 'env:PASSWORD']) {
      expect(await announcer.post(address, {})).toEqual(
        problem('Its address is no https:// address.', 'Take the address as the chat shows it.'),
      );
    }
  });
});

describe('What goes wrong is told without the address or what was answered', () => {
  test('a refusal is not asked again', async () => {
    const { got, address } = await webhook(ends(404));
    expect(await webhooks({ environment: {} }).post(address, {})).toEqual(
      problem('It answered 404.', 'Look whether the webhook still exists, then announce it again.'),
    );
    expect(got).toHaveLength(1);
  });

  test('nor is a failure, which can come after its effect', async () => {
    const { got, address } = await webhook(ends(500));
    expect(await webhooks({ environment: {} }).post(address, {})).toEqual(unknown('It answered 500'));
    expect(got).toHaveLength(1);
  });

  test('a redirect is not followed', async () => {
    const other = await webhook(ends(200));
    for (const status of [301, 302, 307, 308]) {
      const { address } = await webhook((response) => {
        response.writeHead(status, { location: other.address }).end();
      });
      expect(await webhooks({ environment: {} }).post(address, {})).toEqual(
        problem('It answered with a redirect, which is not followed.', 'Use the address that it leads to.'),
      );
    }
    expect(other.got).toEqual([]);
  });

  test('one that hangs is waited for no longer than that', async () => {
    const { got, address } = await webhook(() => undefined);
    expect(await webhooks({ environment: {}, patience: 300 }).post(address, {})).toEqual(
      unknown('It did not answer within 0.3 s'),
    );
    expect(got).toHaveLength(1);
  });

  test('one that hangs up may have taken it', async () => {
    const { got, address } = await webhook((response) => response.destroy());
    const sent = await webhooks({ environment: {} }).post(address, {});
    expect(sent).toEqual(unknown('The connection broke before it answered'));
    expect([got.length, JSON.stringify(sent)]).toEqual([1, expect.not.stringContaining('SECRET')]);
  });

  test('nobody listens there', async () => {
    const { address } = await webhook(ends(200));
    const server = servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    const sent = await webhooks({ environment: {} }).post(address, {});
    expect(sent).toEqual(
      problem('It could not be reached.', 'Look at its address and the network, then announce it again.'),
    );
    expect(JSON.stringify(sent)).not.toContain('SECRET');
  });
});
