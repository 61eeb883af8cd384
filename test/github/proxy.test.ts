import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The library looks for a proxy when it is loaded, as an action finds it set: so it is loaded here only when it is.
const asked: string[] = [];
const proxy = createServer().on('connect', ({ url }, socket) => {
  asked.push(url ?? '');
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  process.env['https_proxy'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

afterAll(() => {
  delete process.env['https_proxy'];
  proxy.close();
});

test('behind a proxy every request goes through it', async () => {
  const { connect } = await import('../../src/github/client.ts');
  const client = connect({ token: 'a-token', apiUrl: 'https://api.github.com', sleep: () => Promise.resolve() });
  await expect(
    client.rest.issues.createComment({ owner: 'acme', repo: 'shop', issue_number: 7, body: 'Hello' }),
  ).rejects.toThrow('fetch failed');
  expect(asked).toEqual(['api.github.com:443']);
});
