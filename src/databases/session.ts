import type { Duplex } from 'node:stream';
import pg from 'pg';
import { copyQuery } from './copy-in.ts';
import { refuseLongMessages } from './longest-message.ts';
import type { Outcome, Rows, Session, SqlError } from '../ports/database.ts';

/** Where a server listens, and who comes. */
export interface Address {
  /** Folder of the unix socket, or a host name. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Default: not encrypted, as our own servers are reached without a network. */
  readonly ssl?: false | Encryption;
  /** How the address asks for the certificate to be looked at, for other programs: they read its file themselves. */
  readonly verification?: { readonly sslmode: string; readonly sslrootcert?: string };
  /** Settings of the session, as libpq's `options` writes them. */
  readonly options?: string;
  /** Told to the server; begins with `applicationName`. */
  readonly calledBy?: string;
}

/** As Node's TLS takes it. */
export interface Encryption {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  /** Where the name in the certificate does not matter. */
  readonly checkServerIdentity?: () => undefined;
}

/** A failure of our own SQL. Its message holds the SQLSTATE and our SQL, never the server's words, which can carry rows. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly sqlstate: string;

  constructor(error: SqlError, sql: string) {
    const lost = error.fatal ? 'The connection to the rehearsal database was lost' : 'Postgres refused our own query';
    super(`${lost} (SQLSTATE ${error.sqlstate}): ${sql.replace(/\s+/g, ' ').trim().slice(0, 160)}`);
    this.sqlstate = error.sqlstate;
  }
}

/** As libpq writes it, for programs of the team's. */
export function addressText(address: Address): string {
  const { host, port, user, password, database, options } = address;
  const [name, secret, place] = [user, password, database].map(encodeURIComponent) as [string, string, string];
  const isFolder = host.startsWith('/');
  const authority = isFolder ? 'localhost' : `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const where = isFolder ? { host, port: `${port}` } : encryptionText(address);
  // Not as a form would write them: to libpq a plus sign is no blank.
  const parameters = Object.entries({ ...where, ...(options !== undefined && { options }) })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `postgres://${name}:${secret}@${authority}/${place}?${parameters}`;
}

function encryptionText({ ssl = false, verification }: Address): NonNullable<Address['verification']> {
  if (ssl === false) return { sslmode: 'disable' };
  return ssl.rejectUnauthorized ? (verification ?? { sslmode: 'verify-full' }) : { sslmode: 'require' };
}

/** By it a server's list of clients tells which are ours. */
export const applicationName = 'migration-rehearsal';

/** Opens one connection; throws the driver's error where that fails. */
export async function openSession(address: Address): Promise<Session> {
  const client = new pg.Client({
    ...address,
    // Each is set so that PGOPTIONS, PGSSLMODE and their kin on the runner change nothing; a blank is “no options”.
    options: address.options ?? ' ',
    ssl: address.ssl ?? false,
    keepAlive: true,
    application_name: address.calledBy ?? applicationName,
    client_encoding: 'UTF8',
    connectionTimeoutMillis: 15_000,
    types: { getTypeParser },
  });
  const closed = new Promise<void>((resolve) => client.once('end', resolve));
  // An idle connection that dies is told by the next call, not by an uncaught event.
  client.on('error', () => undefined);
  await client.connect();
  refuseLongMessages(streamOf(client));
  return sessionOver(client, closed);
}

function sessionOver(client: pg.Client, closed: Promise<void>): Session {
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => (ending ??= close(client, closed));
  return {
    pid: backend(client),
    async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Rows<Row>> {
      const answer = await client.query<Row>(sql, [...values]).catch((error: unknown) => {
        throw new QueryError(sqlError(error), sql);
      });
      // Several statements in one message answer with a list, whatever the types say.
      const last = [answer].flat().at(-1) ?? answer;
      return { rows: last.rows, rowCount: last.rowCount ?? 0 };
    },
    run: (sql) => discarding(client, new pg.Query(asArrays(sql))),
    load: (sql, rows) => discarding(client, copyQuery(sql, rows)),
    end,
    [Symbol.asyncDispose]: end,
  };
}

const asArrays = (sql: string): pg.QueryArrayConfig => ({ text: sql, rowMode: 'array' });

/** Rows are let go as they come: a migration's SELECT of a large table must not fill our memory. */
function discarding(client: pg.Client, query: pg.Query): Promise<Outcome> {
  return new Promise((resolve) => {
    query.on('row', () => undefined);
    query.on('error', (error) => {
      resolve({ ok: false, error: sqlError(error) });
    });
    query.on('end', (answer: pg.QueryResult | pg.QueryResult[]) => {
      const last = [answer].flat().at(-1);
      resolve({ ok: true, command: commandOf(last), rowCount: last?.rowCount ?? undefined });
    });
    client.query(query);
  });
}

/** An empty message has no command, which the driver's types deny. */
const commandOf = (result: { readonly command: string | null } | undefined): string => result?.command ?? '';
const backend = (client: pg.Client): number => (client as unknown as { readonly processID: number }).processID;
const streamOf = (client: pg.Client): Duplex =>
  (client as unknown as { readonly connection: pg.Connection }).connection.stream;

async function close(client: pg.Client, closed: Promise<void>): Promise<void> {
  // Not the driver's own promise: it waits for ever on a connection that is already gone.
  client.end().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 1_000)));
  await Promise.race([closed, patience]);
  clearTimeout(timer);
}

/** SQLSTATE and names only; an error without SQLSTATE came from the socket. */
export function sqlError(error: unknown): SqlError {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return { sqlstate: '08006', fatal: true };
  const { schema, table, column, constraint, dataType } = error;
  return {
    sqlstate: error.code,
    ...(schema !== undefined && { schema }),
    ...(table !== undefined && { table }),
    ...(column !== undefined && { column }),
    ...(constraint !== undefined && { constraint }),
    ...(dataType !== undefined && { dataType }),
    ...(endsConnection(error.severity) && { fatal: true }),
  };
}

const endsConnection = (severity: string | undefined): boolean => severity === 'FATAL' || severity === 'PANIC';

const bigint = 20;
const numeric = 1700;

type Parser = (value: string) => unknown;
const standardParser = pg.types.getTypeParser as (oid: number, format?: string) => Parser;

/** bigint and numeric become numbers where nothing is lost, and stay text elsewhere. */
const getTypeParser = (oid: number, format?: string): Parser =>
  oid === bigint || oid === numeric ? exactNumber : standardParser(oid, format);

/** `'42'` → 42; `'9007199254740993'` and `'0.1234567890123456789'` stay text. */
export function exactNumber(text: string): number | string {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  return /^-?\d+(\.\d+)?$/.test(text) && digits.length <= 15 ? Number(text) : text;
}
