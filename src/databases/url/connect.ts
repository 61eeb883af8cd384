import { type Problem, type Result, failure, success } from '../../domain/errors.ts';
import type { Session } from '../../ports/database.ts';
import { type Address, openSession } from '../session.ts';
import type { TeamAddress } from './address.ts';

/** The first connection, and the address with the encryption that it has. */
export interface FirstConnection {
  readonly session: Session;
  readonly address: Address;
}

export async function connectFirst({ ssl, ...rest }: TeamAddress, from: string): Promise<Result<FirstConnection>> {
  let last: unknown;
  for (const encryption of ssl) {
    const address = { ...rest, ssl: encryption };
    try {
      return success({ address, session: await openSession(address) });
    } catch (error) {
      last = error;
    }
  }
  return failure(unreachable(last, from));
}

/** Never the driver's own words: they hold the host, the user, or parts of the address. */
export const unreachable = (error: unknown, from: string): Problem => ({
  code: 'no-database',
  says: `The server at ${from} cannot be used: ${reasonOf(error)}.`,
  advice: 'Try the address with psql from where the job runs.',
});

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const known = reasons[code];
  if (known !== undefined) return known;
  if (/^[0-9A-Z]{5}$/.test(code)) return `it refuses the connection with SQLSTATE ${code}`;
  if (/CERT|SIGNATURE|TLS|SSL/.test(code)) return 'its certificate cannot be verified (sslrootcert names another)';
  const words = error instanceof Error ? error.message : '';
  if (words.includes('does not support SSL')) return 'it does not encrypt, which the address asks for';
  return words.includes('timeout') ? 'it does not answer within 15 s' : 'the connection fails';
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name is not known here',
  EAI_AGAIN: 'its host name cannot be looked up here',
  ECONNREFUSED: 'nobody listens there',
  ENOENT: 'nobody listens there',
  ECONNRESET: 'it ends the connection',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'it cannot be reached from here',
  ENETUNREACH: 'it cannot be reached from here',
  '28P01': 'it does not take the password',
  '28000': 'it lets this user in neither from here nor with this encryption',
  '3D000': 'there is no such database',
  '53300': 'it has no connection to spare',
};
