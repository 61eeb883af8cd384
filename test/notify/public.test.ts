import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import nock from 'nock';
import type { Resolve } from '../../src/notify/public.ts';
import { isPublic, NotPublic, publicLookup } from '../../src/notify/public.ts';
import { webhooks } from '../../src/notify/webhook.ts';

describe('An address is public', () => {
  test.each(['1.1.1.1', '140.82.121.3', '172.32.0.1', '192.167.255.255', '100.128.0.1', '2606:4700::1111', '2a00::1'])(
    'where everybody can reach it: %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  test.each([
    ['this machine', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    ['its network', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd00::1', 'fc00::1']],
    ['the next machine', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', 'febf::1']],
    ['what a cloud tells its machines', ['169.254.169.254', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254']],
    ['many at once', ['224.0.0.1', '255.255.255.255', 'ff02::1']],
    ['a tunnel to any of them', ['64:ff9b::a00:1', '2002:a00:1::', '2001::1', '::127.0.0.1']],
    ['no address', ['', 'localhost', '127.1', '1.1.1.1.', '1.1.1.1 ']],
  ])('not where it is %s', (_what, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  test('never as an older address in the clothes of a newer one', () => {
    const clothes = fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:');
    fc.assert(
      fc.property(clothes, fc.ipV4(), (before, old) => {
        expect(isPublic(`${before}${old}`)).toBe(false);
      }),
    );
  });
});

/** A name that leads to these addresses, and how often it was looked up. */
function names(...addresses: readonly string[]) {
  const asked: string[] = [];
  const resolve: Resolve = (name, _options, done) => {
    asked.push(name);
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { asked, resolve };
}

const looked = (resolve: Resolve, all: 'all' | 'one') =>
  new Promise<unknown>((settle) => {
    publicLookup(resolve)('chat.example', { all: all === 'all' }, (error, found, family) => {
      settle(error ?? (family === undefined ? found : [found, family]));
    });
  });

describe('A name is looked up', () => {
  test('once, and what is public of what it gives is connected to', async () => {
    const { asked, resolve } = names('10.0.0.1', '1.1.1.1', '::1', '2606:4700::1111');
    expect(await looked(resolve, 'all')).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await looked(resolve, 'one')).toEqual(['1.1.1.1', 4]);
    expect(asked).toEqual(['chat.example', 'chat.example']);
  });

  test('and not connected to where all of it is private', async () => {
    expect(await looked(names('10.0.0.1', 'fd00::1').resolve, 'all')).toBeInstanceOf(NotPublic);
    expect(await looked(names().resolve, 'one')).toBeInstanceOf(NotPublic);
  });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Something inside, which hears whoever connects. */
async function inside() {
  let heard = 0;
  const server = createServer((socket) => {
    heard += 1;
    socket.destroy();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

const refused = {
  ok: false,
  problem: {
    code: 'bad-configuration',
    says: 'Its address leads to this server or into its network, where nothing is announced.',
    advice:
      'Use an address in the internet; or, where every repository of the App is trusted like its operator, start the ' +
      'server with MIGRATION_REHEARSAL_COMMANDS=allowed.',
  },
};

describe('Where others than the operator name the addresses', () => {
  test('nothing inside is reached, by address or by name', async () => {
    const { port, heard } = await inside();
    const { resolve } = names('127.0.0.1', '::1');
    const announcer = webhooks({ environment: {}, within: 'internet', resolve });
    const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', 'chat.example'];
    for (const host of hosts) {
      expect(await announcer.post(`https://${host}:${port}/services/T0`, {})).toEqual(refused);
    }
    expect(heard()).toBe(0);
    // It is there, and heard by whoever may.
    await webhooks({ environment: {} }).post(`https://127.0.0.1:${port}/`, {});
    expect(heard()).toBe(1);
  });

  test('nor without encryption', async () => {
    const { port, heard } = await inside();
    const sent = await webhooks({ environment: {}, within: 'internet' }).post(`http://localhost:${port}/`, {});
    expect(sent).toMatchObject({ ok: false, problem: { says: 'Its address is no https:// address.' } });
    expect(heard()).toBe(0);
  });

  test('what is in the internet is asked once, and no redirect is followed', async () => {
    const announcer = webhooks({ environment: {}, within: 'internet' });
    const chat = nock('https://chat.example', { reqheaders: { 'content-type': 'application/json' } });
    chat.post('/services/T0', { text: 'Ärger' }).reply(200, 'ok');
    expect(await announcer.post('https://chat.example/services/T0', { text: 'Ärger' })).toEqual({ ok: true });
    chat.post('/services/T0').reply(302, undefined, { location: 'https://localhost/' });
    expect(await announcer.post('https://chat.example/services/T0', {})).toMatchObject({
      problem: { says: 'It answered with a redirect, which is not followed.' },
    });
    chat.post('/services/T0').reply(500);
    expect(await announcer.post('https://chat.example/services/T0', {})).toMatchObject({
      problem: { says: 'It answered 500; whether it took the message is not known.' },
    });
    expect(nock.pendingMocks()).toEqual([]);
    nock.restore();
  });

  test('a name that leads nowhere is told as that', async () => {
    const gone: Resolve = (_name, _options, done) => {
      done(Object.assign(new Error('getaddrinfo ENOTFOUND chat.example'), { code: 'ENOTFOUND' }), []);
    };
    const announcer = webhooks({ environment: {}, within: 'internet', resolve: gone });
    expect(await announcer.post('https://chat.example/services/T0', {})).toMatchObject({
      ok: false,
      problem: { says: 'It could not be reached.' },
    });
  });
});
