import type { Server } from '../../../src/ports/database.ts';
import { startTestServer } from '../server.ts';

export type TeamLogin = 'superuser' | 'managed' | 'no-roles' | 'no-rights';

/** A server as a team would provide one: logins of their own, rules of its own, none of our settings needed. */
export interface TeamServer extends AsyncDisposable {
  readonly server: Server;
  /** Address of a login's; `managed` may create databases and roles and no more, as on RDS or Cloud SQL. */
  readonly address: (login: TeamLogin, parameters?: string) => string;
  readonly stop: () => Promise<void>;
}

const rights: Readonly<Record<TeamLogin, string>> = {
  superuser: 'SUPERUSER',
  managed: 'CREATEDB CREATEROLE',
  'no-roles': 'CREATEDB',
  'no-rights': '',
};

const password = 'p@ss:w/ord';
const nameOf = (login: TeamLogin): string => `team_${login.replace('-', '_')}`;

export async function startTeamServer(major?: number): Promise<TeamServer> {
  const server = await startTestServer({
    ...(major !== undefined && { major }),
    settings: { max_connections: '100' },
  });
  await using session = await server.connect('observer', 'postgres');
  for (const [login, may] of Object.entries(rights))
    await session.query(`CREATE ROLE ${nameOf(login as TeamLogin)} LOGIN ${may} PASSWORD '${password}'`);
  await session.query('CREATE DATABASE app');
  // What embedded lets in are its own two logins.
  const { rows } = await session.query<{ hba: string; socket: string }>(
    `SELECT current_setting('hba_file') AS hba, current_setting('unix_socket_directories') AS socket`,
  );
  const { hba = '', socket = '' } = rows[0] ?? {};
  await session.query(`COPY (VALUES ('local all all scram-sha-256')) TO '${hba}'`);
  await session.query('SELECT pg_reload_conf()');
  const at = encodeURIComponent(socket);
  const secret = encodeURIComponent(password);
  return {
    server,
    address: (login, parameters = '') => `postgres://${nameOf(login)}:${secret}@${at}/app${parameters}`,
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Databases and roles that runs left on the server; all of them, or of those whose lock nobody holds. */
export async function leftOn(server: Server): Promise<readonly string[]> {
  await using session = await server.connect('observer', 'postgres');
  const { rows } = await session.query<{ name: string }>(`
    SELECT datname AS name FROM pg_database WHERE datname LIKE 'migration\\_rehearsal\\_%'
     UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'migration\\_rehearsal\\_%'
     UNION ALL SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid') LIKE 'migration-rehearsal %'
     ORDER BY 1`);
  return rows.map(({ name }) => name);
}
