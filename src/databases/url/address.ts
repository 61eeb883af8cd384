import { readFile } from 'node:fs/promises';
import type { Address } from '../session.ts';

/** What an address says, with how it wants to be encrypted. */
export interface TeamAddress extends Omit<Address, 'ssl'> {
  /** Tried in this order: libpq's `prefer` asks for encryption and does without where there is none. */
  readonly ssl: readonly NonNullable<Address['ssl']>[];
}

/** Reads `postgres://user:password@host:port/database?sslmode=…`; undefined where it is none. */
export async function readAddress(text: string): Promise<TeamAddress | undefined> {
  const url = parsed(text.trim());
  if (!url) return undefined;
  const parameter = (name: string): string => url.searchParams.get(name) ?? '';
  const host = parameter('host') || hostOf(url);
  const user = decodeURIComponent(url.username) || parameter('user');
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  if (host === '' || user === '') return undefined;
  return {
    host,
    port: Number(url.port || parameter('port') || 5432),
    user,
    password: decodeURIComponent(url.password) || parameter('password'),
    database,
    ...(host.startsWith('/') ? { ssl: [false] } : await encryption(parameter('sslmode'), parameter('sslrootcert'))),
    ...(parameter('options') !== '' && { options: parameter('options') }),
  };
}

/** Where one connects to, an IPv6 address stands without its brackets. */
const hostOf = ({ hostname }: URL): string =>
  hostname === placeholder ? '' : decodeURIComponent(hostname).replace(/^\[(.*)\]$/, '$1');

const placeholder = 'nowhere.invalid';

/** libpq lets the host be absent, which the URL standard does not. */
function parsed(text: string): URL | undefined {
  if (!/^postgres(ql)?:\/\//i.test(text)) return undefined;
  try {
    return new URL(text.replace(/^([^/]+:\/\/(?:[^/@]*@)?)(?=[/?]|$)/, `$1${placeholder}`));
  } catch {
    return undefined;
  }
}

/** As libpq means it: only `verify-…` looks at the certificate, and `require` where there is something to hold it against. */
async function encryption(mode: string, root: string): Promise<Pick<TeamAddress, 'ssl' | 'verification'>> {
  const loose = { rejectUnauthorized: false };
  if (mode === 'disable') return { ssl: [false] };
  if (mode === 'allow') return { ssl: [false, loose] };
  if (mode === '' || mode === 'prefer') return { ssl: [loose, false] };
  const ca = root === '' || root === 'system' ? undefined : await readFile(root, 'utf8').catch(() => undefined);
  if (mode === 'require' && ca === undefined) return { ssl: [loose] };
  const anyName = mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined };
  return {
    ssl: [{ rejectUnauthorized: true, ...(ca !== undefined && { ca }), ...anyName }],
    verification: { sslmode: mode, ...(root !== '' && { sslrootcert: root }) },
  };
}
