import pg from 'pg';
import { failure, success } from '../domain/errors.ts';
import type { Problem, Result } from '../domain/errors.ts';
import type { StatisticsSource } from '../ports/statistics.ts';

/**
 * Production itself, or a replica of it. One message of the simple protocol holds the whole transaction, and no setting
 * outlives it: so it passes through PgBouncer in transaction mode, which also wants no startup options.
 */
export const statisticsOf = (url: string): StatisticsSource => ({
  async ask(sql) {
    const client = clientFor(url);
    if (!client.ok) return client;
    // A connection that dies is told by the call that waits for it.
    client.value.on('error', () => undefined);
    try {
      await client.value.connect();
      return valueOf(await client.value.query<[unknown]>({ text: transaction(sql), rowMode: 'array' }));
    } catch (error) {
      return failure(problemOf(error));
    } finally {
      client.value.end().catch(() => undefined);
    }
  },
});

const transaction = (sql: string): string =>
  [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    "SET LOCAL statement_timeout = '120s'",
    "SET LOCAL lock_timeout = '2s'",
    'SET LOCAL search_path = pg_catalog, pg_temp',
    'SET LOCAL jit = off',
    sql,
    'COMMIT',
  ].join(';\n');

function clientFor(url: string): Result<pg.Client> {
  if (!/^postgres(ql)?:\/\//.test(url)) return failure(noUrl);
  try {
    const config: pg.ClientConfig = {
      connectionString: asLibpqReadsIt(url),
      application_name: 'migration-rehearsal',
      connectionTimeoutMillis: 15_000,
      types: { getTypeParser: () => (text: string) => text },
    };
    return success(new pg.Client(config));
  } catch {
    // Of all that the driver reads when it is made, only certificates can be wrong in an address that is one.
    return failure(URL.canParse(url) && /[?&]ssl(cert|key|rootcert|mode)=/.test(url) ? noCertificate : noUrl);
  }
}

/** sslmode=require means what it means to psql: encrypted, whoever signed the certificate. */
const asLibpqReadsIt = (url: string): string =>
  /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url) ? `${url}&uselibpqcompat=true` : url;

/** Several statements in one message answer with a list, whatever the types say. */
function valueOf(answer: pg.QueryArrayResult<[unknown]>): Result<string> {
  const value = [answer].flat().find(({ rows }) => rows.length > 0)?.rows[0]?.[0];
  return typeof value === 'string' ? success(value) : failure(unexpected('no value'));
}

const noUrl: Problem = {
  code: 'bad-usage',
  says: 'The address is not one that Postgres can be reached by.',
  advice:
    'It looks like postgres://user@host:5432/database?sslmode=require; what is no letter in a password is written %XX.',
};

const noCertificate: Problem = {
  code: 'bad-usage',
  says: 'A certificate that the address asks for cannot be read.',
  advice: 'sslrootcert, sslcert and sslkey name files; sslmode=verify-ca needs sslrootcert.',
};

interface Said {
  readonly says: string;
  readonly advice: string;
}
const roleAdvice = 'docs/profile.md has the SQL of a role that may read statistics and nothing else.';
const refusedLogin: Said = {
  says: 'The database refused the login.',
  advice: `Check user, password and TLS (?sslmode=require in the address). ${roleAdvice}`,
};
const unreachable: Said = {
  says: 'The database does not answer at this address.',
  advice: 'Check host, port and network; where nothing may connect, run what --print-sql prints in your console.',
};
const certificate: Said = {
  says: 'The certificate of the database could not be verified.',
  advice:
    'Name its authority (?sslmode=verify-full&sslrootcert=FILE in the address), or encrypt only (?sslmode=require).',
};

/** By SQLSTATE, or the code of Node where there is none. */
const known: Readonly<Partial<Record<string, Said>>> = {
  '28P01': refusedLogin,
  '28000': refusedLogin,
  '3D000': {
    says: 'There is no such database on this server.',
    advice: 'Correct the name after the last / of the address.',
  },
  '42501': { says: 'This role may not read the statistics.', advice: roleAdvice },
  '55P03': {
    says: 'Somebody holds a lock on a system catalog, so the profile was given up after 2 s.',
    advice: 'Try again later.',
  },
  '57014': {
    says: 'The database took more than 2 minutes for its statistics, so the profile was given up.',
    advice: 'Try again later, or without the queries (--no-queries), or for one --schema at a time.',
  },
  'no TLS': {
    says: 'The database does not offer TLS.',
    advice: 'Leave sslmode out of the address, or configure the server.',
  },
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ENOENT: unreachable,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
  SELF_SIGNED_CERT_IN_CHAIN: certificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificate,
  CERT_HAS_EXPIRED: certificate,
  ERR_TLS_CERT_ALTNAME_INVALID: certificate,
};

function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  const said = known[code];
  return said === undefined ? unexpected(code) : { code: 'no-database', ...said };
}

/** Several addresses that all refuse come as one error with a list. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof Error && error.message.includes('does not support SSL')) return 'no TLS';
  if (error instanceof Error && /timeout|terminated/i.test(error.message)) return 'ETIMEDOUT';
  return 'no code';
}

const unexpected = (code: string): Problem => ({
  code: 'database-lost',
  says: `The database did not answer the question for its profile (${code}).`,
  advice: 'Run what --print-sql prints in psql: it will say why.',
});
