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
  const host = parameter('host') || decodeURIComponent(url.hostname === placeholder ? '' : url.hostname);
  const user = decodeURIComponent(url.username) || parameter('user');
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  if (host === '' || user === '') return undefined;
  return {
    host,
    port: Number(url.port || parameter('port') || 5432),
    user,
    password: decodeURIComponent(url.password) || parameter('password'),
    database,
    ssl: host.startsWith('/') ? [false] : await encryption(parameter('sslmode'), parameter('sslrootcert')),
    ...(parameter('options') !== '' && { options: parameter('options') }),
  };
}

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

/** As libpq means it: only `verify-…` looks at the certificate. */
async function encryption(mode: string, root: string): Promise<TeamAddress['ssl']> {
  const loose = { rejectUnauthorized: false };
  if (mode === 'disable') return [false];
  if (mode === 'allow') return [false, loose];
  if (mode === '' || mode === 'prefer') return [loose, false];
  const ca = root === '' || root === 'system' ? undefined : await readFile(root, 'utf8').catch(() => undefined);
  if (mode === 'require' && ca === undefined) return [loose];
  return [{ rejectUnauthorized: true, ...(ca !== undefined && { ca }) }];
}
