import { lookup as systemLookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';

/** Looks a name up as the system does; replaced in tests. */
export type Resolve = (
  name: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** The name leads to this machine, into its network, or to what a cloud tells its machines. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/** IANA's addresses of special use, and that at which Azure answers its machines. */
const special = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]) {
  special.addSubnet(...subnetOf(range), 'ipv4');
}

/** Of IPv6 only this is anybody's; within it lie tunnels, which can end anywhere, and what documents write. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const odd = new BlockList();
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) odd.addSubnet(...subnetOf(range), 'ipv6');

function subnetOf(range: string): [network: string, prefix: number] {
  const [network = '', prefix] = range.split('/');
  return [network, Number(prefix)];
}

/** Whether an address is one that everybody in the internet can reach. */
export function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return global.check(address, 'ipv6') && !odd.check(address, 'ipv6');
    default:
      return false;
  }
}

/** A lookup that gives public addresses only: what is connected to is what was looked at, whatever the name says next. */
export function publicLookup(resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const [first, ...others] = error === null ? found.filter(({ address }) => isPublic(address)) : [];
      if (first === undefined) done(error ?? new NotPublic(), '');
      else if (options.all === true) done(null, [first, ...others]);
      else done(null, first.address, first.family);
    });
  };
}

/** Posts to an address in the internet, and gives the status of the answer, which is not read. */
export function postPublicly(url: URL, body: string, signal: AbortSignal, resolve: Resolve = systemLookup) {
  return new Promise<number>((settle, fail) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // An address is connected to without being looked up.
    if (isIP(host) !== 0 && !isPublic(host)) throw new NotPublic();
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    // A connection of its own: a kept one would have been looked up by somebody else.
    const sent = request(url, { method: 'POST', headers, signal, agent: false, lookup: publicLookup(resolve) });
    sent.on('response', (answer) => {
      settle(answer.statusCode ?? 0);
      answer.destroy();
    });
    sent.on('error', fail);
    sent.end(body);
  });
}
